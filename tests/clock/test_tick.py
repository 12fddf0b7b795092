"""What the clock does when, each thing once, and that all of it stands in the ticket's history."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from tests.clock.living import asked, fired, hours, now, only, ring_at, said, silent
from tests.tickets.telling import kinds, last
from transom.clock import tick as ticking
from transom.clock.models import ClockMark, TimerFired
from transom.clock.tick import MOST, tick
from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.log import assert_replays
from transom.timers.models import Calendar, Effect, RuleKind, TimerRule, TimerStep
from transom.worker import dispatch_next

OWNER, MANAGER, ADMINS = Effect.TELL_OWNER, Effect.TELL_QUEUE_MANAGER, Effect.TELL_ADMINS
SECOND = timedelta(seconds=1)


def test_the_rules_that_ship_warn_alarm_and_escalate_each_at_its_time(ann, quinn, ada):
    ticket = asked(ann)
    TimerRule.objects.exclude(kind=RuleKind.REACTION).delete()
    for at, told in (
        (21.9, []),
        (22, [OWNER]),
        (23.9, [OWNER]),
        (24, [OWNER, MANAGER]),
        (28, [OWNER, MANAGER, ADMINS]),
    ):
        ring_at(hours(at))
        assert [effect for _offset, effect, _result in fired()] == told
    assert kinds(ticket)[-3:] == ["clock-rang"] * 3
    assert last(ticket).sentence() == "told the admins: an answer was owed by 3 March 2026 09:00"
    assert_replays(now(ticket))


def test_what_was_done_is_not_done_again(ann):
    asked(ann)
    only(RuleKind.REACTION, (0, OWNER))
    ring_at(hours(1))
    for later in (1.001, 1.5, 2, 3, 30, 300):
        assert ring_at(hours(later)) == 0
    assert fired() == [(0, OWNER, "")]


def test_an_answer_ends_it_and_the_next_word_begins_it_anew(ann, sue, as_actor):
    ticket = asked(ann)
    only(RuleKind.REACTION, (0, OWNER))
    actions.reply(ticket, said("Try this."), actor=as_actor(sue), at=hours(0.5))
    ring_at(hours(5))
    assert fired() == []
    actions.receive(now(ticket), said("No."), ann, trust="verified", actor=as_actor(ann), at=hours(6))
    ring_at(hours(6.9))
    assert fired() == []
    ring_at(hours(7))
    assert TimerFired.objects.get().anchor == hours(6)


def test_a_second_word_does_not_put_off_what_the_first_is_owed(ann, as_actor):
    ticket = asked(ann)
    only(RuleKind.REACTION, (0, OWNER))
    actions.receive(ticket, said("And another thing."), ann, trust="verified", actor=as_actor(ann), at=hours(0.9))
    ring_at(hours(1))
    assert TimerFired.objects.get().anchor == hours(0)


def test_the_history_does_not_make_the_ticket_look_younger(ann):
    ticket = asked(ann)
    only(RuleKind.REACTION, (0, OWNER))
    ring_at(hours(1))
    assert now(ticket).last_event_at == ticket.last_event_at


def test_more_than_it_does_at_a_time_is_done_one_after_the_other(ann):
    tickets = [asked(ann, hours(number / 60)) for number in range(2 * MOST + 3)]
    only(RuleKind.REACTION, (0, OWNER))
    assert ring_at(hours(9)) == 3
    assert sorted(TimerFired.objects.values_list("ticket", flat=True)) == [ticket.pk for ticket in tickets]


def test_words_of_one_moment_are_none_of_them_left_out(ann):
    tickets = [asked(ann) for _number in range(MOST + 2)]
    only(RuleKind.REACTION, (0, OWNER))
    ring_at(hours(9))
    assert TimerFired.objects.count() == len(tickets)


def test_more_that_languishes_than_it_does_at_a_time_is_found_as_well(ann):
    tickets = [asked(ann, hours(number / 60)) for number in range(MOST + 2)]
    only(RuleKind.LANGUISHING, (0, OWNER), after=None)
    ring_at(hours(0.5))
    assert fired() == []
    ring_at(hours(24 * 40))
    assert TimerFired.objects.count() == len(tickets)


def test_what_came_in_before_the_clock_last_looked_is_found_within_the_hour(ann):
    asked(ann, hours(9))
    only(RuleKind.REACTION, (0, OWNER))
    ring_at(hours(10))
    late = asked(ann, hours(5))  # its mail had waited
    ring_at(hours(10.5))
    assert fired(late) == []
    ring_at(hours(11))
    assert fired(late) == [(0, OWNER, "")]


def test_a_rule_that_was_changed_looks_at_everything_again(ann):
    ticket = asked(ann)
    rule = only(RuleKind.REACTION, (0, OWNER), after=60 * 24)
    ring_at(hours(10))
    TimerRule.objects.filter(pk=rule.pk).update(after_minutes=60, version=rule.version + 1)
    ring_at(hours(10.01))
    assert fired(ticket) == [(0, OWNER, "")]


def test_a_rule_that_is_switched_off_does_nothing(ann):
    asked(ann)
    only(RuleKind.REACTION, (0, OWNER), is_active=False)
    assert ring_at(hours(30)) == 0
    assert ClockMark.objects.count() == 0


def test_the_first_rule_that_fits_holds_and_the_others_do_not(ann, acme):
    gold = only(RuleKind.REACTION, (0, MANAGER), after=60 * 48, tier="gold")
    rest = TimerRule.objects.create(kind=RuleKind.REACTION, name="Others", after_minutes=60, position=1)
    TimerStep.objects.create(rule=rest, offset_minutes=0, effect=OWNER)
    acme.tier = "gold"
    acme.save()
    ticket = asked(ann)
    ring_at(hours(30))
    assert fired(ticket) == []
    ring_at(hours(48))
    assert fired(ticket) == [(0, MANAGER, "")]
    assert TimerFired.objects.get().step.rule == gold


def test_a_rule_of_a_team_holds_for_its_tickets_alone(ann, as_actor, sue):
    team = Team.objects.create(name="Billing")
    ours, none = asked(ann), asked(ann)
    actions.assign_team(ours, team, actor=as_actor(sue))
    only(RuleKind.REACTION, (0, OWNER), team=team)
    ring_at(hours(2))
    assert (len(fired(ours)), len(fired(none))) == (1, 0)


def test_a_kept_ticket_is_due_for_clearance_when_that_is_over(ann, sue, as_actor):
    ticket = silent(ann, sue)
    actions.keep(ticket, hours(10), actor=as_actor(sue), at=hours(1))
    only(RuleKind.CLEARANCE, (0, MANAGER))
    ring_at(hours(10.9))
    assert fired() == []
    ring_at(hours(11))
    assert TimerFired.objects.get().anchor == hours(10)


def test_a_resolution_rings_when_the_time_that_was_ours_is_over(ann, sue, as_actor, drained):
    ticket = silent(ann, sue, at=hours(1))
    only(RuleKind.RESOLUTION, (0, MANAGER), after=180)
    actions.receive(ticket, said("No."), ann, trust="verified", actor=as_actor(ann), at=hours(9))
    drained()
    ring_at(hours(10.9))
    assert fired() == []
    ring_at(hours(11.1))
    assert fired() == [(0, MANAGER, "")]


def test_a_resolution_does_not_ring_while_we_wait_for_the_customer(ann, sue, drained):
    silent(ann, sue, at=hours(1))
    only(RuleKind.RESOLUTION, (0, MANAGER), after=180)
    drained()
    assert ring_at(hours(900)) == 0


@pytest.fixture
def drained():
    """Let the hearers hear; the clock stands meanwhile."""

    def drain():
        while dispatch_next(hours(0)):
            pass

    return drain


def test_a_calendar_that_makes_no_sense_stops_its_own_rule_alone(ann):
    asked(ann)
    only(RuleKind.REACTION, (0, OWNER), counting="working")
    other = TimerRule.objects.create(kind=RuleKind.LANGUISHING, name="Long", position=1)
    TimerStep.objects.create(rule=other, offset_minutes=0, effect=MANAGER)
    calendar = Calendar.objects.get(is_default=True)
    calendar.hours = [[]] * 7
    calendar.save()
    ring_at(hours(24 * 60))
    assert [effect for _offset, effect, _result in fired()] == [MANAGER]


def test_with_nothing_due_it_asks_little_and_writes_nothing(ann, django_assert_max_num_queries):
    asked(ann)
    ring_at(hours(10))
    with django_assert_max_num_queries(7) as asked_for:
        assert not tick(hours(10) + 5 * SECOND)
    assert all(query["sql"].startswith("SELECT") for query in asked_for)


def test_a_step_that_fails_stops_no_other(ann, monkeypatch, caplog):
    asked(ann)
    broken = only(RuleKind.REACTION, (-30, OWNER), (0, OWNER)).steps.order_by("offset_minutes").first()
    look = ticking.left_to_do

    def fails(step, *given):
        if step == broken:
            raise ValueError("a calendar of the year 10000")
        return look(step, *given)

    monkeypatch.setattr(ticking, "left_to_do", fails)
    ring_at(hours(2))
    assert fired() == [(0, OWNER, "")]
    assert "the others go on" in caplog.text


def test_a_database_that_fails_is_no_step_that_does(ann, monkeypatch):
    asked(ann)
    only(RuleKind.REACTION, (0, OWNER))

    def gone(*_given):
        raise OperationalError("the database is away")

    monkeypatch.setattr(ticking, "left_to_do", gone)
    with pytest.raises(OperationalError):
        tick(hours(2))
