"""The due chip of a ticket in a list: by when an answer is owed, in the fewest words that still say it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from transom.tickets.queues import Listed
from transom.timers.deadlines import answer_owed_by
from transom.timers.rules import Rule, rules
from transom.web.agent.spans import span

NEAR = timedelta(hours=24)
THIS_WEEK = timedelta(days=6)


class Chip(NamedTuple):
    """`kind` is a class of chip.css: due before the deadline, overdue behind it. `title` says it whole."""

    kind: str
    words: str
    title: str


def due_chips(
    tickets: Iterable[Listed], now: datetime | None = None, known: Sequence[Rule] | None = None
) -> list[Chip | None]:
    """For each ticket its chip; None where no answer is owed, or no rule says by when.

    `known` are the rules; where the page has none yet, they are asked for once, if any answer is owed.
    """
    listed = list(tickets)
    if known is None:
        known = rules() if any(ticket.awaiting_us_since for ticket in listed) else ()
    now = now or timezone.now()
    return [chip_of(ticket, known, now) for ticket in listed]


def chip_of(ticket: Listed, known: Sequence[Rule], now: datetime) -> Chip | None:
    """`known` is what `rules()` gave."""
    due = answer_owed_by(ticket.awaiting_us_since, ticket.type_key, ticket.tier or "", ticket.team_key, known)
    return due_chip(due, now) if due else None


def due_chip(due: datetime, now: datetime) -> Chip:
    """The chip of an answer that is owed by `due`."""
    title = _("Answer owed by %(moment)s") % {"moment": moment(due, now)}
    if due <= now:
        return Chip("overdue", _("overdue %(time)s") % {"time": span(now - due)}, title)
    if due - now < NEAR:
        return Chip("due", _("%(time)s left") % {"time": span(due - now)}, title)
    return Chip("due", _("by %(moment)s") % {"moment": moment(due, now)}, title)


def head_chip(due: datetime, now: datetime) -> dict:
    """The same beside a ticket's status, where there is room to say it whole."""
    chip, when = due_chip(due, now), {"moment": moment(due, now)}
    whole = _("answer was owed by %(moment)s") % when if due <= now else _("answer owed by %(moment)s") % when
    return {"kind": chip.kind, "whole": whole}


def moment(at: datetime, now: datetime) -> str:
    """A moment near to `now` in the reader's zone: "13:10" today, "Mon 10:40" within the week, else with its date."""
    here, today = timezone.localtime(at), timezone.localtime(now)
    if here.date() == today.date():
        return date_format(here, "H:i")
    if abs(here - today) < THIS_WEEK:
        return date_format(here, "D H:i")
    if here.year == today.year:
        return date_format(here, "j M, H:i")
    return date_format(here, "j M Y, H:i")
