"""The figures of a frozen history: exact, the same on both databases, and by the definitions in `docs/numbers.md`."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tickets.telling import hours, now, of_type, said, status
from transom.customers.models import Customer
from transom.people.actor import CLOCK
from transom.people.mailboxes import Mailbox
from transom.reports.figures import measured, reactions, reminders, this_week
from transom.reports.models import CustomerWord, Reminder
from transom.reports.reaction import DAY, percentile, reaction
from transom.reports.spans import months, weeks
from transom.tickets import actions
from transom.worker import drain

MONDAY = hours(0)  # 2 March 2026, 09:00
LATER = hours(24 * 20)


@pytest.fixture
def history(asked, acts, writes):
    """Answers after 1, 2, 3, 10 and 30 hours in the first week; in the second a call, one that waits and one that is closed."""
    for place, length in enumerate((1, 2, 3, 10, 30)):
        ticket = asked(f"Word {place}.", place)
        actions.reply(ticket, said("Off."), actor=acts, at=hours(place + length))
    called, closed = asked("Call me.", 24 * 7), asked("Spam.", 24 * 7 + 1)
    asked("Hello?", 24 * 7 + 2)
    actions.log_call(called, "She knows.", actor=acts, at=hours(24 * 7 + 4))
    actions.change_status(closed, status("spam"), actor=acts, comment="Lottery.", at=hours(24 * 7 + 5))
    actions.set_type(now(called), of_type("issue"), actor=acts)
    drain()


def test_a_week_has_median_nine_tenths_worst_and_the_share_within_a_day(history):
    spans = weeks(hours(24 * 7), 2)
    first, second = reactions(CustomerWord.objects.all(), spans, LATER)
    assert (first.answered, first.owed, first.within, first.late) == (5, 0, 4, 1)
    assert (first.median, first.ninety, first.worst) == (3 * 3600, 30 * 3600, 30 * 3600)
    assert first.share == 4 / 5
    assert (second.answered, second.owed, second.within, second.late) == (1, 1, 1, 1)
    assert (second.words, second.median) == (2, 4 * 3600)


def test_what_still_has_time_is_neither_within_nor_late(history):
    [second] = reactions(CustomerWord.objects.all(), weeks(hours(24 * 7), 1), hours(24 * 7 + 3))
    assert (second.owed, second.late, second.share) == (1, 0, 1.0)


def test_figures_are_taken_apart_by_what_the_word_was_when_it_was_answered(history, acme):
    Customer.objects.filter(pk=acme.pk).update(tier="gold")
    found = measured(CustomerWord.objects.all(), weeks(hours(24 * 7), 2), LATER, "ticket_type")
    assert {key: one.words for key, one in found.apart.items()} == {of_type("question").pk: 7}
    assert found.all.words == 7
    by_channel = measured(CustomerWord.objects.all(), weeks(hours(24 * 7), 2), LATER, "channel").apart
    assert sum(one.words for one in by_channel.values()) == 7


def test_a_word_of_sunday_night_is_in_the_week_of_the_desk(asked, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    asked("Late.", 24 * 6 + 8)  # Sunday 17:00 in UTC, Monday 02:00 in Tokyo
    drain()
    before, after = reactions(CustomerWord.objects.all(), weeks(hours(24 * 7), 2), LATER)
    assert (before.words, after.words) == (0, 1)


@pytest.mark.parametrize("day", ["2026-03-29T12:00", "2026-10-25T12:00", "2027-01-01T00:30"])
def test_weeks_and_months_follow_on_each_other_without_a_gap_through_summer_time(day, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    at = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo("Europe/Berlin"))
    for spans in (weeks(at, 8), months(at, 14)):
        assert all(one.ends == following.begins for one, following in zip(spans, spans[1:], strict=False))
        assert spans[-1].begins <= at < spans[-1].ends
    assert weeks(at, 1)[0].first.weekday() == 0 and months(at, 1)[0].first.day == 1


def test_months_go_back_over_the_year():
    assert [span.first for span in months(hours(0), 4)] == [
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
        date(2026, 3, 1),
    ]


@given(st.lists(st.integers(0, 10**7), min_size=1), st.integers(1, 100))
def test_a_percentile_is_a_value_at_which_that_share_is_reached_and_not_before(values, hundredths):
    ordered = sorted(values)
    found = percentile(ordered, hundredths)
    assert found in ordered
    assert 100 * sum(value <= found for value in ordered) >= hundredths * len(ordered)
    assert 100 * sum(value < found for value in ordered) < hundredths * len(ordered)


def test_of_nothing_there_is_no_figure():
    assert reaction([], 0, 0).share is None and percentile([], 50) is None


def test_exactly_a_day_is_within_it():
    assert (reaction([DAY], 0, 0).within, reaction([DAY + 1], 0, 0).late) == (1, 1)


@pytest.fixture
def silent(asked, acts):
    """Ann had our answer and a follow-up."""
    ticket = asked()
    actions.reply(ticket, said("Does it work?"), actor=acts, at=hours(1))
    actions.reply(now(ticket), said("Hello again?"), actor=CLOCK, about="follow-up", at=hours(49))
    drain()
    return now(ticket)


def of_the_week() -> tuple:
    return tuple(reminders(Reminder.objects.all(), weeks(hours(24 * 2), 1))[0])


def test_a_follow_up_that_is_answered_woke_somebody(silent, writes):
    assert of_the_week() == (1, 0, 0, 0)
    writes(silent, "Yes!", 60)
    assert of_the_week() == (1, 1, 0, 0)
    assert Reminder.objects.get().woke_at == hours(60)


def test_what_is_answered_after_our_own_next_word_is_not_the_follow_ups_merit(silent, acts, writes):
    actions.reply(silent, said("I rang you."), actor=acts, at=hours(50))
    writes(now(silent), "Yes!", 60)
    assert of_the_week() == (1, 0, 0, 0)


def test_a_cleared_ticket_that_comes_back_is_revived(silent, acts, writes):
    actions.reply(silent, said("We close this."), actor=acts, about="farewell", at=hours(72))
    actions.change_status(now(silent), status("closed-without-answer"), actor=acts, comment="Silent.", at=hours(72))
    drain()
    assert of_the_week() == (1, 0, 1, 0)
    writes(now(silent), "Still broken!", 90)
    assert of_the_week() == (1, 0, 1, 1)


def test_the_week_of_the_cockpit(history, quinn, as_actor, django_assert_max_num_queries):
    actor = as_actor(quinn)
    with django_assert_max_num_queries(4):
        week = this_week(actor, hours(24 * 7 + 6))
    assert (week.reaction.answered, week.reaction.owed) == (1, 1)
    assert [point.share for point in week.trend][-2:] == [0.8, 1.0]


def test_who_may_not_see_a_mailbox_has_figures_without_it(desk, mail, sue, quinn, as_actor):
    team = quinn.teams.create(name="Payroll")
    mail(at=hours(0))
    assert this_week(as_actor(sue), hours(1)).reaction.words == 1
    Mailbox.objects.filter(pk=desk.pk).update(team=team, restricted=True)
    assert this_week(as_actor(sue), hours(1)).reaction.words == 0
    assert this_week(as_actor(quinn), hours(1)).reaction.words == 1


def test_working_time_is_written_beside_real_time(asked, acts):
    ticket = asked()  # Monday 09:00 in UTC, where the desk is
    actions.reply(ticket, said("Off."), actor=acts, at=hours(24))
    drain()
    row = CustomerWord.objects.get()
    assert (row.seconds, row.working_seconds) == (24 * 3600, 8 * 3600)
    assert MONDAY + timedelta(seconds=row.seconds) == row.settled_at
