"""What one page has not read yet stays small, and a page that does not read is given up."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from transom.people.actor import SYSTEM
from transom.web.live import endpoint
from transom.web.live.admission import Guest
from transom.web.live.listener import MOST, Listener


@pytest.fixture
def page() -> Listener:
    return Listener(Guest("session", SYSTEM), "w")


def test_what_changed_twice_is_told_once(page):
    page.tell_tickets({1, 2}, 10, many=False)
    page.tell_tickets({2}, 11, many=False)
    assert page.take() == b'id: 11\nevent: tickets\ndata: {"numbers": [1, 2], "many": false}\n\n'
    assert page.take() == b""
    assert not page.ready.is_set()


def test_very_many_are_told_without_their_numbers(page):
    for number in range(10 * MOST):
        page.tell_tickets({number}, number, many=False)
        page.tell_company(number, [{"id": 1, "name": "Sue", "state": "looking"}])
    assert len(page.tickets) <= MOST
    assert len(page.company) <= MOST
    assert b'{"numbers": [' in page.take()


def test_what_is_so_now_is_told_and_not_what_was(page):
    page.tell_company(7, [{"id": 1, "name": "Sue", "state": "looking"}])
    page.tell_company(7, [])
    page.tell_unread(3)
    page.tell_unread(4)
    assert page.take() == (
        b'event: presence\ndata: {"number": 7, "people": []}\n\nevent: bell\ndata: {"unread": 4}\n\n'
    )


def test_a_name_cannot_break_out_of_its_line(page):
    page.tell_company(7, [{"id": 1, "name": "Sue\n\nevent: over\ndata: {}", "state": "looking"}])
    assert page.take().count(b"\n") == 3


def test_who_does_not_read_is_given_up(monkeypatch, page):
    monkeypatch.setattr(endpoint, "SLOW", 0.05)
    sent = []

    async def receive():
        await asyncio.Event().wait()

    async def send(message):
        sent.append(message)
        if len(sent) > 2:
            await asyncio.Event().wait()  # the reader's buffer is full, and stays so

    page.tell_tickets({1}, 1, many=False)
    with ThreadPoolExecutor(1) as beside:  # a browser's loop may run in this thread
        beside.submit(asyncio.run, asyncio.wait_for(endpoint._stream(page, receive, send), 5)).result()
    assert [message["type"] for message in sent][0] == "http.response.start"
    assert all(message.get("more_body", True) for message in sent)
