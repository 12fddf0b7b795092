"""A desk that has lived: one row of nearly everything, for what takes all of it out and brings it back."""

import json
import uuid
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from tests.conftest import raw_mail
from tests.faults import databases
from tests.faults.databases import FaultDesk
from transom.asking.models import AnswerLink
from transom.clearance.models import ClearanceBatch, ClearanceItem, ClockWords, HeldFollowUp, RevivalLink
from transom.clock.models import TimerFired
from transom.cockpit import runs
from transom.foundation.pauses import Pause, Paused
from transom.mail.fetching.models import ImapAccount
from transom.people.actor import person
from transom.people.models import Membership, ProductArea, Team, User
from transom.people.roles import Role
from transom.people.setup_links import SetupLink
from transom.reviews import meeting
from transom.shifts import handing, planning
from transom.tickets import actions
from transom.tickets.files import store
from transom.tickets.history import Event, MissedHearing
from transom.tickets.reproductions import Result
from transom.tickets.words import NewAttachment, Words
from transom.timers.models import TimerStep
from transom.workflow.settings import ProcessSettings

SECRET = "hunter-2-of-the-mailbox"


@pytest.fixture
def lived(transactional_db, desk, sue, ann, mail, as_actor):
    """Two tickets with words, files, notes, tags and watchers, one merged; mails of several outcomes; all that is set up."""
    log = ("log.txt", "text/plain", b"line\n" * 1000)
    raw = raw_mail(message_id="<first@acme.example>", attachments=(log,))
    first = mail(raw=raw).ticket
    mail(raw=raw)
    mail("I am away.", subject="Away", auto_submitted="auto-replied")
    second = mail("And the other one.", subject="The scanner too").ticket
    third = mail("Third.", subject="Zażółć gęślą jaźń 日本 \U0001f600").ticket
    actor = as_actor(sue)
    picture = NewAttachment(store(b"\x89PNG not really"), "p.png", "image/png")
    actions.reply(first, Words("Water helps.", attachments=(picture,)), actor=actor)
    actions.note(first, Words("Between us.", attachments=(picture,)), actor=actor)
    actions.set_tags(first, {"fire", "printer"}, actor=actor)
    actions.watch(first, sue, actor=actor)
    actions.merge(second, first, actor=actor)
    amount = {"hours": Decimal("7.50"), "amount": Decimal(900), "currency": "EUR"}
    day = timezone.localdate() + timedelta(days=9)
    estimate = actions.make_estimate(third, "A day.", **amount, valid_until=day, actor=actor)
    until = timezone.now() + timedelta(days=9)
    AnswerLink.objects.offer(third, "estimate", ann, until, estimate=estimate, now=timezone.now())
    ProcessSettings(urgent_limit=7).save()
    mail("A stranger's words", sender="Eve <eve@other.example>", in_reply_to="<first@acme.example>")
    team = Team.objects.create(name="Core")
    Membership.objects.create(team=team, user=sue)
    ProductArea.objects.create(name="Printing", team=team)
    ImapAccount.objects.create(mailbox=desk, host="imap.desk.example", login="support", secret=SECRET)
    SetupLink.objects.offer(timezone.now())
    Pause.objects.begin(Paused.FETCHING, "A test holds it.")
    MissedHearing.objects.create(event=Event.objects.first(), hearer="no.such", due_at=timezone.now() + timedelta(1))
    on_table = [lambda visible: visible.filter(pk=third.pk)]
    meeting.begin("Monday", on_table, actor=actor, now=timezone.now())
    _take_turns(sue)
    actions.record_reproduction(third, Result.REPRODUCED, steps="Print two pages.", version="4.2", actor=actor)
    _fall_silent(third, ann)
    now = timezone.now()
    step = TimerStep.objects.order_by("pk").first()
    TimerFired.objects.create(step=step, ticket=third, anchor=now, fired_at=now, result="A test rang.")
    return third


def _fall_silent(ticket, ann) -> None:
    """Words of the clock, a follow-up that is held, a week's clearance, and a link by which Ann comes back."""
    now = timezone.now()
    ClockWords.objects.create(kind="follow-up", language="de", text="Hallo?")
    HeldFollowUp.objects.create(ticket=ticket, anchor=now, text="Hello?", held_at=now)
    batch = ClearanceBatch.objects.create(day=now.date(), opened_at=now)
    ClearanceItem.objects.create(batch=batch, ticket=ticket, anchor=now)
    RevivalLink.objects.offer(ticket, ann, now)


def _take_turns(sue) -> None:
    """Sue answers for the queue, is planned, will be away, and hands over."""
    sue.give_roles(Role.QUEUE_MANAGER)
    now, day = timezone.now(), timedelta(days=1)
    actor = person(User.objects.get(pk=sue.pk))
    planning.plan(sue, [(now + day, now + 2 * day)], actor=actor, now=now)
    planning.plan_absence(sue, now + 5 * day, now + 6 * day, actor=actor, now=now)
    handing.offer(None, "Nothing waits.", actor=actor, now=now)
    runs.begin(actor=actor, now=now)


@pytest.fixture
def own_desk(prepared_desk, tmp_path):
    """An empty desk of its own folder and database, on the database that these tests run on. Not running."""
    desk = databases.copy(prepared_desk, tmp_path / "own")
    yield desk
    databases.drop(desk)


def empty_database(server: str) -> str:
    name = f"restored_{uuid.uuid4().hex}"
    databases.execute(databases.named(server, "postgres"), f'CREATE DATABASE "{name}"')
    return databases.named(server, name)


@pytest.fixture
def bare(server, tmp_path):
    """Makes a place with nothing in it: a folder, and an empty database on the server (or SQLite, where `url` says so)."""
    made = []

    def make(name: str, url: str = server) -> FaultDesk:
        desk = FaultDesk(tmp_path / name, empty_database(url) if url else "")
        made.append(desk)
        return desk

    yield make
    for desk in made:
        databases.drop(desk)


def lines(folder: Path, name: str) -> list[dict]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_bytes().splitlines()]
