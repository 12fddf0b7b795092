"""Several processes of one desk on PostgreSQL: each hears what the others say."""

import logging

import pytest
from django.db import connection

from tests.desks import wait_for
from transom.web.live import between
from transom.web.live.company import LOOKING, Sign
from transom.web.live.hub import HUB


@pytest.fixture
def many_processes(live_server):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite one process has all pages")


def test_who_is_at_a_ticket_in_another_process_is_seen_here(many_processes, listen, sue, dev, ticket):
    page = listen(sue)
    elsewhere = Sign(dev.pk, dev.label, "w", ticket.pk, LOOKING)
    said = [{"id": dev.pk, "name": dev.label, "state": LOOKING}]

    def is_heard():
        between.publish(between.written(elsewhere))
        return any(data.get("people") == said for name, data in list(page.said) if name == "presence")

    wait_for(is_heard)


def test_who_asks_is_told_who_is_here(many_processes, monkeypatch, listen, sue, dev, ticket):
    listen(dev, window="w1")
    HUB.hear(Sign(dev.pk, dev.label, "w1", ticket.pk, LOOKING))
    heard = []
    monkeypatch.setattr(HUB.company, "hear", lambda sign, now: heard.append(sign) or set())

    def is_told():
        between.publish(between.WHO)
        return heard

    assert wait_for(is_told)[0].person == dev.pk


def test_behind_a_pooler_the_desk_says_so_and_looks_for_itself(many_processes, monkeypatch, caplog, listen, sue, mail):
    async def lost(said):
        """A pooler that shares connections: what is said reaches nobody."""

    monkeypatch.setattr(between, "ECHO", 0.2)
    monkeypatch.setattr(HUB, "_say", lost)
    with caplog.at_level(logging.WARNING, "transom.live"):
        page = listen(sue)
        wait_for(lambda: "do not come through" in caplog.text)
    page.hears_of(mail("Another thing.").ticket.number)


def test_a_connection_that_is_lost_is_made_again(many_processes, monkeypatch, listen, sue, dev, ticket):
    monkeypatch.setattr(between, "AGAIN", 0.1)
    page = listen(sue)
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN transom_live%%'"

    def are_cut():
        with connection.cursor() as cursor:
            cursor.execute(others)
            return cursor.fetchall()

    wait_for(are_cut)

    def is_heard():
        between.publish(between.written(Sign(dev.pk, dev.label, "w", ticket.pk, LOOKING)))
        return any(name == "presence" for name, _data in list(page.said))

    wait_for(is_heard)


@pytest.mark.parametrize(
    "said", ["", "who", "x", "[]", '["1", "Sue", "w", 7, "looking"]', "[1, 2, 3, 4, 5, 6]", "{}", "null"]
)
def test_what_is_no_sign_is_none(said):
    assert between.read(said) is None


def test_a_sign_comes_as_it_was_sent():
    sign = Sign(1, "Sue “the” Lindqvist", "w-1", 7, LOOKING)
    assert between.read(between.written(sign)) == sign
