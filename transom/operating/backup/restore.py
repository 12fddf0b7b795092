"""`restore()`: a desk out of an archive, into an empty folder and database. Nothing is written before all of it was checked."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from transom.foundation import faults
from transom.foundation.pauses import Pause, Paused
from transom.mail.models import InboundEmail
from transom.operating.backup import place, sqlite_place
from transom.operating.backup.fill import fill
from transom.operating.backup.manifest import Damaged, Manifest, Refused
from transom.operating.backup.sql import check_sound, drop_aside, set_aside
from transom.operating.backup.tables import all_tables, field_names
from transom.operating.backup.told import DeskRestored, tell
from transom.operating.backup.verify import verify
from transom.operating.schema import shipped
from transom.tickets.files import StoredFile
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket

SAMPLE = 200
SHA256 = r"\A[0-9a-f]{64}\Z"


@dataclass(frozen=True)
class Restored:
    """`aside` is where the desk that was before is kept: a folder, on PostgreSQL a schema too; empty where there was none."""

    manifest: Manifest
    aside: str = ""


def restore(
    path: Path,
    passphrase: str = "",
    *,
    replace: bool = False,
    upgrade: Callable[[], None],
    begin: Callable[[Manifest], Callable[[int], None]] = lambda manifest: lambda done: None,
) -> Restored:
    """Make the desk that the archive holds. `upgrade` brings the tables to this program's state.

    The caller sees to it that no worker starts. Raises `Refused` (and its kinds) before anything was changed.
    """
    place.check_free(replace)
    manifest = verify(path, passphrase)
    _check_not_newer(manifest)
    put = _into_postgresql if connection.vendor == "postgresql" else _into_sqlite
    aside = place.aside() if place.is_used() else ""
    with place.draft() as draft:
        put(draft, aside, lambda: fill(draft, path, passphrase, manifest, begin(manifest)), upgrade, manifest)
    return Restored(manifest, aside)


def _check_not_newer(manifest: Manifest) -> None:
    unknown = sorted(f"{app}.{name}" for app, name in set(map(tuple, manifest.migrations)) - shipped())
    if unknown:
        raise Refused(
            f"This backup was made by a later Transom ({manifest.transom}): its tables went through {', '.join(unknown)}, "
            "which this one does not know. Install that Transom, or a later one, and restore with it."
        )


def _finish(manifest: Manifest, upgrade: Callable[[], None]) -> None:
    """Bring the tables up to date, hold sending and fetching, free what was begun, and look whether all of it is sound."""
    upgrade()
    _free_leases()
    now, reason = timezone.now(), f"Restored from a backup of {manifest.made_at:%Y-%m-%d %H:%M} UTC."
    with transaction.atomic():
        Pause.objects.all().delete()
        for what in Paused:
            Pause.objects.begin(what, reason)
        tell(DeskRestored(backup_made_at=manifest.made_at, transom=manifest.transom), now)
    check_sound()
    _check_names()
    keys = list(Ticket.objects.order_by("-pk").values_list("pk", flat=True)[:SAMPLE])
    for ticket in Ticket.objects.filter(pk__in=keys):
        assert_replays(ticket)


def _free_leases() -> None:
    """Whoever had begun a piece of work lives at the desk that was. What was being sent then is held with all other mail."""
    for model in all_tables():
        names = field_names(model)
        if "leased_until" in names:
            nobody = {"leased_by": ""} if "leased_by" in names else {}
            model._base_manager.filter(leased_until__isnull=False).update(leased_until=None, **nobody)


def _check_names() -> None:
    """Files are found and exported by what stands in these columns, which must lead to no other place."""
    for model in (StoredFile, InboundEmail):
        if model.objects.exclude(sha256__regex=SHA256).exists():
            raise Damaged("something that names a file by its SHA-256 holds none")


def _into_sqlite(draft: Path, aside: str, make, upgrade, manifest: Manifest) -> None:
    """All is made in the draft; the database gets its name last, and without it there is no desk."""
    with sqlite_place.connected_to(draft):
        with connection.constraint_checks_disabled(), transaction.atomic():
            make()
        _finish(manifest, upgrade)
    faults.point("restore.before-rename")
    sqlite_place.clear(aside)
    if aside:
        place.set_files_aside(aside)
    place.put_files(draft)
    sqlite_place.put(draft)


def _into_postgresql(draft: Path, aside: str, make, upgrade, manifest: Manifest) -> None:
    """One transaction, which commits when attachments and key are in their place."""
    schema = aside or place.aside()
    with transaction.atomic():
        if place.has_tables():
            set_aside(schema, place.our_tables())
            if not aside:  # nobody ever used it
                drop_aside(schema)
        make()
        _finish(manifest, upgrade)
        faults.point("restore.before-rename")
        if aside:
            place.set_files_aside(aside)
        place.put_files(draft)
