"""The panel beside a ticket: whom it is for, what is pinned to them, their other tickets, and where it stood how long."""

from datetime import UTC, datetime, timedelta

import pytest

from transom.customers.models import Contact, Customer
from transom.people.mailboxes import Mailbox
from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.history import Event
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket
from transom.web.agent.spans import there
from transom.workflow.models import Status


@pytest.fixture
def page(sues, at):
    return lambda: sues.get(at()).content.decode()


def test_a_pinned_note_is_seen_on_every_ticket_of_the_customer(sues, at, ticket, acme, mail, page):
    answer = sues.post(at("pinned"), {"pinned": "Ask for Mr Ito first.", "to": "customer"})
    assert answer.status_code == 303
    mail(sender="Bo <bo@acme.example>", subject="Another")
    other = Ticket.objects.exclude(pk=ticket.pk).get()
    assert "Ask for Mr Ito first." in sues.get(f"/tickets/{other.number}/").content.decode()
    assert Event.objects.of_ticket(ticket.pk).last().kind == "note-pinned"


def test_a_note_about_the_contact_stays_with_the_contact(sues, at, ticket, mail):
    sues.post(at("pinned"), {"pinned": "Prefers the phone.", "to": "contact"})
    mail(sender="Bo <bo@acme.example>", subject="Another")
    other = Ticket.objects.exclude(pk=ticket.pk).get()
    assert "Prefers the phone." not in sues.get(f"/tickets/{other.number}/").content.decode()


def test_a_note_is_taken_down_where_it_stands(sues, at, ticket, page):
    sues.post(at("pinned"), {"pinned": "Prefers the phone.", "to": "contact"})
    note = ticket.requester.pinned_notes.get()
    assert sues.post(at("pinned/taken-down"), {"note": note.pk}).status_code == 303
    assert "Prefers the phone." not in page()
    assert sues.post(at("pinned/taken-down"), {"note": note.pk}).status_code == 422


def test_an_empty_note_comes_back_with_a_sentence(sues, at, ticket):
    answer = sues.post(at("pinned"), {"pinned": " "})
    assert answer.status_code == 422
    assert "Write what everyone should know." in answer.content.decode()


def test_the_contact_is_corrected_where_they_stand(sues, at, ticket, page):
    said = {"name": "Ann Meyer-Lund", "phone": "+49 30 5550", "time_zone": "berlin"}
    assert sues.post(at("contact"), said).status_code == 303
    contact = Contact.objects.get(pk=ticket.requester_id)
    assert (contact.name, contact.phone, contact.time_zone) == ("Ann Meyer-Lund", "+49 30 5550", "Europe/Berlin")
    assert "Berlin, " in page()
    assert_replays(ticket)


def test_a_zone_that_is_none_is_refused_with_what_is_near_and_nothing_typed_is_lost(sues, at, ticket):
    answer = sues.post(at("contact"), {"name": "Ann", "phone": "+49 30 5550", "time_zone": "Berlim"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Europe/Berlin" in html
    assert "+49 30 5550" in html
    assert Contact.objects.get(pk=ticket.requester_id).name == "Ann Meyer"


def test_the_ticket_goes_to_another_customer_whose_name_is_known(sues, at, ticket, now):
    lumen = Customer.objects.create(name="Lumen")
    assert sues.post(at("whose"), {"customer": "lumen"}).status_code == 303
    assert now(ticket).customer == lumen


def test_a_customer_is_made_only_when_that_is_said(sues, at, ticket, now):
    refused = sues.post(at("whose"), {"customer": "Lunem"})
    assert refused.status_code == 422
    assert "There is no customer called “Lunem”." in refused.content.decode().replace("&#34;", '"')
    assert sues.post(at("whose"), {"customer": "Lunem", "make": "1"}).status_code == 303
    assert now(ticket).customer.name == "Lunem"


def test_names_of_customers_are_offered(sues, acme):
    assert "Acme Clinics" in sues.get("/customers/names?customer=ac").content.decode()
    assert "Acme Clinics" not in sues.get("/customers/names?customer=").content.decode()


def test_open_tickets_of_the_contact_come_before_those_that_are_over(sues, ticket, sue, as_actor, mail, page):
    mail(subject="An older one")
    mail(subject="A newer one")
    older, newer = Ticket.objects.exclude(pk=ticket.pk).order_by("pk")
    end = Status.objects.get(slug="closed-without-answer")
    actions.change_status(newer, end, actor=as_actor(sue), comment="said by phone")
    html = page()
    assert html.index(older.subject) < html.rindex(newer.subject)
    assert "1 open, 1 before" in html


def test_what_is_hidden_is_neither_listed_nor_counted(sues, ticket, mail, page):
    team = Team.objects.create(name="Payments")
    Mailbox.objects.create(address="secret@desk.example", name="Secret", team=team, restricted=True)
    mail(to="secret@desk.example", subject="A hidden one")
    html = page()
    assert "A hidden one" not in html
    assert "1 open" not in html


def test_how_long_it_stood_where(ticket, sue, as_actor, page):
    words = actions.Words(text="Turn it off and on again.")
    actions.reply(ticket, words, actor=as_actor(sue), at=ticket.opened_at + timedelta(hours=3))
    html = page()
    assert html.index('class="timeline"') < html.index("<span>Submitted</span> <span>3 h</span>")
    assert 'aria-current="step"><span>Answered</span>' in html
    assert "after 3 h" in html


def test_the_clock_there():
    at = datetime(2026, 11, 22, 8, 4, tzinfo=UTC)
    assert there("Europe/Berlin", at) == "Berlin, Sun 09:04"
    assert there("No/Where", at) == ""
    assert there("", at) == ""


def test_a_merge_that_was_undone_is_no_stay(ticket, sue, as_actor, mail, page):
    mail(subject="Another thing")
    other = Ticket.objects.exclude(pk=ticket.pk).get()
    actions.merge(ticket, other, actor=as_actor(sue))
    actions.unmerge(Ticket.objects.get(pk=ticket.pk), actor=as_actor(sue))
    stays = page().partition('class="timeline"')[2].partition("</ol>")[0]
    assert 'aria-current="step"><span>Submitted</span>' in stays
    assert "Merged" not in stays
