"""Every component of the desk is shown in the style guide, light and dark; one without a specimen fails."""

import pytest
from jinja2 import Environment, nodes

from tests.architecture.source import PACKAGE

TEMPLATES = PACKAGE / "jinja2"
ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"])  # noqa: S701, nothing is rendered


def calls(tree, imported: dict[str, str]) -> set[str]:
    """The macros that a piece of template calls, as "file:name"."""
    return {
        imported[call.node.name]
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in imported
    }


def imports(tree) -> dict[str, str]:
    """Local name → "file:name"."""
    found = {}
    for line in tree.find_all(nodes.FromImport):
        for name in line.names:
            ours, local = name if isinstance(name, tuple) else (name, name)
            found[local] = f"{line.template.value}:{ours}"
    return found


def macros() -> dict[str, set[str]]:
    """Each macro of a component, and those that it calls itself."""
    found = {}
    for path in sorted((TEMPLATES / "components").glob("*.html")):
        tree, file = ENVIRONMENT.parse(path.read_text()), f"components/{path.name}"
        own = {macro.name: f"{file}:{macro.name}" for macro in tree.find_all(nodes.Macro)}
        known = imports(tree) | own
        for macro in tree.find_all(nodes.Macro):
            found[own[macro.name]] = calls(macro, known)
        if not own:
            found[file] = set()
    return found


def shown() -> set[str]:
    """What the specimens call and include, and whatever that calls in turn."""
    of, waiting = macros(), set()
    for path in (TEMPLATES / "setup" / "specimens").glob("*.html"):
        tree = ENVIRONMENT.parse(path.read_text())
        waiting |= calls(tree, imports(tree))
        waiting |= {one.template.value for one in tree.find_all(nodes.Include) if isinstance(one.template, nodes.Const)}
    found: set[str] = set()
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting |= of.get(one, set())
    return found


def test_every_component_has_a_specimen():
    missing = sorted(set(macros()) - shown())
    assert missing == [], "show them in transom/jinja2/setup/specimens"


def test_a_component_without_a_specimen_is_seen():
    assert "components/button.html:button" in shown()
    assert "components/message.html:segments" in shown(), "by way of another"
    assert "components/none.html:none" not in shown()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_all_of_it_is_there_in_each_theme(adas, theme):
    page = adas.get(f"/setup/styleguide/{theme}/")
    assert page.status_code == 200
    text = page.content.decode()
    assert f'data-theme="{theme}"' in text
    assert "Export stops at" in text
    assert "is-danger" in text


def test_it_is_for_admins_and_has_two_themes(adas, sues):
    assert "/setup/styleguide/dark/" in adas.get("/setup/styleguide/").content.decode()
    assert adas.get("/setup/styleguide/pink/").status_code == 404
    for where in ("/setup/styleguide/", "/setup/styleguide/light/"):
        assert sues.get(where).status_code == 404
