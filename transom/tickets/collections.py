"""The sets that belong to a ticket beside its columns: how each is written by an event, and read for a replay.

Messages and notes are bodies: the verb that records the event has written or moved them already, in the same
transaction, so their events only say which.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from transom.tickets.messages import Message, Note
from transom.tickets.models import ThreadReference, Ticket, TicketLink, TicketTag, Watcher


class Collection(NamedTuple):
    read: Callable[[Ticket], set]
    add: Callable[[Ticket, Iterable], None]
    remove: Callable[[Ticket, Iterable], None]


def _nothing(ticket: Ticket, members: Iterable) -> None:
    pass


def _add_tags(ticket, names):
    TicketTag.objects.bulk_create([TicketTag(ticket=ticket, name=name) for name in names], ignore_conflicts=True)


def _remove_tags(ticket, names):
    TicketTag.objects.filter(ticket=ticket, name__in=list(names)).delete()


def _add_references(ticket, message_ids):
    rows = [ThreadReference(ticket=ticket, message_id=message_id) for message_id in message_ids]
    ThreadReference.objects.bulk_create(rows)


def _remove_references(ticket, message_ids):
    ThreadReference.objects.filter(ticket=ticket, message_id__in=list(message_ids)).delete()


def watcher_name(user_id: int | None, contact_id: int | None) -> str:
    return f"person:{user_id}" if user_id else f"contact:{contact_id}"


def _watcher_columns(name: str) -> dict:
    kind, _, row_id = name.partition(":")
    return {"user_id" if kind == "person" else "contact_id": int(row_id)}


def _add_watchers(ticket, names):
    Watcher.objects.bulk_create(
        [Watcher(ticket=ticket, **_watcher_columns(name)) for name in names], ignore_conflicts=True
    )


def _remove_watchers(ticket, names):
    for name in names:
        Watcher.objects.filter(ticket=ticket, **_watcher_columns(name)).delete()


def _add_links(ticket, links):
    rows = [TicketLink(ticket=ticket, other_id=other, relation=relation) for other, relation in links]
    TicketLink.objects.bulk_create(rows, ignore_conflicts=True)


COLLECTIONS = {
    "messages": Collection(lambda ticket: _keys(Message, ticket), _nothing, _nothing),
    "notes": Collection(lambda ticket: _keys(Note, ticket), _nothing, _nothing),
    "tags": Collection(lambda ticket: _column(TicketTag, ticket, "name"), _add_tags, _remove_tags),
    "references": Collection(
        lambda ticket: _column(ThreadReference, ticket, "message_id"), _add_references, _remove_references
    ),
    "watchers": Collection(
        lambda ticket: {
            watcher_name(*row) for row in Watcher.objects.filter(ticket=ticket).values_list("user_id", "contact_id")
        },
        _add_watchers,
        _remove_watchers,
    ),
    "links": Collection(
        lambda ticket: set(TicketLink.objects.filter(ticket=ticket).values_list("other_id", "relation")),
        _add_links,
        _nothing,
    ),
}


def _keys(model, ticket) -> set[int]:
    return _column(model, ticket, "pk")


def _column(model, ticket, name) -> set:
    return set(model.objects.filter(ticket=ticket).values_list(name, flat=True))
