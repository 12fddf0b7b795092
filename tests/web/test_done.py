"""Done and next: to the end of the path, and on to the ticket behind it in the list."""

import json

import pytest

from transom.tickets import actions
from transom.tickets.events import StatusChanged
from transom.tickets.history import Event
from transom.tickets.log import assert_replays
from transom.workflow.models import TicketType

PIECE = {"HX-Request": "true", "HX-Target": "main-pane"}


@pytest.fixture
def three(ann, sue, as_actor):
    return [actions.open_ticket(f"Number {place}", ann, actor=as_actor(sue)) for place in range(3)]


def done(browser, ticket, **said):
    return browser.post(f"/tickets/{ticket.number}/done?queue=open", {"then": "next", "seen": ticket.version, **said})


def test_the_ticket_is_at_its_end_and_the_next_of_the_list_opens(three, sues, now):
    answer = done(sues, three[0], comment="She found it herself.")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/tickets/{three[1].number}/?queue=open#latest"
    ticket = now(three[0])
    assert ticket.is_closed
    assert Event.objects.of_ticket(ticket.pk).last().kind == StatusChanged.kind
    assert_replays(ticket)


def test_behind_the_last_one_the_list_opens(three, sues):
    assert done(sues, three[-1], comment="Yes.").headers["Location"] == "/queues/open/"


def test_the_next_one_is_another_also_where_the_ticket_stays_in_the_list(three, sues, now):
    url = f"/tickets/{three[0].number}/watch?queue=open"
    answer = sues.post(url, {"watching": "1", "then": "next", "seen": three[0].version})
    assert answer.headers["Location"] == f"/tickets/{three[1].number}/?queue=open#latest"


def test_where_a_reason_is_asked_for_the_page_asks_and_still_goes_on(three, sues, now):
    answer = done(sues, three[0])
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Say why in a comment." in html
    assert '<details class="moves-why" open>' in html
    assert html.count('type="hidden" name="then" value="next"') == 2
    assert not now(three[0]).is_closed


def test_where_there_is_no_way_the_page_says_which_there_are(three, sues, sue, now, as_actor):
    actions.set_type(three[0], TicketType.objects.get(slug="issue"), actor=as_actor(sue))
    answer = done(sues, now(three[0]), comment="x")
    assert answer.status_code == 422
    assert "There is no way from" in answer.content.decode()
    assert not now(three[0]).is_closed


def test_in_a_window_that_has_the_frame_the_next_one_comes_as_a_piece(three, sues):
    said = {"then": "next", "seen": three[0].version, "comment": "Yes."}
    answer = sues.post(f"/tickets/{three[0].number}/done?queue=open", said, headers=PIECE)
    assert json.loads(answer.headers["HX-Location"])["path"] == f"/tickets/{three[1].number}/?queue=open#latest"


def test_behind_the_last_one_such_a_window_opens_the_list_whole(three, sues):
    said = {"then": "next", "seen": three[-1].version, "comment": "Yes."}
    answer = sues.post(f"/tickets/{three[-1].number}/done?queue=open", said, headers=PIECE)
    assert answer.headers["HX-Redirect"] == "/queues/open/"
