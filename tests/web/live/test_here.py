"""A window says where it is, and others see who is there: through the scope of each."""

import pytest
from django.test import Client

from tests.desks import wait_for
from tests.web.conftest import BACKEND
from transom.people.mailboxes import Mailbox
from transom.people.models import Team


@pytest.fixture
def say(live_server):
    def make(person, number="", state="looking", window="w1", status=204):
        client = Client()
        client.force_login(person, backend=BACKEND)
        answer = client.post("/live/here", {"window": window, "number": number, "state": state})
        assert answer.status_code == status

    return make


def people(page, number) -> list[tuple[str, str]]:
    """Who is there by what the page heard last."""
    heard = [data for name, data in list(page.said) if name == "presence" and data["number"] == number]
    return [(one["name"], one["state"]) for one in heard[-1]["people"]] if heard else []


def test_others_see_who_looks_and_who_writes_and_nobody_sees_themselves(listen, say, sue, dev, ticket):
    sues, devs = listen(sue, window="w1"), listen(dev, window="w1")
    say(sue, ticket.number)
    wait_for(lambda: people(devs, ticket.number) == [("Sue Lindqvist", "looking")])
    say(sue, ticket.number, "replying")
    wait_for(lambda: people(devs, ticket.number) == [("Sue Lindqvist", "replying")])
    assert people(sues, ticket.number) == []
    say(sue, state="away")
    wait_for(lambda: people(devs, ticket.number) == [])


def test_who_comes_later_sees_who_is_there_already(listen, say, sue, dev, ticket):
    listen(sue, window="w1")
    say(sue, ticket.number)
    late = listen(dev)
    wait_for(lambda: people(late, ticket.number) == [("Sue Lindqvist", "looking")])


def test_a_window_that_closes_is_gone(monkeypatch, listen, say, sue, dev, ticket):
    monkeypatch.setattr("transom.web.live.company.LEAVES", 0.1)
    sues, devs = listen(sue, window="w1"), listen(dev)
    say(sue, ticket.number)
    wait_for(lambda: people(devs, ticket.number))
    sues.close()
    wait_for(lambda: people(devs, ticket.number) == [])


def test_who_may_not_see_the_ticket_neither_says_nor_hears_that_anybody_is_there(listen, say, sue, dev, ann, mail):
    team = Team.objects.create(name="Payments")
    team.members.add(dev)
    Mailbox.objects.create(address="pay@desk.example", name="Pay", team=team, restricted=True)
    secret, plain = mail("Salaries.", to="pay@desk.example").ticket, mail("The printer.").ticket
    sues = listen(sue, window="w1")
    listen(dev, window="w2")
    say(sue, secret.number, status=404)
    say(sue, 999_999, status=404)
    say(dev, secret.number, window="w2")
    say(dev, plain.number, window="w3")
    wait_for(lambda: people(sues, plain.number) == [("Dev Okafor", "looking")])
    assert sues.numbers() == {plain.number}


@pytest.mark.parametrize(
    "data",
    [{}, {"window": "a b", "number": 1, "state": "looking"}, {"window": "w", "number": 1, "state": "dancing"}],
)
def test_what_makes_no_sense_is_refused(sign_in, sue, data):
    assert sign_in(sue).post("/live/here", data).status_code == 422


def test_it_needs_a_person_of_the_desk_a_token_and_post(sign_in, sue, olga, ticket):
    said = {"window": "w", "number": ticket.number, "state": "looking"}
    assert sign_in(olga).post("/live/here", said).status_code == 404
    assert sign_in(sue).get("/live/here", said).status_code == 404
    assert sign_in(sue, enforce_csrf_checks=True).post("/live/here", said).status_code == 403
