"""The clocks of one ticket in words: what is owed by when, what the customer's silence leads to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.tickets.due import facts_of
from transom.tickets.events import About, FollowUpHeld, FollowUpSkipped, ReplySent
from transom.tickets.models import Ticket
from transom.timers.deadlines import Clock, Facts, clocks
from transom.timers.models import Counting, RuleKind
from transom.timers.rules import Rule
from transom.web.agent.history import Told
from transom.web.agent.spans import lasting, span
from transom.web.clock.chips import head_chip, moment

HOURS = timedelta(hours=2)


@dataclass(frozen=True)
class Line:
    """A clock: what it is of, how it stands, and what that means. `kind` is due or overdue where somebody must act."""

    name: str
    words: str
    kind: str = ""
    more: str = ""


def clocks_card(ticket: Ticket, rules: Sequence[Rule], told: list[Told], now: datetime) -> dict:
    """`lines` for the panel, and the `chip` for the head of the page, None where no answer is owed by anything."""
    running = {clock.kind: clock for clock in clocks(_facts(ticket, rules), rules, now)}
    answer = running.get(RuleKind.REACTION)
    lines = [_answer(ticket, answer, now), _next_word(running, now), _done(running, now)]
    lines += _silence(ticket, running, told, now)
    return {"lines": [line for line in lines if line], "chip": head_chip(answer.deadline, now) if answer else None}


def _facts(ticket: Ticket, rules: Sequence[Rule]) -> Facts:
    """How long is too long in a status stands beside the status itself."""
    return facts_of(ticket, [rule for rule in rules if rule.kind != RuleKind.LANGUISHING])


def _answer(ticket: Ticket, clock: Clock | None, now: datetime) -> Line | None:
    if clock:
        words, more = _until(clock, now, _("owed by %(moment)s"), _("was owed by %(moment)s"))
        return Line(_("Answer"), words, "overdue" if clock.is_overdue(now) else "due", more)
    if ticket.awaiting_us_since:
        return Line(_("Answer"), _("owed for %(time)s") % {"time": lasting(ticket.awaiting_us_since, now)})
    return None


def _next_word(running: dict[str, Clock], now: datetime) -> Line | None:
    if clock := running.get(RuleKind.NEXT_WORD):
        words, more = _until(clock, now, _("news owed by %(moment)s"), _("news was owed by %(moment)s"))
        return Line(_("Next word"), words, "overdue" if clock.is_overdue(now) else "", more)
    return None


def _done(running: dict[str, Clock], now: datetime) -> Line | None:
    clock = running.get(RuleKind.RESOLUTION)
    if clock is None:
        return None
    if clock.paused:
        return Line(_("Resolution"), _("stands still while the customer is waited for"))
    words, more = _until(clock, now, _("owed by %(moment)s"), _("was owed by %(moment)s"))
    return Line(_("Resolution"), words, "overdue" if clock.is_overdue(now) else "", more)


def _silence(ticket: Ticket, running: dict[str, Clock], told: list[Told], now: datetime) -> list[Line]:
    since = ticket.awaiting_customer_since
    if since is None or ticket.is_closed:
        return []
    lines = [Line(_("Customer"), _("silent for %(time)s") % {"time": lasting(since, now)})]
    if clock := running.get(RuleKind.FOLLOW_UP):
        lines.append(Line(_("Follow-up"), _followed_up(clock, told, now)))
    if clock := running.get(RuleKind.CLEARANCE):
        words = _("can be closed from %(moment)s") if clock.deadline > now else _("can be closed since %(moment)s")
        lines.append(Line(_("Clearance"), words % {"moment": moment(clock.deadline, now)}))
    return lines


def _followed_up(clock: Clock, told: list[Told], now: datetime) -> str:
    """What came of it in this silence, else when it is due."""
    for row, event in reversed(told):
        if row.at < clock.anchor:
            break
        if words := _came(event):
            return words % {"moment": moment(row.at, now)}
    words = _("due %(moment)s") if clock.deadline > now else _("was due %(moment)s")
    return words % {"moment": moment(clock.deadline, now)}


def _came(event) -> str:
    if isinstance(event, ReplySent) and event.about == About.FOLLOW_UP:
        return _("sent %(moment)s")
    if isinstance(event, FollowUpHeld):
        return _("held for a look since %(moment)s")
    return _("skipped %(moment)s") if isinstance(event, FollowUpSkipped) else ""


def _until(clock: Clock, now: datetime, ahead: str, over: str) -> tuple[str, str]:
    """By when, and how long that is from now in the time that the rule counts."""
    when = {"moment": moment(clock.deadline, now)}
    left = clock.left(now)
    if clock.deadline > now:
        return ahead % when, _("in %(time)s") % {"time": roughly(left, clock.counting)}
    return over % when, _("%(time)s ago") % {"time": roughly(-left, clock.counting)}


def roughly(time: timedelta, counting: str) -> str:
    """ "3 h"; "3 working hours" where only those are counted."""
    if counting != Counting.WORKING:
        return span(time)
    if time >= HOURS:
        count = time // timedelta(hours=1)
        return ngettext("%(count)d working hour", "%(count)d working hours", count) % {"count": count}
    count = max(time // timedelta(minutes=1), 1)
    return ngettext("%(count)d working minute", "%(count)d working minutes", count) % {"count": count}
