"""One SMTP session that comes to an end: bounded in each step, as a whole, and in how much it listens to.

`smtplib`'s time limit is that of one read from the socket. A server that says a byte now and then would hold the
sender for days, one that never ends its reply would fill the memory, and one call may not send for longer than the limit.
"""

import smtplib
import socket
import ssl
import threading
import time
from contextlib import suppress

AFTER_THE_DOT = 5  # times the limit of a step: hanging up earlier sends twice what was taken (RFC 5321, 4.5.3.2.6)
WHOLE = 8  # times the limit of a step; shorter than the lease of the row
LONGEST_REPLY = 64 * 1024  # bytes
PIECE = 64 * 1024  # bytes that are sent within the limit of a step
COMMANDS = frozenset({"EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "RSET"})
GREETING, THE_MAIL = "the greeting", "the mail itself"


class Session(smtplib.SMTP):
    """A connection to `host`, whose steps take at most `seconds` each. With `tls` it is encrypted from its first byte."""

    def __init__(self, host: str, port: int, seconds: float, tls: ssl.SSLContext | None = None):
        super().__init__(timeout=seconds)
        self._host, self.port, self.tls = host, port, tls
        self.until = time.monotonic() + WHOLE * seconds
        self.overran = False
        self.at = GREETING
        self.line = self.watch = None

    def open(self) -> None:
        """Connect and hear the greeting. Raises as `smtplib` does."""
        code, words = self.connect(self._host, self.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, words)

    def trouble(self, error: Exception) -> str:
        """What went wrong where, in words for the one who runs the desk."""
        if self.overran:
            words = f"took longer than {WHOLE * self.timeout:g} s in all, at last over {self.at}, and was hung up on"
        elif isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
            words = f"fell silent at {self.at}"
        else:
            words = f"{error} (at {self.at})"
        doubt = "; it may have taken the mail, which is then sent twice" if self.at == THE_MAIL else ""
        return f"{self._host}:{self.port}: {words}{doubt}"

    def close(self):
        super().close()
        if self.watch:
            self.watch.cancel()
            self.watch.join()
            self.line.close()
            self.watch = None

    def _get_socket(self, host, port, timeout):
        plain = super()._get_socket(host, port, timeout)
        self._watch_over(plain)
        try:
            return self.tls.wrap_socket(plain, server_hostname=self._host) if self.tls else plain
        except Exception:
            plain.close()
            self.close()
            raise

    def _watch_over(self, plain: socket.socket) -> None:
        """Hang up when the whole takes too long, whatever this thread waits for then."""
        self.line = plain.dup()  # TLS takes the socket itself away
        self.watch = threading.Timer(max(0.0, self.until - time.monotonic()), self._hang_up)
        self.watch.daemon = True
        self.watch.start()

    def _hang_up(self) -> None:
        self.overran = True
        with suppress(OSError):  # they were quicker
            self.line.shutdown(socket.SHUT_RDWR)

    def putcmd(self, cmd, args=""):
        if cmd.upper() in COMMANDS:  # never what a login sends
            self.at = cmd.upper()
        super().putcmd(cmd, args)

    def send(self, s):
        content = memoryview(s.encode(self.command_encoding) if isinstance(s, str) else s)
        for start in range(0, len(content), PIECE):
            super().send(content[start : start + PIECE])

    def getreply(self):
        """As `smtplib` reads it, with an end: code -1 is no SMTP, and a reply that goes on and on is none either."""
        self.file = self.file or self.sock.makefile("rb")
        self.sock.settimeout(self.timeout * (AFTER_THE_DOT if self.at == THE_MAIL else 1))
        try:
            code, words = self._read_reply()
        except OSError as error:
            self.close()
            raise smtplib.SMTPServerDisconnected(f"Connection unexpectedly closed: {error}") from error
        finally:
            if self.sock:
                self.sock.settimeout(self.timeout)
        if code == 354:
            self.at = THE_MAIL
        elif self.at == THE_MAIL:
            self.at = "the end"  # decided, one way or the other
            code = 250 if 200 <= code < 300 else code  # any other word for yes is a yes too
        return code, words

    def _read_reply(self) -> tuple[int, bytes]:
        words, size = [], 0
        while True:
            line = self.file.readline(LONGEST_REPLY)
            size += len(line)
            if not line.endswith(b"\n"):
                if size >= LONGEST_REPLY:
                    raise OSError("its reply has no end")
                raise OSError("they hung up")
            if size >= LONGEST_REPLY:
                raise OSError("its reply has no end")
            words.append(line[4:].strip())
            if not line[:3].isdigit():
                return -1, line.strip()[:200]
            if line[3:4] != b"-":
                return int(line[:3]), b"\n".join(words)
