"""What is due is the same asked of the database and worked out of each ticket's facts, whatever the rules and the moment."""

import random
from datetime import timedelta

import pytest

from tests.clock.living import STARTED, asked, hours, now, silent
from tests.tickets.telling import of_type, said, status
from transom.clock.due import surely_due
from transom.customers.models import Contact
from transom.foundation.addresses import parse_addresses
from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.due import closing_soon, due, facts_of, next_clearance, overdue, owed
from transom.tickets.models import Ticket
from transom.timers.deadlines import clock_of, due_at
from transom.timers.models import Calendar, Counting, RuleKind, TimerRule, TimerStep
from transom.timers.rules import rules
from transom.worker import dispatch_next
from transom.workflow.settings import ProcessSettings


@pytest.fixture
def many(ann, sue, as_actor, acme):
    """Tickets in many states, of customers and types of all kinds, with and without a team."""
    dice, acts = random.Random(6), as_actor(sue)
    acme.tier = "gold"
    acme.save()
    [address] = parse_addresses("Bob <bob@nowhere.example>")
    stranger, team = Contact.objects.find_or_make(address), Team.objects.create(name="Billing")
    found = []
    for number in range(24):
        who, at = dice.choice((ann, stranger)), hours(dice.randrange(400) / 4)
        begun = asked(who, at) if number % 3 else silent(who, sue, at)
        if dice.random() < 0.4:
            actions.assign_team(begun, team, actor=acts)
        if dice.random() < 0.4:
            actions.set_type(now(begun), of_type("issue"), actor=acts, at=at + timedelta(hours=1))
        if dice.random() < 0.3:
            actions.keep(now(begun), at + timedelta(hours=dice.randrange(2, 90)), actor=acts, at=at)
        if dice.random() < 0.3:
            actions.reply(now(begun), said("Later."), actor=acts, at=at + timedelta(hours=2), expects_answer=False)
        if dice.random() < 0.2:
            actions.change_status(
                now(begun), status("not-for-us"), actor=acts, comment="No.", at=at + timedelta(hours=3)
            )
        found.append(now(begun))
    while dispatch_next(hours(500)):
        pass
    return found


def some_rules(team: Team) -> None:
    """Of each kind four that are meant for some, and the last for all; every other one counts working time."""
    TimerRule.objects.all().delete()
    calendar = Calendar.objects.get(is_default=True)
    meant = ({"tier": "gold"}, {"team": team}, {"ticket_type": of_type("issue"), "tier": "gold"}, {})
    for kind in RuleKind:
        for position, whom in enumerate(meant):
            TimerRule.objects.create(
                kind=kind,
                name=f"{kind} {position}",
                position=position,
                counting=Counting.WORKING if position % 2 else Counting.REAL,
                calendar=calendar if position == 1 else None,
                after_minutes=None if kind == RuleKind.LANGUISHING else 200 + 700 * position,
                **whom,
            )


@pytest.mark.parametrize("kind", RuleKind)
def test_the_query_finds_what_the_facts_say(many, kind):
    some_rules(Team.objects.get())
    among = rules()
    seen = 0
    for rule in (rule for rule in among if rule.kind == kind):
        for at in (hours(3), hours(50), hours(51.5), hours(130), hours(2000)):
            cutoff = at if kind == RuleKind.LANGUISHING else rule.cutoff(at)
            page = list(due(Ticket.objects.all(), rule, cutoff, among).values_list("pk", "anchor"))
            wanted = {(ticket.pk, anchor) for ticket in many if (anchor := anchor_if_due(ticket, rule, among, at))}
            assert set(surely_due(page, TimerStep(), rule, at)) == wanted
            since = {key for key, anchor in page if anchor >= hours(60)}
            if kind != RuleKind.LANGUISHING:
                assert since == set(
                    due(Ticket.objects.all(), rule, cutoff, among, hours(60)).values_list("pk", flat=True)
                )
            seen += len(wanted)
    assert seen > 5


def anchor_if_due(ticket, rule, among, at):
    facts = facts_of(ticket, among)
    clock = clock_of(rule.kind, facts, among, at)
    if clock is None or clock.rule.key != rule.key or clock.paused:
        return None
    return clock.anchor if due_at(rule, facts, clock.anchor, at) <= at else None


def test_what_is_owed_and_overdue(many):
    some_rules(Team.objects.get())
    among, at = rules(), hours(60)
    assert set(owed(Ticket.objects.all())) == {ticket for ticket in many if ticket.awaiting_us_since}
    wanted = {
        ticket
        for ticket in many
        if (clock := clock_of(RuleKind.REACTION, facts_of(ticket, among), among, at)) and clock.is_overdue(at)
    }
    assert wanted
    assert set(overdue(Ticket.objects.all(), among, at)) == wanted


def test_closing_soon_is_what_the_next_clearance_lists(many):
    among, at = rules(), hours(24 * 5)
    coming = next_clearance(at)
    wanted = {
        ticket
        for ticket in many
        if (clock := clock_of(RuleKind.CLEARANCE, facts_of(ticket, among), among, at)) and clock.deadline <= coming
    }
    assert wanted
    assert set(closing_soon(Ticket.objects.all(), among, at)) == wanted
    TimerRule.objects.all().delete()
    assert not closing_soon(Ticket.objects.all(), rules(), at).exists()


def test_the_next_clearance_comes_on_its_day_at_its_time(desk, settings):
    settings.TIME_ZONE = "Europe/Vienna"
    assert next_clearance(STARTED).isoformat() == "2026-03-05T10:00:00+01:00"
    assert next_clearance(next_clearance(STARTED)).isoformat() == "2026-03-12T10:00:00+01:00"
    chosen = ProcessSettings(clearance_weekday=6, clearance_minute=150)
    assert next_clearance(hours(24 * 22), chosen).isoformat() == "2026-03-29T02:30:00+01:00"  # a time that is left out


def test_all_rules_come_in_one_query(desk, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = rules()
    assert [rule.kind for rule in found] == sorted(rule.kind for rule in found)
    assert {rule.calendar.name for rule in found} == {"The desk"}


def test_rules_of_a_desk_without_a_calendar_have_none(desk):
    TimerRule.objects.update(calendar=None)
    Calendar.objects.all().delete()
    assert {rule.calendar for rule in rules()} == {None}
