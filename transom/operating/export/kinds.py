"""Every file of an export, in the order in which they are written, and the one schema of their lines."""

import msgspec

from transom.operating.export import (
    asking,
    events,
    mail,
    managing,
    people,
    silence,
    sitting,
    tickets,
    times,
    tries,
    turns,
    words,
    workflow,
)
from transom.operating.export.base import Row
from transom.operating.export.manifest import FORMAT, Manifest

KINDS = (
    *people.KINDS,
    *workflow.KINDS,
    *tickets.KINDS,
    *words.KINDS,
    *tries.KINDS,
    *asking.KINDS,
    *silence.KINDS,
    *sitting.KINDS,
    *times.KINDS,
    *turns.KINDS,
    *managing.KINDS,
    *events.KINDS,
    *mail.KINDS,
)


def structs() -> list[type[Row]]:
    return [Manifest, *(kind.row for kind in KINDS)]


def schema() -> dict:
    """The JSON Schema (2020-12) of the manifest and of a line of each file; `x-files` says which is which."""
    references, definitions = msgspec.json.schema_components(structs(), ref_template="#/$defs/{name}")
    names = ["manifest.json", *(f"{kind.name}.jsonl" for kind in KINDS)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"An export of Transom, format {FORMAT}",
        "x-files": dict(zip(names, references, strict=True)),
        "$defs": definitions,
    }
