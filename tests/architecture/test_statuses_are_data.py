"""Statuses are rows that an admin renames: no code, template or script knows one by its name."""

import ast
import re

import pytest

from tests.architecture.source import PACKAGE, assert_holds, bad
from transom.workflow.shipped import STATUSES

SHIPS_THEM = (
    "clock/shipped.py",
    "cockpit/shipped.py",
    "workflow/paths.py",
    "workflow/shipped.py",
    "management/demo/silence.py",
    "management/demo/stories.py",
)
OTHER_WORDS = {
    ("mail/reading/calendar_part.py", "declined"),  # an invitation, and no ticket
    *((path, word) for path in ("tickets/estimates.py", "tickets/models.py") for word in ("approved", "declined")),
    *(("cockpit/models.py", word) for word in ("answered", "Answered")),  # what became of what a run served
    *(("reports/models.py", word) for word in ("answered", "Answered")),  # what became of a customer's word
    *((f"web/reports/{name}.py", "answered") for name in ("missed", "numbers")),  # a class of a bar, a column of a file
}
"""Of an invitation, and of how an estimate stands: no status of a ticket."""
SLUGS = {stop.status for stop in STATUSES}
NAMES = {stop.name for stop in STATUSES}
QUOTED = re.compile(r"""(["'])((?:(?!\1).)*)\1""")


def names_a_status(text: str) -> bool:
    """Is this string a status: a slug or a name, whole, or a slug of several words among others?"""
    compound = {slug for slug in SLUGS if "-" in slug}
    return text in SLUGS | NAMES or not compound.isdisjoint(
        re.findall(r"[a-z]+(?:-[a-z]+)+", text.removeprefix("status-"))
    )


def in_python(module):
    if module.path in SHIPS_THEM:
        return
    for node in module.each(ast.Constant):
        is_prose = isinstance(module.parents.get(node), ast.Expr)  # a docstring
        if not isinstance(node.value, str) or is_prose or (module.path, node.value) in OTHER_WORDS:
            continue
        if names_a_status(node.value):
            yield module.at(node, f"{node.value!r} is a status; ask for its category")


def in_text(text: str) -> list[str]:
    """Quoted strings of a template, a style sheet or a script that name a status."""
    return [string for _, string in QUOTED.findall(text) if names_a_status(string)]


def test_no_code_names_a_status():
    assert_holds(in_python)


def test_no_page_names_a_status():
    paths = [path for path in PACKAGE.rglob("*") if path.suffix in {".html", ".css", ".js"}]
    assert {str(path): found for path in paths if (found := in_text(path.read_text()))} == {}


@pytest.mark.parametrize(
    "snippet",
    [
        "ticket.status.slug == 'in-review'",
        "Status.objects.get(name='Completed')",
        "url = f'status-{1}/in-testing'",
        "x = 'spam'",
    ],
)
def test_a_status_in_code_is_seen(snippet):
    assert bad(in_python, snippet)


def test_other_words_pass():
    assert not bad(in_python, '"""In review"""\ncategory == "closed"\nx = "merged-into"')


def test_a_status_on_a_page_is_seen():
    assert in_text("{% if ticket.status.slug == 'client-testing' %}") == ["client-testing"]
    assert in_text('[data-status="status-in-review"] {}')
    assert not in_text('<p class="chip chip-closed">It is in review.</p>')
