"""A ticket begins."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from transom.customers.models import Contact
from transom.people.actor import Actor
from transom.people.mailboxes import Mailbox
from transom.tickets.actions.scope import NotAllowed
from transom.tickets.events import Linked, OtherTicketNamed, Ref, TicketOpened
from transom.tickets.links import Relation
from transom.tickets.log import record
from transom.tickets.models import Channel, Ticket, TicketNumber
from transom.workflow.models import TicketType, WorkflowVersion

LONGEST_SUBJECT = 300


@transaction.atomic
def open_ticket(
    subject: str,
    requester: Contact,
    *,
    actor: Actor,
    ticket_type: TicketType | None = None,
    mailbox: Mailbox | None = None,
    channel: str = Channel.DESK,
    suggested: Ticket | None = None,
    follows: Ticket | None = None,
    at: datetime | None = None,
) -> Ticket:
    """Open a ticket for `requester`, without a word yet: `receive`, `reply` or `note` brings the first.

    Its type is the given one, else its mailbox's, else the desk's default. `follows` is a ticket that it goes on
    from; `suggested` one that its subject names, which is shown as a hint and nothing more.
    Raises `NotAllowed` for a person without a role.
    """
    if actor.is_person and not actor.is_agent:
        raise NotAllowed(_("You have no role yet. An admin gives you one."))
    ticket_type = ticket_type or (mailbox and mailbox.ticket_type) or TicketType.objects.get(is_default=True)
    version = WorkflowVersion.objects.published_for(ticket_type)
    ticket = Ticket()
    events = [
        TicketOpened(
            number=TicketNumber.objects.create().pk,
            subject=tidy_subject(subject),
            ticket_type=Ref.to(ticket_type),
            status=Ref.to(version.start),
            category=version.start.category,
            silence_counts=version.start.silence_counts,
            workflow_version=version.number,
            requester=Ref.to(requester),
            channel=channel,
            customer=Ref.maybe(requester.customer),
            mailbox=Ref.maybe(mailbox),
            team=Ref.maybe(mailbox.team if mailbox else None),
        )
    ]
    if suggested:
        # Its number alone: whoever reads this ticket may not be allowed to see that one.
        events.append(OtherTicketNamed(other=Ref(suggested.pk, f"#{suggested.number}")))
    if follows:
        events.append(Linked(other=Ref.to(follows), relation=Relation.FOLLOWS))
    record(ticket, *events, actor=actor, at=at)
    return ticket


def tidy_subject(subject: str) -> str:
    """One line, never empty: a ticket without a subject cannot be talked about."""
    return " ".join(subject.split())[:LONGEST_SUBJECT] or _("(no subject)")
