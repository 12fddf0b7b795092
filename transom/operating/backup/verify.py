"""`verify()`: is this archive whole? Every byte of it is read, and nothing is written."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import msgspec

from transom.operating.backup.archive import members
from transom.operating.backup.manifest import FILES, KEY, NAME, TABLES, Damaged, Manifest, Refused, read_manifest
from transom.operating.backup.sealed import is_sealed
from transom.operating.backup.tables import decode


def open_archive(path: Path) -> BinaryIO:
    """Raises `Refused` where there is no such file."""
    try:
        return open(path, "rb")
    except OSError as error:
        raise Refused(f"{path} cannot be read ({error.strerror}).") from error


def needs_passphrase(path: Path) -> bool:
    with open_archive(path) as file:
        return is_sealed(file)


def verify(path: Path, passphrase: str = "", tick: Callable[[], None] = lambda: None) -> Manifest:
    """The manifest of a whole archive. Raises `Damaged`, `WrongPassphrase` and `Refused`."""
    manifest, seen, rows = None, {}, {}
    with open_archive(path) as file:
        for member in members(file, passphrase):
            if manifest is not None:
                raise Damaged("something stands behind its manifest")
            if member.name == NAME:
                manifest = read_manifest(member.content())
                continue
            if member.name.startswith(TABLES):
                table = table_of(member.name)
                rows[table] = rows.get(table, 0) + len(_decoded(member.content()))
            seen[member.name] = member.summed()
            tick()
    if manifest is None:
        raise Damaged("its manifest is missing")
    _check(manifest, seen, rows)
    return manifest


def table_of(name: str) -> str:
    return name.removeprefix(TABLES).partition("/")[0]


def _decoded(content: bytes) -> list:
    try:
        return decode(content)
    except (msgspec.MsgspecError, ValueError) as error:
        raise Damaged("rows of a table cannot be read") from error


def _check(manifest: Manifest, seen: dict, rows: dict[str, int]) -> None:
    for name in sorted(seen.keys() | manifest.members.keys()):
        if seen.get(name) != manifest.members.get(name):
            raise Damaged(f"{name} is not what the manifest says")
        if name.startswith(FILES) and name != f"{FILES}{seen[name].sha256}":
            raise Damaged(f"{name} is not what its name says")
    if KEY not in seen:
        raise Damaged("the secret key is missing")
    for table, said in manifest.tables.items():
        if rows.get(table, 0) != said.rows:
            raise Damaged(f"the table {table} has other rows than the manifest says")
    if unknown := rows.keys() - manifest.tables.keys():
        raise Damaged(f"the manifest knows no table {sorted(unknown)[0]}")
