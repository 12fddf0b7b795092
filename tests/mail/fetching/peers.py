"""IMAP servers that behave badly, each connection by the same script."""

import socketserver
import threading
import time
from contextlib import suppress

GREETING = b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n"
MAIL = b"From: ann@acme.example\r\nSubject: peer\r\n\r\nHello\r\n"
LISTED = b'* 1 FETCH (UID 1 RFC822.SIZE %d INTERNALDATE "22-Nov-2026 06:00:00 +0000")\r\n'
ANSWERS = {
    b"CAPABILITY": b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n",
    b"SELECT": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 2] ok\r\n",
    b"LIST": b'* LIST () "/" Transom\r\n',
    b"SEARCH": b"* SEARCH 1\r\n",
    b"RFC822.SIZE": LISTED % len(MAIL),
    b"BODY.PEEK[]": b"* 1 FETCH (UID 1 BODY[] {%d}\r\n%s)\r\n" % (len(MAIL), MAIL),
    b"BODY.PEEK[HEADER]": b"* 1 FETCH (UID 1 BODY[HEADER]<0> {%d}\r\n%s)\r\n" % (len(MAIL), MAIL),
}
CUT, DRIP = object(), object()


class Scripted:
    """A server with one mail, on a port of its own. `on` answers otherwise where a word stands in the command: bytes, `CUT`, or `DRIP`.

    What it says ends the command with OK, unless the answer is one that ends nothing.
    """

    def __init__(self, greeting: bytes = GREETING, on: dict | None = None):
        self.greeting, self.on = greeting, on or {}
        self.heard: list[bytes] = []
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def count(self, word: bytes) -> int:
        return sum(word in line for line in self.heard)

    def _handler(self):
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            timeout = 20

            def handle(self):
                with suppress(OSError):
                    self.wfile.write(outer.greeting)
                    while line := self.rfile.readline():
                        outer.heard.append(line)
                        if not self.answer(line):
                            return

            def answer(self, line: bytes) -> bool:
                tag = line.split(b" ", 1)[0].strip()
                said = next((answer for word, answer in outer.on.items() if word in line), None)
                if said is CUT:
                    return False
                while said is DRIP:
                    self.wfile.write(b"*")
                    time.sleep(0.1)
                if said is not None:
                    self.wfile.write(said)
                else:
                    self.wfile.write(b"".join(answer for word, answer in ANSWERS.items() if word in line))
                self.wfile.write(tag + b" OK done\r\n")
                return b"LOGOUT" not in line

        return Handler
