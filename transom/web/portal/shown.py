"""What the page behind a link shows its reader: the question, or how things stand."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.asking.answering import State, state_of
from transom.asking.models import Answer, AnswerLink
from transom.people.actor import contact as contact_actor
from transom.people.mailboxes import Mailbox
from transom.tickets.events import EstimateApproved
from transom.tickets.history import Event
from transom.tickets.log import event_of
from transom.tickets.messages import Message, Trust

LATEST = 5
TEMPLATES = {State.OPEN: lambda link: link.asks, State.ANSWERED: lambda link: "thanks"}


def page(link: AnswerLink, now: datetime) -> dict:
    """Everything that the templates of `jinja2/portal` need, and which of them it is."""
    state = state_of(link, link.ticket, now)
    return {
        "template": TEMPLATES.get(state, lambda link: "over")(link),
        "state": str(state),
        "link": link,
        "ticket": link.ticket,
        "estimate": link.estimate,
        "desk_name": _desk_name(link),
        "status_name": link.ticket.status.public_name or link.ticket.status.name,
        "own_name": "" if "@" in link.contact.name else link.contact.name,
        "until": _until(link),
        "last_word": _last_word(link) if state == State.OPEN else "",
        "approval": _approval(link) if link.answer == Answer.APPROVED else None,
        "heading": HEADINGS[link.answer if state == State.ANSWERED else state],
    }


HEADINGS = {
    State.OPEN: "",
    State.REPLACED: gettext_lazy("There is a newer mail of ours"),
    State.EXPIRED: gettext_lazy("This link is too old"),
    State.MOVED_ON: gettext_lazy("This was settled meanwhile"),
    Answer.APPROVED: gettext_lazy("You approved our estimate"),
    Answer.DECLINED: gettext_lazy("You declined our estimate"),
    Answer.WORKS: gettext_lazy("You said that it works"),
    Answer.BROKEN: gettext_lazy("You said that it is still broken"),
}


def _desk_name(link: AnswerLink) -> str:
    mailbox = link.ticket.mailbox or Mailbox.objects.of_the_desk()
    return mailbox.name if mailbox else _("Support")


def _until(link: AnswerLink) -> str:
    until = link.estimate.until if link.estimate else ""
    return until or date_format(timezone.localtime(link.expires_at), "j F Y")


def _last_word(link: AnswerLink) -> str:
    """What we wrote last to whom the link is for: it often says what to test."""
    ours = Message.objects.visible_to(contact_actor(link.contact)).filter(ticket=link.ticket, trust=Trust.OURS)
    for message in ours.order_by("-at", "-pk")[:LATEST]:
        if any(link.address in header.lower() for header in (*message.to, *message.cc)):
            return message.text
    return ""


def _approval(link: AnswerLink) -> EstimateApproved | None:
    """The consent that was given by this link."""
    rows = Event.objects.of_ticket(link.ticket_id).filter(kind=EstimateApproved.kind)
    return next((event for event in map(event_of, rows) if event.link == link.pk), None)
