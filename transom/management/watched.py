"""Where a process without pages answers `/healthz`, `/readyz` and `/metrics`: a small server in threads of its own."""

import threading
from socketserver import TCPServer, ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from transom.management.sockets import Endpoint, family
from transom.web.watching.alone import application

SECONDS = 10  # for a reader to ask, and to take the answer


class Handler(WSGIRequestHandler):
    timeout = SECONDS

    def log_message(self, format, *arguments):  # noqa: A002, its name there
        """A reader that asks every few seconds is no event."""


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def __init__(self, place: Endpoint):
        self.address_family = family(place)
        super().__init__(place, Handler)
        self.set_app(application)

    def server_bind(self):
        """Without the question to the name server that http.server asks here."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]
        self.setup_environ()


def serve(place: Endpoint) -> None:
    """Answer at `place` for as long as the process lives. Raises `OSError` where somebody listens there."""
    threading.Thread(target=Server(place).serve_forever, name="watched", daemon=True).start()
