"""The one gate that every automatic mail passes, so that two machines never talk to each other for long (RFC 3834)."""

from datetime import datetime, timedelta

from transom.mail.models import InboundEmail, OutboundEmail
from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.tickets.models import Ticket

PER_SENDER = 2
WINDOW = timedelta(hours=24)
BUDGET = 500
BUDGET_WINDOW = timedelta(hours=1)


def refusal(address: str, ticket: Ticket, now: datetime) -> str:
    """Why no automatic mail may go to `address` about `ticket`, in words; the empty string where it may."""
    if not address:
        return "there is no address"
    if Mailbox.objects.receiving(address).exists() or User.objects.filter(email=address).exists():
        return "it would go to ourselves"
    if InboundEmail.objects.filter(ticket=ticket).exclude(automatic="").exists():
        return "no person wrote the mail"
    sent = OutboundEmail.objects.filter(automatic_to=address)
    if sent.filter(ticket=ticket).exists():
        return "this ticket has had its automatic mail"
    if sent.filter(created_at__gt=now - WINDOW).count() >= PER_SENDER:
        return f"they have had {PER_SENDER} automatic mails in 24 hours"
    recent = OutboundEmail.objects.exclude(automatic_to="").filter(created_at__gt=now - BUDGET_WINDOW)
    if recent[:BUDGET].count() >= BUDGET:
        return f"the desk has sent {BUDGET} automatic mails within the hour"
    return ""
