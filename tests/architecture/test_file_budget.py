"""Files stay small enough to be read at once, and views only pick the page."""

import ast

import pytest

from tests.architecture.source import ROOT, assert_holds, bad

FILE_LINES, VIEW_LINES = 300, 15
FOLDERS = ("transom", "tests", "bench")
SUFFIXES = {".py", ".html", ".css", ".js"}


def our_files():
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in SUFFIXES and "migrations" not in path.parts and path.is_file():
                yield path


def too_long(paths) -> list[str]:
    return [f"{path}: {lines} lines" for path in paths if (lines := len(path.read_text().splitlines())) > FILE_LINES]


def views(module):
    for node in module.each(ast.FunctionDef, ast.AsyncFunctionDef):
        arguments = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args) if argument.arg != "self"]
        if arguments[:1] != ["request"]:
            continue
        body = node.body[1:] if ast.get_docstring(node) else node.body
        lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
        if lines > VIEW_LINES:
            yield module.at(node, f"{node.name}() has {lines} lines; a view has at most {VIEW_LINES}")


def test_no_file_is_long():
    assert too_long(our_files()) == []


def test_a_long_file_is_seen(tmp_path):
    path = tmp_path / "long.css"
    path.write_text("a {}\n" * (FILE_LINES + 1))
    assert too_long([path])


def test_no_view_is_long():
    assert_holds(views, "web")


@pytest.mark.parametrize(("lines", "is_long"), [(VIEW_LINES, False), (VIEW_LINES + 1, True)])
def test_a_long_view_is_seen(lines, is_long):
    text = 'def page(request):\n    """What it shows."""\n' + "    x = 1\n" * lines
    assert bool(bad(views, text)) is is_long
