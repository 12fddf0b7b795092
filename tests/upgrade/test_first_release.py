"""A desk of version 0.1.0, in which everything has happened once, goes on under this Transom where it was stopped."""

import json
from collections import Counter
from email import message_from_bytes

import pytest

from tests.desks import stop, wait_for
from tests.flows.running import Running
from tests.flows.visitor import Visitor
from tests.upgrade.conftest import done, written

FIRST = "0001_first_desk"
WORDS_UNDER_WAY = (
    "To one whose server is slow.",
    "Made into a mail, and not sent.",
    "Claimed by a worker that was killed.",
    "Recorded, and not dispatched.",
    "See tried-once.txt.",
)
GIVEN_UP = "See given-up.txt."
LOOK = """
import hashlib, json
from django.apps import apps
import transom.worker
from transom.tickets.files import StoredFile
from transom.tickets.history import Event
from transom.tickets.log import assert_replays, event_of
from transom.tickets.models import Ticket
from transom.workflow.models import TicketType
from transom.workflow.paths import PATHS
from transom.workflow.reading import path_today
for ticket in Ticket.objects.all():
    assert_replays(ticket)
for path in PATHS:
    assert path_today(TicketType.objects.get(slug=path.type)) == path, path.type
for file in StoredFile.objects.all():
    assert file.sha256 == hashlib.sha256(file.open().read()).hexdigest()
assert all(event_of(row).sentence() for row in Event.objects.all())
ours = apps.get_app_config("transom").get_models()
print(json.dumps({model._meta.label: model._base_manager.count() for model in ours}))
"""


def test_the_upgrade_keeps_every_row_and_every_ticket_replays(first_release):
    done(first_release.run("manage", "prepare"))
    counts = json.loads(done(first_release.shell(LOOK)))
    before = {name: count for name, count in written(FIRST).items() if name.startswith("transom.")}
    assert {name: counts[name] for name in before} == before
    if not first_release.url:
        assert first_release.rows("PRAGMA integrity_check") == [("ok",)]
        assert first_release.rows("PRAGMA foreign_key_check") == []


@pytest.fixture
def running(first_release, peer):
    desk = Running(first_release, peer)
    yield desk
    assert stop(desk.process) == 0


def test_what_was_under_way_goes_on_and_each_answer_goes_out_once(running, peer):
    expected = len(WORDS_UNDER_WAY) + 2  # two of the unread mails began something and are acknowledged
    wait_for(lambda: len(peer.mails) >= expected and not running.desk.not_done(), 60)
    assert dict(running.desk.rows(UNREAD)) == {
        "Not read yet": "ticket",
        "Re: A question": "message",
        "Our contract again": "ticket",
    }
    running.visitor.sign_in("quinn@desk.example", "correct horse battery staple")
    [(missed,)] = running.desk.rows("SELECT id FROM transom_missedhearing WHERE parked_at IS NOT NULL")
    running.visitor.get("/attention/")
    running.visitor.post(f"/attention/missed/{missed}/again")
    wait_for(lambda: len(peer.mails) > expected and not running.desk.not_done(), 60)
    said = Counter(words for words in (*WORDS_UNDER_WAY, GIVEN_UP) for mail in peer.mails if words in text(mail[2]))
    assert said == dict.fromkeys((*WORDS_UNDER_WAY, GIVEN_UP), 1)
    assert len(peer.mails) == expected + 1
    assert len({message_from_bytes(mail[2])["Message-ID"] for mail in peer.mails}) == expected + 1


def test_every_page_shows_what_it_showed(running):
    wait_for(lambda: not running.desk.not_done(), 60)
    ada = signed_in(running, "ada")
    for path in ("/attention/", "/attention/held/", "/attention/quarantined/", "/attention/ignored/", "/mailboxes/"):
        assert "<h1" in ada.get(path), path
    sue = signed_in(running, "sue")
    shown = {number: sue.get(f"/tickets/{number}/") for (number,) in running.desk.rows(NUMBERS)}
    assert "three" in shown[1]
    assert "screen.png" in shown[1]
    assert "Our contract" in shown[8]  # sue is of its team
    statuses = [f"/queues/status-{slug}/" for (slug,) in running.desk.rows("SELECT slug FROM transom_status")]
    for path in ("/", "/sent/", "/sent/failed/", *statuses):
        assert "<h1" in sue.get(path), path
    for page, table in (("mail", "inboundemail"), ("sent", "outboundemail")):
        for (key,) in running.desk.rows(f"SELECT id FROM transom_{table} WHERE ticket_id IS NOT NULL"):
            assert "<h1" in sue.get(f"/{page}/{key}/")


UNREAD = "SELECT subject, outcome FROM transom_inboundemail ORDER BY id DESC LIMIT 3"
NUMBERS = "SELECT number FROM transom_ticket WHERE merged_into_id IS NULL"


def signed_in(running, first: str) -> Visitor:
    visitor = Visitor(running.visitor.base)
    visitor.sign_in(f"{first}@desk.example", "correct horse battery staple")
    return visitor


def text(raw: bytes) -> str:
    plain = next(part for part in message_from_bytes(raw).walk() if part.get_content_type() == "text/plain")
    return plain.get_payload(decode=True).decode().partition("\n>")[0]
