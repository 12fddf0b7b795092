"""Reaching an IMAP server and signing in: the only importer of imapclient.

Three steps that can each be tried alone, as the test of a mailbox does: `reach` (network and TLS), `sign_in`, and the
`Session` that the two make possible. Whatever goes wrong becomes a `Trouble`.
"""

import math
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from imapclient import IMAPClient, SocketTimeout, imap4, tls
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, IMAPClientReadOnlyError

from transom.mail.fetching import trouble
from transom.mail.fetching.models import ImapAccount, Security, SignIn, is_this_machine
from transom.mail.fetching.trouble import Trouble

CONNECT_SECONDS, READ_SECONDS = 15, 60
COMMAND_SECONDS = 600  # for one command, however slowly its answer drips
SLACK = 8 * 1024 * 1024  # bytes that one answer may have besides the mails in it

Refused = IMAPClientError


class TooMuch(IMAPClientAbortError):
    """An answer is larger or slower than any that we asked for. The connection is of no use any more."""


class Limited:
    """Goes before imaplib's class: what a server says is counted from its first byte, and so is the time that it takes.

    A server may announce a literal of any size, never end its answer, or send a byte a minute; for that one, with
    `whole` seconds for all that is ever said, somebody hangs up.
    """

    def __init__(self, whole: float, *arguments):
        self.over_by, self.watch = time.monotonic() + whole, None
        if whole < math.inf:
            self.watch = threading.Timer(whole, self._hang_up)
            self.watch.daemon = True
            self.watch.start()
        self.begin(0)
        super().__init__(*arguments)  # which reads the greeting

    def begin(self, room: int) -> None:
        self.left = SLACK + room
        self.until = min(time.monotonic() + COMMAND_SECONDS, self.over_by)

    def shutdown(self) -> None:
        if self.watch:
            self.watch.cancel()
        super().shutdown()

    def readline(self) -> bytes:
        line = super().readline()
        self._count(len(line))
        return line

    def read(self, size: int) -> bytes:
        self._count(size)  # before it is read: the size is what the server claims
        content = super().read(size)
        self._count(0)
        return content

    def _count(self, size: int) -> None:
        self.left -= size
        if self.left < 0 or time.monotonic() > self.until:
            raise TooMuch("the answer is larger or slower than what was asked for")

    def _hang_up(self) -> None:
        with suppress(OSError, AttributeError):  # they were quicker, or it is not open yet
            socket.socket.shutdown(self.sock, socket.SHUT_RDWR)  # TLS's own would confuse the thread that reads


class Plain(Limited, imap4.IMAP4WithTimeout):
    pass


class Encrypted(Limited, tls.IMAP4_TLS):
    pass


class Client(IMAPClient):
    """IMAPClient with limits: for each command, and `whole` seconds for all of them."""

    def __init__(self, *arguments, whole: float, **options):
        self.whole = whole
        super().__init__(*arguments, **options)

    def _create_IMAP4(self):
        if self.ssl:
            return Encrypted(self.whole, self.host, self.port, self.ssl_context, self._timeout.connect)
        return Plain(self.whole, self.host, self.port, self._timeout.connect)

    def begin(self, room: int = 0) -> None:
        """The next command begins, whose answer has `room` bytes of mails."""
        self._imap.begin(room)


def beneath(error: BaseException | None) -> IMAPClientAbortError | None:
    """The broken connection that began it, which the libraries give other names on its way; None if it is whole."""
    found = None
    while error is not None:
        if isinstance(error, IMAPClientAbortError) and not isinstance(error, IMAPClientReadOnlyError):
            found = error
        error = error.__context__
    return found


@contextmanager
def troubles(host: str, port: int) -> Iterator[None]:
    """Whatever a server or the network can do to a command, as a `Trouble`."""
    try:
        yield
    except IMAPClientError as error:
        broken = beneath(error)
        if isinstance(broken, TooMuch):
            raise trouble.too_much(host) from error
        raise (trouble.cut(host) if broken else trouble.refusal(host, trouble.echo(error))) from error
    except ConnectionError as error:
        raise trouble.cut(host) from error
    except OSError as error:
        raise trouble.unreachable(host, port, error) from error
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, MemoryError) as error:
        raise trouble.no_imap(host, port) from error  # what nonsense makes the parsers raise


def reach(account: ImapAccount, seconds: tuple[float, float] | None = None, whole: float = math.inf) -> Client:
    """Connect, secured as the account says. Raises `Trouble`.

    `seconds` are for connecting and for each word of an answer, `whole` for all that is ever said.
    """
    host, port = account.host, account.port
    if account.security == Security.NONE and not is_this_machine(host):
        raise trouble.not_encrypted(host)
    context = ssl.create_default_context()
    direct = account.security == Security.TLS
    client = None
    try:
        client = Client(
            host,
            port,
            ssl=direct,
            ssl_context=context if direct else None,
            timeout=SocketTimeout(*(seconds or (CONNECT_SECONDS, READ_SECONDS))),
            whole=whole,
        )
        client._imap.debug = 0  # it would write down every line, passwords too
        client.normalise_times = False
        if account.security == Security.STARTTLS:
            client.starttls(context)
    except ssl.SSLCertVerificationError as error:
        close(client)
        raise trouble.bad_certificate(host, error.verify_message) from error
    except ssl.SSLError as error:
        close(client)
        raise trouble.no_tls(host, port, account.security) from error
    except OSError as error:
        close(client)
        raise trouble.unreachable(host, port, error) from error
    except Exception as error:  # what stands there is no IMAP server, and need not know what it breaks
        close(client)
        if isinstance(beneath(error), TooMuch):
            raise trouble.too_much(host) from error
        if client is None:
            raise trouble.no_imap(host, port) from error
        raise trouble.no_tls(host, port, account.security) from error
    return client


def sign_in(client: Client, account: ImapAccount, secret: str) -> None:
    """By password or token. Raises `Trouble`."""
    client.begin()
    by_token = account.sign_in == SignIn.OAUTH
    bearer = None
    try:
        if by_token:
            bearer = Bearer(client, account, secret)
            client.sasl_login(bearer.mechanism, bearer)
        else:
            _by_password(client, account, secret)
    except OSError as error:
        raise trouble.unreachable(account.host, account.port, error) from error
    except IMAPClientError as error:
        if broken := beneath(error):
            too_much = isinstance(broken, TooMuch)
            raise (trouble.too_much if too_much else trouble.cut)(account.host) from error
        why = trouble.echo(bearer.said or str(error)) if bearer else trouble.echo(error)
        raise trouble.refused(account.login, account.host, why, by_token) from error


def _by_password(client: Client, account: ImapAccount, secret: str) -> None:
    offered = client.capabilities()
    if (account.login + secret).isascii() and b"LOGINDISABLED" not in offered:
        name = account.login.replace("\\", "\\\\").replace('"', '\\"')
        client.login(f'"{name}"', secret)  # imaplib quotes the password alone
    elif b"AUTH=PLAIN" in offered:  # LOGIN knows no letters beyond ASCII
        client.plain_login(account.login, secret)
    else:
        raise Trouble(
            f"{account.host} takes no password here.", "It may want an OAuth 2 token, or a connection with TLS."
        )


class Bearer:
    """The client's side of OAUTHBEARER (RFC 7628) and XOAUTH2. A refusal comes as a challenge, which wants an empty answer."""

    def __init__(self, client: Client, account: ImapAccount, token: str):
        offered = client.capabilities()
        self.said = b""
        self.asked = False
        if b"AUTH=OAUTHBEARER" in offered:
            name = account.login.replace("=", "=3D").replace(",", "=2C")
            self.mechanism, self.nothing = "OAUTHBEARER", b"\x01"
            self.answer = f"n,a={name},\x01auth=Bearer {token}\x01\x01"
        elif b"AUTH=XOAUTH2" in offered:
            self.mechanism, self.nothing = "XOAUTH2", b""
            self.answer = f"user={account.login}\x01auth=Bearer {token}\x01\x01"
        else:
            raise Trouble(f"{account.host} takes no OAuth 2 tokens.", "Sign in with a password, or an app password.")

    def __call__(self, challenge: bytes) -> bytes:
        if self.asked:
            self.said = challenge
            return self.nothing
        self.asked = True
        return self.answer.encode()


def close(client: Client | None) -> None:
    """Part from the server, whether or not it still answers."""
    if client is not None:
        with suppress(Exception):
            client.shutdown()
