"""Mail servers that behave badly at a chosen step, on real sockets."""

import socket
import threading
import time
from contextlib import suppress

STEPS = ("greeting", "EHLO", "STARTTLS", "TLS", "AUTH", "MAIL", "RCPT", "DATA", "dot")
FINE = {
    "greeting": "220 peer.example",
    "EHLO": "250-peer.example\r\n250-STARTTLS\r\n250 AUTH PLAIN",
    "STARTTLS": "220 go ahead",
    "AUTH": "235 welcome",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    "dot": "250 taken",
    "RSET": "250 ok",
}


class Cut(Exception):
    """The peer hangs up."""


def stall(peer, connection) -> None:
    peer.over.wait()


def cut(peer, connection) -> None:
    raise Cut


def later(peer, connection) -> None:
    connection.sendall(b"451 4.3.0 Later\r\n")


def never(peer, connection) -> None:
    connection.sendall(b"554 5.3.0 Never\r\n")


def rubbish(peer, connection) -> None:
    connection.sendall(b"\x00\xff<html>welcome\r\n")


def endless_line(peer, connection) -> None:
    while not peer.over.is_set():
        connection.sendall(b"2" * 65536)


def endless_reply(peer, connection) -> None:
    while not peer.over.is_set():
        connection.sendall(b"250-and another thing\r\n" * 1000)


def dribble(peer, connection) -> None:
    """A byte now and then: each read gets something within any time limit of its own."""
    while not peer.over.is_set():
        connection.sendall(b"2")
        time.sleep(0.02)


class BadPeer:
    """Serves one step `at` in a bad way, all others well. `taken` are the mails whose final dot it saw."""

    def __init__(self, at: str = "", how=None):
        self.at, self.how = at, how
        self.over = threading.Event()
        self.taken: list[bytes] = []
        self.connections: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(5)

    def heal(self) -> None:
        self.at = ""

    def _listen(self) -> None:
        while not self.over.is_set():
            with suppress(OSError):
                connection, _ = self.listener.accept()
                self.connections.append(connection)
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError, Cut), connection, connection.makefile("rb") as lines:
            self._say("greeting", connection)
            for line in lines:
                verb = line.split()[0].decode("ascii", "replace").upper() if line.split() else ""
                self._say(verb, connection)
                if verb == "STARTTLS" and self.at == "TLS":
                    self.how(self, connection)
                if verb == "DATA" and self.at != "DATA":
                    self.taken.append(_read_mail(lines))
                    self._say("dot", connection)

    def _say(self, step: str, connection: socket.socket) -> None:
        if step == self.at:
            self.how(self, connection)
        else:
            connection.sendall(FINE.get(step, "502 what?").encode() + b"\r\n")


def _read_mail(lines) -> bytes:
    kept = []
    for line in lines:
        if line == b".\r\n":
            return b"".join(kept)
        kept.append(line)
    raise Cut
