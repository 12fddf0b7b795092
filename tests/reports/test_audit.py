"""The sum is exact; and where somebody breaks it, the desk says so."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet

from tests.tickets.telling import hours, now, said, status
from transom.mail.models import InboundEmail
from transom.notifications.models import Notification, Reason
from transom.people.actor import SYSTEM
from transom.reports import watching
from transom.reports.audit import alarm, audit, standing, whole
from transom.reports.models import AuditAlarm, AuditRound, CustomerWord, Fate
from transom.reports.reconciling import MISSING, UNHELD, UNMINDED, UNSAID, Scope, unaccounted
from transom.reports.words import refresh
from transom.tickets import actions
from transom.tickets.log import assert_replays
from transom.tickets.messages import Message
from transom.tickets.models import Ticket
from transom.worker import drain

LATER = hours(24 * 5)


@pytest.fixture
def world(asked, acts, writes, mail):
    """Words of every fate that verbs alone bring about."""
    answered, owed, closed = asked("Answered.", 0), asked("Owed.", 1), asked("Closed.", 2)
    actions.reply(answered, said("Off."), actor=acts, at=hours(3))
    actions.change_status(closed, status("spam"), actor=acts, comment="Lottery.", at=hours(3))
    ticket = mail(at=hours(4), message_id="<first@acme.example>").ticket
    mail("Me too.", sender="eve@else.example", in_reply_to="<first@acme.example>", subject="Re: x", at=hours(5))
    mail("Away.", subject="Away", auto_submitted="auto-replied", in_reply_to="<first@acme.example>", at=hours(6))
    drain()
    return {"answered": answered, "owed": owed, "closed": closed, "mailed": ticket}


def look(at):
    """As the worker does, twice so that a walk which begins has begun; `at` is when."""
    watching.step(at)
    watching.step(at + watching.PAUSE)


def test_every_word_that_was_stored_has_one_fate_and_the_sum_is_exact(world):
    found = audit(SYSTEM, LATER)
    assert found.fates == {"answered": 1, "owed": 2, "closed-by-us": 1, "held": 1, "automated": 1}
    assert (found.stored, found.accounted, found.lost, found.is_exact) == (6, 6, [], True)
    assert found.outcomes == {"ticket": 1, "held": 1, "message": 1}
    assert whole(LATER).is_exact and whole(LATER).stored == 6


def test_the_short_standing_says_the_same(world, as_actor, quinn):
    said_short = standing(as_actor(quinn), LATER)
    assert (said_short.words, said_short.answered, said_short.settled) == (6, 1, 2)
    assert (said_short.owed, said_short.held, said_short.unaccounted) == (2, 1, 0)


def test_what_the_worker_has_not_heard_yet_is_no_fault(asked, ann, as_actor):
    ticket = asked()
    actions.receive(ticket, said("Hello?"), ann, trust="verified", actor=as_actor(ann), at=hours(1))
    assert unaccounted(Scope()) == []
    found = audit(SYSTEM, LATER)
    assert (found.stored, found.accounted, found.unheard, found.is_exact) == (2, 1, 1, True)


def loses_a_row(world):
    CustomerWord.objects.filter(message__text="Owed.").delete()
    return {MISSING, UNSAID}


def settles_what_is_owed(world):
    CustomerWord.objects.filter(message__text="Owed.").update(fate=Fate.ANSWERED)
    return {UNSAID}


def owes_what_is_settled(world):
    CustomerWord.objects.filter(message__text="Answered.").update(fate=Fate.OWED)
    return {UNMINDED}


def forgets_a_held_mail(world):
    CustomerWord.objects.filter(fate=Fate.HELD).delete()
    return {UNHELD}


def stops_a_clock(world):
    write_past_the_door(world["owed"], awaiting_us_since=None)
    return {UNMINDED}


def starts_a_clock(world):
    write_past_the_door(world["answered"], awaiting_us_since=hours(1))
    return {UNSAID}


def write_past_the_door(ticket, **columns):
    """What nothing of ours can do."""
    QuerySet(Ticket).filter(pk=ticket.pk).update(**columns)


BREAKING = (
    loses_a_row,
    settles_what_is_owed,
    owes_what_is_settled,
    forgets_a_held_mail,
    stops_a_clock,
    starts_a_clock,
)


@pytest.mark.parametrize("breaks", BREAKING, ids=lambda breaks: breaks.__name__)
def test_whatever_is_broken_on_purpose_is_found_and_said_loudly(world, quinn, sue, ada, breaks):
    look(LATER)
    assert alarm() is None
    kinds = breaks(world)
    assert {lost.kind for lost in audit(SYSTEM, LATER).lost} == kinds
    assert not audit(SYSTEM, LATER).is_exact
    look(LATER + timedelta(hours=2))
    assert alarm().unaccounted == len(kinds)
    told = Notification.objects.filter(reason=Reason.UNACCOUNTED)
    assert {row.person for row in told} == {quinn, ada}


def test_the_alarm_ends_when_it_is_mended_and_is_told_once_a_day(world, quinn):
    look(LATER)
    CustomerWord.objects.filter(message__text="Owed.").delete()
    for minutes in (60, 70, 80):
        watching.step(LATER + timedelta(minutes=minutes))
    assert Notification.objects.filter(reason=Reason.UNACCOUNTED).count() == 1
    watching.step(LATER + timedelta(days=1, hours=1))
    assert Notification.objects.filter(reason=Reason.UNACCOUNTED).count() == 2
    refresh([world["owed"].pk])
    watching.step(LATER + timedelta(days=1, hours=2))
    assert alarm() is None and AuditAlarm.objects.get().until == LATER + timedelta(days=1, hours=2)


def test_what_is_old_is_walked_through_in_stretches_and_found_too(world, quinn, monkeypatch):
    monkeypatch.setattr(watching, "BATCH", 2)
    at = LATER + timedelta(days=400)
    look(at)
    CustomerWord.objects.filter(message__text="Closed.").delete()
    hours_of_looking = 0
    while alarm() is None and hours_of_looking < 20:
        hours_of_looking += 1
        watching.step(at + timedelta(hours=hours_of_looking))
    assert alarm() and hours_of_looking > 2  # not what came in lately, which is looked at each time


def test_a_round_says_how_much_it_has_looked_at(world, quinn):
    for minutes in range(6):
        watching.step(LATER + watching.PAUSE * minutes)
    walk = AuditRound.objects.get()
    assert (walk.last_walked, walk.last_found) == (Message.objects.exclude(trust="ours").count(), 0)


def test_a_mail_whose_word_is_gone_is_unaccounted_for(world):
    InboundEmail.objects.filter(outcome="ticket").update(message=None)
    assert [lost.kind for lost in unaccounted(Scope())] == ["mail"]


def test_who_sees_no_mailbox_has_sums_without_it_and_no_less_exact(world, sue, quinn, as_actor, desk):
    closed_team = quinn.teams.create(name="Payroll")
    desk.team, desk.restricted = closed_team, True
    desk.save()
    mine, theirs = audit(as_actor(quinn), LATER), audit(as_actor(sue), LATER)
    assert (mine.stored, mine.is_exact) == (6, True)
    assert (theirs.stored, theirs.accounted, theirs.outcomes, theirs.is_exact) == (3, 3, {}, True)


def test_somebody_without_a_role_is_told_nothing(world, olga, as_actor):
    found = audit(as_actor(olga), LATER)
    assert (found.stored, found.fates, found.outcomes, found.lost) == (0, {}, {}, [])


def test_everything_replays(world):
    for ticket in Ticket.objects.all():
        assert_replays(now(ticket))
