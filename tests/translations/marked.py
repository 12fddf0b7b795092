"""What is marked, and what should be: reads templates, Python and scripts without running them."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "transom"
MARKS = {"_", "gettext", "ngettext", "gettext_lazy", "ngettext_lazy", "pgettext"}
COUNTS = {"ngettext": 2, "ngettext_lazy": 2, "pgettext": 2}
READ = {
    "title",
    "placeholder",
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "alt",
    "label",
    "data-command",
}
SILENT = {"script", "style", "template-code", "code", "kbd"}
HOLE = "\ue000"
WORD = re.compile(r"[^\W\d_]{2,}")
PROSE = re.compile(r"[A-Z][a-z]+|[A-Za-z]+[a-z,] [a-z]+")
NO_PROSE = re.compile(r"[-:]\w")  # the name of a class, a trigger of htmx
KEYS = re.compile(r"\b(Ctrl|Shift|Alt|Esc|Escape|Enter|Tab|Home|End|Delete|Backspace|Arrow\w+)\b")
"""As keyboards have them, in every language."""
NAMES = {"light dark", "Notification", "Files"}
"""Words of the web platform itself."""
FRAGMENTS = re.compile(
    r"{% block (?:\w+_attributes|step|skip_to|shape) %}.*?{% endblock %}|{% macro (?:problem_of|open_if|is_open)\(.*?{% endmacro %}"
)
"""Blocks and macros that fill in a part of a tag."""
ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"])  # noqa: S701, nothing is rendered

Fault = tuple[int, str]


class Texts(HTMLParser):
    """The words that stand in a template as they are: between tags, and in attributes that are read to people."""

    def __init__(self):
        super().__init__()
        self.found: list[Fault] = []
        self.within: list[str] = []

    def handle_starttag(self, tag, attributes):
        if tag in SILENT:
            self.within.append(tag)
        for name, value in attributes:
            if name in READ and value and WORD.search(KEYS.sub("", value.replace(HOLE, " "))):
                self.found.append((self.getpos()[0], f'{name}="{value.replace(HOLE, "…")}"'))

    def handle_endtag(self, tag):
        if self.within and self.within[-1] == tag:
            self.within.pop()

    def handle_data(self, data):
        if not self.within and WORD.search(data):
            self.found.append((self.getpos()[0], " ".join(data.replace(HOLE, "…").split())))


def texts(source: str) -> list[Fault]:
    """The unmarked words of a template. What Jinja puts in stands as a hole."""
    plain, within = "", ""
    for _line, token, value in ENVIRONMENT.lex(FRAGMENTS.sub("", source)):
        if token.endswith("_begin"):
            within = token
        elif token.endswith("_end"):
            plain += HOLE if within == "variable_begin" else ""
            plain += "\n" * value.count("\n")
            within = ""
        elif token == "data" and not within:
            plain += value
        else:
            plain += "\n" * value.count("\n")
    reader = Texts()
    reader.feed(plain.replace(f"<{HOLE}", "<div").replace(f"</{HOLE}", "</div"))
    reader.close()
    return reader.found


def strings(source: str) -> Iterator[Fault]:
    """Strings inside of Jinja's braces that look like prose and are not marked."""
    tree = ENVIRONMENT.parse(source)
    marked = {id(one) for call in _marks(tree) for one in call.find_all(nodes.Const)}
    for const in tree.find_all(nodes.Const):
        text = KEYS.sub("", const.value) if isinstance(const.value, str) else ""
        if PROSE.match(text) and not NO_PROSE.search(text) and text not in NAMES and id(const) not in marked:
            yield const.lineno, text


def broken_marks_of_template(source: str) -> Iterator[Fault]:
    """`_(name)`, `_("a" ~ b)`: what nobody can extract."""
    for call in _marks(ENVIRONMENT.parse(source)):
        for argument in call.args[: COUNTS.get(call.node.name, 1)]:
            if not isinstance(argument, nodes.Const):
                yield call.lineno, f"{call.node.name}() of something else than one string"


def _marks(tree: nodes.Template) -> Iterator[nodes.Call]:
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in MARKS:
            yield call


def broken_marks(source: str) -> Iterator[Fault]:
    """Python: an f-string, a concatenation or a name inside of `_()`."""
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        name = _name(call.func)
        if name not in MARKS:
            continue
        for argument in call.args[: COUNTS.get(name, 1)]:
            if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                yield call.lineno, f"{name}() of something else than one string"


def unmarked_words(source: str) -> Iterator[Fault]:
    """Python: what is said to a person as a plain string: messages, form errors, refusals."""
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        is_message = isinstance(call.func, ast.Attribute) and _name(call.func.value) == "messages"
        is_raised = isinstance(call.func, ast.Name | ast.Attribute) and _name(call.func) in {
            "ValidationError",
            "Refused",
        }
        if is_message or is_raised:
            for argument in call.args:
                text = (
                    argument.value
                    if isinstance(argument, ast.Constant)
                    else "…"
                    if isinstance(argument, ast.JoinedStr)
                    else ""
                )
                if isinstance(text, str) and text:
                    yield call.lineno, f"{_name(call.func)}({text!r})"


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


LITERAL = re.compile(r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`""", re.DOTALL)
CODE = re.compile(r"""[\[\]=#>{}()<;/:|*@]|^\.""")


def words_in_script(source: str) -> Iterator[Fault]:
    """String literals of a script that somebody could read: two words that are no selector, or one that begins like a sentence."""
    for match in LITERAL.finditer(source):
        literal = match.group()
        if literal.startswith("/"):
            continue
        text = KEYS.sub("", re.sub(r"\$\{[^}]*\}", " ", literal[1:-1]))
        if text in NAMES:
            continue
        if CODE.search(text) and not re.search(r"[A-Za-z] [a-z]+[.!?]", text):
            continue
        if re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", text) or re.fullmatch(r"\s*[A-Z][a-z]+[ .!…]*\s*", text):
            yield source.count("\n", 0, match.start()) + 1, text
