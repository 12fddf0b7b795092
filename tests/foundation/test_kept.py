"""A query that is kept finds what Django would find, whatever values it is asked with, and is compiled once."""

import threading

import pytest
from django.db import connection
from django.db.models import Count, Value

from transom.foundation.kept import MOST, STAND_IN, Kept
from transom.tickets import actions
from transom.tickets.history import Event
from transom.tickets.messages import Message
from transom.tickets.models import Ticket

WITH = ("status", "requester", "customer", "assignee")


def same(one, other):
    """Two rows of a model with the same columns."""
    return {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields} == {
        field.attname: getattr(other, field.attname) for field in other._meta.concrete_fields
    }


def test_it_finds_tuples_as_django_does(ticket):
    def build(*, ticket):
        return Event.objects.of_ticket(ticket).values_list("sequence", "kind", "payload", "at")

    assert Kept(build).rows(ticket=ticket.pk) == list(build(ticket=ticket.pk))


def test_it_finds_objects_as_django_does(ticket, sue, as_actor):
    actions.assign(ticket, sue, actor=as_actor(sue))

    def build(*, number):
        rows = Ticket.objects.select_related(*WITH).annotate(said=Count("messages"), more=Value(7))
        return rows.filter(number=number)

    [found], expected = Kept(build).objects(number=ticket.number), build(number=ticket.number).get()
    assert same(found, expected)
    assert (found.said, found.more) == (1, 7)
    assert found._state.db == "default"
    for name in WITH:
        assert same(getattr(found, name), getattr(expected, name))


def test_what_is_left_out_is_asked_for_when_needed(ticket):
    kept = Kept(lambda *, ticket: Message.objects.filter(ticket=ticket).defer("text"))
    [found] = kept.objects(ticket=ticket.pk)
    assert found.get_deferred_fields() == {"text"}
    assert found.text == ticket.messages.get().text


def test_nothing_beside_is_none(ticket):
    [found] = Kept(lambda *, key: Ticket.objects.select_related("assignee").filter(pk=key)).objects(key=ticket.pk)
    assert found.assignee is None


def test_values_are_new_each_time_and_the_query_is_built_once(ticket, ann, sue, as_actor):
    other, built = actions.open_ticket("Another", ann, actor=as_actor(sue)), []

    def build(*, key):
        built.append(key)
        return Ticket.objects.filter(pk=key).values_list("subject")

    kept = Kept(build)
    assert [kept.rows(key=row.pk) for row in (ticket, other, ticket)] == [
        [(row.subject,)] for row in (ticket, other, ticket)
    ]
    assert kept.rows(key=-1) == []
    assert built == [STAND_IN]


def test_two_values_do_not_change_places(ticket):
    kept = Kept(lambda *, key, need: Ticket.objects.filter(sort_key=need, pk=key).values_list("pk"))
    ticket.refresh_from_db()
    assert kept.rows(key=ticket.pk, need=ticket.sort_key) == [(ticket.pk,)]
    assert kept.rows(need=ticket.sort_key, key=ticket.pk) == [(ticket.pk,)]
    assert kept.rows(key=ticket.sort_key, need=ticket.pk) == []


def test_each_shape_is_a_query_of_its_own(ticket):
    def build(hidden, *, key):
        return Ticket.objects.outside(hidden).filter(pk=key).values_list("pk")

    kept = Kept(build)
    assert kept.rows((), key=ticket.pk) == [(ticket.pk,)]
    assert kept.rows((ticket.mailbox_id,), key=ticket.pk) == []
    assert kept.rows((), key=ticket.pk) == [(ticket.pk,)]


def test_it_does_not_grow_for_ever(db):
    kept = Kept(lambda shape, *, key: Ticket.objects.filter(pk=key, version=shape).values_list("pk"))
    for shape in range(MOST + 10):
        kept.rows(shape, key=1)
    assert len(kept.known) <= MOST


@pytest.mark.django_db(transaction=True)
def test_threads_share_it_each_on_a_connection_of_its_own(ticket):
    kept, found = Kept(lambda *, key: Ticket.objects.filter(pk=key).values_list("pk")), []

    def ask():
        found.append(kept.rows(key=ticket.pk))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[(ticket.pk,)]] * 4
