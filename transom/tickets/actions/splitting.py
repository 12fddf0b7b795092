"""One ticket becomes two. Both sides record it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.tickets.actions.opening import open_ticket
from transom.tickets.actions.scope import Refused, changing
from transom.tickets.events import Ref, SplitFrom, SplitOff
from transom.tickets.events.facts import message_word
from transom.tickets.log import record
from transom.tickets.messages import Message
from transom.tickets.models import ThreadReference, Ticket
from transom.tickets.owed import owed_without
from transom.tickets.words import reference_key, snippet


def split(
    ticket: Ticket, messages: Iterable[Message], subject: str, *, actor: Actor, seen: int | None = None
) -> Ticket:
    """Some messages become a ticket of their own, which is returned; its requester is who wrote the first of them.

    Raises `Refused` where none or all messages are named, or one is not the ticket's.
    """
    with changing(ticket, actor, SplitOff, seen=seen) as current:
        named = {message.pk for message in messages}
        chosen = list(Message.objects.filter(ticket=current, pk__in=named))
        if len(chosen) < len(named):
            raise Refused(_("Some of these messages are no longer here. Look again."))
        if not chosen or len(chosen) == Message.objects.filter(ticket=current).count():
            raise Refused(_("Choose some of the messages, but not all: something must stay here."))
        first = next((message for message in chosen if message.contact_id), None)
        made = open_ticket(
            subject.strip() or current.subject,
            first.contact if first else current.requester,
            actor=actor,
            ticket_type=current.ticket_type,
            mailbox=current.mailbox,
            channel=current.channel,
        )
        keys = tuple(message.pk for message in chosen)
        references = _held_references(current, chosen)
        Message.objects.filter(pk__in=keys).update(ticket=made)
        names = {message_word(key) for key in keys}
        before, after = owed_without(current), owed_without(current, names)
        leaving = SplitOff(
            to=Ref.to(made),
            messages=keys,
            references=references,
            awaiting_us_since=after.awaiting_us_since,
            awaiting_customer_since=after.awaiting_customer_since,
        )
        record(current, leaving, actor=actor)
        joining = SplitFrom(
            origin=Ref.to(current),
            messages=keys,
            references=references,
            snippet=snippet(chosen[-1].text, chosen[-1].folds),
            owed={word: since for word, since in before.words.items() if word in names},
        )
        record(made, joining, actor=actor)
        return made


def _held_references(ticket: Ticket, messages: list[Message]) -> tuple[str, ...]:
    """The Message-IDs of these messages themselves; what they refer to stays with the conversation that it began in."""
    own = [reference_key(message.message_id) for message in messages if message.message_id]
    rows = ThreadReference.objects.filter(ticket=ticket, message_id__in=own)
    return tuple(sorted(rows.values_list("message_id", flat=True)))
