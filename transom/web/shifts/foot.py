"""Who answers for the queue, at the foot of the rail on every page; and the banner while nobody does.

It comes along in the frame's one query: small rows, read into words here. It knows of no page.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db.models import Case, CharField, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from transom.people import rota
from transom.people.actor import Actor
from transom.people.roles import Role
from transom.people.shifts import HandOver, Holding
from transom.web.agent.small_rows import NO_WORDS, ZERO, Small, small

ROLE = Role.QUEUE_MANAGER
HOLDER, ONLY, OFFERED, GIVEN = "holder", "only-manager", "offered", "given"
TOLD, UNTOLD = 1, 0


def of_frame() -> Iterator[QuerySet]:
    """The current holding; where there is none yet, everybody who could hold it; and the hand-over that waits."""
    now_held = Holding.objects.filter(role=ROLE, until=None)
    able = Exists(rota.those_with(ROLE).filter(pk=OuterRef("person_id")))
    yield small(
        HOLDER,
        now_held,
        key=Case(When(able, then=F("person_id")), default=ZERO),
        label=Coalesce(F("person__name"), NO_WORDS),
        detail=Coalesce(Cast(F("shift__ends_at"), CharField()), NO_WORDS),
        number=Case(When(alarmed_at=None, then=Value(UNTOLD)), default=Value(TOLD)),
    )
    yield small(ONLY, rota.those_with(ROLE).filter(~Exists(now_held)), label=F("name"))
    waits = HandOver.objects.filter(role=ROLE, settled_at=None)
    yield small(
        OFFERED,
        waits,
        label=F("giver__name"),
        detail=Cast(F("note"), CharField()),
        number=Coalesce(F("taker_id"), ZERO),
    )
    yield small(GIVEN, waits, key=F("giver_id"), label=Coalesce(F("taker__name"), NO_WORDS), number=F("pk"))


def shown(small_rows: dict[str, list[Small]], actor: Actor) -> dict:
    """The contract of `shifts/foot.html`.

    `person` answers for the queue ("" where nobody does) until `until`, in words, where their shift says; `is_me`.
    `may_take` it over; `offer` is the hand-over that this person may accept or withdraw.
    """
    key, name, ends = _holder(small_rows)
    is_me, may = key == actor.id, actor.has(ROLE)
    return {
        "person": name,
        "key": key,
        "until": _until(ends),
        "is_me": is_me,
        "may_take": may and not is_me,
        "may_hand_over": is_me,
        "offer": _offer(small_rows, actor),
    }


def alarm(small_rows: dict[str, list[Small]], actor: Actor) -> dict | None:
    """What every page says while nobody answers for the queue and the desk has told so; None else."""
    rows = small_rows[HOLDER]
    if not rows or rows[0].key or not rows[0].number:
        return None
    return {"may_take": actor.has(ROLE)}


def _holder(small_rows: dict[str, list[Small]]) -> tuple[int, str, str]:
    if small_rows[HOLDER]:
        row = small_rows[HOLDER][0]
        return (row.key, row.label, row.detail) if row.key else (0, "", "")
    only = small_rows[ONLY]
    return (only[0].key, only[0].label, "") if len(only) == 1 else (0, "", "")


def _until(ends: str) -> str:
    """Until when, as people say it: the hour today, else the day with it. Empty where it is over or nothing says so."""
    if not ends:
        return ""
    at = datetime.fromisoformat(ends)
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    now = timezone.now()
    return until_words(at, now) if at > now else ""


def until_words(at: datetime, now: datetime) -> str:
    """A moment to come, in the reader's zone: "18:00", "Mon 09:00", "24 Dec, 09:00"."""
    local, today = timezone.localtime(at), timezone.localtime(now)
    days = (local.date() - today.date()).days
    return date_format(local, "H:i" if days == 0 else "D H:i" if 0 < days < 7 else "j M, H:i")


def _offer(small_rows: dict[str, list[Small]], actor: Actor) -> dict | None:
    if not small_rows[OFFERED]:
        return None
    row, given = small_rows[OFFERED][0], small_rows[GIVEN][0]
    mine = given.key == actor.id
    if not (mine or row.number == actor.id or (row.number == 0 and actor.has(ROLE))):
        return None
    return {
        "key": row.key,
        "giver": row.label,
        "taker": given.label,
        "note": row.detail,
        "is_mine": mine,
        "to_me": row.number == actor.id,
        "said": _("Nobody has accepted yet, so you still answer for the queue.") if mine else "",
    }
