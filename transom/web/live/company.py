"""Who is at which ticket: looking, or writing. Kept in memory, for it is true only as long as their window is open."""

from collections.abc import Iterable
from typing import NamedTuple

LOOKING, REPLYING, NOTING, AWAY = "looking", "replying", "noting", "away"
STATES = (LOOKING, REPLYING, NOTING)
STAYS = 45.0  # seconds that a sign counts; whoever holds the window's stream repeats it
WRITES = 20.0  # seconds after the last sign of writing in which they count as writing
LEAVES = 2.0  # seconds from the end of a window's stream: a page that is followed by another has not left
WINDOWS = 12  # of one person
LONGEST = 64  # characters of a window's name


def is_window(name: str) -> bool:
    """Whether this may be a window's name: what `crypto.randomUUID` gives fits."""
    return name.isascii() and name.replace("-", "").isalnum() and len(name) <= LONGEST


class Sign(NamedTuple):
    """What one window of a person says. `state` is one of `STATES`, or `AWAY`; then `ticket` does not matter."""

    person: int
    name: str
    window: str
    ticket: int
    state: str


class Person(NamedTuple):
    key: int
    name: str
    state: str


class Company:
    """`now` is in seconds of any clock that only goes on. Each change gives the keys of the tickets that it concerns."""

    def __init__(self):
        self.signs: dict[tuple[int, str], Sign] = {}
        self.until: dict[tuple[int, str], float] = {}
        self.writes_until: dict[tuple[int, str], float] = {}

    def hear(self, sign: Sign, now: float) -> set[int]:
        place, before = (sign.person, sign.window), self.signs.get((sign.person, sign.window))
        if sign.state == AWAY:
            return self._forget(place)
        crowd = [other for other in self.signs if other[0] == sign.person and other != place]
        changed = self._forget(crowd[0]) if before is None and len(crowd) >= WINDOWS else set()
        self.signs[place], self.until[place] = sign, now + STAYS
        if sign.state != LOOKING:
            self.writes_until[place] = now + WRITES
        if before == sign:
            return changed
        return changed | {sign.ticket} | ({before.ticket} if before else set())

    def renew(self, person: int, window: str, now: float) -> Sign | None:
        """The window is still open; gives what it says, for others to hear."""
        if (person, window) in self.signs:
            self.until[person, window] = now + STAYS
        return self.signs.get((person, window))

    def closed(self, person: int, window: str, now: float) -> None:
        if (person, window) in self.until:
            self.until[person, window] = now + LEAVES

    def sweep(self, now: float) -> set[int]:
        """Who has gone, and who has stopped writing."""
        changed: set[int] = set()
        for place in [place for place, until in self.until.items() if until <= now]:
            changed |= self._forget(place)
        for place in [place for place, until in self.writes_until.items() if until <= now]:
            sign = self.signs[place]
            self.signs[place] = sign._replace(state=LOOKING)
            del self.writes_until[place]
            changed.add(sign.ticket)
        return changed

    def at(self, tickets: Iterable[int]) -> dict[int, list[Person]]:
        """Who is at each of these tickets: every person once, writing before looking, by name."""
        found: dict[int, dict[int, Person]] = {ticket: {} for ticket in tickets}
        for sign in self.signs.values():
            if sign.ticket in found:
                there = found[sign.ticket].get(sign.person)
                if there is None or there.state == LOOKING:
                    found[sign.ticket][sign.person] = Person(sign.person, sign.name, sign.state)
        return {
            ticket: sorted(people.values(), key=lambda one: (one.state == LOOKING, one.name, one.key))
            for ticket, people in found.items()
        }

    def tickets(self) -> set[int]:
        return {sign.ticket for sign in self.signs.values()}

    def _forget(self, place: tuple[int, str]) -> set[int]:
        sign = self.signs.pop(place, None)
        self.until.pop(place, None)
        self.writes_until.pop(place, None)
        return {sign.ticket} if sign else set()
