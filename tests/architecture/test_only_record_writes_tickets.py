"""A ticket and the rows around it are written by recording an event, and in no other way."""

import ast

import pytest
from django.db import models

from tests.architecture.source import assert_holds, bad, last_name
from transom.tickets.models import DirectWriteRefused, Ticket

WRITERS = {
    "Ticket": {"tickets/log.py", "tickets/loading.py"},  # the past in bulk, by the same events
    "TicketTag": {"tickets/collections.py"},
    "Watcher": {"tickets/collections.py"},
    "ThreadReference": {"tickets/collections.py"},
    "TicketLink": {"tickets/collections.py"},
    "Event": {"tickets/log.py", "tickets/loading.py", "worker/dispatch.py"},  # the worker marks what it has dispatched
    "Message": {
        *("tickets/actions/talking.py", "tickets/actions/joining.py", "tickets/actions/splitting.py"),
        "tickets/loading.py",
    },
    "Note": {"tickets/actions/talking.py", "tickets/actions/joining.py", "tickets/loading.py"},
}
WRITES = {"create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "update", "delete"}
WRITES |= {f"a{name}" for name in WRITES} | {"save", "asave", "save_base", "_update", "_insert", "_raw_delete"}
VERBS_OF_A_ROW = {"save", "asave", "save_base", "delete", "adelete"}
NAMES_OF_ROWS = {"Ticket", "ticket", "message", "note", "event", "watcher", "link"}
RAW_SQL = {"raw", "cursor", "extra", "execute", "executemany", "RawSQL"}
BY_HAND = {
    "operating/backup/sql.py",  # sequences, schemas and the soundness of a restored database: no rows of tickets
    "management/desk_command.py",  # Django's name for running a command: no SQL at all
    "management/upgrade.py",  # the lock and the wait around migrations
    "web/live/between.py",  # LISTEN and NOTIFY, which touch no row
    "search/sqlite.py",  # the index in the words of each database: its own tables, and no rows of tickets
    "search/postgresql.py",
    "operating/first_row.py",  # questions alone: it refuses what writes
}


def writes(module):
    for name, manager in module.managers_of(*WRITERS):
        if module.path in WRITERS[name]:
            continue
        if manager.attr != "objects":
            yield module.at(manager, f"{name}.{manager.attr} goes past what {name} refuses")
        for verb in WRITES.intersection(verb for verb, _call in module.calls_from(manager)):
            yield module.at(manager, f"{name} is written by {verb}(); record an event instead")


def querysets_past_the_model(module):
    for call in module.calls():
        if last_name(call.func).endswith("QuerySet") and call.args and last_name(call.args[0]) in WRITERS:
            name = last_name(call.args[0])
            if module.path not in WRITERS[name]:
                yield module.at(call, f"a queryset of {name} of one's own writes past record()")


def rows_saved(module):
    """`ticket.save()` and its like, by the names that such rows go by. The model refuses the ticket's own as well."""
    for call in module.calls():
        if isinstance(call.func, ast.Attribute) and call.func.attr in VERBS_OF_A_ROW:
            owner = last_name(call.func.value)
            if owner in NAMES_OF_ROWS:
                yield module.at(call, f"{owner}.{call.func.attr}(); record an event instead")


def raw_sql(module):
    for call in module.calls():
        if last_name(call.func) in RAW_SQL and module.path not in BY_HAND:
            yield module.at(call, f"{last_name(call.func)}() is SQL by hand, which nothing refuses")


@pytest.mark.parametrize("check", [writes, querysets_past_the_model, rows_saved, raw_sql])
def test_nothing_else_writes(check):
    assert_holds(check)


@pytest.mark.parametrize(
    ("check", "snippet"),
    [
        (writes, "Ticket.objects.filter(pk=1).exclude(pk=2).update(subject='')"),
        (writes, "Ticket.objects.create()"),
        (writes, "models.Ticket.objects.all().delete()"),
        (writes, "rows = Ticket._base_manager"),
        (writes, "Watcher.objects.filter(ticket=ticket).delete()"),
        (writes, "Event.objects.bulk_create(events)"),
        (querysets_past_the_model, "models.QuerySet(Ticket).update(subject='')"),
        (querysets_past_the_model, "TicketQuerySet(Ticket)"),
        (rows_saved, "ticket.save()"),
        (rows_saved, "event.ticket.save(update_fields=['subject'])"),
        (rows_saved, "ticket.save_base(raw=True)"),
        (raw_sql, "connection.cursor().execute('update transom_ticket set subject = 1')"),
        (raw_sql, "Ticket.objects.raw('select 1')"),
    ],
)
def test_each_rule_can_be_broken(check, snippet):
    assert bad(check, snippet)


def test_reading_is_no_fault():
    assert not bad(writes, "Ticket.objects.filter(pk=1).first()")
    assert not bad(querysets_past_the_model, "models.QuerySet(Status)")


@pytest.mark.parametrize(
    "write",
    [
        lambda ticket: ticket.save(),
        lambda ticket: ticket.save(update_fields=["subject"]),
        lambda ticket: ticket.delete(),
        lambda ticket: Ticket.objects.create(),
        lambda ticket: Ticket.objects.get_or_create(number=ticket.number + 1),
        lambda ticket: Ticket.objects.update_or_create(pk=ticket.pk, defaults={"subject": "x"}),
        lambda ticket: Ticket.objects.update(subject="x"),
        lambda ticket: Ticket.objects.filter(pk=ticket.pk).update(subject="x"),
        lambda ticket: Ticket.objects.filter(pk=ticket.pk).delete(),
        lambda ticket: Ticket.objects.bulk_create([Ticket()]),
        lambda ticket: Ticket.objects.bulk_update([ticket], ["subject"]),
        lambda ticket: Ticket._base_manager.update(subject="x"),
        lambda ticket: ticket.requester.tickets.update(subject="x"),
        lambda ticket: ticket.requester.tickets.add(ticket),
        lambda ticket: ticket.customer.tickets.create(subject="x"),
    ],
)
def test_the_model_refuses(ticket, write):
    before = Ticket.objects.values().get(pk=ticket.pk)
    with pytest.raises(DirectWriteRefused):
        write(ticket)
    assert Ticket.objects.values().get(pk=ticket.pk) == before


def test_no_other_row_takes_a_ticket_or_its_columns_along():
    """Django writes SET_NULL past every manager, so a ticket's rows may only be protected."""
    columns = [field for field in Ticket._meta.get_fields() if field.concrete and field.is_relation]
    assert columns
    assert {field.remote_field.on_delete for field in columns} == {models.PROTECT}
