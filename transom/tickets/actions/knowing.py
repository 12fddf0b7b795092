"""What we know about whom a ticket is for. It is corrected from a ticket, and that ticket tells by whom and when."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.customers.models import Contact, Customer
from transom.customers.pinned import PinnedNote
from transom.people.actor import Actor
from transom.tickets.actions.scope import Refused, changing
from transom.tickets.events import ContactChanged, CustomerChanged, CustomerSet, NotePinned, NoteTakenDown, Ref
from transom.tickets.log import record
from transom.tickets.models import Ticket
from transom.workflow.models import Category

FOLLOWING = 200
"""So many other open tickets of a contact go along to their new customer; the latest."""
OF_A_CONTACT = ("name", "phone", "time_zone")
OF_A_CUSTOMER = ("name", "tier", "time_zone")


@transaction.atomic
def set_customer(ticket: Ticket, customer: Customer | None, *, actor: Actor) -> Ticket:
    """File the ticket, its requester, and their other open tickets that `actor` may see under `customer`, or nobody."""
    others = Ticket.objects.visible_to(actor).filter(requester=ticket.requester_id).exclude(category=Category.CLOSED)
    following = {row.pk: row for row in [*others.order_by("-pk")[:FOLLOWING], ticket]}
    # In the order of their keys, so that two who do this at once wait for each other.
    for key in sorted(following):
        with changing(following[key], actor) as current:
            if current.customer_id != (customer.pk if customer else None):
                event = CustomerSet(to=Ref.maybe(customer), previous=Ref.maybe(current.customer))
                record(current, event, actor=actor)
    Contact.objects.filter(pk=ticket.requester_id).update(customer=customer)
    return Ticket.objects.get(pk=ticket.pk)


def correct_contact(ticket: Ticket, words: Mapping[str, str], *, actor: Actor) -> Ticket:
    """Correct what we know of the requester: `words` by the names in `OF_A_CONTACT`. Raises `Refused` without a name."""
    with changing(ticket, actor) as current:
        was, now = _corrected(current.requester, words, OF_A_CONTACT)
        if now:
            record(current, ContactChanged(contact=Ref.to(current.requester), was=was, now=now), actor=actor)
        return current


def correct_customer(ticket: Ticket, words: Mapping[str, str], *, actor: Actor) -> Ticket:
    """Correct what we know of the ticket's customer: `words` by the names in `OF_A_CUSTOMER`.

    Raises `Refused` where the ticket has no customer, or the name is empty or another customer's.
    """
    with changing(ticket, actor) as current:
        customer = current.customer
        if customer is None:
            raise Refused(_("This ticket has no customer. Write whose it is first."))
        if Customer.objects.filter(name__iexact=words.get("name", "").strip()).exclude(pk=customer.pk).exists():
            raise Refused(_("Another customer has this name already. File the ticket under that one instead."))
        was, now = _corrected(customer, words, OF_A_CUSTOMER)
        if now:
            record(current, CustomerChanged(customer=Ref.to(customer), was=was, now=now), actor=actor)
        return current


def pin(ticket: Ticket, about: Contact | Customer, text: str, *, actor: Actor) -> PinnedNote:
    """Keep a note about the ticket's requester or customer in sight on all their tickets. Raises `Refused`."""
    text = text.strip()
    if not text:
        raise Refused(_("The note is empty. Write what everyone should know."))
    with changing(ticket, actor) as current:
        if about not in (current.requester, current.customer):
            raise Refused(_("A note is pinned to whom the ticket is for."))
        whose = {"contact" if isinstance(about, Contact) else "customer": about}
        note = PinnedNote.objects.create(
            text=text[:1000], user_id=actor.id, author_label=actor.label[:200], at=timezone.now(), **whose
        )
        record(current, NotePinned(note=note.pk, about=Ref.to(about)), actor=actor)
        return note


def take_down(ticket: Ticket, note: PinnedNote, *, actor: Actor) -> Ticket:
    """Take a pinned note of the ticket's requester or customer out of sight. It is kept. Raises `Refused`."""
    with changing(ticket, actor) as current:
        about = note.contact or note.customer
        if about not in (current.requester, current.customer):
            raise Refused(_("This note is pinned to somebody else. Look again."))
        gone = PinnedNote.objects.in_sight().filter(pk=note.pk).update(removed_at=timezone.now())
        if gone:
            record(current, NoteTakenDown(note=note.pk, about=Ref.to(about)), actor=actor)
        return current


def _corrected(row: Contact | Customer, words: Mapping[str, str], names: tuple[str, ...]) -> tuple[dict, dict]:
    """Write what differs; gives what it was and what it is."""
    wanted = {name: " ".join(words[name].split()) for name in names if name in words}
    if wanted.get("name") == "":
        raise Refused(_("A name is needed."))
    now = {name: word for name, word in wanted.items() if word != getattr(row, name)}
    was = {name: getattr(row, name) for name in now}
    for name, word in now.items():
        setattr(row, name, word)
    if now:
        row.save(update_fields=list(now))
    return was, now
