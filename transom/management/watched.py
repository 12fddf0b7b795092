"""Where a process without pages answers `/healthz`, `/readyz` and `/metrics`: a small server in threads of its own."""

import socket
import threading
from contextlib import suppress
from socketserver import TCPServer, ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from transom.management.sockets import Endpoint, family
from transom.web.watching.alone import application

SECONDS = 10  # for a reader to ask, and to take the answer
MOST = 16  # readers at once


class Handler(WSGIRequestHandler):
    def setup(self):
        """The time limit of a socket is that of one read, and whoever sends a byte now and then never ends."""
        self.watch = threading.Timer(SECONDS, self._hang_up)
        self.watch.daemon = True
        self.watch.start()
        super().setup()

    def finish(self):
        self.watch.cancel()
        with suppress(OSError):
            super().finish()

    def _hang_up(self) -> None:
        with suppress(OSError):
            self.request.shutdown(socket.SHUT_RDWR)

    def log_message(self, format, *arguments):  # noqa: A002, its name there
        """A reader that asks every few seconds is no event."""


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = MOST

    def __init__(self, place: Endpoint):
        self.address_family = family(place)
        self.free = threading.BoundedSemaphore(MOST)
        super().__init__(place, Handler)
        self.set_app(application)

    def process_request(self, request, client_address):
        if not self.free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request, client_address):
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.free.release()

    def server_bind(self):
        """Without the question to the name server that http.server asks here."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]
        self.setup_environ()


def serve(place: Endpoint) -> None:
    """Answer at `place` for as long as the process lives. Raises `OSError` where somebody listens there."""
    threading.Thread(target=Server(place).serve_forever, name="watched", daemon=True).start()
