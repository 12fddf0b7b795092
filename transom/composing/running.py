"""A macro is run on a ticket: what it says and what it does happen together, or not at all."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.composing.doing import Names, gone
from transom.composing.macros import Macro, Speaks
from transom.composing.signatures import signature_for
from transom.composing.variables import fill, why_unfilled
from transom.foundation.addresses import Address
from transom.people.actor import Actor
from transom.people.models import User
from transom.tickets import actions
from transom.tickets.actions import Refused, Words
from transom.tickets.actions.several import change
from transom.tickets.messages import Message, Note
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


def run(macro: Macro, ticket: Ticket, *, actor: Actor, seen: int | None = None) -> Ticket | Message | Note:
    """Do all of `macro` or nothing; gives what to look at. It counts as used.

    Raises what the verbs raise: `Refused`, `TransitionDenied`, `NotAllowed`, `SomethingCameIn`.
    """
    check(macro)
    person = User.objects.get(pk=actor.id)
    with transaction.atomic():
        if macro.words:
            done = _say(macro, words_for(macro, ticket, person), ticket, person, actor, seen)
        else:
            done = change(ticket, macro.changes, actor=actor, seen=seen)
        Macro.objects.filter(pk=macro.pk).used(timezone.now())
    return done


def _say(macro: Macro, words: str, ticket: Ticket, person: User, actor: Actor, seen: int | None) -> Message | Note:
    """The words go out as its writer's, and the changes with them: what came in unseen stops both."""
    if macro.speaks == Speaks.NOTE:
        said = actions.note(ticket, Words(text=words), actor=actor, seen=seen)
    else:
        text = "\n\n".join(filter(None, (words, signature_for(person, ticket.mailbox))))
        said = actions.reply(ticket, Words(text=text), actor=actor, cc=watching(ticket), seen=seen)
    change(Ticket.objects.get(pk=ticket.pk), macro.changes, actor=actor)
    return said


def watching(ticket: Ticket) -> tuple[Address, ...]:
    """The contacts who watch: they get an answer in copy, as the composer offers it."""
    watchers = Watcher.objects.filter(ticket=ticket).exclude(contact=None).select_related("contact")
    found = (watcher.contact.as_address() for watcher in watchers.prefetch_related("contact__addresses"))
    return tuple(address for address in found if address.address)
