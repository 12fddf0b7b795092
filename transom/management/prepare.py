"""Making a desk ready: its folder, its tables, the process that ships, the link for its first admin."""

from collections.abc import Iterator

from django.conf import settings
from django.core.management import CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.urls import reverse
from django.utils import timezone

from transom.foundation import sqlite
from transom.management import upgrade
from transom.people.models import RoleHeld
from transom.people.roles import Role
from transom.people.setup_links import SetupLink


def prepare() -> list[str]:
    """Create what is missing and bring the tables up to date. Returns warnings for the operator, a sentence each.

    Raises `CommandError` for a database that is out of reach, or newer than the program.
    """
    settings.DATA.mkdir(0o700, parents=True, exist_ok=True)
    upgrade.bring_up_to_date()
    is_sqlite = connections[DEFAULT_DB_ALIAS].vendor == "sqlite"
    return [sqlite.warning()] if is_sqlite and sqlite.warning() else []


PREPARE = "Run `transom manage prepare` once, then start this again."
OLD_PROGRAM = (
    "Run this with the Transom that the desk ran until now; a backup belongs before an upgrade, not behind it."
)


def require_prepared(remedy: str = PREPARE) -> None:
    """Refuse to work on tables that are not up to date, or newer. Raises `CommandError`, with what to do about it."""
    upgrade.check_not_newer()
    if upgrade.behind():
        raise CommandError(f"The database is not up to date. {remedy}")


def first_words() -> Iterator[str]:
    """Where nobody is admin yet: what to do about it, with a new one-time link."""
    if RoleHeld.objects.filter(role=Role.ADMIN, user__is_active=True).exists():
        return
    token = SetupLink.objects.offer(timezone.now())
    yield "This desk is empty. Make its first admin and its first mailbox here, within 24 hours, once:"
    yield f"  {settings.BASE_URL}{reverse('setup_first', args=[token])}"
