"""What we know about whom the ticket is for: their customer, how they are called and reached, what is pinned to them."""

from typing import ClassVar

from django.utils.translation import gettext as _

from transom.tickets.events.base import Ref, TicketEvent


class CustomerSet(TicketEvent):
    """The ticket is this customer's from now on; `to` is None for nobody's."""

    kind: ClassVar[str] = "customer-set"

    to: Ref | None
    previous: Ref | None = None

    def apply(self, ticket, at):
        ticket.customer_id = self.to.id if self.to else None

    def sentence(self):
        if self.to is None:
            return _("took it from the customer %(customer)s") % {
                "customer": self.previous.label if self.previous else ""
            }
        return _("filed it under the customer %(customer)s") % {"customer": self.to.label}


class ContactChanged(TicketEvent):
    """Someone at the desk corrected what we know of the requester. `was` and `now` go by the names of `LABELS`."""

    kind: ClassVar[str] = "contact-changed"
    moves_on: ClassVar[bool] = False

    contact: Ref
    was: dict[str, str]
    now: dict[str, str]

    def sentence(self):
        return _("changed what we know of %(who)s: %(what)s") % {"who": self.contact.label, "what": _told(self)}


class CustomerChanged(TicketEvent):
    """Someone at the desk corrected what we know of the customer."""

    kind: ClassVar[str] = "customer-changed"
    moves_on: ClassVar[bool] = False

    customer: Ref
    was: dict[str, str]
    now: dict[str, str]

    def sentence(self):
        return _("changed what we know of %(who)s: %(what)s") % {"who": self.customer.label, "what": _told(self)}


class NotePinned(TicketEvent):
    """A note about the contact or the customer `about` stays in sight on all their tickets."""

    kind: ClassVar[str] = "note-pinned"
    moves_on: ClassVar[bool] = False

    note: int
    about: Ref

    def sentence(self):
        return _("pinned a note to %(who)s") % {"who": self.about.label}


class NoteTakenDown(TicketEvent):
    kind: ClassVar[str] = "note-taken-down"
    moves_on: ClassVar[bool] = False

    note: int
    about: Ref

    def sentence(self):
        return _("took a note down from %(who)s") % {"who": self.about.label}


def labels() -> dict[str, str]:
    """How the things that can be corrected are called on the screen."""
    return {"name": _("name"), "phone": _("phone"), "time_zone": _("time zone"), "tier": _("tier")}


def _told(event: ContactChanged | CustomerChanged) -> str:
    words, nothing = labels(), _("nothing")
    return ", ".join(
        _("%(label)s from “%(was)s” to “%(now)s”")
        % {"label": words.get(name, name), "was": event.was.get(name) or nothing, "now": now or nothing}
        for name, now in event.now.items()
    )
