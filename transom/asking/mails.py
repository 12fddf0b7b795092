"""What the mails say that ask a customer: what for, where to answer, and until when."""

from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from transom.asking.models import Made
from transom.mail.compose import Outgoing, question
from transom.people.mailboxes import Mailbox
from transom.tickets.messages import Message
from transom.workflow.models import Asks


class Letter(NamedTuple):
    subject: str
    text: str


def compose(made: Made, mailbox: Mailbox) -> Outgoing:
    """The mail that carries this link."""
    link = made.link
    said = Message.objects.filter(ticket=link.ticket).exclude(message_id="")
    references = list(said.values_list("message_id", flat=True))
    subject, text = LETTERS[link.asks](made, mailbox)
    to = link.contact.as_address()
    return question(link.ticket, mailbox, to, subject, text, at=link.asked_at, references=references)


def _estimate(made: Made, mailbox: Mailbox) -> Letter:
    estimate = made.link.estimate
    words = _facts(made, mailbox) | {"figures": estimate.figures, "text": estimate.text}
    text = _(
        "Here is our estimate for “%(subject)s” (#%(number)s):\n\n"
        "%(figures)s\n\n%(text)s\n\n"
        "Please approve or decline it on this page, until %(until)s:\n\n<%(url)s>\n\n"
        "You can ask a question there too, or answer this mail. Only the page takes your approval.\n\n%(mailbox)s"
    )
    return Letter(_("Please approve our estimate: %(subject)s") % words, text % words)


def _test(made: Made, mailbox: Mailbox) -> Letter:
    words = _facts(made, mailbox)
    text = _(
        "“%(subject)s” (#%(number)s) is ready for you to test.\n\n"
        "Please try it, then say on this page whether it works, until %(until)s:\n\n<%(url)s>\n\n"
        "You can also answer this mail.\n\n%(mailbox)s"
    )
    return Letter(_("Please test: %(subject)s") % words, text % words)


LETTERS = {Asks.ESTIMATE: _estimate, Asks.TEST: _test}


def _facts(made: Made, mailbox: Mailbox) -> dict[str, object]:
    link = made.link
    until = link.estimate.until if link.estimate else ""
    return {
        "subject": link.ticket.subject,
        "number": link.ticket.number,
        "until": until or date_format(timezone.localtime(link.expires_at), "j F Y"),
        "url": settings.BASE_URL + reverse("answer", args=[made.token]),
        "mailbox": mailbox.name,
    }
