"""What we know of whom a ticket is for is corrected from the ticket, which tells by whom."""

import pytest

from transom.customers.models import Contact, Customer
from transom.customers.pinned import PinnedNote
from transom.tickets import actions
from transom.tickets.history import Event
from transom.tickets.log import assert_replays, sentence
from transom.tickets.models import Ticket


@pytest.fixture
def act(sue, as_actor):
    return as_actor(sue)


def last(ticket) -> Event:
    return Event.objects.of_ticket(ticket.pk).last()


def test_a_phone_number_is_corrected_and_the_ticket_tells_what_it_was(ticket, act):
    actions.correct_contact(ticket, {"phone": "+49 30 5550", "name": ticket.requester.name}, actor=act)
    assert Contact.objects.get(pk=ticket.requester_id).phone == "+49 30 5550"
    assert sentence(last(ticket)) == ("changed what we know of Ann Meyer: phone from “nothing” to “+49 30 5550”")
    assert_replays(ticket)


def test_what_is_so_already_makes_no_event(ticket, act):
    before = last(ticket).sequence
    actions.correct_contact(ticket, {"name": ticket.requester.name}, actor=act)
    assert last(ticket).sequence == before


def test_nobody_loses_their_name(ticket, act):
    with pytest.raises(actions.Refused, match="name"):
        actions.correct_contact(ticket, {"name": "  "}, actor=act)


def test_a_ticket_and_the_other_open_ones_of_its_requester_go_to_another_customer(ticket, act, ann, mail):
    mail(subject="Another thing", text="It is also blue.")
    other = Ticket.objects.exclude(pk=ticket.pk).get()
    lumen = Customer.objects.create(name="Lumen")
    actions.set_customer(ticket, lumen, actor=act)
    for row in (ticket, other):
        assert Ticket.objects.get(pk=row.pk).customer == lumen
        assert last(row).kind == "customer-set"
        assert_replays(row)
    assert Contact.objects.get(pk=ticket.requester_id).customer == lumen


def test_a_closed_ticket_stays_with_the_customer_it_was_for(ticket, act, ann, mail, acme):
    mail(subject="Another thing", text="It is also blue.")
    other = Ticket.objects.exclude(pk=ticket.pk).get()
    actions.merge(other, ticket, actor=act)
    actions.set_customer(ticket, Customer.objects.create(name="Lumen"), actor=act)
    assert Ticket.objects.get(pk=other.pk).customer == acme


def test_two_customers_never_get_one_name(ticket, act, acme):
    Customer.objects.create(name="Lumen")
    with pytest.raises(actions.Refused, match="Another customer"):
        actions.correct_customer(ticket, {"name": "lumen"}, actor=act)
    actions.correct_customer(ticket, {"name": "Acme Group", "tier": "Gold"}, actor=act)
    assert Customer.objects.get(pk=acme.pk).tier == "Gold"
    assert last(ticket).kind == "customer-changed"
    assert_replays(ticket)


def test_a_pinned_note_is_kept_when_it_is_taken_down(ticket, act, acme):
    note = actions.pin(ticket, acme, "They call the export “the report”.", actor=act)
    assert last(ticket).kind == "note-pinned"
    actions.take_down(ticket, note, actor=act)
    actions.take_down(ticket, note, actor=act)
    assert [row.kind for row in Event.objects.of_ticket(ticket.pk)].count("note-taken-down") == 1
    assert not PinnedNote.objects.in_sight().exists()
    assert PinnedNote.objects.count() == 1
    assert_replays(ticket)


def test_a_note_about_somebody_else_is_not_taken_down_from_here(ticket, act, mail):
    mail(sender="Bo <bo@lumen.example>", subject="Mine")
    other = Ticket.objects.exclude(pk=ticket.pk).get()
    note = actions.pin(other, other.requester, "Prefers the phone.", actor=act)
    with pytest.raises(actions.Refused, match="somebody else"):
        actions.take_down(ticket, note, actor=act)
    assert PinnedNote.objects.in_sight().exists()


def test_the_outsider_changes_nothing(ticket, olga, as_actor):
    with pytest.raises(actions.NotAllowed):
        actions.correct_contact(ticket, {"phone": "1"}, actor=as_actor(olga))
    with pytest.raises(actions.NotAllowed):
        actions.pin(ticket, ticket.requester, "x", actor=as_actor(olga))
    with pytest.raises(actions.NotAllowed):
        actions.set_customer(ticket, None, actor=as_actor(olga))
