"""Ways out: an SMTP submission server, or the demo's sink that keeps what would have gone out."""

import smtplib
import ssl
from contextlib import contextmanager
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

SECONDS = 60
TOO_LARGE = 552
OURS_TO_MEND = (503, 530, 535)  # "log in first", in its spellings: nothing that the recipient did
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

    `smtp://…?tls=off` is for a server on this machine. Certificates are checked.
    """

    def __init__(self, url: str, seconds: float = SECONDS):
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise BadAddress(f"TRANSOM_SMTP_URL is {url!r}. It looks like smtps://user:password@mail.example.com:465.")
        self.host, self.port = parts.hostname, parts.port or PORTS[parts.scheme]
        self.user, self.password = unquote(parts.username or ""), unquote(parts.password or "")
        self.seconds = seconds
        self.implicit_tls = parts.scheme == "smtps"
        self.start_tls = not self.implicit_tls and parse_qs(parts.query).get("tls", ["on"])[0] != "off"

    def send(self, envelope_sender, recipients, mime):
        try:
            with self._session() as session:
                return self._hand_over(session, envelope_sender, recipients, mime)
        except smtplib.SMTPResponseException as error:
            # 5xx before the recipients were asked (a failed login, a sender that may not) is for the operator to mend:
            # only what the server says of the mail itself is final.
            final = error.smtp_code >= 500 and isinstance(error, smtplib.SMTPDataError)
            too_large = error.smtp_code == TOO_LARGE and isinstance(error, smtplib.SMTPSenderRefused)
            raise Unavailable(_words(error.smtp_code, error.smtp_error), permanent=final or too_large) from error
        except (OSError, smtplib.SMTPException) as error:
            raise Unavailable(f"{self.host}:{self.port}: {error}") from error

    def _hand_over(self, session: smtplib.SMTP, envelope_sender: str, recipients: list[str], mime: bytes) -> Answers:
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
            refused = error.recipients
        return answers | {
            address: (code >= 500 and code not in OURS_TO_MEND, _words(code, words))
            for address, (code, words) in refused.items()
        }

    @contextmanager
    def _session(self):
        context = ssl.create_default_context()
        if self.implicit_tls:
            session = smtplib.SMTP_SSL(self.host, self.port, timeout=self.seconds, context=context)
        else:
            session = smtplib.SMTP(self.host, self.port, timeout=self.seconds)
        try:
            if self.start_tls:
                session.starttls(context=context)
            if self.user:
                session.login(self.user, self.password)
            yield session
        finally:
            # The mail is decided by now: how the server says goodbye changes nothing.
            session.close()


def of(url: str) -> Transport | None:
    """The way out that `TRANSOM_SMTP_URL` names; None where it is empty, and mail waits."""
    if not url:
        return None
    return Sink() if url == "sink:" else Submission(url)


def _words(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(text.split())}"[:500]
