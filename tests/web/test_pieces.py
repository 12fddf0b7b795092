"""What a window that has the frame is sent: the ticket alone, and where to go next in words that it understands."""

import json

import pytest

from transom.tickets import actions
from transom.tickets.words import Words

PIECE = {"HX-Request": "true", "HX-Target": "main-pane"}


@pytest.fixture
def open_four(ann, sue, as_actor):
    return [actions.open_ticket(f"Number {place}", ann, actor=as_actor(sue)) for place in range(4)]


def test_a_move_sends_the_ticket_and_its_panel_and_neither_frame_nor_list(ticket, sues, at):
    html = sues.get(at() + "?queue=open", headers=PIECE).content.decode()
    assert html.lstrip().startswith("<title>The printer is on fire")
    assert html.count('id="main-pane"') == 1
    assert '<div class="panel-body" id="panel-body" hx-swap-oob="true">' in html
    for of_the_frame in ("<html", "<!doctype", 'class="rail', 'class="row', "<script", "data-palette"):
        assert of_the_frame not in html


def test_a_move_asks_no_more_than_the_page_and_nothing_of_the_list(ticket, sues, at, django_assert_max_num_queries):
    for _warm in range(2):
        sues.get(at() + "?queue=open")
        sues.get(at() + "?queue=open", headers=PIECE)
    with django_assert_max_num_queries(12) as whole:
        sues.get(at() + "?queue=open")
    with django_assert_max_num_queries(12) as piece:
        sues.get(at() + "?queue=open", headers=PIECE)
    assert len(piece) < len(whole)
    of_page, of_piece = (" ".join(query["sql"] for query in asked.captured_queries) for asked in (whole, piece))
    for of_the_list_and_the_rail in ("LIMIT 26", "'queue'", "'attention'"):
        assert of_the_list_and_the_rail not in of_piece
    assert "LIMIT 26" in of_page


def test_the_same_address_without_the_header_is_the_whole_page(ticket, sues, at):
    html = sues.get(at()).content.decode()
    assert "<html" in html
    assert 'class="rail' in html


def test_another_target_gets_the_whole_page(ticket, sues, at):
    assert "<html" in sues.get(at(), headers=PIECE | {"HX-Target": "elsewhere"}).content.decode()


def test_a_verb_leads_back_to_the_ticket_as_a_piece_at_its_new_word(ticket, sues, at):
    seen = ticket.version
    answer = sues.post(
        at("notes") + "?queue=open", {"body": "Only for us.", "kind": "note", "seen": seen}, headers=PIECE
    )
    note = ticket.notes.get()
    place = json.loads(answer.headers["HX-Location"])
    assert answer.status_code == 200
    assert place["path"] == f"/tickets/{ticket.number}/?queue=open#note-{note.pk}"
    assert place["target"] == "#main-pane"
    assert "Location" not in answer.headers


def test_a_verb_on_the_ticket_that_is_shown_makes_no_second_entry_in_the_history(ticket, sues, at):
    here = {"HX-Current-URL": f"http://testserver{at()}?queue=open#latest"}
    answer = sues.post(at("watch") + "?queue=open", {"watching": "1", "seen": ticket.version}, headers=PIECE | here)
    assert json.loads(answer.headers["HX-Location"])["replace"] == "true"


def test_where_no_piece_comes_the_window_is_sent_there_whole(ticket, sues, at):
    answer = sues.post(
        at("done") + "?queue=open", {"then": "next", "seen": ticket.version, "comment": "x"}, headers=PIECE
    )
    assert answer.status_code == 422 or answer.headers["HX-Redirect"] == "/queues/open/"


def test_whoever_is_signed_out_meanwhile_is_led_to_sign_in(ticket, client, at):
    answer = client.get(at(), headers=PIECE)
    assert answer.headers["HX-Redirect"].startswith("/sign-in/?next=")


def test_what_did_not_go_through_comes_back_as_a_piece_with_what_was_typed(ticket, sues, dev, at, as_actor):
    seen = ticket.version
    actions.note(ticket, Words(text="Wait."), actor=as_actor(dev))
    said = {"body": "My long words", "kind": "note", "seen": seen}
    answer = sues.post(at("notes"), said, headers=PIECE)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "My long words" in html
    assert "<html" not in html


def test_a_foreign_ticket_is_missing_as_a_piece_too(olga, sign_in, ticket, at):
    assert sign_in(olga).get(at(), headers=PIECE).status_code == 404


def test_a_long_thread_shows_its_first_word_and_the_latest(ticket, sue, sues, at, as_actor):
    for number in range(40):
        actions.note(ticket, Words(text=f"Note {number}."), actor=as_actor(sue))
    html = sues.get(at()).content.decode()
    assert "It is broken." in html
    assert "Note 39." in html
    assert "Note 10." in html
    assert "Note 9." not in html
    assert "Show 10 more messages and notes between" in html
    assert "Note 9." in sues.get(at() + "?all=1").content.decode()
