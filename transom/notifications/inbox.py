"""A person's inbox: what they are told, what belongs to one ticket as one entry, and how they are done with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from transom.notifications.models import MutedTicket, Notification, Reason
from transom.notifications.saying import Said, words_of
from transom.people.actor import Actor
from transom.tickets.models import Ticket

UNREAD, READ = 200, 50
"""So many rows an inbox looks at, the latest: those not read yet, and a page of the rest."""
NEWS = 5


@dataclass(frozen=True)
class Entry:
    """One ticket, or one thing that belongs to none. `head` is what it shows: a mention, else what came last.

    `others` is how many more there are beside it, `newest` the key of the last row.
    """

    head: Said
    others: int
    newest: int
    is_muted: bool = False

    @property
    def is_unread(self) -> bool:
        return self.head.row.read_at is None


class Inbox(NamedTuple):
    """`next` is the key behind which older ones lie, None at the end; `newest` that of the newest row that is shown."""

    unread: list[Entry]
    read: list[Entry]
    next: int | None
    newest: int


def inbox(actor: Actor, before: int | None = None, about: str = "") -> Inbox:
    """What this person was told; `about` narrows it to one reason. Unread first; a page behind the first has only read ones."""
    mine = Notification.objects.visible_to(actor).filter(at_desk=True).select_related("ticket__mailbox").order_by("-pk")
    if about:
        mine = mine.filter(reason=about)
    unread = [] if before else list(mine.filter(read_at=None)[:UNREAD])
    over = mine.filter(read_at__isnull=False)
    read = list((over.filter(pk__lt=before) if before else over)[: READ + 1])
    more, read = len(read) > READ, read[:READ]
    muted = set(MutedTicket.objects.filter(person=actor.id).values_list("ticket", flat=True))
    newest = max((row.pk for row in (*unread, *read)), default=0)
    return Inbox(_entries(unread, actor, muted), _entries(read, actor, muted), read[-1].pk if more else None, newest)


def _entries(rows: list[Notification], actor: Actor, muted: set[int]) -> list[Entry]:
    together: dict[object, list[Said]] = {}
    for said in words_of(rows, actor):
        together.setdefault(said.ticket.pk if said.ticket else f"row {said.row.pk}", []).append(said)
    return [_entry(items, muted) for items in together.values()]


def _entry(items: list[Said], muted: set[int]) -> Entry:
    head = next((item for item in items if item.row.reason == Reason.MENTIONED), items[0])
    is_muted = head.ticket is not None and head.ticket.pk in muted
    return Entry(head, len(items) - 1, items[0].row.pk, is_muted)


def unread(person: int, hidden: tuple[int, ...], most: int = 100) -> int:
    """How many this person has not read; counting stops at `most`. `hidden` are the mailboxes that they may not see."""
    return Notification.objects.of(person, hidden).unread().order_by()[:most].count()


def news(actor: Actor, after: int) -> list[Said]:
    """What the browser itself may announce: the latest that came behind the key `after` and was not read."""
    rows = Notification.objects.visible_to(actor).filter(pk__gt=after, in_browser=True, read_at=None)
    return words_of(rows.select_related("ticket__mailbox").order_by("-pk")[:NEWS], actor)


def newest(actor: Actor) -> int:
    return Notification.objects.filter(person=actor.id).order_by("-pk").values_list("pk", flat=True).first() or 0


def read_ticket(ticket: Ticket, actor: Actor, now: datetime) -> int:
    """They have the ticket before them, so they have seen what they were told of it. Gives how many were unread."""
    return Notification.objects.filter(person=actor.id, ticket=ticket).read(now)


def read_all(actor: Actor, upto: int, now: datetime) -> int:
    """Everything up to the key `upto`, which is what they had before them."""
    return Notification.objects.filter(person=actor.id, pk__lte=upto).read(now)


def read_one(row: Notification, now: datetime) -> int:
    """An entry of the inbox: all of its ticket's up to this one; or this one, where it belongs to no ticket."""
    entry = Notification.objects.filter(person=row.person_id)
    entry = entry.filter(ticket=row.ticket_id, pk__lte=row.pk) if row.ticket_id else entry.filter(pk=row.pk)
    return entry.read(now)


def mute(ticket: Ticket, actor: Actor, quiet: bool) -> None:
    """Hear nothing more of it but what is theirs to do; or hear of it again."""
    if quiet:
        MutedTicket.objects.get_or_create(person_id=actor.id, ticket=ticket)
    else:
        MutedTicket.objects.filter(person=actor.id, ticket=ticket).delete()
