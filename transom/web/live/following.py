"""New rows, followed by their keys: which tickets have changed, and who was told of something.

Rows are read when they are committed. PostgreSQL gives out keys before that, so a row with a lower key may come after
one with a higher: a key that was skipped is asked for again for as long as a transaction may take.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Max, Q, QuerySet

from transom.notifications import inbox
from transom.notifications.models import Notification
from transom.people.actor import Actor
from transom.people.mailboxes import Mailbox
from transom.reviews.models import Review
from transom.tickets.history import Event
from transom.tickets.models import Ticket

AT_ONCE = 500
"""Rows for one look. Where more came (an import), nobody is told which: they look for themselves."""
LATE = 60.0  # seconds in which a row with a lower key may still be committed
BEFORE = 200  # keys before the newest that may have been given out and not committed when we began


class Follower:
    """Reads `rows` behind the newest key that it knows, each row once: its key, and the value of `column`."""

    def __init__(self, rows: QuerySet, column: str, now: float):
        self.rows, self.column = rows.order_by("pk"), column
        self.newest = self._newest()
        begin = max(self.newest - BEFORE, 0)
        self.late: dict[int, float] = dict.fromkeys(range(begin + 1, self.newest), now)
        for key in rows.filter(pk__gt=begin, pk__lte=self.newest).values_list("pk", flat=True):
            self.late.pop(key, None)

    def look(self, now: float) -> "News":
        """What came since the last look."""
        late = ((key, since) for key, since in self.late.items() if now - since < LATE)
        self.late = dict(sorted(late)[-AT_ONCE:])
        wanted = Q(pk__gt=self.newest) | Q(pk__in=list(self.late)) if self.late else Q(pk__gt=self.newest)
        found = list(self.rows.filter(wanted).values_list("pk", self.column)[:AT_ONCE])
        if len(found) == AT_ONCE:
            self.newest, self.late = self._newest(), {}
            return News(frozenset(), self.newest, many=True)
        for key, _value in found:
            if key > self.newest:
                self.late |= dict.fromkeys(range(max(self.newest + 1, key - AT_ONCE), key), now)
                self.newest = key
            self.late.pop(key, None)
        return News(frozenset(value for _key, value in found), self.newest, many=False)

    def since(self, key: int) -> "News":
        """What came behind `key`, for one who was away; some of it may be known to them."""
        found = list(self.rows.filter(pk__gt=key - BEFORE).values_list(self.column, flat=True)[: AT_ONCE + 1])
        many = len(found) > AT_ONCE
        return News(frozenset() if many else frozenset(found), self.newest, many=many)

    def _newest(self) -> int:
        return self.rows.aggregate(newest=Max("pk"))["newest"] or 0


class News(NamedTuple):
    """The values that came, up to the key `newest`. `many`: so many that they are not named."""

    values: frozenset[int]
    newest: int
    many: bool


def changed_tickets(now: float) -> Follower:
    return Follower(Event.objects.filter(stream="ticket"), "stream_id", now)


def told_people(now: float) -> Follower:
    return Follower(Notification.objects.all(), "person", now)


class OpenReviews:
    """Which reviews have moved on, begun or ended since the last look. There are never many at once."""

    def __init__(self):
        self.known = self._versions()

    def look(self) -> frozenset[int]:
        now, before = self._versions(), self.known
        self.known = now
        return frozenset(key for key, _version in now ^ before)

    def _versions(self) -> set[tuple[int, int]]:
        return set(Review.objects.still_on().order_by().values_list("pk", "version"))


def reviews_for(actors: Iterable[Actor], keys: Iterable[int]) -> dict[int, set[int]]:
    """By the key of each person: those of these reviews that they may see."""
    return {
        actor.id: set(Review.objects.visible_to(actor).filter(pk__in=list(keys)).values_list("pk", flat=True))
        for actor in actors
    }


def unread_of(actors: Iterable[Actor]) -> dict[int, int]:
    """How much is unread, by the key of each person; counting is bounded."""
    return {actor.id: inbox.unread(actor.id, Mailbox.objects.keys_hidden_from(actor)) for actor in actors}


def numbers_for(actors: Iterable[Actor], keys: Iterable[int]) -> dict[int, dict[int, int]]:
    """By the key of each person: the numbers of those of these tickets that they may know of, by the tickets' keys."""
    keys, known, found = sorted(keys), {}, {}
    for actor in actors:
        visible = Ticket.objects.visible_to(actor)
        if visible.hidden is None or visible.hidden not in known:
            numbers = dict(visible.filter(pk__in=keys).values_list("pk", "number"))
            known |= {visible.hidden: numbers} if visible.hidden is not None else {}
        else:
            numbers = known[visible.hidden]
        found[actor.id] = numbers
    return found
