"""Bodies of requests, taken in whole before a thread is given to them.

The pages have few threads. One that waits for the next byte of somebody's upload serves nobody else, so the loop does
the waiting, in a temporary file, and only what is complete takes a thread.
"""

import logging
import time
from asyncio import timeout, timeout_at
from contextlib import suppress
from tempfile import SpooledTemporaryFile

from django.utils.translation import gettext_lazy as _

from transom.web import errors

log = logging.getLogger("transom.pages")
LARGEST = 100 * 1024 * 1024  # bytes; what a mail can carry is far less, and its form says so in words
MOST_AT_ONCE = 1024 * 1024 * 1024  # bytes of all bodies that are here at once, without those that are small
IN_MEMORY = 64 * 1024  # bytes of one body; a longer one goes to a temporary file
PATIENCE = 30.0  # seconds for a body of any size, or in which so much of it must come:
PACE = 300 * 1024  # bytes
PASSING = 60.0  # seconds for the rest of a body that is not taken
PIECE = 64 * 1024
STILL_THERE = _("Go back: what you wrote is still on that page.")
TOO_LARGE = (413, _("This is too large"), _("A mail carries 20 MB of files at most."))
TOO_SLOW = (408, _("This came in too slowly"), _("It was given up half way. Send it once more."))
NO_ROOM = (503, _("The desk has no room for this just now"), _("Its disk may be full. Send it again in a few minutes."))
Answer = tuple[int, str, str]
"""A status, a heading, and what to do."""


class Refused(Exception):
    """The body is not taken; `answer` says why."""

    def __init__(self, answer: Answer):
        super().__init__(answer)
        self.answer = answer


class Gone(Exception):
    """Its sender hung up."""


class WholeBodies:
    """An ASGI application that hands `application` only requests whose bodies are complete."""

    def __init__(self, application):
        self.application = application
        self.under_way = 0

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http" or not _has_body(scope):
            return await self.application(scope, receive, send)
        with Body() as body:
            try:
                await self._take(scope, receive, body)
                return await self.application(scope, _replay(body, receive), send)
            except Gone:
                return None
            except Refused as refused:
                answer = refused.answer
            finally:
                self.under_way -= body.weight
        if not body.is_whole:
            await _let_pass(receive, answer)
        return await _say(send, *answer)

    async def _take(self, scope, receive, body: "Body") -> None:
        """Fill `body`, and go to its beginning. Raises `Refused` or `Gone`."""
        if _announced(scope) > LARGEST:
            raise Refused(TOO_LARGE)
        until, mark = time.monotonic() + PATIENCE, PACE
        while not body.is_whole:
            try:
                async with timeout_at(until):
                    message = await receive()
            except TimeoutError:
                raise Refused(TOO_SLOW) from None
            if message["type"] != "http.request":
                raise Gone
            body.is_whole = not message.get("more_body", False)
            self._keep(body, message.get("body", b""))
            if body.size >= mark:
                until, mark = time.monotonic() + PATIENCE, body.size + PACE
        body.seek(0)

    def _keep(self, body: "Body", piece: bytes) -> None:
        if body.size + len(piece) > LARGEST:
            raise Refused(TOO_LARGE)
        before = body.weight
        body.size += len(piece)
        self.under_way += body.weight - before
        if body.weight and self.under_way > MOST_AT_ONCE:
            raise Refused(NO_ROOM)
        try:
            body.write(piece)
        except OSError as error:
            log.exception("an upload could not be kept")
            raise Refused(NO_ROOM) from error


class Body(SpooledTemporaryFile):
    """What has come in of one. The small ones weigh nothing, so that whoever fills the room with large ones keeps nobody
    from signing in or answering.
    """

    def __init__(self):
        super().__init__(IN_MEMORY)
        self.size, self.is_whole = 0, False

    @property
    def weight(self) -> int:
        return self.size if self.size > IN_MEMORY else 0


async def _let_pass(receive, answer: Answer) -> None:
    """A browser reads our words only when it has sent all of its own; those who are late already are not waited for."""
    with suppress(TimeoutError):
        async with timeout(0 if answer is TOO_SLOW else PASSING):
            while (await receive()).get("more_body", False):
                pass


def _has_body(scope) -> bool:
    return any(name in (b"content-length", b"transfer-encoding") for name, _value in scope["headers"])


def _announced(scope) -> int:
    return next((int(value) for name, value in scope["headers"] if name == b"content-length"), 0)


def _replay(body, receive):
    """What `receive` is to the application: the body in pieces, then whatever comes of the connection."""
    over = False

    async def again():
        nonlocal over
        if over:
            return await receive()
        piece = body.read(PIECE)
        over = len(piece) < PIECE
        return {"type": "http.request", "body": piece, "more_body": not over}

    return again


async def _say(send, status: int, heading: str, words: str) -> None:
    """The page that says so. The connection ends with it."""
    page = errors.refused(status, heading, f"{words} {STILL_THERE}").content
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(page)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": page})
