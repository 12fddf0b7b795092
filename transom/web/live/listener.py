"""One open page that listens. What it has not read yet is kept as what is so now, and never as a queue that grows."""

import asyncio
import json

from transom.web.live.admission import Guest

MOST = 200
"""Numbers that one message names; where more changed, the page looks for itself."""
STILL_HERE = b": still here\n\n"
OVER = b"event: over\ndata: {}\n\n"
HELLO = b"retry: 3000\n\n"


class Listener:
    def __init__(self, guest: Guest, window: str):
        self.guest, self.window = guest, window
        self.ready = asyncio.Event()
        self.is_over = self.is_signed_out = False
        self.newest = 0
        self._clear()

    def _clear(self) -> None:
        self.tickets: set[int] = set()
        self.company: dict[int, list[dict]] = {}
        self.reviews: set[int] = set()
        self.unread: int | None = None
        self.many = self.is_new = False
        self.ready.clear()

    def greet(self, newest: int) -> None:
        """From here on it hears of everything behind the event `newest`."""
        self.newest, self.is_new = newest, True
        self.ready.set()

    def tell_tickets(self, numbers: set[int], newest: int, many: bool) -> None:
        self.newest = newest
        self.tickets |= numbers
        if many or len(self.tickets) > MOST:
            self.tickets, self.many = set(), True
        if self.tickets or self.many:
            self.ready.set()

    def tell_company(self, number: int, people: list[dict]) -> None:
        if number in self.company or len(self.company) < MOST:
            self.company[number] = people
            self.ready.set()

    def tell_reviews(self, keys: set[int]) -> None:
        self.reviews |= keys
        if keys:
            self.ready.set()

    def tell_unread(self, unread: int) -> None:
        self.unread = unread
        self.ready.set()

    def end(self, signed_out: bool = False) -> None:
        self.is_over, self.is_signed_out = True, signed_out
        self.ready.set()

    def take(self) -> bytes:
        """What there is to say, as server-sent events; empty where there is nothing."""
        said = [f"id: {self.newest}\n" + _event("hello", {})] if self.is_new else []
        if self.tickets or self.many:
            said.append(
                f"id: {self.newest}\n" + _event("tickets", {"numbers": sorted(self.tickets), "many": self.many})
            )
        said += [_event("presence", {"number": number, "people": people}) for number, people in self.company.items()]
        if self.reviews:
            said.append(_event("review", {"keys": sorted(self.reviews)}))
        if self.unread is not None:
            said.append(_event("bell", {"unread": self.unread}))
        self._clear()
        return "".join(said).encode()


def _event(name: str, data: dict) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
