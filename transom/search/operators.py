"""What each operator of a question means for tickets, and what can be typed behind it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils import timezone

from transom.customers.models import Contact
from transom.people.actor import Actor
from transom.people.models import Team, User
from transom.search.dates import moment
from transom.search.nameable import customers, mailboxes
from transom.search.question import Filter, Problem, Question, Trouble, nearest
from transom.tickets.delayed import SAID, asking, unsaid
from transom.tickets.due import closing_soon, overdue, owed
from transom.tickets.events.facts import NORMAL_BAND
from transom.tickets.languishing import languishing
from transom.tickets.messages import Attachment, Note
from transom.tickets.models import TicketQuerySet, TicketTag, Watcher
from transom.tickets.queues import OPEN
from transom.timers.rules import rules
from transom.workflow.models import Category, Status, TicketType

MOST = 200  # customers or contacts of one name
NOBODY = ("nobody", "none", "unassigned")
CATEGORIES = {
    "open": OPEN,
    "closed": Q(category=Category.CLOSED),
    "new": Q(category=Category.NEW),
    "waiting": Q(category=Category.WAITING),
}
FOR_CUSTOMERS = frozenset({"status", "type", "before", "after"})
"""What a customer may ask: the rest speaks of how the desk works."""
OF_THE_CLOCK: dict[str, tuple[Q, Callable[[TicketQuerySet], TicketQuerySet]]] = {
    "owed": (Q(awaiting_us_since__isnull=False), owed),
    "overdue": (Q(awaiting_us_since__isnull=False), lambda tickets: overdue(tickets, rules(), timezone.now())),
    "closing": (
        Q(awaiting_customer_since__isnull=False),
        lambda tickets: closing_soon(tickets, rules(), timezone.now()),
    ),
    "languishing": (OPEN, languishing),
}
"""What `is:` says of the clocks of a ticket: among which (they have an index in the order of need), and which of those."""
OPENING = {("is", word) for word in ("open", "mine", "unassigned", "urgent", "held", "waiting", *OF_THE_CLOCK)} | {
    ("status", word) for word in ("open", "new", "waiting")
}
OF_OPEN_ONES = frozenset({"delay"})
"""Operators that ask for open tickets, with these words or with any: such lists are in the order of need."""


class Who(NamedTuple):
    """Who asks, and the tickets that they may see: names that only other tickets have are not told."""

    actor: Actor
    visible: TicketQuerySet


@dataclass
class Narrowed:
    """`tickets` are those that the operators leave; `since` and `until` are for words, or for when a ticket was opened."""

    tickets: TicketQuerySet
    since: datetime | None = None
    until: datetime | None = None
    by_need: bool = False
    narrows: bool = False
    problems: list[Problem] = field(default_factory=list)


def narrow(visible: TicketQuerySet, question: Question, actor: Actor) -> Narrowed:
    """What the operators of the question leave of the tickets that `actor` may see. What is not understood leaves all."""
    made = Narrowed(visible)
    for wanted in question.filters:
        if actor.is_customer and wanted.name not in FOR_CUSTOMERS:
            made.problems.append(Problem(Trouble.UNKNOWN_NAME, str(wanted)))
        elif wanted.name in ("before", "after"):
            _bound(made, wanted)
        else:
            _narrow(made, wanted, Who(actor, visible))
    if question.numbers:
        made.tickets, made.narrows = made.tickets.filter(number__in=question.numbers), True
    return made


def _bound(made: Narrowed, wanted: Filter) -> None:
    at = moment(wanted.value, timezone.localtime())
    if at is None:
        made.problems.append(Problem(Trouble.NO_DATE, str(wanted)))
    elif (wanted.name == "after") != wanted.without:
        made.since = max(made.since or at, at)
    else:
        made.until = min(made.until or at, at)


def _narrow(made: Narrowed, wanted: Filter, who: Who) -> None:
    meant, instead = MEANINGS[wanted.name](wanted.value, who)
    if meant is None:
        shown = tuple(str(Filter(wanted.name, value, wanted.without)) for value in instead)
        made.problems.append(Problem(Trouble.UNKNOWN_VALUE, str(wanted), shown))
        return
    made.tickets, made.narrows = made.tickets.filter(~meant if wanted.without else meant), True
    opening = (wanted.name, wanted.value.lower()) in OPENING or wanted.name in OF_OPEN_ONES
    if opening and not wanted.without:
        made.by_need = True
    if wanted.name == "is" and wanted.value.lower() == "closed" and wanted.without:
        made.tickets, made.by_need = made.tickets.filter(OPEN), True


Meaning = tuple[Q | None, Iterable[str]]


def _named(rows: QuerySet, value: str, *columns: str) -> list[int]:
    """The keys of the rows that are called so, exactly; else of those whose name has it in it. At most 200."""
    exactly, within = (
        reduce(or_, (Q(**{f"{column}__{way}": value}) for column in columns)) for way in ("iexact", "icontains")
    )
    found = rows.filter(within).annotate(other=Case(When(exactly, then=0), default=1)).order_by("other")
    keys = list(found.values_list("other", "pk").distinct()[:MOST])
    return [key for other, key in keys if other == keys[0][0]]


def _row(rows: QuerySet, column: str, value: str, *columns: str, words: tuple[str, ...] = ()) -> Meaning:
    """Tickets whose `column` is a row of that name."""
    keys = _named(rows, value, *columns)
    if keys:
        return Q(**{f"{column}__in": keys}), ()
    return None, nearest(value, [*rows.order_by().values_list(columns[0], flat=True)[:1000], *words])


def _listed(rows: QuerySet, column: str, value: str, *columns: str, words: tuple[str, ...] = ()) -> Meaning:
    """The same of what a desk has few of: all names are read at once, since those that were nearly meant are told else."""
    named = list(rows.order_by().values_list("pk", *columns)[:1000])
    wanted = value.casefold()
    for fits in (str.__eq__, str.__contains__):
        keys = [key for key, *names in named if any(fits(name.casefold(), wanted) for name in names)]
        if keys:
            return Q(**{f"{column}__in": keys[:MOST]}), ()
    return None, nearest(value, [*(names[0] for _key, *names in named), *words])


def _status(value: str, who: Who) -> Meaning:
    if meant := CATEGORIES.get(value.lower()):
        return meant, ()
    return _listed(Status.objects.all(), "status", value, "name", "slug", words=tuple(CATEGORIES))


def _type(value: str, who: Who) -> Meaning:
    return _listed(TicketType.objects.all(), "ticket_type", value, "name", "slug")


def _customer(value: str, who: Who) -> Meaning:
    return (
        (Q(customer=None), ()) if value.lower() in NOBODY else _row(customers(who.visible), "customer", value, "name")
    )


def _assignee(value: str, who: Who) -> Meaning:
    if value.lower() == "me":
        return Q(assignee=who.actor.id), ()
    if value.lower() in NOBODY:
        return Q(assignee=None), ()
    return _row(User.objects.all(), "assignee", value, "name", "email", words=("me", "nobody"))


def _requester(value: str, who: Who) -> Meaning:
    rows = Contact.objects.all()
    if who.visible.hidden:
        rows = rows.filter(Exists(who.visible.filter(requester=OuterRef("pk"))))
    return _row(rows, "requester", value, "name", "addresses__address")


def _tag(value: str, who: Who) -> Meaning:
    tags = (
        TicketTag.objects.filter(ticket__in=who.visible.values("pk")) if who.visible.hidden else TicketTag.objects.all()
    )
    names = [value] if tags.filter(name=value).exists() else _names_of(tags)
    same = [name for name in names if name.casefold() == value.casefold()]
    if not same:
        return None, nearest(value, names)
    return Q(pk__in=TicketTag.objects.filter(name__in=same).values("ticket")), ()


def _names_of(tags: QuerySet) -> list[str]:
    return list(tags.order_by().values_list("name", flat=True).distinct()[:1000])


def _team(value: str, who: Who) -> Meaning:
    if value.lower() in ("mine", "my"):
        return Q(team__in=Team.objects.filter(members=who.actor.id).values("pk")), ()
    return (
        (Q(team=None), ())
        if value.lower() in NOBODY
        else _listed(Team.objects.all(), "team", value, "name", words=("mine",))
    )


def _mailbox(value: str, who: Who) -> Meaning:
    return _listed(mailboxes(who.visible), "mailbox", value, "address", "name")


def _is(value: str, who: Who) -> Meaning:
    """Urgent tickets are the open ones in the upper band of the sort key, which has an index."""
    if found := OF_THE_CLOCK.get(value.lower()):
        among, ask = found
        return among & Q(Exists(ask(who.visible.filter(pk=OuterRef("pk"))))), ()
    meanings = {
        **{word: CATEGORIES[word] for word in ("open", "closed")},
        "urgent": OPEN & Q(sort_key__lt=NORMAL_BAND),
        "waiting": Q(awaiting_customer_since__isnull=False),
        "mine": OPEN & Q(assignee=who.actor.id),
        "unassigned": OPEN & Q(assignee=None),
        "held": OPEN & Q(held_since__isnull=False),
        "watched": Q(pk__in=Watcher.objects.filter(user=who.actor.id).values("ticket")),
    }
    meant = meanings.get(value.lower())
    known = (*meanings, *OF_THE_CLOCK)
    return (meant, ()) if meant is not None else (None, nearest(value, known) or known)


def _delay(value: str, who: Who) -> Meaning:
    """Why it was not started: a reason, `any`, or `none` where nobody has said."""
    places = asking()
    meanings = {"any": SAID, "none": unsaid(places)}
    if meant := meanings.get(value.lower()):
        return meant, ()
    known = list(dict.fromkeys(reason for reasons in places.values() for reason in reasons))
    used = who.visible.filter(SAID).order_by().values_list("delay_reason", flat=True).distinct()
    wanted = value.casefold().rstrip("….")
    for fits in (str.__eq__, str.__contains__):
        found = [reason for reason in {*known, *used} if fits(reason.casefold().rstrip("…"), wanted)]
        if found and wanted:
            return SAID & Q(delay_reason__in=found), ()
    return None, nearest(value, [*known, *meanings]) or (*known, *meanings)


def _has(value: str, who: Who) -> Meaning:
    with_message = Q(Exists(Attachment.objects.filter(message__ticket=OuterRef("pk"))))
    with_note = Q(Exists(Attachment.objects.filter(note__ticket=OuterRef("pk"))))
    meanings = {"file": with_message | with_note, "note": Q(Exists(Note.objects.filter(ticket=OuterRef("pk"))))}
    word = value.lower().removesuffix("s")
    return (meanings[word], ()) if word in meanings else (None, tuple(meanings))


MEANINGS: dict[str, Callable[[str, Who], Meaning]] = {
    "status": _status,
    "type": _type,
    "customer": _customer,
    "assignee": _assignee,
    "requester": _requester,
    "tag": _tag,
    "team": _team,
    "mailbox": _mailbox,
    "is": _is,
    "has": _has,
    "delay": _delay,
}
VALUES = {
    "is": ("urgent", "open", "closed", "waiting", "mine", "unassigned", "held", "watched", *OF_THE_CLOCK),
    "has": ("file", "note"),
    "delay": ("any", "none"),
    "after": ("today", "7d", "30d"),
    "before": ("today", "7d", "30d"),
    "assignee": ("me", "nobody"),
    "team": ("mine",),
    "status": tuple(CATEGORIES),
}
"""What can be typed behind an operator, whatever the desk's own names are."""
