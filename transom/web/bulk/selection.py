"""The tickets that are ticked: each with the version that the person was looking at."""

from collections.abc import Iterable
from typing import NamedTuple

from django.http import QueryDict

from transom.bulk.run import MOST
from transom.people.actor import Actor
from transom.tickets.models import Ticket, TicketQuerySet
from transom.tickets.queues import URGENT
from transom.web.find.lists import named

LONGEST = 15  # digits of a number
SHOWN_WITH = ("requester", "status", "ticket_type", "mailbox")


class Selection(NamedTuple):
    """`tickets` in the order of the list; `capped` where there are more than one go takes."""

    tickets: list[Ticket]
    seen: dict[int, int]
    capped: bool = False

    def pairs(self) -> list[tuple[Ticket, int]]:
        return [(ticket, self.seen[ticket.number]) for ticket in self.tickets]

    def values(self) -> list[str]:
        """As the forms carry them on."""
        return [f"{number}:{version}" for number, version in self.seen.items()]


def selected(said: QueryDict, actor: Actor) -> Selection:
    """What a form names in `tickets` ("number:version"), or with `all` everything in its `queue`.

    What the actor may not see is left out, like what is not there.
    """
    visible = Ticket.objects.visible_to(actor).select_related(*SHOWN_WITH)
    slug = said.get("queue", "")
    queue = named(slug) if said.get("all") and slug.isascii() and slug.replace("-", "").isalnum() else None
    if queue is not None:
        return _frozen(_first(queue.tickets(visible, actor), queue.latest_first), {})
    wanted = dict(_read(said.getlist("tickets")))
    rows = {row.number: row for row in visible.filter(number__in=list(wanted)[: MOST + 1])}
    return _frozen([rows[number] for number in wanted if number in rows], wanted)


def _first(tickets: TicketQuerySet, latest_first: bool) -> list[Ticket]:
    """Those that are acted on where a list has more than can be: urgent ones are among them, whatever its order."""
    if not latest_first:
        return list(tickets.order_by("sort_key", "pk")[: MOST + 1])
    found = list(tickets.filter(URGENT).order_by("sort_key", "pk")[: MOST + 1])
    return found + list(tickets.exclude(URGENT).order_by("-sort_key", "-pk")[: MOST + 1 - len(found)])


def _frozen(found: list[Ticket], seen: dict[int, int | None]) -> Selection:
    """A ticket without a version was seen as it is now."""
    kept = found[:MOST]
    versions = {row.number: row.version for row in kept}
    for number, version in versions.items():
        said = seen.get(number)
        versions[number] = version if said is None else min(said, version)
    return Selection(kept, versions, len(found) > MOST)


def _read(values: Iterable[str]) -> Iterable[tuple[int, int | None]]:
    for value in values:
        number, _colon, version = value.partition(":")
        if number.isdecimal() and len(number) <= LONGEST:
            yield int(number), int(version) if version.isdecimal() and len(version) <= 9 else None
