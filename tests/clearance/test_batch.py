"""Each week a batch of what has our word last and seven silent days, drawn up once, at the settings' day and time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from transom.clearance import batches
from transom.clearance.models import ClearanceBatch, ClearanceItem
from transom.clock import shipped as shipped_rules
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.workflow.models import TicketType
from transom.workflow.settings import ProcessSettings

LONG = timedelta(days=21)


@pytest.fixture
def rules(desk):
    shipped_rules.install(datetime.now(tz=ZoneInfo("UTC")))


@pytest.fixture
def issue(silent, quinn, as_actor, rules) -> Ticket:
    actions.set_type(silent, TicketType.objects.get(slug="issue"), actor=as_actor(quinn))
    silent.refresh_from_db()
    assert silent.awaiting_customer_since
    return silent


def thursdays(ticket: Ticket) -> tuple[datetime, datetime]:
    """The first two clearances after seven silent days, to the minute."""
    first = batches.next_clearance(ticket.awaiting_customer_since + timedelta(days=7))
    return first, first + timedelta(days=7)


def test_seven_silent_days_bring_an_issue_into_the_batch_of_the_week(issue):
    first, _second = thursdays(issue)
    assert batches.draw_up(first - timedelta(minutes=1)) is None
    batch = batches.draw_up(first)
    assert batch.day == first.date() and first.weekday() == 3
    [item] = batch.items.all()
    assert (item.ticket, item.anchor) == (issue, issue.awaiting_customer_since)
    assert batches.draw_up(first) is None
    assert batches.draw_up(first - timedelta(hours=2)) is None
    assert batches.draw_up(first + timedelta(days=6, hours=23)) is None


def test_missed_weeks_are_caught_up_once(issue):
    first, second = thursdays(issue)
    batch = batches.draw_up(second + timedelta(days=2))
    assert batch.day == second.date() and ClearanceBatch.objects.count() == 1


def test_what_nobody_decided_about_comes_again_and_the_earlier_batch_is_over(issue):
    first, second = thursdays(issue)
    earlier = batches.draw_up(first)
    later = batches.draw_up(second)
    earlier.refresh_from_db()
    assert earlier.closed_at == second and later.items.get().ticket == issue


def test_a_question_is_not_cleared_as_the_desk_ships(silent, rules):
    assert batches.draw_up(silent.awaiting_customer_since + LONG) is None


def test_what_is_kept_comes_seven_days_after_that(issue, quinn, as_actor):
    first, second = thursdays(issue)
    actions.keep(issue, first + timedelta(days=3), actor=as_actor(quinn), at=first - timedelta(days=1))
    assert batches.draw_up(second) is None
    assert batches.draw_up(second + timedelta(days=7)).items.get().ticket == issue


def test_the_day_and_time_are_the_desks_own_in_its_zone_across_summer_time(issue, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    ProcessSettings(clearance_weekday=0, clearance_minute=570).save()
    zone = ZoneInfo("Europe/Berlin")
    for month, day in ((3, 29), (10, 25)):  # Sundays in 2027 and 2026 around which the clock changes
        monday = datetime(2027 if month == 3 else 2026, month, day, 9, 30, tzinfo=zone)
        monday += timedelta(days=(7 - monday.weekday()) % 7)
        assert batches.last_clearance(monday) == monday
        assert (
            batches.last_clearance(monday - timedelta(seconds=1)).astimezone(zone).date()
            == (monday - timedelta(days=7)).date()
        )


def test_two_workers_make_one_batch(issue, monkeypatch):
    first, _second = thursdays(issue)
    found = [(issue.pk, issue.awaiting_customer_since)]
    assert batches._made(first.date(), found, first) is not None
    assert batches._made(first.date(), found, first) is None
    assert ClearanceItem.objects.count() == 1
