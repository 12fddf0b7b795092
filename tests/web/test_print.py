"""A ticket on paper: what the customer may read, and our notes only where they are asked for."""

import pytest

from transom.tickets import actions
from transom.tickets.actions import Words


@pytest.fixture
def talked(ticket, sue, as_actor):
    actions.reply(ticket, Words("Pour water on it."), actor=as_actor(sue))
    actions.note(ticket, Words("He is always like this."), actor=as_actor(sue))
    return ticket


def test_paper_has_the_words_and_the_facts_and_nothing_of_the_desk(talked, sues, at):
    page = sues.get(at("print/")).content.decode()
    for words in ("It is broken.", "Pour water on it.", "The printer is on fire", "Acme Clinics", "ann@acme.example"):
        assert words in page
    assert "always like this" not in page
    assert "answered Ann" not in page
    for chrome in ('class="rail', "composer", "<form"):
        assert chrome not in page


def test_notes_and_history_are_printed_where_they_are_asked_for(talked, sues, at):
    page = sues.get(at("print/"), {"notes": "1"}).content.decode()
    assert "He is always like this." in page
    assert "opened this by mail" in page
    assert "do not hand it to the customer" in page


def test_paper_is_for_those_who_see_the_ticket(talked, sign_in, olga, at):
    assert sign_in(olga).get(at("print/")).status_code == 404
