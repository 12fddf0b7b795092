"""Whom and what somebody may name in a question: nothing that stands on tickets alone which they may not see."""

from django.db.models import Exists, OuterRef, QuerySet

from transom.customers.models import Customer
from transom.people.mailboxes import Mailbox
from transom.tickets.models import Ticket, TicketQuerySet


def customers(visible: TicketQuerySet) -> QuerySet[Customer]:
    """Customers with a ticket among those that are `visible`, and those with none at all."""
    rows = Customer.objects.all()
    if not visible.hidden:
        return rows
    theirs = Ticket.objects.outside(()).filter(customer=OuterRef("pk"))
    return rows.filter(Exists(visible.filter(customer=OuterRef("pk"))) | ~Exists(theirs))


def mailboxes(visible: TicketQuerySet) -> QuerySet[Mailbox]:
    """Mailboxes whose tickets are visible."""
    return Mailbox.objects.exclude(pk__in=visible.hidden or ())
