"""What an archive says of itself: its last member, by which everything before it is checked."""

from datetime import datetime

import msgspec

FORMAT = 1
NAME = "manifest.json"
KEY = "secret.key"
TABLES, FILES = "tables/", "files/"


class Refused(Exception):
    """It cannot be done. The message says why and what to do; nothing was changed."""


class Damaged(Refused):
    """The archive is not what was written: cut short, changed, or no archive at all."""

    def __init__(self, what: str):
        super().__init__(f"This is no whole backup: {what}. Nothing was changed. Take another one.")


class Member(msgspec.Struct, frozen=True):
    size: int
    sha256: str


class Table(msgspec.Struct, frozen=True):
    """`fields` is the order of the values in each row; `last_key` is the last key that was ever given out, if counted."""

    fields: list[str]
    rows: int
    last_key: int | None = None


class Manifest(msgspec.Struct, frozen=True):
    """`made_at` is the moment whose state this is. `migrations` are those that the tables had been through."""

    format: int
    transom: str
    made_at: datetime
    database: str
    migrations: list[tuple[str, str]]
    tables: dict[str, Table]
    members: dict[str, Member]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def files(self) -> int:
        return sum(name.startswith(FILES) for name in self.members)


def read_manifest(content: bytes) -> Manifest:
    """Raises `Damaged`, and `Refused` for a format that this program does not know."""
    try:
        said = msgspec.json.decode(content, type=dict)
        if said.get("format") != FORMAT:
            raise Refused(
                f"This backup has the format {said.get('format')!r}, and this Transom reads {FORMAT}. "
                f"Restore it with the Transom that made it ({said.get('transom', 'unknown')}), or a later one."
            )
        return msgspec.json.decode(content, type=Manifest)
    except (msgspec.MsgspecError, ValueError) as error:
        raise Damaged("its manifest cannot be read") from error
