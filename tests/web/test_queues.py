"""Lists: what is on them, in what order, page by page."""

import pytest

from transom.tickets import actions, queues
from transom.workflow.models import Status


def html(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_new_mail_is_on_the_list_of_what_nobody_has(ticket, sues):
    page = html(sues.get("/queues/unassigned/"))
    assert "The printer is on fire" in page
    assert "Ann Meyer, Acme Clinics" in page
    assert "It is broken." in page
    assert f'href="/tickets/{ticket.number}/?queue=unassigned#latest"' in page
    assert "1 ticket, urgent on top" in page


def test_home_is_where_there_is_something_to_do(ticket, sue, dev, sues, sign_in, as_actor):
    assert sues.get("/").headers["Location"] == "/queues/unassigned/"
    actions.assign(ticket, dev, actor=as_actor(sue))
    assert sues.get("/").headers["Location"] == "/queues/open/"
    assert sign_in(dev).get("/").headers["Location"] == "/queues/mine/"


def test_every_status_is_a_list(ticket, sues):
    assert "The printer" in html(sues.get("/queues/status-submitted/"))
    assert "No ticket is in this status." in html(sues.get("/queues/status-in-testing/"))
    assert sues.get("/queues/status-nonsense/").status_code == 404
    assert sues.get("/queues/nonsense/").status_code == 404


def test_the_rail_counts(ticket, sues):
    page = html(sues.get("/queues/open/"))
    assert '<span>Unassigned</span> <span class="rail-count">1</span>' in page
    assert '<span>Submitted</span> <span class="rail-count">1</span>' in page
    assert "In testing" not in page, "a status without a ticket is not in the rail"


def test_counting_stops(ticket, sues, monkeypatch):
    monkeypatch.setattr("transom.web.agent.small_rows.COUNTED", 0)
    monkeypatch.setattr("transom.web.agent.queues.COUNTED", 0)
    page = html(sues.get("/queues/open/"))
    assert '<span class="rail-count">0+</span>' in page


def test_urgent_comes_first(ann, mail, sue, sues, as_actor):
    first, second = mail(subject="First").ticket, mail(subject="Second").ticket
    page = html(sues.get("/queues/open/"))
    assert page.index("First") < page.index("Second")
    actions.set_priority(second, "urgent", reason="Payroll is tonight.", actor=as_actor(sue))
    page = html(sues.get("/queues/open/"))
    assert page.index("Second") < page.index("First")
    assert first.number != second.number


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(queues, "PAGE", 2)


def test_pages_go_by_key_in_both_directions(ann, mail, sues, small_pages):
    tickets = [mail(subject=f"Matter {letter}").ticket for letter in "abcde"]
    first = html(sues.get("/queues/open/"))
    assert "Matter a" in first
    assert "Matter c" not in first
    assert f"?after={tickets[1].pk}" in first
    second = html(sues.get(f"/queues/open/?after={tickets[1].pk}"))
    assert "Matter c" in second
    assert f"?before={tickets[2].pk}" in second
    back = html(sues.get(f"/queues/open/?before={tickets[2].pk}"))
    assert "Matter a" in back
    assert "Matter b" in back


@pytest.mark.parametrize("key", ["x", "-1", "9" * 30, "9" * 5000, "1;drop", "²"])
def test_a_key_that_is_none_shows_a_page(ticket, sues, key):
    assert sues.get("/queues/open/", {"after": key}).status_code == 200


def test_a_closed_ticket_is_among_the_closed(ticket, sue, sues, as_actor):
    actions.change_status(ticket, Status.objects.get(slug="completed"), comment="Done by phone.", actor=as_actor(sue))
    assert "The printer" not in html(sues.get("/queues/open/"))
    assert "The printer" in html(sues.get("/queues/closed/"))


def test_an_empty_list_says_what_to_do(desk, sues):
    page = html(sues.get("/queues/mine/"))
    assert "Take a ticket from Unassigned." in page
    assert 'href="/tickets/new/"' in page
