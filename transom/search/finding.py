"""Finding tickets: a question in, a page of them out, each with the places where the words stand. Newest first.

The index says where words are, and `visible_to` which tickets they may come from; a page is filled from the newest place
on and never by counting all, so a common word costs what a rare one does. What is shown is read through `visible_to` once more.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from transom.people.actor import Actor
from transom.search import engine
from transom.search.asking import Asked, Place
from transom.search.models import Kind, SearchEntry, place_of
from transom.search.operators import Narrowed, narrow
from transom.search.question import Question, Wanted
from transom.search.words import Sought, sought
from transom.tickets.models import Ticket, TicketQuerySet

PAGE = 25
WINDOW = 20_000  # places that one page looks at
FIRST, ROUNDS = 200, 3  # places that are asked for at first, and how often more are
FEW = 2000  # tickets whose own places are looked at, where the operators leave no more
SHOWN = 2  # places of a ticket
SHORTEST = 3  # letters of a word that is found by its beginning


@dataclass(frozen=True)
class Found:
    """A page: tickets by their keys, with the places of the words, newest first. `next` is where the next page begins.

    `unread`: the page ended because so many places were looked at, and there may be more.
    """

    tickets: dict[int, list[Place]]
    next: int | None = None
    unread: bool = False


def sought_words(question: Question, without: bool = False) -> tuple[Sought, ...]:
    """The words of the question in terms of the index. A word finds what begins with it, in quotes itself alone."""
    words = [wanted for wanted in question.words if wanted.without == without]
    last = question.words[-1] if question.words and question.unfinished else None
    made = (sought(wanted.text, begins(wanted, wanted is last)) for wanted in words)
    return tuple(one for one in made if one.terms)


def begins(wanted: Wanted, unfinished: bool = False) -> bool:
    """May the word go on? A number may not, unless it is still being typed."""
    if wanted.exact or wanted.without:
        return False
    least = 2 if unfinished else SHORTEST
    return len(wanted.text) >= least and (unfinished or not wanted.text.isdecimal())


def kinds_for(actor: Actor) -> tuple[int, ...]:
    """Which pieces an actor may search. A customer searches what was said to them, and nothing else."""
    return (int(Kind.MESSAGE),) if actor.is_customer else tuple(map(int, Kind))


@dataclass(frozen=True)
class Search:
    """A question as one actor may ask it. `visible` is what `visible_to(actor)` gave."""

    question: Question
    actor: Actor
    visible: TicketQuerySet
    narrowed: Narrowed

    @classmethod
    def of(cls, question: Question, actor: Actor, visible: TicketQuerySet | None = None) -> "Search":
        visible = Ticket.objects.visible_to(actor) if visible is None else visible
        return cls(question, actor, visible, narrow(visible, question, actor))

    def by_words(self, after: int | None = None, size: int = PAGE) -> Found:
        """Tickets in which all the words stand together in a piece, and none of the unwanted ones anywhere."""
        asked = self._asked(after)
        if not asked.every:
            return Found({})
        few = self._few()
        walk = _Walk(self, asked, after, size, few)
        if few is not None:
            return walk.along(self._keys_of(few, asked))
        return walk.through(lambda until, most: engine.newest(self._asked(until), most))

    def _asked(self, until: int | None = None) -> Asked:
        """Days that are asked for are those of the words."""
        since = place_of(self.narrowed.since) if self.narrowed.since else None
        ends = [
            end for end in (place_of(self.narrowed.until) if self.narrowed.until else None, until) if end is not None
        ]
        return Asked(sought_words(self.question), kinds_for(self.actor), since, min(ends, default=None))

    def _few(self) -> set[int] | None:
        """The keys of the tickets that the operators leave, where they are few."""
        if not self.narrowed.narrows:
            return None
        keys = list(self.narrowed.tickets.order_by().values_list("pk", flat=True)[: FEW + 1])
        return set(keys) if len(keys) <= FEW else None

    def _keys_of(self, tickets: Iterable[int], asked: Asked) -> list[int]:
        """The places of these tickets, whatever stands there, the newest first.

        Only the tickets are asked for: a database that is told more may begin with that, and walk through everything.
        """
        keys = SearchEntry.objects.filter(ticket__in=list(tickets)).order_by().values_list("pk", flat=True)
        return sorted(filter(asked.has_key, keys), reverse=True)

    def newest_of(self, ticket: int) -> int | None:
        """The newest place of the words in a ticket (its key), of those that the actor may see; None where there is none."""
        if ticket not in self.allowed([ticket]):
            return None
        asked = self._asked()
        places = engine.among(self._keys_of([ticket], asked), asked)
        return max((place.key for place in places), default=None)

    def allowed(self, tickets: Iterable[int]) -> set[int]:
        """Those of the tickets that the actor may see, that the operators leave, and that have no unwanted word."""
        among = list(tickets)
        if not among or (self.visible.hidden == () and not self.narrowed.narrows):
            return self.wanted(set(among))  # they see every ticket, and none is left out
        return self.wanted(set(self.narrowed.tickets.filter(pk__in=among).values_list("pk", flat=True)))

    def wanted(self, tickets: set[int]) -> set[int]:
        """Those of the tickets that have no unwanted word."""
        kept = set(tickets)
        for unwanted in sought_words(self.question, without=True):
            kept -= self.having(kept, Asked((unwanted,), kinds_for(self.actor)))
        return kept

    def having(self, tickets: Iterable[int], asked: Asked) -> set[int]:
        """Those of the tickets in which this stands."""
        return {found.ticket for found in engine.among(self._keys_of(tickets, asked), asked)}


class _Walk:
    """Going from place to place, the newest first, until a page of tickets is full."""

    def __init__(self, search: Search, asked: Asked, after: int | None, size: int, few: set[int] | None):
        """`few` are all tickets that the operators leave, where that is known."""
        self.search, self.asked, self.after, self.size, self.few = search, asked, after, size, few
        self.tickets: dict[int, list[Place]] = {}
        self.known: dict[int, bool] = {}
        self.next: int | None = None
        self.unread = False

    def through(self, ask: Callable[[int | None, int], list[Place]]) -> Found:
        """From place to place of the words."""
        until, looked_at = self.after, 0
        for upto in self._rounds():
            places = ask(until, upto - looked_at)
            self.take(places)
            if self.next is not None or len(places) < upto - looked_at:
                return self.found()
            until, looked_at = places[-1].key, upto
        self.next, self.unread = until, True
        return self.found()

    def along(self, keys: list[int]) -> Found:
        """From place to place of the few tickets: of those with these keys, that have the words."""
        looked_at = 0
        for upto in self._rounds():
            self.take(sorted(engine.among(keys[looked_at:upto], self.asked), reverse=True))
            if self.next is not None or len(keys) <= upto:
                return self.found()
            looked_at = upto
        self.next, self.unread = keys[looked_at - 1], True
        return self.found()

    def _rounds(self) -> Iterator[int]:
        """Up to how many places to look each time: as many as will fill the page, if it goes on as it began; at last all."""
        upto = FIRST if self.few is not None or not self.search.narrowed.narrows else 10 * FIRST
        for _ in range(ROUNDS - 1):
            if upto >= WINDOW:
                break
            yield upto
            missing = self.size + 1 - len(self.tickets)
            likely = upto + 1.5 * missing * upto / len(self.tickets) if self.tickets else 0
            upto = max(10 * upto, ceil(likely))
        yield WINDOW

    def take(self, places: list[Place]) -> None:
        """Sort these places under their tickets; the place that fits no more is where the next page begins."""
        self._learn({place.ticket for place in places} - self.known.keys())
        for place in places:
            if not self.known[place.ticket]:
                continue
            if place.ticket in self.tickets:
                if len(self.tickets[place.ticket]) < SHOWN:
                    self.tickets[place.ticket].append(place)
            elif len(self.tickets) < self.size:
                self.tickets[place.ticket] = [place]
            elif self.next is None:
                self.next = place.key + 1

    def _learn(self, tickets: set[int]) -> None:
        """Which of them belong on this page: not those with a newer place, which stand on an earlier one."""
        kept = self.search.allowed(tickets) if self.few is None else self.search.wanted(tickets & self.few)
        if self.after is not None and kept:
            earlier = Asked(self.asked.every, self.asked.kinds, since=self.after, until=self._end())
            kept -= self.search.having(kept, earlier)
        self.known |= {ticket: ticket in kept for ticket in tickets}

    def _end(self) -> int | None:
        return place_of(self.search.narrowed.until) if self.search.narrowed.until else None

    def found(self) -> Found:
        return Found(self.tickets, self.next, self.unread)
