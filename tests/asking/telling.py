"""Short words for the tests of asking: the way of a ticket to where it asks, and the links in our mails."""

import email
import re
from email.policy import default

from tests.tickets.telling import now, of_type, status
from transom.mail.models import OutboundEmail
from transom.people.actor import Actor
from transom.tickets import actions
from transom.tickets.models import Ticket

LINK = re.compile(r"/a/([A-Za-z0-9_-]+)/")


def path(ticket: Ticket, kind: str, *slugs: str, actor: Actor, sorter: Actor | None = None) -> None:
    """Make it a ticket of this kind, and move it along these statuses."""
    if kind:
        actions.set_type(ticket, of_type(kind), actor=sorter or actor)
    for slug in slugs:
        actions.change_status(now(ticket), status(slug), comment="As agreed.", actor=actor)


def questions(ticket: Ticket) -> list[OutboundEmail]:
    return list(OutboundEmail.objects.filter(ticket=ticket, kind="question").order_by("pk"))


def text_of(mail: OutboundEmail) -> str:
    return email.message_from_bytes(mail.mime, policy=default).get_body(("plain",)).get_content()


def asked(ticket: Ticket) -> str:
    """The token of the link in the last mail that asked."""
    return LINK.search(text_of(questions(ticket)[-1])).group(1)
