"""The sets that belong to a ticket beside its columns: how each is written by an event, and read for a replay.

Messages and notes are bodies: the verb that records the event has written or moved them already, in the same
transaction, so their events only say which.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db.models import Model

from transom.tickets.bugs import TicketBug
from transom.tickets.links import TicketLink
from transom.tickets.messages import Message, Note
from transom.tickets.models import ThreadReference, Ticket, TicketTag, Watcher


class Collection(NamedTuple):
    """`rows` makes the unsaved rows of new members, none for bodies. `once`: who is in it already may join again."""

    read: Callable[[Ticket], set]
    rows: Callable[[Ticket, Iterable], list[Model]]
    remove: Callable[[Ticket, Iterable], None]
    once: bool = True

    def add(self, ticket: Ticket, members: Iterable) -> None:
        self.save(self.rows(ticket, members))

    def save(self, rows: list[Model]) -> None:
        """Write rows that `rows` made, of one ticket or of many."""
        if rows:
            type(rows[0])._default_manager.bulk_create(rows, ignore_conflicts=self.once)


def _no_rows(ticket: Ticket, members: Iterable) -> list[Model]:
    return []


def _stay(ticket: Ticket, members: Iterable) -> None:
    pass


def _tags(ticket, names):
    return [TicketTag(ticket=ticket, name=name) for name in names]


def _remove_tags(ticket, names):
    TicketTag.objects.filter(ticket=ticket, name__in=list(names)).delete()


def _references(ticket, message_ids):
    return [ThreadReference(ticket=ticket, message_id=message_id) for message_id in message_ids]


def _remove_references(ticket, message_ids):
    ThreadReference.objects.filter(ticket=ticket, message_id__in=list(message_ids)).delete()


def watcher_name(user_id: int | None, contact_id: int | None) -> str:
    return f"person:{user_id}" if user_id else f"contact:{contact_id}"


def _watcher_columns(name: str) -> dict:
    kind, _, row_id = name.partition(":")
    return {"user_id" if kind == "person" else "contact_id": int(row_id)}


def _watchers(ticket, names):
    return [Watcher(ticket=ticket, **_watcher_columns(name)) for name in names]


def _remove_watchers(ticket, names):
    for name in names:
        Watcher.objects.filter(ticket=ticket, **_watcher_columns(name)).delete()


def _links(ticket, links):
    return [TicketLink(ticket=ticket, other_id=other, relation=relation) for other, relation in links]


def _remove_links(ticket, links):
    for other, relation in links:
        TicketLink.objects.filter(ticket=ticket, other=other, relation=relation).delete()


def _bugs(ticket, bugs):
    return [TicketBug(ticket=ticket, reference=reference, url=url) for reference, url in bugs]


def _remove_bugs(ticket, bugs):
    TicketBug.objects.filter(ticket=ticket, reference__in=[reference for reference, _url in bugs]).delete()


COLLECTIONS = {
    "messages": Collection(lambda ticket: _keys(Message, ticket), _no_rows, _stay),
    "notes": Collection(lambda ticket: _keys(Note, ticket), _no_rows, _stay),
    "tags": Collection(lambda ticket: _column(TicketTag, ticket, "name"), _tags, _remove_tags),
    "references": Collection(
        lambda ticket: _column(ThreadReference, ticket, "message_id"), _references, _remove_references, once=False
    ),
    "watchers": Collection(
        lambda ticket: {
            watcher_name(*row) for row in Watcher.objects.filter(ticket=ticket).values_list("user_id", "contact_id")
        },
        _watchers,
        _remove_watchers,
    ),
    "links": Collection(
        lambda ticket: set(TicketLink.objects.filter(ticket=ticket).values_list("other_id", "relation")),
        _links,
        _remove_links,
    ),
    "bugs": Collection(
        lambda ticket: set(TicketBug.objects.filter(ticket=ticket).values_list("reference", "url")),
        _bugs,
        _remove_bugs,
    ),
}


def _keys(model, ticket) -> set[int]:
    return _column(model, ticket, "pk")


def _column(model, ticket, name) -> set:
    return set(model.objects.filter(ticket=ticket).values_list(name, flat=True))
