"""Two tickets become one, one becomes two, or two know of each other. Both sides record it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.tickets.actions.opening import open_ticket
from transom.tickets.actions.scope import Refused, changing
from transom.tickets.collections import COLLECTIONS, watcher_name
from transom.tickets.events import Linked, MergedIn, MergedInto, Ref, SplitFrom, SplitOff
from transom.tickets.events.facts import message_word
from transom.tickets.log import check_seen, record
from transom.tickets.messages import Message, Note
from transom.tickets.models import Relation, ThreadReference, Ticket
from transom.tickets.owed import owed_without
from transom.tickets.words import reference_key, snippet
from transom.workflow import rules
from transom.workflow.models import Requirement


@transaction.atomic
def merge(ticket: Ticket, into: Ticket, *, actor: Actor, seen: int | None = None) -> Ticket:
    """Everything said on `ticket` moves to `into`, which is returned.

    `ticket` ends as merged and its number leads on; what it owed is owed there, and who asked and watched here watches
    there. `seen` is the version of `ticket`.
    Raises `Refused` for a ticket into itself or into a closed one, `rules.TransitionDenied`, `SomethingCameIn`.
    """
    if ticket.pk == into.pk:
        raise Refused(_("A ticket cannot be merged into itself. Name another one."))
    # Locked in the order of their keys, so that two merges of the same pair wait instead of blocking each other.
    first, second = sorted((ticket, into), key=lambda row: row.pk)
    with changing(first, actor) as low, changing(second, actor) as high:
        source, target = (low, high) if low.pk == ticket.pk else (high, low)
        check_seen(source, seen)
        if target.is_closed:
            raise Refused(
                _("%(ticket)s is closed. Reopen it first, or merge the other way round.") % {"ticket": target}
            )
        to = rules.merged_status(source.position())
        way = rules.transition_for(source.position(frozenset({Requirement.MERGE})), to, actor.roles)
        moved = {name: tuple(sorted(COLLECTIONS[name].read(source))) for name in ("messages", "notes", "references")}
        watchers = COLLECTIONS["watchers"].read(source) | {watcher_name(None, source.requester_id)}
        watchers -= {watcher_name(None, target.requester_id)}
        Message.objects.filter(pk__in=moved["messages"]).update(ticket=target)
        Note.objects.filter(pk__in=moved["notes"]).update(ticket=target)
        owed = owed_without(source).words
        leaving = MergedInto(
            into=Ref.to(target),
            origin=Ref.to(source.status),
            status=Ref.to(to),
            category=to.category,
            silence_counts=to.silence_counts,
            workflow_version=way.version.number,
            **moved,
        )
        record(source, leaving, actor=actor)
        joining = MergedIn(other=Ref.to(source), watchers=tuple(sorted(watchers)), owed=owed, **moved)
        record(target, joining, actor=actor)
        return target


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


def link(ticket: Ticket, other: Ticket, relation: str, *, actor: Actor) -> Ticket:
    with changing(ticket, actor) as current:
        record(current, Linked(other=Ref.to(other), relation=Relation(relation)), actor=actor)
        return current
