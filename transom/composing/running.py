"""A macro is run on a ticket: what it says and what it does happen together, or not at all."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.composing.doing import Names, gone
from transom.composing.drafts import Writing
from transom.composing.macros import Macro, Speaks
from transom.composing.models import Draft
from transom.composing.sending import send
from transom.composing.variables import fill, why_unfilled
from transom.foundation.addresses import Address
from transom.people.actor import Actor
from transom.people.models import User
from transom.tickets.actions import Refused
from transom.tickets.actions.several import change
from transom.tickets.models import Ticket, Watcher


def check(macro: Macro) -> None:
    """Raise `Refused` where something that it names is gone, with what to do about it."""
    if wrong := gone(macro.changes, Names.read()):
        raise Refused(
            _("“%(macro)s” cannot run, and nothing was done. %(wrong)s Change the macro, or ask whose it is.")
            % {"macro": macro, "wrong": " ".join(wrong)}
        )


def words_for(macro: Macro, ticket: Ticket, person: User) -> str:
    """Its words for this ticket. Raises `Refused` where a name in them has no value: nobody would look at them again."""
    words = fill(macro.words, ticket, person)
    if missing := why_unfilled(words):
        raise Refused(" ".join([_("“%(macro)s” was not run.") % {"macro": macro}, *missing]))
    return words


def run(macro: Macro, ticket: Ticket, *, actor: Actor, seen: int | None = None) -> Ticket | Draft:
    """Do all of `macro` or nothing; its words go the way of all answers, and can be taken back as long. It counts as used.

    Raises what the verbs raise: `Refused`, `TransitionDenied`, `NotAllowed`, `SomethingCameIn`.
    """
    check(macro)
    with transaction.atomic():
        if macro.words:
            done = send(ticket, _written(macro, ticket, actor, seen), actor=actor)
        else:
            done = change(ticket, macro.changes, actor=actor, seen=seen)
        Macro.objects.filter(pk=macro.pk).used(timezone.now())
    return done


def _written(macro: Macro, ticket: Ticket, actor: Actor, seen: int | None) -> Writing:
    """What the composer would hold. An answer goes in copy to the contacts who watch."""
    copies = watching(ticket) if macro.speaks == Speaks.REPLY else ()
    return Writing(
        kind=macro.speaks,
        body=words_for(macro, ticket, User.objects.get(pk=actor.id)),
        cc=", ".join(address.header() for address in copies),
        changes=macro.changes,
        seen=seen,
    )


def watching(ticket: Ticket) -> tuple[Address, ...]:
    watchers = Watcher.objects.filter(ticket=ticket).exclude(contact=None).select_related("contact")
    found = (watcher.contact.as_address() for watcher in watchers.prefetch_related("contact__addresses"))
    return tuple(address for address in found if address.address)
