"""Two tickets become one, and apart again while neither has moved on. Both sides record it."""

from django.db import transaction
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.tickets.actions.scope import Refused, changing, locked_for, require_desk
from transom.tickets.collections import COLLECTIONS, watcher_name
from transom.tickets.events import MergedIn, MergedInto, Ref, Unmerged, UnmergedFrom
from transom.tickets.events.facts import DELAYED, OWED
from transom.tickets.log import check_seen, record, replay
from transom.tickets.messages import Message, Note
from transom.tickets.models import Ticket
from transom.tickets.owed import owed_without
from transom.tickets.undoing import undoable_on
from transom.workflow import rules
from transom.workflow.models import Requirement, Status, Transition

SAID = ("messages", "notes", "references")
"""What a merge moves from one ticket to the other."""


@transaction.atomic
def merge(
    ticket: Ticket, into: Ticket, *, actor: Actor, seen: int | None = None, into_seen: int | None = None
) -> Ticket:
    """Everything said on `ticket` moves to `into`, which is returned.

    `ticket` ends as merged and its number leads on; what it owed is owed there, and who asked and watched here watches
    there. `seen` is the version of `ticket`, `into_seen` that of `into`.
    Raises `Refused` for a ticket into itself or into a closed one, `rules.TransitionDenied`, `SomethingCameIn`.
    """
    if ticket.pk == into.pk:
        raise Refused(_("A ticket cannot be merged into itself. Name another one."))
    # Locked in the order of their keys, so that two merges of the same pair wait instead of blocking each other.
    first, second = sorted((ticket, into), key=lambda row: row.pk)
    with changing(first, actor) as low, changing(second, actor) as high:
        source, target = (low, high) if low.pk == ticket.pk else (high, low)
        check_seen(source, seen)
        check_seen(target, into_seen)
        way = merging_way(source, target, actor)
        moved = {name: tuple(sorted(COLLECTIONS[name].read(source))) for name in SAID}
        watchers = watchers_brought(source, target)
        Message.objects.filter(pk__in=moved["messages"]).update(ticket=target)
        Note.objects.filter(pk__in=moved["notes"]).update(ticket=target)
        owed = owed_without(source).words
        leaving = MergedInto(
            into=Ref.to(target),
            origin=Ref.to(source.status),
            status=Ref.to(way.to_status),
            category=way.to_status.category,
            silence_counts=way.to_status.silence_counts,
            workflow_version=way.version.number,
            **moved,
        )
        record(source, leaving, actor=actor)
        joining = MergedIn(other=Ref.to(source), watchers=tuple(sorted(watchers)), owed=owed, **moved)
        record(target, joining, actor=actor)
        return target


def merging_way(source: Ticket, target: Ticket, actor: Actor) -> Transition:
    """The way that `source` takes when it is merged into `target`. Raises `Refused`, `rules.TransitionDenied`."""
    if target.is_closed:
        raise Refused(_("%(ticket)s is closed. Reopen it first, or merge the other way round.") % {"ticket": target})
    to = rules.merged_status(source.position())
    return rules.transition_for(source.position(frozenset({Requirement.MERGE})), to, actor.roles)


def watchers_brought(source: Ticket, target: Ticket) -> set[str]:
    """Who watches `target` from a merge on and did not before: who asked and who watched at `source`."""
    there = COLLECTIONS["watchers"].read(target) | {watcher_name(None, target.requester_id)}
    return (COLLECTIONS["watchers"].read(source) | {watcher_name(None, source.requester_id)}) - there


@transaction.atomic
def unmerge(ticket: Ticket, *, actor: Actor) -> Ticket:
    """Take `ticket` out of the one that it was merged into: both are what they were before. Gives `ticket`.

    Who may merge it may undo that, until either side has moved on: by a word, a note, a move, or whatever else
    `TicketEvent.moves_on` says. What was assigned or tagged there meanwhile stays.
    Raises `Refused`, `rules.TransitionDenied`, `NotAllowed`.
    """
    require_desk(actor)
    if not ticket.merged_into_id:
        raise Refused(_("This is not merged into another ticket, so there is nothing to undo."))
    first, second = sorted((ticket, ticket.merged_into), key=lambda row: row.pk)
    low, high = locked_for(actor, first), locked_for(actor, second)
    source, target = (low, high) if low.pk == ticket.pk else (high, low)
    left, joined = undoable_on(source), undoable_on(target)
    if not left or not joined or source.merged_into_id != target.pk or joined[1].other.id != source.pk:
        raise Refused(
            _("Somebody has gone on with %(ticket)s since, so the merge stays. Split messages off instead.")
            % {"ticket": target}
        )
    before, _collections = replay(source.pk, before=left[0].sequence)
    was = Status.objects.get(pk=before.status_id)
    before.ticket_type, before.status = source.ticket_type, was
    rules.transition_for(before.position(frozenset({Requirement.MERGE})), source.status, actor.roles)
    there, collections = replay(target.pk, before=joined[0].sequence)
    moved = {name: getattr(joined[1], name) for name in SAID}
    Message.objects.filter(pk__in=moved["messages"]).update(ticket=source)
    Note.objects.filter(pk__in=moved["notes"]).update(ticket=source)
    leaving = Unmerged(
        undoes=joined[0].sequence,
        other=Ref.to(source),
        watchers=tuple(sorted(set(joined[1].watchers) - collections["watchers"])),
        **moved,
        **{name: getattr(there, name) for name in OWED},
    )
    record(target, leaving, actor=actor)
    back = UnmergedFrom(
        undoes=left[0].sequence,
        origin=Ref.to(target),
        status=Ref.to(was),
        category=before.category,
        silence_counts=before.silence_counts,
        status_since=before.status_since,
        **moved,
        **{name: getattr(before, name) for name in (*OWED, *DELAYED)},
    )
    record(source, back, actor=actor)
    return source
