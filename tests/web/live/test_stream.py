"""The stream of news: who gets it, what is in it, and when it ends."""

import json

import pytest
from django.test import Client

from tests.conftest import PASSWORD
from tests.desks import wait_for
from transom.people.mailboxes import Mailbox
from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.words import Words
from transom.web.live import hub
from transom.web.live.hub import HUB


@pytest.fixture
def soon(monkeypatch):
    """Listeners are asked again at once whether they may."""
    monkeypatch.setattr(hub, "RECHECK", 0.2)


def test_a_change_is_told_by_its_number_and_nothing_else(listen, sue, dev, ticket, as_actor):
    page = listen(sue)
    actions.reply(ticket, Words("A secret word."), actor=as_actor(dev))
    page.hears("tickets", numbers=[ticket.number], many=False)
    assert page.answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    assert page.answer.headers["X-Accel-Buffering"] == "no"
    assert "Content-Encoding" not in page.answer.headers
    assert b"secret" not in page.raw and b"printer" not in page.raw


def test_a_mail_is_told(listen, sue, ann, mail):
    page = listen(sue)
    row = mail("Another thing.")
    page.hears_of(row.ticket.number)


def test_a_change_in_a_page_is_told_to_all_who_may_see_it(listen, sue, dev, ticket):
    pages = [listen(sue), listen(dev), listen(dev)]
    client = Client()
    client.force_login(sue, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post(
        f"/tickets/{ticket.number}/priority", {"priority": "urgent", "reason": "Payroll.", "seen": ticket.version}
    )
    for page in pages:
        page.hears_of(ticket.number)


def test_who_was_away_hears_what_they_missed(listen, sue, dev, ticket, as_actor, session_of):
    page = listen(sue)
    actions.note(ticket, Words("One."), actor=as_actor(dev))
    page.hears_of(ticket.number)
    page.close()
    actions.note(ticket, Words("Two."), actor=as_actor(dev))
    again = listen(sue, **{"Last-Event-ID": page.last})
    again.hears_of(ticket.number)


@pytest.mark.parametrize("restricted_when", ["before", "while they listen"])
def test_a_restricted_mailboxs_ticket_is_never_named(listen, sue, dev, ann, mail, as_actor, restricted_when):
    team = Team.objects.create(name="Payments")
    team.members.add(dev)
    box = Mailbox.objects.create(
        address="pay@desk.example", name="Pay", team=team, restricted=restricted_when == "before"
    )
    sues, devs = listen(sue), listen(dev)
    if not box.restricted:
        box.restricted = True
        box.save()
    secret = mail("Our salaries.", to="pay@desk.example").ticket
    plain = mail("The printer.").ticket
    devs.hears_of(secret.number)
    sues.hears_of(plain.number)
    assert sues.numbers() == {plain.number}
    assert json.dumps(secret.number).encode() not in [part.strip(b"[] ,") for part in sues.raw.split()]


def test_nobody_listens_without_a_session(listen):
    assert listen().status == 401
    assert listen(session="a" * 32).status == 401


def test_an_outsider_hears_nothing(listen, olga):
    assert listen(olga).status == 401


@pytest.mark.parametrize("method", ["POST", "HEAD", "PUT"])
def test_there_is_only_get(listen, sue, method):
    assert listen(sue, method=method).status == 405


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("Sec-Fetch-Site", "cross-site", 403),
        ("Sec-Fetch-Site", "same-site", 403),
        ("Sec-Fetch-Site", "same-origin", 200),
        ("Origin", "https://evil.example", 403),
        ("Origin", "null", 403),
    ],
)
def test_another_sites_page_hears_nothing(listen, sue, header, value, status):
    assert listen(sue, **{header: value}).status == status


def test_signing_out_ends_it(soon, listen, sue, session_of):
    session = session_of(sue)
    page, other = listen(session=session), listen(sue)
    client = Client()
    client.cookies["sessionid"] = session
    client.post("/sign-out/")
    page.hears("over")
    wait_for(lambda: page.is_over)
    assert not other.is_over


def test_leaving_a_role_or_a_new_password_ends_it(soon, listen, sue, dev, quinn):
    leaves, loses, changes = listen(sue), listen(dev), listen(quinn)
    sue.is_active = False
    sue.save()
    dev.roles_held.all().delete()
    quinn.set_password(PASSWORD + " new")
    quinn.save()
    for page in (leaves, loses, changes):
        page.hears("over")
        wait_for(lambda page=page: page.is_over)


def test_one_person_has_twelve_and_no_more(monkeypatch, listen, sue, dev, session_of):
    monkeypatch.setattr(hub, "PER_PERSON", 2)
    session = session_of(sue)
    assert [listen(session=session).status for _ in range(3)] == [200, 200, 503]
    assert listen(dev).status == 200


def test_the_process_has_room_for_pages_as_well(monkeypatch, listen, sue, dev):
    monkeypatch.setattr(hub, "most_connections", lambda: 2)
    assert listen(sue).status == 200
    assert listen(dev).status == 503


def test_the_server_stops_at_once_with_pages_open(listen, live_server, sue):
    page = listen(sue)
    live_server.stop()
    assert page.is_over or wait_for(lambda: page.is_over)


def test_nothing_is_asked_while_nobody_listens(listen, sue):
    page = listen(sue)
    assert HUB.task is not None
    page.close()
    wait_for(lambda: HUB.task is None)
    assert not HUB.listeners


def test_it_says_that_it_is_there(monkeypatch, listen, sue):
    monkeypatch.setattr("transom.web.live.endpoint.HEARTBEAT", 0.2)
    page = listen(sue)
    wait_for(lambda: b": still here" in page.raw)
    assert b"retry: 3000" in page.raw
