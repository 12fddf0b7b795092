"""Clients of pages and of mail who are in the middle of something when the desk is told to stop."""

import http.client
import socket
import threading
import time


class Browsers:
    """Threads that ask for a page over and over. `unanswered`: without an answer, with the moment of their connection."""

    def __init__(self, port: int, number: int, stays: bool):
        self.port, self.stays = port, stays
        self.answered = 0
        self.unanswered: list[tuple[float, str]] = []
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self._browse, daemon=True) for _ in range(number)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        for thread in self.threads:
            thread.join(30)

    def _browse(self) -> None:
        while not self.stopping.is_set():
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                connection.connect()
            except OSError:  # nobody listens any more
                return
            at = time.monotonic()
            try:
                self._ask(connection)
            except (OSError, http.client.HTTPException) as error:
                self.unanswered.append((at, repr(error)))
            finally:
                connection.close()

    def _ask(self, connection) -> None:
        while not self.stopping.is_set():
            connection.request("GET", "/sign-in/")
            answer = connection.getresponse()
            assert answer.status == 200
            answer.read()
            self.answered += 1
            if not self.stays or answer.will_close:
                return


class Half:
    """A connection that has sent half of what it has to say, and sends the rest later."""

    def __init__(self, port: int, first: bytes, rest: bytes):
        self.connection, self.rest = socket.create_connection(("127.0.0.1", port), timeout=30), rest
        self.connection.sendall(first)

    def finish(self, seconds: float = 0, pieces: int = 10) -> bytes:
        """Send the rest in pieces, over so many seconds; gives all that was heard until they hung up."""
        size = len(self.rest) // pieces + 1
        for start in range(0, len(self.rest), size):
            time.sleep(seconds / pieces)
            self.connection.sendall(self.rest[start : start + size])
        heard = b""
        while piece := self.connection.recv(4096):
            heard += piece
        self.connection.close()
        return heard
