"""The folder of an export: complete, or not there under its name."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from transom.foundation import faults
from transom.operating.export.base import Row
from transom.operating.export.manifest import ExportedFile

BUFFER = 1024 * 1024


class ExportRefused(Exception):
    """The export cannot be put there. The message says why and what to do."""


@contextmanager
def draft_of(target: Path) -> Iterator[Path]:
    """A folder beside `target` to write into, which takes its name when all went well, and else is removed.

    Killed in between it stays, under a name that says so. Raises `ExportRefused` unless `target` is free or empty.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ExportRefused(f"{target} is there and not empty. Name a folder that does not exist yet.")
    draft = target.with_name(f"{target.name}.unfinished-{os.getpid()}")
    try:
        draft.mkdir(0o700, parents=True)
    except OSError as error:
        raise ExportRefused(f"{draft} cannot be made ({error.strerror}). Choose another place.") from error
    try:
        yield draft
        os.sync()  # tens of thousands of files: one by one would take minutes
        faults.point("export.before-rename")
        _take_name(draft, target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _take_name(draft: Path, target: Path) -> None:
    try:
        os.rename(draft, target)
    except OSError as error:
        raise ExportRefused(
            f"The export cannot become {target} ({error.strerror}). Name a folder that does not exist yet."
        ) from error


def create(path: Path):
    """A new file that its owner alone can read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb", buffering=BUFFER)


def write_lines(path: Path, rows: Iterable[Row], tick: Callable[[], None]) -> ExportedFile:
    """Write a JSON line a row. `tick` is called after each."""
    encoder, digest, count, size = msgspec.json.Encoder(), hashlib.sha256(), 0, 0
    with create(path) as file:
        for row in rows:
            line = encoder.encode(row) + b"\n"
            file.write(line)
            digest.update(line)
            count, size = count + 1, size + len(line)
            tick()
    return ExportedFile(rows=count, size=size, sha256=digest.hexdigest())


def write_json(path: Path, value) -> None:
    with create(path) as file:
        file.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
