"""What a digest of the queue says: what is owed and overdue, what languishes and closes, and of a week its figures."""

from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.people.actor import Actor
from transom.reports.audit import Standing, standing
from transom.reports.figures import Reminders, reactions, reminders
from transom.reports.models import CustomerWord, Reminder
from transom.reports.reaction import Reaction
from transom.reports.spans import weeks
from transom.tickets import due
from transom.tickets.languishing import languishing
from transom.tickets.models import Ticket, TicketQuerySet
from transom.timers.deadlines import answer_owed_by
from transom.timers.rules import rules

NAMED = 10
COUNTED = 500


class Waiting(NamedTuple):
    """A ticket that stands in the digest by name; `by` is when its answer is owed."""

    number: int
    subject: str
    who: str
    by: datetime | None


class Week(NamedTuple):
    reaction: Reaction
    reminders: Reminders


class Queue(NamedTuple):
    """How the queue stands for whoever reads it, as far as they may see. Counts stop behind 500. `week` is the last one."""

    owed: int
    overdue: int
    languishing: int
    closing: int
    waiting: list[Waiting]
    standing: Standing
    week: Week | None

    @property
    def is_quiet(self) -> bool:
        return not (self.owed or self.languishing or self.closing or self.standing.unaccounted)


def look(actor: Actor, now: datetime, whole_week: bool) -> Queue:
    visible, known = Ticket.objects.visible_to(actor), rules()
    owed = due.owed(visible)
    first = owed.select_related("assignee", "customer").order_by("awaiting_us_since", "pk")[:NAMED]
    return Queue(
        _count(owed),
        _count(due.overdue(visible, known, now)),
        _count(languishing(visible, now)),
        _count(due.closing_soon(visible, known, now)),
        [_waiting(ticket, known) for ticket in first],
        standing(actor, now),
        _last_week(visible, now) if whole_week else None,
    )


def _count(tickets: TicketQuerySet) -> int:
    return tickets.order_by()[: COUNTED + 1].count()


def _waiting(ticket: Ticket, known) -> Waiting:
    tier = ticket.customer.tier if ticket.customer else ""
    by = answer_owed_by(ticket.awaiting_us_since, ticket.ticket_type_id, tier, ticket.team_id, known)
    return Waiting(ticket.number, ticket.subject, ticket.assignee.label if ticket.assignee else "", by)


def _last_week(visible: TicketQuerySet, now: datetime) -> Week:
    spans = weeks(now, 2)[:1]
    [reaction] = reactions(CustomerWord.objects.outside(visible.hidden), spans, now)
    [sent] = reminders(Reminder.objects.outside(visible.hidden), spans)
    return Week(reaction, sent)


def subject_of(queue: Queue) -> str:
    """What is so, in a line."""
    if queue.standing.unaccounted:
        return _("The queue: words of customers are unaccounted for")
    if not queue.owed:
        return _("The queue: nobody waits for an answer")
    words = ngettext("The queue: %(count)s answer is owed", "The queue: %(count)s answers are owed", queue.owed)
    said = words % {"count": bounded(queue.owed)}
    if not queue.overdue:
        return said
    return _("%(owed)s, %(count)s of them overdue") % {"owed": said, "count": bounded(queue.overdue)}


def bounded(count: int) -> str:
    return f"{COUNTED}+" if count > COUNTED else str(count)


def text_of(queue: Queue) -> str:
    """The whole mail."""
    parts = ["\n".join(_lines(queue))]
    if queue.waiting:
        parts.append("\n\n".join(_ticket(one) for one in queue.waiting))
    if queue.week:
        parts.append(_("LAST WEEK") + "\n\n" + "\n".join(_week_lines(queue.week)))
    parts.append(settings.BASE_URL + reverse("nothing_missed"))
    choose = _("Choose what you are told, and how: %(url)s") % {"url": settings.BASE_URL + reverse("me")}
    parts.append("-- \n" + _("Do not answer this mail: write on the ticket, at the desk.") + f"\n{choose}")
    return "\n\n".join(parts) + "\n"


def _lines(queue: Queue) -> list[str]:
    pairs = [
        (_("Answers owed"), queue.owed),
        (_("of them overdue"), queue.overdue),
        (_("Languishing"), queue.languishing),
        (_("In the next clearance"), queue.closing),
        (_("Unaccounted for"), queue.standing.unaccounted),
    ]
    return [f"{name}: {bounded(count)}" for name, count in pairs]


def _ticket(one: Waiting) -> str:
    by = _("by %(when)s") % {"when": date_format(timezone.localtime(one.by), "D j M, H:i")} if one.by else ""
    facts = ", ".join(filter(None, [one.who or _("nobody has it"), by]))
    return f"#{one.number} {one.subject}\n  {facts}\n  {settings.BASE_URL}{reverse('ticket', args=[one.number])}"


def _week_lines(week: Week) -> list[str]:
    share = week.reaction.share
    lines = []
    if share is not None:
        percent = _("%(count)d %%") % {"count": int(share * 100)}
        lines.append(_("Answered within 24 hours: %(share)s") % {"share": percent})
    if week.reaction.median is not None:
        hours = {"median": _hours(week.reaction.median), "worst": _hours(week.reaction.worst)}
        lines.append(_("Half of them within %(median)s hours; the worst took %(worst)s hours") % hours)
    said = week.reminders
    lines.append(_("Follow-ups: %(sent)d, of which %(woke)d woke somebody") % {"sent": said.sent, "woke": said.woke})
    lines.append(
        _("Cleared: %(cleared)d, of which %(back)d came back") % {"cleared": said.cleared, "back": said.revived}
    )
    return lines


def _hours(seconds: int) -> str:
    return f"{seconds / 3600:.1f}"
