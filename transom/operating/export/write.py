"""`export()`: the whole desk into a folder, as it stood at one moment, with little memory."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from django.db import connection
from django.utils import timezone

import transom
from transom.operating.export.folder import create, draft_of, write_json, write_lines
from transom.operating.export.kinds import KINDS, schema
from transom.operating.export.mail import raw_mails
from transom.operating.export.manifest import FORMAT, Folder, Manifest
from transom.operating.snapshot import snapshot
from transom.tickets.files import CHUNK, StoredFile

Tick = Callable[[], None]


def export(target: Path, *, raw: bool = True, begin: Callable[[int], Tick] = lambda total: lambda: None) -> Manifest:
    """Write everything under `target`, which must not exist or be empty (else `ExportRefused`).

    `begin` is told how many rows and files there are and gives what is called after each. Passwords, sessions, tokens
    and the secrets of mailboxes are nobody's to read and are never written.
    """
    with draft_of(target) as draft, snapshot():
        tick = begin(_total(raw))
        exported_at = timezone.now()
        files = {f"{kind.name}.jsonl": write_lines(draft / f"{kind.name}.jsonl", kind.lines(), tick) for kind in KINDS}
        attachments, missing = _attachments(draft / "files", tick)
        manifest = Manifest(
            format=FORMAT,
            transom=transom.__version__,
            exported_at=exported_at,
            database=connection.vendor,
            files=files,
            attachments=attachments,
            raw=_raw(draft / "raw", raw_mails(), tick) if raw else None,
            missing=missing,
        )
        write_json(draft / "schema.json", schema())
        write_json(draft / "manifest.json", manifest)
    return manifest


def _total(raw: bool) -> int:
    counts = {kind.name: kind.count() for kind in KINDS}
    return sum(counts.values()) + StoredFile.objects.count() + (counts["inbound"] if raw else 0)


def _attachments(folder: Path, tick: Tick) -> tuple[Folder, list[str]]:
    """Copy every stored file under its hash; gives what is there, and which are missing or not what their name says."""
    folder.mkdir(0o700)
    count, size, missing = 0, 0, []
    for stored in StoredFile.objects.order_by("pk").iterator():
        if _copied(stored, folder / stored.sha256):
            count, size = count + 1, size + stored.size
        else:
            missing.append(stored.sha256)
        tick()
    return Folder(files=count, size=size), missing


def _copied(stored: StoredFile, path: Path) -> bool:
    digest = hashlib.sha256()
    try:
        with stored.open() as source, create(path) as target:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                target.write(chunk)
    except FileNotFoundError:
        return False
    if digest.hexdigest() != stored.sha256:
        path.unlink()
        return False
    return True


def _raw(folder: Path, mails: Iterable[tuple[str, bytes]], tick: Tick) -> Folder:
    """The stored mails as files; the same bytes once, however often they came."""
    folder.mkdir(0o700)
    count, size = 0, 0
    for sha256, content in mails:
        path = folder / f"{sha256}.eml"
        if not path.exists():
            with create(path) as file:
                file.write(content)
            count, size = count + 1, size + len(content)
        tick()
    return Folder(files=count, size=size)
