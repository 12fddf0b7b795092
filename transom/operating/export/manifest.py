"""The manifest of an export: what it is, and by what to tell that it is whole."""

from typing import Annotated

from msgspec import Meta

from transom.operating.export.base import Row, Time

FORMAT = 1
"""Goes up when a program that reads exports would have to change. A new file or a new field does not raise it."""


class ExportedFile(Row):
    rows: Annotated[int, Meta(description="How many lines it has.")]
    size: Annotated[int, Meta(description="Bytes.")]
    sha256: Annotated[str, Meta(description="Of the whole file.")]


class Folder(Row):
    files: Annotated[int, Meta(description="How many files are in it.")]
    size: Annotated[int, Meta(description="Bytes.")]


class Manifest(Row):
    format: Annotated[int, Meta(description="The version of this format.")]
    transom: Annotated[str, Meta(description="The version of Transom that wrote it.")]
    exported_at: Annotated[Time, Meta(description="The moment whose state this is.")]
    database: Annotated[str, Meta(description="sqlite or postgresql.")]
    files: Annotated[dict[str, ExportedFile], Meta(description="By the names of the .jsonl files.")]
    attachments: Annotated[Folder, Meta(description="What is in files/.")]
    raw: Annotated[Folder | None, Meta(description="What is in raw/; null where it was left out.")]
    missing: Annotated[
        list[str],
        Meta(description="SHA-256 of attachments that the desk should have and has not. Empty when all is well."),
    ]
