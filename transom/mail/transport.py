"""Ways out: an SMTP submission server, or the demo's sink that keeps what would have gone out."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Protocol
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from transom.mail.session import Session

SECONDS = 60.0  # for one step; what a whole session may take follows from it
TOO_LARGE = 552
OURS_TO_MEND = (503, 530, 535)  # "log in first", in its spellings: nothing that the recipient did
UNREADABLE = "TRANSOM_SMTP_URL cannot be read. It looks like smtps://user:password@mail.example.com:465."
PORTS = {"smtp": 587, "smtps": 465}
Answers = dict[str, tuple[bool, str]]
"""Recipients that were not accepted: is it for good, and what the server said."""


class Unavailable(Exception):
    """The mail could not be handed over to anybody. `permanent`: trying again would say the same."""

    def __init__(self, words: str, permanent: bool = False):
        super().__init__(words)
        self.permanent = permanent


class BadAddress(ValueError):
    """TRANSOM_SMTP_URL cannot be read; the message says what it should look like."""


class Transport(Protocol):
    def send(self, envelope_sender: str, recipients: list[str], mime: bytes) -> Answers:
        """Hand over one mail. Returns those recipients that were refused; raises `Unavailable` where all were."""


class Sink:
    """Sends nothing anywhere: the rows are the record, and the page of sent mail shows them."""

    def send(self, envelope_sender, recipients, mime):
        return {}


class Submission:
    """SMTP with TLS and a login (RFC 6409): `smtps://user:password@host:465`, or `smtp://…:587` with STARTTLS.

    `smtp://…?tls=off` is for a server on this machine. Certificates are checked. `timeout=60` is how many seconds a step may take,
    and cannot be more.
    """

    def __init__(self, url: str, seconds: float | None = None):
        parts = urlsplit(url)
        options = parse_qs(parts.query)
        if parts.scheme not in PORTS or not parts.hostname or not _is_time(options.get("timeout", ["1"])[0]):
            raise BadAddress(UNREADABLE)  # without the address: it has the password in it
        self.host, self.port = parts.hostname, _port(parts) or PORTS[parts.scheme]
        self.user, self.password = unquote(parts.username or ""), unquote(parts.password or "")
        self.seconds = seconds or float(options.get("timeout", [SECONDS])[0])
        self.implicit_tls = parts.scheme == "smtps"
        self.start_tls = not self.implicit_tls and options.get("tls", ["on"])[0] != "off"

    def send(self, envelope_sender, recipients, mime):
        with self._session() as session:
            return self._hand_over(session, envelope_sender, recipients, mime)

    def probe(self, sender: str = "") -> None:
        """Connect, encrypt and log in as for a mail, name `sender` where one is given, and send none. Raises `Unavailable`."""
        with self._session() as session:
            session.ehlo_or_helo_if_needed()
            if sender:
                code, words = session.mail(sender)
                session.rset()
                if code != 250:
                    raise smtplib.SMTPSenderRefused(code, words, sender)

    @contextmanager
    def _session(self) -> Iterator[Session]:
        context = ssl.create_default_context()
        # The mail is decided when this ends: how the server says goodbye changes nothing.
        with closing(Session(self.host, self.port, self.seconds, context if self.implicit_tls else None)) as session:
            try:
                self._begin(session, context)
                yield session
            except smtplib.SMTPResponseException as error:
                raise self._refusal(error) from error
            except (OSError, smtplib.SMTPException) as error:
                raise Unavailable(session.trouble(error)[:500]) from error

    def _refusal(self, error: smtplib.SMTPResponseException) -> Unavailable:
        if error.smtp_code < 0:
            return Unavailable(f"{self.host}:{self.port} does not speak SMTP: {_words(0, error.smtp_error)[2:]}")
        # 5xx before the recipients were asked (a failed login, a sender that may not) is for the operator to mend:
        # only what the server says of the mail itself is final.
        final = error.smtp_code >= 500 and isinstance(error, smtplib.SMTPDataError)
        too_large = error.smtp_code == TOO_LARGE and isinstance(error, smtplib.SMTPSenderRefused)
        return Unavailable(_words(error.smtp_code, error.smtp_error), permanent=final or too_large)

    def _begin(self, session: Session, context: ssl.SSLContext) -> None:
        session.open()
        if self.start_tls:
            session.starttls(context=context)
        if self.user:
            session.login(self.user, self.password)

    def _hand_over(self, session: Session, envelope_sender: str, recipients: list[str], mime: bytes) -> Answers:
        session.ehlo_or_helo_if_needed()
        beyond = [address for address in recipients if not address.isascii()]
        options = ()
        if beyond and session.has_extn("smtputf8"):
            beyond, options = [], ("SMTPUTF8", "BODY=8BITMIME")
        answers = dict.fromkeys(beyond, (True, f"{self.host} cannot write to addresses beyond ASCII (RFC 6531)"))
        rest = [address for address in recipients if address not in answers]
        if not rest:
            return answers
        try:
            refused = session.sendmail(envelope_sender, rest, mime, options)
        except smtplib.SMTPRecipientsRefused as error:
            # Nobody got it. Who is not named was accepted before the server broke off with 421, or never asked.
            broken_off = next(reversed(error.recipients.values()))
            refused = dict.fromkeys(rest, (421, broken_off[1])) | error.recipients
        return answers | {
            address: (code >= 500 and code not in OURS_TO_MEND, _words(code, words))
            for address, (code, words) in refused.items()
        }


def of(url: str) -> Transport | None:
    """The way out that `TRANSOM_SMTP_URL` names; None where it is empty, and mail waits."""
    if not url:
        return None
    return Sink() if url == "sink:" else Submission(url)


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise BadAddress(UNREADABLE) from None  # its words quote a password with a slash in it


def _words(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(text.split())}"[:500]


def _is_time(text: str) -> bool:
    """Longer than usual is not offered: a whole session must end before another worker may take its mail."""
    return text.replace(".", "", 1).isdigit() and 0 < float(text) <= SECONDS
