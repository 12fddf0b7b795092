"""A mail server's side of SMTP: some connections at once, each hands over its mails one after the other."""

import socket
import threading
import time
from collections.abc import Sequence

from bench.mails import MAILBOX, Mail

PATIENCE = 120  # seconds for one answer


class Connection:
    """One session. Plain sockets: smtplib would cost more than what is measured."""

    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.answers = self.socket.makefile("rb")
        self._hear(b"220")
        self._say(b"EHLO bench.example\r\n", b"250")

    def send(self, mail: Mail, data: bytes) -> None:
        self._say(f"MAIL FROM:<{mail.sender}>\r\n".encode(), b"250")
        self._say(f"RCPT TO:<{MAILBOX}>\r\n".encode(), b"250")
        self._say(b"DATA\r\n", b"354")
        self._say(data, b"250")

    def close(self) -> None:
        self._say(b"QUIT\r\n", b"221")
        self.socket.close()

    def _say(self, words: bytes, wanted: bytes) -> None:
        self.socket.sendall(words)
        self._hear(wanted)

    def _hear(self, wanted: bytes) -> None:
        while (line := self.answers.readline())[3:4] == b"-":
            pass
        if not line.startswith(wanted):
            raise RuntimeError(f"the desk said {line!r} where {wanted!r} was due")


def on_the_wire(raw: bytes) -> bytes:
    """As DATA sends it (RFC 5321, 4.5.2)."""
    lines = raw.replace(b"\r\n", b"\n").split(b"\n")
    return b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines) + b"\r\n.\r\n"


def post(mails: Sequence[Mail], port: int, connections: int) -> float:
    """Hand all of them over; gives the seconds that it took. Raises what went wrong on any connection."""
    data = [on_the_wire(mail.raw) for mail in mails]
    sessions = [Connection(port) for _ in range(connections)]
    faults: list[Exception] = []

    def work(place: int) -> None:
        try:
            for at in range(place, len(mails), connections):
                sessions[place].send(mails[at], data[at])
        except Exception as error:  # noqa: BLE001, told to whoever waits
            faults.append(error)

    threads = [threading.Thread(target=work, args=(place,)) for place in range(connections)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    if faults:
        raise faults[0]
    for session in sessions:
        session.close()
    return seconds
