"""A ticket that is nobody's, for a look at how saved words will read. It is never saved."""

from django.utils.translation import gettext as _

from transom.customers.models import Contact, Customer
from transom.people.mailboxes import Mailbox
from transom.tickets.models import Ticket


def sample_ticket() -> Ticket:
    customer = Customer(name=_("Example Ltd"))
    requester = Contact(name=_("Alex Example"), customer=customer)
    subject = _("The export stops at page 3")
    mailbox = Mailbox.objects.of_the_desk() or Mailbox(name=_("Support"))
    return Ticket(number=1234, subject=subject, requester=requester, customer=customer, mailbox=mailbox)
