"""The one composer: how a mail of ours looks on the wire. Everything that the desk sends is built here."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.utils import format_datetime

import cmarkgfm
import nh3
from django.utils.html import escape
from django.utils.translation import gettext as _

from transom.foundation.addresses import Address, parse_addresses
from transom.mail.fields import POLICY
from transom.mail.filters import LOOP_HEADER, loop_mark
from transom.mail.reading.fold import visible
from transom.mail.reading.header_text import header_text
from transom.mail.thread import signed_address
from transom.people.mailboxes import Mailbox
from transom.tickets.messages import Attachment, Message
from transom.tickets.models import Ticket
from transom.tickets.words import new_message_id

REFERENCES = 20
QUOTED = 20_000
CONTENT_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+")
SIGN = "\ue000"
TAG = re.compile(r"(?<!\]\()(?<!\\)((?:\\\\)*)<(?!(?:https?://|mailto:)[^\s<>]+>|[^\s<>@]+@[^\s<>@]+>)")
"""What could begin HTML: not an address in angle brackets (CommonMark 0.31, 6.5), the target of a link, or what is escaped."""
PICTURE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"(?: title="[^"]*")? />')
DEEP = re.compile(r"^[ \t>*+\-\d.)]*>", re.MULTILINE)
"""What may open quotes at the beginning of a line, up to its last mark."""
DEEPEST = 50  # quotes within quotes: cleaning HTML takes the square of its depth
CONTAINERS = ("multipart", "message")  # may not be encoded (RFC 2046, 5.2.1), and so not be sent to the letter


@dataclass(frozen=True)
class Outgoing:
    """A mail, ready to be sent: its bytes never change again."""

    message_id: str
    subject: str
    envelope_sender: str
    recipients: tuple[str, ...]
    mime: bytes


def answer(
    message: Message, mailbox: Mailbox, quoted: Message | None, references: list[str], *, by_itself: bool = False
) -> Outgoing:
    """Our public word as a mail. `quoted` is what was said last before it; `references` are oldest first.

    `by_itself` where the desk writes and no person: out-of-office machines are asked to be silent. What does not arrive
    comes back as any answer's would.
    """
    ticket = message.ticket
    mail = _begin(ticket, mailbox, message.message_id, message.at, "" if by_itself else message.author_label)
    if by_itself:
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834, 5
        mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    to, cc = _addresses(message.to), _addresses(message.cc)
    mail["To"] = _header(to)
    if cc:
        mail["Cc"] = _header(cc)
    mail["Subject"] = _reply_subject(ticket)
    _thread(mail, references)
    mail.set_content(_plain(message.text, quoted), cte="quoted-printable")
    mail.add_alternative(_html(message.text, quoted), subtype="html", cte="quoted-printable")
    for attachment in message.attachments.select_related("file"):
        _attach(mail, attachment)
    unseen = _addresses(message.bcc)  # in the envelope alone
    recipients = tuple(dict.fromkeys(address.address for address in (*to, *cc, *unseen)))
    return _frozen(mail, message.message_id, signed_address(mailbox, ticket), recipients)


def acknowledgement(
    ticket: Ticket, mailbox: Mailbox, to: Address, message_id: str, at: datetime, references: list[str]
) -> Outgoing:
    """ "We have it." Says nothing that the sender wrote, not even a name, so that nobody can use us to send their words to a third."""
    mail = _begin(ticket, mailbox, message_id, at, "")
    mail["To"] = _header([Address("", to.address)])
    mail["Subject"] = _("We have your message [#%(number)s]") % {"number": ticket.number}
    mail["Auto-Submitted"] = "auto-replied"  # RFC 3834, 5
    mail["X-Auto-Response-Suppress"] = "All"
    mail["Precedence"] = "bulk"
    _thread(mail, references)
    text = _(
        "Thank you for writing to us. Your message has arrived and is with a person now.\n\n"
        "Its number is %(number)s. To add something, answer this mail.\n\n%(mailbox)s"
    ) % {"number": ticket.number, "mailbox": mailbox.name}
    mail.set_content(text, cte="quoted-printable")
    # RFC 3834, 3.3: the null return path, so that no bounce and no other machine answers this.
    return _frozen(mail, message_id, "", (to.address,))


def question(
    ticket: Ticket, mailbox: Mailbox, to: Address, subject: str, text: str, *, at: datetime, references: list[str]
) -> Outgoing:
    """Asks the customer what only a link in this mail answers, so it goes to `to` alone. An answer by mail is a word.

    Out-of-office machines are asked to be silent; what does not arrive comes back as any answer's would.
    """
    message_id = new_message_id(ticket)
    mail = _begin(ticket, mailbox, message_id, at, "")
    mail["To"] = _header([to])
    mail["Subject"] = _one_line(subject)
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834, 5
    mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    _thread(mail, references)
    mail.set_content(_plain(text, None), cte="quoted-printable")
    mail.add_alternative(_html(text, None), subtype="html", cte="quoted-printable")
    return _frozen(mail, message_id, signed_address(mailbox, ticket), (to.address,))


def trial(mailbox: Mailbox, to: str, message_id: str, at: datetime) -> Outgoing:
    """A mail to the mailbox itself and to whoever asked for it, to see that it goes out and comes back. No ticket has it."""
    mail = EmailMessage(policy=POLICY)
    mail["From"] = _header([Address(mailbox.name, mailbox.address)])
    mail["To"] = _header([Address("", to), Address("", mailbox.address)])
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{message_id}>"
    mail[LOOP_HEADER] = loop_mark()
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834, 5
    mail["Subject"] = _("Test of %(address)s") % {"address": mailbox.address}
    text = _(
        "You asked the support desk to test %(address)s. That you read this means that its mail goes out.\n\n"
        "The same mail went to %(address)s. Its page at the desk says when it has come back in."
    ) % {"address": mailbox.address}
    mail.set_content(text, cte="quoted-printable")
    return _frozen(mail, message_id, mailbox.address, (to, mailbox.address))


def notice(
    mailbox: Mailbox,
    to: Address,
    subject: str,
    text: str,
    *,
    message_id: str,
    at: datetime,
    about: Ticket | None,
    reply_to: str,
    settings_url: str,
) -> Outgoing:
    """Tells one of us of work, at `about` or at several tickets. It can start nothing, and it has no return path."""
    mail = EmailMessage(policy=POLICY)
    domain = mailbox.address.rpartition("@")[2]
    mail["From"] = _header([Address(mailbox.name, mailbox.address)])
    mail["To"] = _header([to])
    mail["Reply-To"] = _header([Address(mailbox.name, reply_to)])
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{message_id}>"
    mail["Subject"] = _one_line(subject)
    mail[LOOP_HEADER] = loop_mark()
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834, 5
    mail["X-Auto-Response-Suppress"] = "All"
    mail["Precedence"] = "bulk"
    mail["List-Id"] = f"<notifications.{domain}>"  # RFC 2919
    mail["List-Unsubscribe"] = f"<{settings_url}>"  # RFC 2369
    if about is not None:  # what one person is told of one ticket stands together
        mail["References"] = f"<notices.{about.number}@{domain}>"
    mail.set_content(text, cte="quoted-printable")
    return _frozen(mail, message_id, "", (to.address,))


def render_markdown(text: str) -> str:
    """Markdown as clean HTML. What is HTML in it already is shown as text, and a picture from elsewhere as its link.

    The library drops HTML, words and all, so "set <name>" would lose its name: the sign stands in for it meanwhile.
    """
    held = DEEP.sub(_not_so_deep, TAG.sub(rf"\1{SIGN}", text.replace(SIGN, "")))
    html = cmarkgfm.github_flavored_markdown_to_html(held, cmarkgfm.Options.CMARK_OPT_HARDBREAKS)
    html = PICTURE.sub(lambda found: f'<a href="{found[1]}">{found[2] or found[1]}</a>', html).replace(SIGN, "&lt;")
    return nh3.clean(html, link_rel="noopener noreferrer")


def _not_so_deep(found: re.Match) -> str:
    """The marks of quotes at the beginning of a line; behind the deepest, they are signs like any other."""
    *opening, rest = found[0].split(">", DEEPEST)
    return f"{'>'.join(opening)}>{rest.replace('>', '&gt;')}" if opening else rest


def _begin(ticket: Ticket, mailbox: Mailbox, message_id: str, at: datetime, author: str) -> EmailMessage:
    mail = EmailMessage(policy=POLICY)
    name = _("%(author)s, %(mailbox)s") % {"author": author, "mailbox": mailbox.name} if author else mailbox.name
    mail["From"] = _header([Address(name, mailbox.address)])
    mail["Reply-To"] = _header([Address(mailbox.name, signed_address(mailbox, ticket))])
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{message_id}>"
    mail[LOOP_HEADER] = loop_mark()
    return mail


def _header(addresses: list[Address]) -> list[HeaderAddress]:
    """Split by hand: the library refuses the letters beyond ASCII that a mailbox may have (RFC 6532)."""
    halves = [(_name(address.name), *address.address.rpartition("@")[::2]) for address in addresses]
    return [HeaderAddress(name, local, domain) for name, local, domain in halves]


def _name(text: str) -> str:
    """A name as it reads, for the library would decode it by itself, and the line breaks in it, too."""
    return _undecodable(header_text(text))


def _undecodable(text: str) -> str:
    """In one line, with nothing in it that looks encoded ("=?utf-8?q?…?=")."""
    return _one_line(text).replace("=?", "= ?")


def _addresses(headers: list[str]) -> list[Address]:
    return [address for header in headers for address in parse_addresses(header)]


def _reply_subject(ticket: Ticket) -> str:
    subject = _one_line(ticket.subject)
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


def _one_line(text: str) -> str:
    """Safe in a header: no line break can begin another one."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _thread(mail: EmailMessage, references: list[str]) -> None:
    """RFC 5322, 3.6.4: answer the last, name the first and the latest."""
    usable = [
        reference for reference in references if reference.isascii() and "@" in reference and " " not in reference
    ]
    if not usable:
        return
    mail["In-Reply-To"] = f"<{usable[-1]}>"
    chain = usable if len(usable) <= REFERENCES else [usable[0], *usable[-REFERENCES + 1 :]]
    mail["References"] = " ".join(f"<{reference}>" for reference in chain)


def _plain(text: str, quoted: Message | None) -> str:
    if quoted is None:
        return text.rstrip() + "\n"
    lines = "\n".join(f"> {line}".rstrip() for line in _quotable(quoted).splitlines())
    return f"{text.rstrip()}\n\n{_attribution(quoted)}\n{lines}\n"


def _html(text: str, quoted: Message | None) -> str:
    body = render_markdown(text)
    if quoted is not None:
        history = escape(_quotable(quoted)).replace("\n", "<br>")
        body += f"<p>{escape(_attribution(quoted))}</p><blockquote>{history}</blockquote>"
    return f"<!doctype html><html><body>{body}</body></html>"


def _quotable(message: Message) -> str:
    return (visible(message.text) or message.text)[:QUOTED]


def _attribution(message: Message) -> str:
    at = message.at.strftime("%Y-%m-%d %H:%M")
    if message.user_id is None and message.contact_id is None:  # the desk wrote it by itself
        return _("On %(at)s UTC, we wrote:") % {"at": at}
    return _("On %(at)s UTC, %(who)s wrote:") % {"at": at, "who": message.author_label}


def _attach(mail: EmailMessage, attachment: Attachment) -> None:
    main, _slash, sub = attachment.content_type.partition("/")
    if not CONTENT_TYPE.fullmatch(attachment.content_type) or main.lower() in CONTAINERS:
        main, sub = "application", "octet-stream"
    with attachment.file.open() as file:
        mail.add_attachment(
            file.read(),
            maintype=main,
            subtype=sub,
            filename=_undecodable(attachment.filename),
        )


def _frozen(mail: EmailMessage, message_id: str, envelope_sender: str, recipients: tuple[str, ...]) -> Outgoing:
    everyone = (envelope_sender, *recipients)
    policy = POLICY if all(map(str.isascii, everyone)) else POLICY.clone(utf8=True)  # RFC 6532
    return Outgoing(message_id, str(mail["Subject"]), envelope_sender, recipients, mail.as_bytes(policy=policy))
