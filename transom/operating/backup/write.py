"""`backup()`: the whole desk into one file, as it stood at one moment, while it goes on working."""

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import connection
from django.utils import timezone

import transom
from transom.foundation import faults
from transom.operating.backup.archive import Writer, writing
from transom.operating.backup.manifest import FILES, FORMAT, KEY, NAME, TABLES, Manifest, Refused, Table
from transom.operating.backup.sql import last_key
from transom.operating.backup.tables import chunks, field_names, label, tables
from transom.operating.schema import applied
from transom.operating.snapshot import snapshot
from transom.tickets.files import StoredFile

Progress = Callable[[int], None]


def backup(target: Path, passphrase: str = "", begin: Callable[[int], Progress] = lambda total: lambda done: None):
    """Write everything to `target`, which must not exist, and give its manifest.

    It is written beside it and gets its name when it is on the disk, so that what has the name is whole. Raises
    `Refused`, also where a stored file is missing or damaged: such a backup would only look like one.
    """
    if target.exists():
        raise Refused(f"{target} is there already. Name a file that does not exist yet.")
    draft = target.with_name(f"{target.name}.unfinished-{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            with snapshot(), writing(file, passphrase) as archive:
                manifest = _fill(archive, begin)
            file.flush()
            os.fsync(file.fileno())
        faults.point("backup.before-rename")
        _take_name(draft, target)
    except OSError as error:
        raise Refused(f"The backup could not be written: {error}. Nothing of it was kept.") from error
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _fill(archive: Writer, begin: Callable[[int], Progress]) -> Manifest:
    made_at, models = timezone.now(), tables()
    rows = sum(model._base_manager.count() for model in models)
    progress = begin(rows + StoredFile.objects.count())
    archive.add(KEY, settings.SECRET_KEY.encode())
    summed = {label(model): _table(archive, model, progress) for model in models}
    for stored in StoredFile.objects.order_by("pk").iterator():
        _file(archive, stored)
        progress(1)
    manifest = Manifest(
        format=FORMAT,
        transom=transom.__version__,
        made_at=made_at,
        database=connection.vendor,
        migrations=sorted(applied()),
        tables=summed,
        members=archive.members.copy(),
    )
    archive.add(NAME, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    return manifest


def _table(archive: Writer, model, progress: Progress) -> Table:
    total = 0
    for number, (count, content) in enumerate(chunks(model)):
        archive.add(f"{TABLES}{label(model)}/{number:06}", content)
        total += count
        progress(count)
    return Table(fields=field_names(model), rows=total, last_key=last_key(model))


def _file(archive: Writer, stored: StoredFile) -> None:
    wrong = (
        f"The attachment {stored.sha256} is missing from the desk's folder of files, or damaged there, so no backup was "
        "made. `transom export` names all such files; bring them back from an older backup."
    )
    try:
        with stored.open() as content:
            if content.size != stored.size:
                raise Refused(wrong)
            digest = archive.add_stream(f"{FILES}{stored.sha256}", content, stored.size)
    except FileNotFoundError as error:
        raise Refused(wrong) from error
    if digest != stored.sha256:
        raise Refused(wrong)


def _take_name(draft: Path, target: Path) -> None:
    """link() and not rename(): what another process put there meanwhile is not overwritten."""
    try:
        os.link(draft, target)
    except FileExistsError as error:
        raise Refused(f"{target} has appeared meanwhile. Name a file that does not exist yet.") from error
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
