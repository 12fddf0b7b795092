"""Trying a mailbox in both directions, in words for whoever sets the desk up: does mail come in, does our mail go out?

Nothing is sent to anybody. What talks to the network runs in threads of its own that touch no database, side by side,
and whoever asked waits a bounded time.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime
from functools import partial

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from transom.foundation.heartbeats import Heartbeat
from transom.foundation.pauses import Pause, Paused
from transom.mail.fetching.models import ImapAccount
from transom.mail.fetching.probe import Finding, probe
from transom.mail.models import InboundEmail
from transom.mail.receive import IMAP
from transom.mail.session import Session
from transom.mail.smtpd import LISTENING
from transom.mail.transport import BadAddress, Submission, Unavailable
from transom.people.mailboxes import Mailbox

PATIENCE = 9.5  # seconds that a page may wait for all of it
STEP = 3.0  # seconds for a word of a mail server; a whole session, eight times that, ends before a stopping desk would wait for it
HERE = 1.0  # the same, of our own
EVERYWHERE = ("", "0.0.0.0", "::")  # noqa: S104, where we listen; we reach ourselves at the loopback
Try = Callable[[], list[Finding]]


def try_mailbox(mailbox: Mailbox, now: datetime) -> list[Finding]:
    """Everything that can be told of one mailbox, in the order in which a mail meets it."""
    account = ImapAccount.objects.filter(mailbox=mailbox, is_active=True).first()
    known = [*_reading(now), *(_fetching(account) if account else _handed(mailbox)), *_sending(now)]
    way_in = partial(probe, account, whole=PATIENCE - 0.5) if account else partial(_listening, mailbox.address)
    named = {_("Mail in"): way_in, _("Mail out"): partial(_way_out, settings.SMTP_URL, mailbox.address)}
    return [*_side_by_side(named), *known]


def _side_by_side(tries: dict[str, Try]) -> list[Finding]:
    """What each found, in their order; one that takes too long is told and left to end by itself."""
    language = translation.get_language()
    pool = ThreadPoolExecutor(max_workers=len(tries), thread_name_prefix="try-mailbox")
    begun: dict[str, Future] = {name: pool.submit(_in, language, one) for name, one in tries.items()}
    wait(begun.values(), timeout=PATIENCE)
    pool.shutdown(wait=False)
    found: list[Finding] = []
    for name, one in begun.items():
        found += one.result() if one.done() else [_too_slow(name)]
    return found


def _in(language: str, one: Try) -> list[Finding]:
    with translation.override(language):
        return one()


def _too_slow(name: str) -> Finding:
    said = _("No answer within %(seconds)d seconds.") % {"seconds": PATIENCE}
    return Finding(
        name, False, said, _("The server may be busy, or a firewall swallows what is said to it. Try again.")
    )


def _listening(address: str) -> list[Finding]:
    """Call our own socket as a mail server would, up to the name of the mailbox."""
    name = _("Mail in")
    if "smtp" not in LISTENING:
        said = _("This part of the desk takes no mail by SMTP.")
        remedy = _(
            "That is well where another part does (transom smtp), or a mail server hands it over by LMTP or a pipe."
        )
        return [Finding(name, "lmtp" in LISTENING, said, remedy)]
    host, port = LISTENING["smtp"]
    place = {"host": host or "*", "port": port, "address": address}
    session = Session("127.0.0.1" if host in EVERYWHERE else host, port, HERE)
    try:
        code, words = _rcpt(session, address)
    except OSError as error:  # smtplib's own are of this kind too
        said = _("The desk does not answer at %(host)s, port %(port)d: %(words)s") % (
            place | {"words": session.trouble(error)}
        )
        return [
            Finding(name, False, said, _("Start the desk again. If it stays so, ask whoever runs it to read its log."))
        ]
    finally:
        session.close()
    if code != 250:
        said = _("The desk refuses mail to %(address)s: %(words)s") % (place | {"words": words})
        return [
            Finding(
                name,
                False,
                said,
                _("Try again in a minute. If it stays so, ask whoever runs the desk to read its log."),
            )
        ]
    said = _("The desk listens at %(host)s, port %(port)d, and takes mail to %(address)s.") % place
    return [Finding(name, True, said)]


def _rcpt(session: Session, address: str) -> tuple[int, str]:
    session.open()
    session.ehlo("localhost")
    session.mail("")
    code, words = session.rcpt(address)
    session.rset()
    return code, words.decode("utf-8", "replace")


def _way_out(url: str, sender: str) -> list[Finding]:
    name = _("Mail out")
    if url == "sink:":
        return [
            Finding(name, True, _("Nothing leaves this desk: it is a demo, and Sent mail keeps what would have gone."))
        ]
    if not url:
        remedy = _("Whoever runs the desk sets TRANSOM_SMTP_URL to your mail server. Until then answers wait.")
        return [Finding(name, False, _("The desk does not know how to send mail."), remedy)]
    try:
        server = Submission(url, STEP)
        server.probe(sender)
    except BadAddress:
        said = _("The address of the mail server (TRANSOM_SMTP_URL) cannot be read.")
        remedy = _("Whoever runs the desk writes it as smtps://user:password@mail.example.com:465.")
        return [Finding(name, False, said, remedy)]
    except Unavailable as error:
        said = _("The mail server does not take mail from %(sender)s: %(words)s") % {"sender": sender, "words": error}
        return [Finding(name, False, said, _why_not(str(error)))]
    words = {"server": f"{server.host}:{server.port}", "sender": sender}
    return [Finding(name, True, _("%(server)s takes mail from %(sender)s.") % words)]


def _why_not(words: str) -> str:
    """What to do about the answer of a mail server, by the little that all of them agree on."""
    if words.startswith(("535", "530", "534")):
        return _("Name and password are not taken. Many providers want an app password, made on their own pages.")
    if words.startswith(("550", "553", "554", "501")):
        return _("Allow this address as a sender at your mail server, or use a login that owns it.")
    if "ertificate" in words or "SSL" in words:
        return _(
            "Its certificate does not hold. Write the server's name as the certificate has it, and not its number."
        )
    return _(
        "Check the server's name and port in TRANSOM_SMTP_URL, and that the firewall lets the desk out. Answers wait meanwhile."
    )


def _handed(mailbox: Mailbox) -> list[Finding]:
    name = _("Last mail")
    last = InboundEmail.objects.filter(mailbox=mailbox).exclude(road=IMAP).order_by("-pk").first()
    if last is None:
        said = _("No mail to %(address)s has ever come.") % {"address": mailbox.address}
        remedy = _(
            "The desk cannot see from here where the world delivers mail to %(domain)s. Have your mail server or provider "
            "forward %(address)s to the desk, or name this machine in the MX record; then send a test mail below. "
            "Or fetch the mail by IMAP."
        ) % {"domain": mailbox.address.rpartition("@")[2], "address": mailbox.address}
        return [Finding(name, False, said, remedy)]
    return [
        Finding(
            name, True, _("A mail came in by %(road)s.") % {"road": last.road.upper()} + " " + _ago(last.received_at)
        )
    ]


def _fetching(account: ImapAccount) -> list[Finding]:
    name = _("Last fetched")
    if Pause.objects.holds(Paused.FETCHING):
        return [
            Finding(name, False, _("Fetching is paused on this desk."), _("Let it go on, on the page What is paused."))
        ]
    if account.fetched_at is None:
        return [
            Finding(
                name,
                False,
                _("It was not fetched yet."),
                _("Wait a minute after saving. Then look whether the desk runs its fetcher."),
            )
        ]
    return [Finding(name, account.failing_since is None, _ago(account.fetched_at), account.last_error)]


def _reading(now: datetime) -> list[Finding]:
    """Mail that came in is read by the worker."""
    name = _("Worker")
    if Heartbeat.objects.alive(now).filter(part="worker").exists():
        return [Finding(name, True, _("Mail that came in is read, and answers are made."))]
    remedy = _("Whoever runs the desk starts it again (transom run). No mail is lost: it waits.")
    return [Finding(name, False, _("Nobody reads the mail that comes in: the worker is not running."), remedy)]


def _sending(now: datetime) -> list[Finding]:
    if Pause.objects.holds(Paused.SENDING):
        return [
            Finding(
                _("Sending"),
                False,
                _("Sending is paused on this desk."),
                _("Let it go on, on the page What is paused."),
            )
        ]
    if settings.SMTP_URL and not Heartbeat.objects.alive(now).filter(part="sender").exists():
        remedy = _("Whoever runs the desk starts it again (transom run). Answers wait meanwhile.")
        return [Finding(_("Sending"), False, _("Nobody sends what waits: the sender is not running."), remedy)]
    return []


def _ago(at: datetime) -> str:
    return _("The last time was %(at)s.") % {"at": date_format(timezone.localtime(at), "j M Y, H:i T")}
