"""Events reach their hearers once each, and one that fails holds nobody up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from transom import worker
from transom.mail.models import OutboundEmail
from transom.tickets import actions
from transom.tickets.actions import Words
from transom.tickets.events import NoteAdded, ReplySent
from transom.tickets.history import Event, MissedHearing
from transom.worker import steps

pytestmark = pytest.mark.django_db


class Hearer:
    """Keeps what it heard; fails while `broken`."""

    def __init__(self):
        self.__qualname__ = "Hearer"  # it stands for a function
        self.heard, self.broken = [], False

    def __call__(self, row, now):
        if self.broken:
            OutboundEmail.objects.all().update(subject="half done")
            raise ValueError("this event is poison")
        self.heard.append(row.pk)


@pytest.fixture
def hearer(monkeypatch):
    one = Hearer()
    monkeypatch.setitem(worker.HEARERS, NoteAdded.kind, (one,))
    return one


@pytest.fixture
def notes(ticket, sue, as_actor):
    """Adds a note; gives its event."""

    def add(text="Look at this."):
        actions.note(ticket, Words(text=text), actor=as_actor(sue))
        return Event.objects.filter(kind=NoteAdded.kind).latest("pk")

    return add


def test_an_event_that_fails_stops_none_behind_it(hearer, notes, caplog):
    hearer.broken = True
    poison = notes()
    worker.drain()
    hearer.broken = False
    good = notes("And at this.")
    worker.drain()
    assert hearer.heard == [good.pk]
    missed = MissedHearing.objects.get()
    assert missed.event == poison
    assert missed.last_error == "ValueError: this event is poison"
    assert "failed on" in caplog.text
    assert not Event.objects.undispatched().exists()


def test_what_a_failing_hearer_wrote_is_undone(hearer, notes):
    hearer.broken = True
    notes()
    worker.drain()
    assert not OutboundEmail.objects.filter(subject="half done").exists()


def test_a_failing_hearer_is_called_again_when_its_wait_is_over_and_only_once(hearer, notes):
    hearer.broken = True
    poison = notes()
    now = timezone.now()
    worker.drain(lambda: now)
    hearer.broken = False
    assert not worker.hear_again(now)
    assert worker.hear_again(now + timedelta(minutes=2))
    assert hearer.heard == [poison.pk]
    assert MissedHearing.objects.get().settled_at
    assert not worker.hear_again(now + timedelta(days=30))


def test_the_waits_grow_and_in_the_end_it_is_parked_for_a_person(hearer, notes):
    hearer.broken = True
    notes()
    now, waits = timezone.now(), []
    worker.drain(lambda: now)
    for _ in range(20):
        missed = MissedHearing.objects.get()
        if missed.parked_at:
            break
        waits.append(missed.due_at - now)
        now = missed.due_at
        assert worker.hear_again(now)
    assert missed.parked_at
    assert "poison" in missed.last_error
    assert waits == sorted(waits)
    assert timedelta(minutes=1) * 0.8 <= waits[0] and waits[-1] > timedelta(hours=12)
    assert not worker.hear_again(now + timedelta(days=365))


def test_one_failing_hearer_costs_the_others_nothing(monkeypatch, hearer, notes):
    broken = Hearer()
    broken.broken = True
    monkeypatch.setitem(worker.HEARERS, NoteAdded.kind, (broken, hearer))
    event = notes()
    worker.drain()
    assert hearer.heard == [event.pk]
    assert MissedHearing.objects.count() == 1


def test_a_hearer_that_is_gone_is_told_and_kept(hearer, notes, monkeypatch):
    hearer.broken = True
    notes()
    now = timezone.now()
    worker.drain(lambda: now)
    monkeypatch.setitem(worker.HEARERS, NoteAdded.kind, ())
    worker.hear_again(now + timedelta(minutes=2))
    assert "any more" in MissedHearing.objects.get().last_error


def test_dispatching_again_writes_no_second_mail(ticket, sue, as_actor):
    actions.reply(ticket, Words(text="It is mended."), actor=as_actor(sue))
    worker.drain()
    row = Event.objects.get(kind=ReplySent.kind)
    worker.drain()
    assert OutboundEmail.objects.filter(message=row.payload["message"]).count() == 1


def test_a_flood_of_mail_does_not_keep_our_answer_waiting(ticket, sue, as_actor, desk, monkeypatch):
    actions.reply(ticket, Words(text="It is mended."), actor=as_actor(sue))
    monkeypatch.setattr(steps, "process_next", lambda now: True)  # a mail is always there
    for _ in range(3):
        worker.work()
    assert OutboundEmail.objects.filter(kind="answer").exists()
