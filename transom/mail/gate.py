"""The one gate that every automatic mail passes, so that two machines never talk to each other for long (RFC 3834)."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.mail.models import InboundEmail, OutboundEmail, OutboundKind, Outcome
from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.tickets.models import Ticket

PER_SENDER = 2
WINDOW = timedelta(hours=24)
BUDGET = 500
BUDGET_WINDOW = timedelta(hours=1)
LATEST = 5
"""Of our last so many mails on a ticket, the latest to an address says whether it can be reached."""


def refusal(address: str, ticket: Ticket, now: datetime, *, again: bool = False) -> str:
    """Why no automatic mail may go to `address` about `ticket`, in words; the empty string where it may.

    A ticket has one, and `again` for each silence one that asks again: `has_asked` says whether it went out. What a machine
    wrote on the ticket meanwhile ("I am on holiday") stops the first alone, for it wakes nobody to ask again.
    """
    if why := (unreachable(address, ticket) if again else _ourselves(address)):
        return why
    if not again and InboundEmail.objects.filter(ticket=ticket).exclude(automatic="").exists():
        return _("no person wrote the mail")
    sent = OutboundEmail.objects.filter(automatic_to=address)
    if not again and sent.filter(ticket=ticket).exists():
        return _("this ticket has had its automatic mail")
    if sent.filter(created_at__gt=now - WINDOW).count() >= PER_SENDER:
        words = ngettext(
            "they have had 1 automatic mail in 24 hours",
            "they have had %(num)d automatic mails in 24 hours",
            PER_SENDER,
        )
        return words % {"num": PER_SENDER}
    recent = OutboundEmail.objects.exclude(automatic_to="").filter(created_at__gt=now - BUDGET_WINDOW)
    if recent[:BUDGET].count() >= BUDGET:
        return _("the desk has sent %(count)d automatic mails within the hour") % {"count": BUDGET}
    return ""


def has_asked(address: str, ticket: Ticket, since: datetime) -> bool:
    """Has `address` been asked again about `ticket` in the silence that began then?"""
    asked = OutboundEmail.objects.filter(kind=OutboundKind.FOLLOW_UP, ticket=ticket, created_at__gte=since)
    return bool(address) and asked.filter(automatic_to=address).exists()


def unreachable(address: str, ticket: Ticket) -> str:
    """Why no mail about a customer's silence can reach them at `address`, however it is sent; empty where it can."""
    if why := _ourselves(address):
        return why
    if InboundEmail.objects.filter(ticket=ticket, outcome=Outcome.TICKET).exclude(automatic="").exists():
        return _("no person wrote the mail that began this ticket")
    latest = OutboundEmail.objects.filter(ticket=ticket).order_by("-pk")[:LATEST]
    mail = next((mail for mail in latest if address in mail.recipients), None)
    if mail is not None and address in mail.refused:
        return _("our last mail to %(address)s came back") % {"address": address}
    return ""


def _ourselves(address: str) -> str:
    if not address:
        return _("there is no address")
    if Mailbox.objects.receiving(address).exists() or User.objects.filter(email=address).exists():
        return _("it would go to ourselves")
    return ""
