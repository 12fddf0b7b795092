"""What goes over the wire: under 150 kB for the first load of the largest page, under 30 kB for a move between tickets."""

import gzip
import re

import pytest
from django.conf import settings
from django.test import Client

from bench.words import Writer
from transom.config import static_files
from transom.tickets import actions
from transom.tickets.words import Words

FIRST_LOAD, MOVE = 150_000, 30_000
ZIPPED = {"Accept-Encoding": "gzip"}
PIECE = ZIPPED | {"HX-Request": "true", "HX-Target": "main-pane"}
NAMED = re.compile(r'(?:href|src)="(/static/[^"]+)"')
IMPORTED = re.compile(r'(?:import|from) "\./([\w.-]+)"')


def over_the_wire(answer) -> int:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return len(content) + sum(len(name) + len(value) + 4 for name, value in answer.headers.items())


@pytest.fixture
def busy(ann, sue, as_actor):
    """A list of more than a page, and in it a ticket on which very much was said."""
    writer = Writer(7)
    actor = as_actor(sue)
    tickets = [actions.open_ticket(writer.subject("en"), ann, actor=actor) for _ticket in range(60)]
    for row in tickets:
        actions.reply(row, Words(text=writer.paragraph("en", 600)), actor=actor)
    for _word in range(60):
        actions.reply(tickets[0], Words(text=writer.paragraph("en", 900)), actor=actor)
    return tickets


def first_load(browser: Client, path: str) -> int:
    page = browser.get(path, headers=ZIPPED)
    asked, wanted = {}, set(NAMED.findall(gzip.decompress(page.content).decode()))
    while left := wanted - asked.keys():
        for name in left:
            answer = browser.get(name, headers=ZIPPED)
            assert answer.status_code == 200, name
            asked[name] = over_the_wire(answer)
            if name.endswith(".js") and ".min." not in name:
                source = (static_files.folder() / name.removeprefix(settings.STATIC_URL)).read_text()
                wanted |= {f"{name.rpartition('/')[0]}/{other}" for other in IMPORTED.findall(source)}
    assert any("htmx" in name for name in asked)
    assert len([name for name in asked if name.endswith(".css")]) == 1
    return over_the_wire(page) + sum(asked.values())


def test_a_first_load_of_the_largest_list_and_ticket(busy, sues):
    for path in ("/queues/open/", f"/tickets/{busy[0].number}/?queue=open"):
        assert first_load(sues, path) < FIRST_LOAD, path


def test_a_move_to_the_largest_ticket(busy, sues):
    answer = sues.get(f"/tickets/{busy[0].number}/?queue=open", headers=PIECE)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert over_the_wire(answer) < MOVE


def test_a_page_is_sent_as_it_is_to_whom_asks_for_nothing_else(ticket, sues, at):
    answer = sues.get(at())
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_the_length_of_a_page_tells_nothing_of_what_is_in_it(ticket, sues, at):
    """The countermeasure against BREACH: the same page is of another length each time."""
    assert len({len(sues.get(at(), headers=ZIPPED).content) for _time in range(12)}) > 1


def test_files_of_customers_go_out_as_they_lie(ticket, mail, sues):
    mail("See the file.", subject="With a file", attachments=(("plan.txt", "text/plain", b"abc" * 500),))
    html = sues.get(f"/tickets/{ticket.number + 1}/").content.decode()
    answer = sues.get(re.search(r"/attachments/\d+/", html)[0], headers=ZIPPED)
    assert "Content-Encoding" not in answer.headers
    assert b"".join(answer.streaming_content) == b"abc" * 500
