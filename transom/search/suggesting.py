"""Names that fit what somebody is typing: customers, contacts, statuses, teams; and what can complete a question."""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from transom.customers.models import Contact
from transom.people.models import Team, User
from transom.search.nameable import customers, mailboxes
from transom.search.operators import VALUES
from transom.search.question import NAMES, Filter, parts
from transom.tickets.delayed import asking
from transom.tickets.models import TicketQuerySet, TicketTag
from transom.workflow.models import Status, TicketType

MOST = 8
ADDRESSES = 4  # rows that are read for each contact that is shown


class Known(NamedTuple):
    """Someone who asks us: `address` is the one that fits, or their first."""

    name: str
    address: str
    customer: str


def contacts(words: str, visible: TicketQuerySet, most: int = MOST) -> list[Known]:
    """Contacts whose name or address has these words in it. Who only asked what one may not see is not told."""
    rows = Contact.objects.all()
    if visible.hidden:
        rows = rows.filter(Exists(visible.filter(requester=OuterRef("pk"))))
    fitting = rows.filter(Q(name__icontains=words) | Q(addresses__address__icontains=words))
    columns = ("pk", "name", "addresses__address", "customer__name")
    found: dict[int, tuple] = {}
    for key, *known in fitting.order_by("-pk", "addresses__pk").values_list(*columns)[: most * ADDRESSES]:
        found.setdefault(key, tuple(known))
    by_name = sorted(found.values(), key=lambda known: words.casefold() not in known[0].casefold())
    return [Known(name, address or "", customer or "") for name, address, customer in by_name[:most]]


def names(rows: QuerySet, column: str, words: str, most: int = MOST) -> list[str]:
    """Names that have these words in them; those that begin so first."""
    found = list(rows.filter(**{f"{column}__icontains": words}).order_by(column).values_list(column, flat=True)[:100])
    found.sort(key=lambda name: not name.casefold().startswith(words.casefold()))
    return list(dict.fromkeys(found))[:most]


class Completion(NamedTuple):
    """What can be typed in the place of the last part of a question; `question` is the whole with it."""

    typed: str
    question: str


def completions(text: str, visible: TicketQuerySet) -> list[Completion]:
    """What the last part of this question may become."""
    *_, last = [None, *parts(text)]
    if last is None or text[-1:].isspace():
        return []
    before = text[: len(text) - len(last.typed)]
    if last.name:
        name = last.name.lower()
        made = [Filter(name, value, last.without) for value in _values(name, last.value, visible)]
        return [Completion(str(one), f"{before}{one} ") for one in made if str(one) != last.typed]
    if last.quoted or len(last.value) < 2:
        return []
    fitting = [name for name in NAMES if name.startswith(last.value.lower())]
    sign = "-" if last.without else ""
    return [Completion(f"{sign}{name}:", f"{before}{sign}{name}:") for name in fitting]


def _values(name: str, typed: str, visible: TicketQuerySet) -> list[str]:
    fixed = [value for value in VALUES.get(name, ()) if value.startswith(typed.lower())]
    found = OF_THE_DESK[name](typed, visible) if name in OF_THE_DESK else []
    return list(dict.fromkeys([*fixed, *found]))[:MOST]


def _tags(typed: str, visible: TicketQuerySet) -> list[str]:
    tags = TicketTag.objects.filter(ticket__in=visible.values("pk")) if visible.hidden else TicketTag.objects.all()
    return list(tags.filter(name__istartswith=typed).order_by("name").values_list("name", flat=True).distinct()[:MOST])


def _reasons(typed: str) -> list[str]:
    """Reasons of the paths why something was not started."""
    known = dict.fromkeys(reason for reasons in asking().values() for reason in reasons)
    return [reason for reason in known if typed.casefold() in reason.casefold()][:MOST]


OF_THE_DESK: dict[str, Callable[[str, TicketQuerySet], list[str]]] = {
    "status": lambda typed, _: names(Status.objects.all(), "name", typed),
    "type": lambda typed, _: names(TicketType.objects.published(), "name", typed),
    "customer": lambda typed, visible: names(customers(visible), "name", typed),
    "assignee": lambda typed, _: names(User.objects.filter(is_active=True), "name", typed),
    "requester": lambda typed, visible: [one.address or one.name for one in contacts(typed, visible)] if typed else [],
    "team": lambda typed, _: names(Team.objects.all(), "name", typed),
    "mailbox": lambda typed, visible: names(mailboxes(visible), "address", typed),
    "tag": _tags,
    "delay": lambda typed, _: _reasons(typed),
}
