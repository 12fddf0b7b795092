"""Reading the product's own source, for the tests of this folder."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "transom"


@dataclass(frozen=True)
class Module:
    """A Python file. `path` is relative to the package, as in "tickets/log.py"."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    def each(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def imports(self) -> Iterator[tuple[str, ast.AST]]:
        """Everything that is imported, by its full name: "email.utils", "email.utils.getaddresses"."""
        for node in self.each(ast.Import, ast.ImportFrom):
            if isinstance(node, ast.ImportFrom):
                yield node.module or "", node
                yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)
            else:
                yield from ((alias.name, node) for alias in node.names)

    def calls_from(self, node: ast.expr) -> list[tuple[str, ast.Call | None]]:
        """What is reached from `node` by dots, each with its call: in `a.b(1).c`, `a` gives [("b", b(1)), ("c", None)]."""
        links = []
        while isinstance(attribute := self.parents.get(node), ast.Attribute):
            node, call = attribute, self.parents.get(attribute)
            if isinstance(call, ast.Call) and call.func is attribute:
                node = call
            links.append((attribute.attr, node if isinstance(node, ast.Call) else None))
        return links

    def calls(self) -> Iterator[ast.Call]:
        return self.each(ast.Call)

    def managers_of(self, *models: str) -> Iterator[tuple[str, ast.Attribute]]:
        """Where one of the models hands out its rows: `Ticket.objects`, `models.Ticket._base_manager`."""
        for node in self.each(ast.Attribute):
            if (
                node.attr in ("objects", "_base_manager", "_default_manager")
                and (name := last_name(node.value)) in models
            ):
                yield name, node

    def at(self, node: ast.AST, words: str) -> str:
        return f"transom/{self.path}:{node.lineno}: {words}"


def last_name(node: ast.AST) -> str:
    """`Ticket` of `Ticket`, of `models.Ticket` and of `type(x).Ticket`; empty for anything else."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def modules(folder: str = "") -> list[Module]:
    """Our Python, without migrations, which Django writes."""
    paths = sorted((PACKAGE / folder).rglob("*.py"))
    found = [
        Module(str(path.relative_to(PACKAGE)), path.read_text()) for path in paths if "migrations" not in path.parts
    ]
    assert found, f"there is no Python in transom/{folder}"
    return found


def assert_holds(check, folder: str = "") -> None:
    """Fail with all that `check` (module -> sentences) finds in our source, a line each."""
    found = [fault for module in modules(folder) for fault in check(module)]
    assert not found, "\n".join(["", *found])


def bad(check, text: str, path: str = "web/agent/views.py") -> list[str]:
    """What `check` finds in a snippet, as if it stood at `path`."""
    return list(check(Module(path, text)))
