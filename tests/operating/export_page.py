"""The fields of an export as `docs/export.md` shows them. `python -m tests.operating.export_page` writes them there anew."""

import os
from pathlib import Path

import django
import msgspec

PAGE = Path(__file__).resolve().parents[2] / "docs" / "export.md"
BEGIN, END = "<!-- fields: begin -->", "<!-- fields: end -->"


def fields() -> str:
    from transom.operating.export.kinds import KINDS  # noqa: PLC0415, Django is set up first where this is a program
    from transom.operating.export.manifest import Manifest  # noqa: PLC0415

    tables = [_table("manifest.json", Manifest), *(_table(f"{kind.name}.jsonl", kind.row) for kind in KINDS)]
    return "\n\n".join(tables)


def _table(title: str, struct: type[msgspec.Struct]) -> str:
    lines = [f"### {title}", "", "| Field | Type | Meaning |", "|---|---|---|"]
    lines += _lines(struct, "")
    return "\n".join(lines)


def _lines(struct: type[msgspec.Struct], prefix: str):
    for name, field in zip(struct.__struct_fields__, msgspec.inspect.type_info(struct).fields, strict=True):
        words = field.type.extra_json_schema["description"]
        inner = field.type.type if isinstance(field.type, msgspec.inspect.Metadata) else field.type
        yield f"| `{prefix}{name}` | {_type(inner)} | {words} |"
        for nested in _structs(inner):
            yield from _lines(nested.cls, f"{prefix}{name}{_reach(inner)}.")


def _type(kind) -> str:
    kind = kind.type if isinstance(kind, msgspec.inspect.Metadata) else kind
    match kind:
        case msgspec.inspect.UnionType(types=types):
            return " or ".join(_type(one) for one in types)
        case msgspec.inspect.ListType(item_type=item):
            return f"list of {_type(item)}"
        case msgspec.inspect.DictType(value_type=value):
            return f"object of {_type(value)}"
        case _:
            return NAMES[type(kind).__name__]


def _structs(kind):
    kind = kind.type if isinstance(kind, msgspec.inspect.Metadata) else kind
    if isinstance(kind, msgspec.inspect.StructType):
        yield kind
    elif isinstance(kind, msgspec.inspect.UnionType):
        for one in kind.types:
            yield from _structs(one)
    elif isinstance(kind, msgspec.inspect.ListType):
        yield from _structs(kind.item_type)
    elif isinstance(kind, msgspec.inspect.DictType):
        yield from _structs(kind.value_type)


def _reach(kind) -> str:
    return {"ListType": "[]", "DictType": ".*"}.get(type(kind).__name__, "")


NAMES = {
    "IntType": "integer",
    "StrType": "text",
    "BoolType": "true or false",
    "DateTimeType": "time",
    "NoneType": "null",
    "StructType": "object",
    "AnyType": "anything",
}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    before, _, rest = PAGE.read_text().partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{fields()}\n{END}{rest.partition(END)[2]}")
