"""The figures of the desk, out of the ledger that is folded from events: the same ones on both databases.

`visible_to` holds here as well: who may not see a mailbox has figures without it.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from transom.people.actor import Actor
from transom.reports.models import CustomerWord, Reminder, ReminderKind
from transom.reports.reaction import ANSWERED, DAY, WANTING, Reaction, reaction
from transom.reports.spans import Span, weeks
from transom.tickets.models import Ticket

TREND = 8
"""So many weeks the small line of the cockpit shows."""


class Reminders(NamedTuple):
    """What the desk sent into silences in a span, and what of it brought the customer back since."""

    sent: int = 0
    woke: int = 0
    cleared: int = 0
    revived: int = 0


class Point(NamedTuple):
    span: Span
    share: float | None


class Week(NamedTuple):
    """The week that is on. `trend` are the shares answered within 24 hours, the oldest week first, this one last."""

    span: Span
    reaction: Reaction
    trend: list[Point]
    reminders: Reminders
    reminders_before: Reminders


def this_week(actor: Actor, now: datetime) -> Week:
    """What the cockpit says of the week: three queries, and one for what this actor may see."""
    spans = weeks(now, TREND)
    hidden = seen_by(actor)
    words = CustomerWord.objects.outside(hidden)
    [here] = reactions(words, spans[-1:], now)
    before, current = reminders(Reminder.objects.outside(hidden), spans[-2:])
    return Week(spans[-1], here, trend(words, spans, now), current, before)


def seen_by(actor: Actor) -> tuple[int, ...] | None:
    """The mailboxes whose tickets are hidden from this actor; None where they see no figures."""
    return None if actor.is_customer else Ticket.objects.visible_to(actor).hidden


def reactions(words: QuerySet, spans: Sequence[Span], now: datetime) -> list[Reaction]:
    """For each of these spans, which follow on each other. One query."""
    return measured(words, spans, now).by_span


class Measured(NamedTuple):
    """`by_span` in the order of the spans; `apart` by what the column says; `all` of all of them together."""

    by_span: list[Reaction]
    apart: dict[object, Reaction]
    all: Reaction


def measured(words: QuerySet, spans: Sequence[Span], now: datetime, column: str = "") -> Measured:
    """Of the words that came in within these spans, which follow on each other, and by what `column` says. One query."""
    rows = within(words, spans, "said_at").filter(fate__in=WANTING).order_by()
    late = Case(When(_overdue(now), then=1), default=0, output_field=IntegerField())
    rows = rows.annotate(span=_place(spans, "said_at"), late=late)
    groups: dict[tuple, list[int]] = defaultdict(list)
    for place, seconds, is_late, *key in rows.values_list("span", "seconds", "late", *([column] if column else [])):
        groups[(place, *key)].append(seconds if seconds is not None else LATE if is_late else OWED)
    by_span, apart = defaultdict(list), defaultdict(list)
    for (place, *key), found in groups.items():
        by_span[place] += found
        if key:
            apart[key[0]] += found
    together = [took for found in by_span.values() for took in found]
    spread = [_reaction(by_span[place]) for place in range(len(spans))]
    return Measured(spread, {key: _reaction(found) for key, found in apart.items()}, _reaction(together))


OWED, LATE = -2, -1
"""Stand for the seconds of a word that nobody has answered, in time still or not."""


def _reaction(found: list[int]) -> Reaction:
    ordered = sorted(found)
    owed, late = ordered.count(OWED), ordered.count(LATE)
    return reaction(ordered[owed + late :], owed + late, late)


def trend(words: QuerySet, spans: Sequence[Span], now: datetime) -> list[Point]:
    """The share that was answered within 24 hours in each span: counted by the database, one query."""
    rows = within(words, spans, "said_at").filter(fate__in=WANTING).order_by().annotate(span=_place(spans, "said_at"))
    quick = Q(fate__in=ANSWERED, seconds__lte=DAY)
    late = Q(fate__in=ANSWERED, seconds__gt=DAY) | _overdue(now)
    counted = rows.values("span").annotate(quick=Count("pk", filter=quick), late=Count("pk", filter=late))
    known = {
        place: Reaction(within=quick, late=late) for place, quick, late in counted.values_list("span", "quick", "late")
    }
    return [Point(span, known.get(place, Reaction()).share) for place, span in enumerate(spans)]


def reminders(rows: QuerySet, spans: Sequence[Span]) -> list[Reminders]:
    """What was sent in each span, and what came of it. One query."""
    counted = within(rows, spans, "sent_at").order_by().annotate(span=_place(spans, "sent_at")).values("span")
    up, well = Q(kind=ReminderKind.FOLLOW_UP), Q(kind=ReminderKind.FAREWELL)
    woken = Q(woke_at__isnull=False)
    counts = counted.annotate(
        sent=Count("pk", filter=up),
        woke=Count("pk", filter=up & woken),
        cleared=Count("pk", filter=well),
        revived=Count("pk", filter=well & woken),
    )
    known = {place: Reminders(*rest) for place, *rest in counts.values_list("span", *Reminders._fields)}
    return [known.get(place, Reminders()) for place in range(len(spans))]


def within(rows: QuerySet, spans: Sequence[Span], column: str) -> QuerySet:
    return rows.filter(**{f"{column}__gte": spans[0].begins, f"{column}__lt": spans[-1].ends})


def _place(spans: Sequence[Span], column: str) -> Case:
    """In which of these spans, which follow on each other, a moment lies."""
    whens = [When(**{f"{column}__lt": span.ends}, then=Value(place)) for place, span in enumerate(spans)]
    return Case(*whens, output_field=IntegerField())


def _overdue(now: datetime) -> Q:
    """It has no answer, and more than 24 hours are over."""
    return ~Q(fate__in=ANSWERED) & Q(said_at__lt=now - timedelta(seconds=DAY))
