"""The server of the pages: uvicorn, with patience for nobody who has none for others, and a stop that answers what has begun."""

import asyncio
import socket
from contextlib import contextmanager, suppress

import uvicorn
from uvicorn.protocols.http.flow_control import CLOSE_HEADER
from uvicorn.protocols.http.h11_impl import H11Protocol

from transom.foundation.limits import most_connections
from transom.management.sockets import Endpoint
from transom.web.live.hub import HUB

HEAD = 15.0  # seconds from the first byte of a request, or from the connection, to the end of its headers
READING = 60.0  # seconds in which a reader must take what is under way to it, 64 KB at most
LINGER = 0.5  # seconds in which an idle connection may still send the request that was under way when we stopped
ARRIVING = 0.05  # seconds until a connection that was taken is one of ours
FULL = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n"
FULL_WORDS = b"Too many people are here at once. Try again in a moment.\n"
LAST_WORDS = 1.0  # seconds for these to be read: closing at once would take them back
LATE = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n"


class Connection(H11Protocol):
    """A connection that is closed where its other end dawdles: over the head of a request, or over reading the answer."""

    heading: asyncio.TimerHandle | None = None
    reading: asyncio.TimerHandle | None = None
    is_stopping = is_over = False

    def connection_made(self, transport):
        super().connection_made(transport)
        if len(self.connections) > most_connections():
            self._say_and_close(FULL + FULL_WORDS)
            return
        self._await_head()
        if getattr(self.server_state, "is_stopping", False):
            self.shutdown()

    def connection_lost(self, exc):
        self._forget("heading")
        self._forget("reading")
        super().connection_lost(exc)

    def data_received(self, data):
        if self.is_over or self.transport.is_closing():
            return
        super().data_received(data)
        if self.is_stopping and self.is_busy:
            self._answer_last()
        if self.is_busy:
            self._forget("heading")
        else:
            self._await_head()

    def on_response_complete(self):
        super().on_response_complete()
        self._await_reader()
        if self.is_stopping and not self.transport.is_closing():
            self.shutdown()

    def pause_writing(self):
        super().pause_writing()
        self._await_reader()

    def resume_writing(self):
        super().resume_writing()
        self._forget("reading")

    def shutdown(self):
        """Answer what has begun, and what was sent before we could say that we stop; then end."""
        self.is_stopping = True
        if self.is_busy:
            self._answer_last()
        else:
            self.loop.call_later(LINGER, self._end_if_idle)

    @property
    def is_busy(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _answer_last(self) -> None:
        """Say in the answer under way that it is the last of this connection, or else the next request would be sent in vain.

        One that has begun already cannot say so: then the next one does.
        """
        if self.cycle.response_started:
            return
        self.cycle.keep_alive = False
        self.cycle.scope["headers"].append(CLOSE_HEADER)  # uvicorn repeats it in its answer

    def _end_if_idle(self) -> None:
        has_begun = bool(self.conn.trailing_data[0])
        if not self.is_busy and not has_begun:  # else `heading`, or the end of the answer, ends it
            super().shutdown()

    def _await_head(self) -> None:
        if self.heading is None:
            self.heading = self.loop.call_later(HEAD, self._say_and_close, LATE)

    def _await_reader(self) -> None:
        self._forget("reading")
        self.reading = self.loop.call_later(READING, self._check_reader)

    def _check_reader(self) -> None:
        if self.transport.get_write_buffer_size():
            self.transport.abort()

    def _forget(self, name: str) -> None:
        if timer := getattr(self, name):
            timer.cancel()
            setattr(self, name, None)

    def _say_and_close(self, words: bytes) -> None:
        self.is_over = True
        if not self.transport.is_closing():
            self.transport.write(words)
            if self.transport.can_write_eof():
                self.transport.write_eof()  # whoever listens need not wait for the close, which may undo the words
            self.loop.call_later(LAST_WORDS, self.transport.close)
        self._await_reader()


class PagesServer(uvicorn.Server):
    """uvicorn without its signal handlers: it raises the signal again at its end, and the process has more to stop."""

    @contextmanager
    def capture_signals(self):
        yield

    async def shutdown(self, sockets=None):
        """Serve whoever is connected already, in the system's queue or half way into ours; then as uvicorn does.

        Open pages that listen would never end by themselves.
        """
        self.server_state.is_stopping = True
        HUB.close()
        waiting = [one for server in self.servers for one in _close(server)]
        for one in waiting:
            await asyncio.get_running_loop().connect_accepted_socket(self._connection, one)
        await asyncio.sleep(ARRIVING)
        await super().shutdown(sockets)

    def _connection(self) -> Connection:
        return Connection(config=self.config, server_state=self.server_state, app_state=self.lifespan.state)


def _close(server: asyncio.Server) -> list[socket.socket]:
    """Stop listening; gives those who wait in the queue, whom the system would otherwise cut off without a word."""
    waiting = []
    for listening in server.sockets:
        with listening.dup() as queue, suppress(BlockingIOError):
            queue.setblocking(False)
            while True:
                waiting.append(queue.accept()[0])
    server.close()
    return waiting


def server(place: Endpoint, grace: float) -> PagesServer:
    """Serves the pages at `place`. Told to exit, it gives what is under way `grace` seconds."""
    config = uvicorn.Config(
        "transom.config.asgi:application",
        http=Connection,
        host=place.host,
        port=place.port,
        lifespan="off",
        log_config=None,  # its events go where ours go
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=grace,
    )
    HUB.open()
    return PagesServer(config)
