"""`/live/` beside the pages: server-sent events for as long as a page is open, and no thread for any of them.

It goes past Django's middleware, so it does for itself what that does: it knows people by their session, asks again
whether it holds, and turns away what another site's page starts. It says numbers and names of colleagues, and never a
word of a ticket.
"""

import asyncio
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

from transom.web.live.admission import session_key
from transom.web.live.company import is_window
from transom.web.live.hub import Full, Hub
from transom.web.live.listener import HELLO, OVER, STILL_HERE, Listener

PATH = "/live/"
HEARTBEAT = 20.0  # seconds; proxies hang up on what is silent for a minute
SLOW = 30.0  # seconds in which a reader must take what there is
LONGEST_KEY = 18  # digits
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
STREAM = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store, no-transform"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-accel-buffering", b"no"),  # nginx would wait for more
]


class Live:
    """An ASGI application that keeps the streams and gives everything else to `pages`."""

    def __init__(self, pages, hub: Hub):
        self.pages, self.hub = pages, hub

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http" and scope["path"] == PATH:
            return await self._live(scope, receive, send)
        await self.pages(scope, receive, send)
        if scope.get("method") not in SAFE:
            self.hub.wake()
        return None

    async def _live(self, scope, receive, send) -> None:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if scope["method"] != "GET":
            return await _refuse(send, 405, (b"allow", b"GET"))
        session = session_key(headers.get(b"cookie", ""))
        if not session:
            return await _refuse(send, 401)
        if not _is_ours(headers):
            return await _refuse(send, 403)
        try:
            guest = await self.hub.admit(session)
        except Full:
            return await _refuse(send, 503, (b"retry-after", b"30"))
        if guest is None:
            return await _refuse(send, 401)
        window, last = _asked(scope, headers)
        listener = Listener(guest, window)
        self.hub.join(listener, last)
        try:
            return await _stream(listener, receive, send)
        finally:
            self.hub.leave(listener)


async def _stream(listener: Listener, receive, send) -> None:
    """Say what there is until the reader hangs up, is too slow, or is to hear no more."""
    gone = asyncio.create_task(_hung_up(listener, receive))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": STREAM})
        await _say(send, HELLO)
        while not listener.is_over:
            with suppress(TimeoutError):
                async with asyncio.timeout(HEARTBEAT):
                    await listener.ready.wait()
            await _say(send, listener.take() or STILL_HERE)
        await _say(send, OVER if listener.is_signed_out else b"", more=False)
    except TimeoutError:
        pass  # uvicorn hangs up: the answer is not complete
    finally:
        gone.cancel()


async def _say(send, words: bytes, more: bool = True) -> None:
    async with asyncio.timeout(SLOW):
        await send({"type": "http.response.body", "body": words, "more_body": more})


async def _hung_up(listener: Listener, receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.end()


async def _refuse(send, status: int, *headers: tuple[bytes, bytes]) -> None:
    silent = [(b"content-length", b"0"), (b"cache-control", b"no-store"), *headers]
    await send({"type": "http.response.start", "status": status, "headers": silent})
    await send({"type": "http.response.body", "body": b""})


def _is_ours(headers: dict[bytes, str]) -> bool:
    """Whether a page of this desk asks. Browsers say so themselves, and pages cannot change what they say."""
    if headers.get(b"sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get(b"origin")
    if origin is None or origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    return urlsplit(origin).netloc == headers.get(b"host")


def _asked(scope, headers: dict[bytes, str]) -> tuple[str, int | None]:
    """The name of the window, and the newest event that its page knows: `?window=…&last=…`, or as a browser says it
    when it comes back by itself.
    """
    said = parse_qs(scope["query_string"].decode("latin-1"))
    window, last = (said.get(name, [""])[0] for name in ("window", "last"))
    last = headers.get(b"last-event-id", last)
    fits = is_window(window)
    known = last.isdecimal() and last.isascii() and len(last) <= LONGEST_KEY
    return (window if fits else ""), (int(last) if known else None)
