"""Pages that listen, at the real server: `listen(sue)` is Sue's open page."""

import http.client
import json
import socket
import threading
from collections import deque
from contextlib import suppress

import pytest
from django.test import Client

from tests.desks import wait_for
from tests.serving import serving
from tests.web.conftest import BACKEND


@pytest.fixture
def live_server(transactional_db):
    with serving() as served:
        yield served


class Page:
    """One stream. What came is in `said`, as (event, data), oldest first; `status` is the answer's."""

    def __init__(self, place, session: str, window: str = "", **headers: str):
        self.said: deque[tuple[str, dict]] = deque()
        self.raw, self.last, self.is_over = b"", "", False
        self.connection = http.client.HTTPConnection(*place, timeout=30)
        cookie = {"Cookie": f"sessionid={session}"} if session else {}
        method = headers.pop("method", "GET")
        self.connection.request(method, f"/live/?window={window}", headers=cookie | headers)
        self.socket = self.connection.sock
        self.answer = self.connection.getresponse()
        self.status = self.answer.status
        if self.status == 200:
            threading.Thread(target=self._read, daemon=True).start()
            self.hears("hello")

    def _read(self) -> None:
        try:
            event = ""
            while line := self.answer.readline():
                self.raw += line
                name, _, value = line.decode().rstrip("\n").partition(": ")
                if name == "event":
                    event = value
                elif name == "id":
                    self.last = value
                elif name == "data":
                    self.said.append((event, json.loads(value)))
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            pass
        self.is_over = True

    def hears(self, event: str, **wanted) -> None:
        """Wait until it is said with these data."""
        wait_for(lambda: any(name == event and wanted.items() <= data.items() for name, data in list(self.said)))

    def hears_of(self, number: int) -> None:
        """Wait until this ticket is said to have changed."""
        wait_for(lambda: any(name == "tickets" and number in data["numbers"] for name, data in list(self.said)))

    def numbers(self) -> set[int]:
        """Every ticket's number that it was told, in whatever event."""
        found = {number for name, data in list(self.said) if name == "tickets" for number in data["numbers"]}
        return found | {data["number"] for name, data in self.said if name == "presence"}

    def close(self) -> None:
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        wait_for(lambda: self.is_over or self.status != 200)
        self.connection.close()


@pytest.fixture
def session_of():
    def make(person) -> str:
        client = Client()
        client.force_login(person, backend=BACKEND)
        return client.session.session_key

    return make


@pytest.fixture
def listen(live_server, session_of):
    pages = []

    def make(person=None, session: str = "", **more) -> Page:
        page = Page(live_server.place, session or (session_of(person) if person else ""), **more)
        pages.append(page)
        return page

    yield make
    for page in pages:
        page.close()
