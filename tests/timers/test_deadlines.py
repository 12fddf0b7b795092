"""The clocks of one ticket, from its facts and the rules: which run, from when, until when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from transom.timers.deadlines import Facts, answer_owed_by, clock_of, clocks
from transom.timers.models import Calendar, Counting, RuleKind
from transom.timers.rules import DAY, Rule, rule_for

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
OFFICE = Calendar(time_zone="UTC", hours=[*([[[540, 1020]]] * 5), [], []])
HOUR = timedelta(hours=1)


def rule(kind, after=DAY, **more) -> Rule:
    return Rule(
        **{"key": 1, "kind": kind, "name": "A rule", "position": 0, "counting": Counting.REAL} | more,
        after_minutes=after,
    )


def facts(**more) -> Facts:
    given = {
        "ticket_type": 1,
        "tier": "",
        "team": None,
        "is_closed": False,
        "opened_at": MONDAY,
        "status_since": MONDAY,
    }
    return Facts(**given | more)


def deadline(kind, found: Facts, *rules: Rule, now=MONDAY) -> datetime | None:
    clock = clock_of(kind, found, rules, now)
    return clock and clock.deadline


def test_an_answer_is_owed_from_the_oldest_unanswered_word():
    asked = facts(awaiting_us_since=MONDAY + HOUR)
    assert deadline(RuleKind.REACTION, asked, rule(RuleKind.REACTION)) == MONDAY + 25 * HOUR
    assert deadline(RuleKind.REACTION, facts(), rule(RuleKind.REACTION)) is None
    assert answer_owed_by(MONDAY + HOUR, 1, "", None, [rule(RuleKind.REACTION)]) == MONDAY + 25 * HOUR
    assert answer_owed_by(None, 1, "", None, [rule(RuleKind.REACTION)]) is None


def test_a_closed_ticket_has_no_clock():
    assert clocks(facts(is_closed=True, awaiting_us_since=MONDAY), [rule(kind) for kind in RuleKind], MONDAY) == []


def test_news_is_owed_while_neither_side_owes_the_other():
    news = rule(RuleKind.NEXT_WORD)
    at_work = facts(last_replied_at=MONDAY + HOUR)
    assert deadline(RuleKind.NEXT_WORD, at_work, news) == MONDAY + 25 * HOUR
    assert deadline(RuleKind.NEXT_WORD, replace(at_work, awaiting_customer_since=MONDAY + HOUR), news) is None
    assert deadline(RuleKind.NEXT_WORD, replace(at_work, awaiting_us_since=MONDAY + HOUR), news) is None


def test_what_somebody_keeps_is_cleared_later_and_never_sooner():
    silent = facts(awaiting_customer_since=MONDAY)
    week = rule(RuleKind.CLEARANCE, 7 * DAY)
    assert deadline(RuleKind.CLEARANCE, silent, week) == MONDAY + 7 * 24 * HOUR
    assert deadline(RuleKind.CLEARANCE, replace(silent, kept_until=MONDAY + 48 * HOUR), week) == MONDAY + 9 * 24 * HOUR
    assert deadline(RuleKind.CLEARANCE, replace(silent, kept_until=MONDAY - 48 * HOUR), week) == MONDAY + 7 * 24 * HOUR


def test_languishing_runs_where_the_path_has_a_limit():
    limited = rule(RuleKind.LANGUISHING, None)
    assert deadline(RuleKind.LANGUISHING, facts(limit_days=3), limited) == MONDAY + 72 * HOUR
    assert deadline(RuleKind.LANGUISHING, facts(), limited) is None


def test_a_resolution_does_not_count_the_times_in_which_it_waited():
    done = rule(RuleKind.RESOLUTION, 10 * 60)
    waits = ((MONDAY + 2 * HOUR, MONDAY + 5 * HOUR), (MONDAY + 6 * HOUR, MONDAY + 7 * HOUR))
    assert deadline(RuleKind.RESOLUTION, facts(waits=waits), done) == MONDAY + 14 * HOUR
    later = (*waits, (MONDAY + 20 * HOUR, MONDAY + 30 * HOUR))
    assert deadline(RuleKind.RESOLUTION, facts(waits=later), done) == MONDAY + 14 * HOUR


def test_a_resolution_stands_still_while_it_waits():
    done = rule(RuleKind.RESOLUTION, 10 * 60)
    waiting = facts(waits=((MONDAY + 2 * HOUR, None),))
    clock = clock_of(RuleKind.RESOLUTION, waiting, [done], MONDAY + 50 * HOUR)
    assert clock.paused
    assert clock.deadline == MONDAY + 58 * HOUR
    assert not clock.is_overdue(MONDAY + 90 * HOUR)


def test_pauses_that_overlap_or_begin_before_the_ticket_count_once():
    done = rule(RuleKind.RESOLUTION, 60)
    waits = ((MONDAY - HOUR, MONDAY + HOUR), (MONDAY, MONDAY + 2 * HOUR), (MONDAY + HOUR / 2, MONDAY + HOUR))
    assert deadline(RuleKind.RESOLUTION, facts(waits=waits), done) == MONDAY + 3 * HOUR


def test_a_pause_within_a_minute_is_counted_to_the_second():
    done = rule(RuleKind.RESOLUTION, 8 * 60, counting=Counting.WORKING, calendar=OFFICE)
    waits = ((MONDAY + timedelta(seconds=10), MONDAY + timedelta(seconds=25)),)
    assert deadline(RuleKind.RESOLUTION, facts(waits=waits), done) == MONDAY + 24 * HOUR + timedelta(seconds=15)


def test_what_is_left_is_said_in_the_time_that_the_rule_counts():
    working = rule(RuleKind.REACTION, 4 * 60, counting=Counting.WORKING, calendar=OFFICE)
    friday = datetime(2026, 3, 6, 16, tzinfo=UTC)
    clock = clock_of(RuleKind.REACTION, facts(awaiting_us_since=friday), [working], friday)
    assert clock.deadline == datetime(2026, 3, 9, 12, tzinfo=UTC)
    assert clock.left(datetime(2026, 3, 8, 12, tzinfo=UTC)) == 3 * HOUR
    assert clock.left(datetime(2026, 3, 9, 13, 30, tzinfo=UTC)) == -1.5 * HOUR
    assert clock.is_overdue(clock.deadline)


def test_the_next_deadline_stands_first_and_what_stands_still_last():
    rules = [rule(RuleKind.REACTION), rule(RuleKind.LANGUISHING, None), rule(RuleKind.RESOLUTION, 60)]
    found = clocks(facts(awaiting_us_since=MONDAY, limit_days=3, waits=((MONDAY, None),)), rules, MONDAY + 500 * HOUR)
    assert [clock.kind for clock in found] == [RuleKind.REACTION, RuleKind.LANGUISHING, RuleKind.RESOLUTION]


def test_a_rule_whose_calendar_makes_no_sense_shows_no_clock():
    for calendar in (
        None,
        Calendar(time_zone="Nowhere", hours=OFFICE.hours),
        Calendar(time_zone="UTC", hours=[[]] * 7),
    ):
        broken = rule(RuleKind.REACTION, counting=Counting.WORKING, calendar=calendar)
        assert clocks(facts(awaiting_us_since=MONDAY), [broken], MONDAY) == []
        assert answer_owed_by(MONDAY, 1, "", None, [broken]) is None


def test_the_first_rule_that_fits_holds():
    gold = rule(RuleKind.REACTION, 60, key=1, tier="gold")
    team = rule(RuleKind.REACTION, 120, key=2, team=7)
    issue = rule(RuleKind.REACTION, 180, key=3, ticket_type=4)
    rest = rule(RuleKind.REACTION, 240, key=4)
    among = [gold, team, issue, rest]
    assert rule_for(RuleKind.REACTION, 4, "gold", 7, among) is gold
    assert rule_for(RuleKind.REACTION, 4, "silver", 7, among) is team
    assert rule_for(RuleKind.REACTION, 4, "", None, among) is issue
    assert rule_for(RuleKind.REACTION, 5, "", 8, among) is rest
    assert rule_for(RuleKind.FOLLOW_UP, 5, "", 8, among) is None


def test_a_step_before_the_deadline_is_never_before_the_beginning():
    assert rule(RuleKind.REACTION, 60).moment(MONDAY, -90) == MONDAY
    assert rule(RuleKind.REACTION, 60).cutoff(MONDAY, -90) == MONDAY
