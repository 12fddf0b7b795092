"""Where a desk is restored to, and what stands there already."""

import contextlib
import os
import platform
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from transom.foundation.heartbeats import Heartbeat
from transom.mail.models import InboundEmail
from transom.operating.backup.manifest import KEY, Refused
from transom.operating.backup.tables import all_tables
from transom.people.mailboxes import Mailbox
from transom.people.models import User

DRAFT, ASIDE = "restoring-", "before-restore-"
MAKE_A_DESK = (User, Mailbox, InboundEmail)
"""Without a row of any of these nobody has used the desk yet."""


def our_tables() -> set[str]:
    return {model._meta.db_table for model in all_tables()}


def has_tables() -> bool:
    return not our_tables().isdisjoint(connection.introspection.table_names())


def is_used() -> bool:
    there = set(connection.introspection.table_names())
    return any(model._meta.db_table in there and model.objects.exists() for model in MAKE_A_DESK)


def check_not_running() -> None:
    """Raise `Refused` where a process of this desk gave a sign of life lately, unless it is known to be dead."""
    if Heartbeat._meta.db_table not in connection.introspection.table_names():
        return
    for beat in Heartbeat.objects.alive(timezone.now()):
        if beat.host != platform.node() or _lives(beat.pid):
            raise Refused(f"This desk is running ({beat}). Stop it, and restore then.")


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def check_free(replace: bool) -> None:
    """Raise `Refused` where there is a desk already, unless it is to be kept aside."""
    check_not_running()
    if is_used() and not replace:
        raise Refused(
            "There is a desk in use here, and it was left as it is. Restore into an empty folder or database (--data, "
            "TRANSOM_DATABASE_URL), or say --replace: then this desk is kept aside."
        )


@contextlib.contextmanager
def draft() -> Iterator[Path]:
    """A folder inside the desk's own, to restore into. One that a killed restore left behind is removed first."""
    settings.DATA.mkdir(0o700, parents=True, exist_ok=True)
    for old in settings.DATA.glob(f"{DRAFT}*"):
        shutil.rmtree(old)
    folder = settings.DATA / f"{DRAFT}{os.getpid()}"
    folder.mkdir(0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def aside() -> str:
    return f"{ASIDE}{timezone.now():%Y%m%d-%H%M%S}"


def set_files_aside(name: str) -> None:
    """Keep the files and the key of the desk that was; its attachments are copied by link, for the new one may need them."""
    folder = settings.DATA / name
    folder.mkdir(0o700, exist_ok=True)
    for part in (KEY, "files"):
        if (settings.DATA / part).exists():
            os.rename(settings.DATA / part, folder / part)


def put_files(draft: Path) -> None:
    """Give the restored attachments and key their place. Files are known by content, so what is there already may stay."""
    for path in (draft / "files").rglob("*"):
        target = settings.FILES_ROOT / path.relative_to(draft / "files")
        if path.is_dir():
            target.mkdir(0o700, parents=True, exist_ok=True)
        else:
            os.replace(path, target)
    os.replace(draft / KEY, settings.DATA / KEY)
