"""By when an answer is owed stands on every row, on the ticket, and in the rail: amber before, red behind, always in words."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from transom.clock import changing
from transom.clock.documents import RuleDocument
from transom.people.actor import SYSTEM
from transom.tickets import actions
from transom.tickets.words import Words
from transom.timers.models import Calendar, TimerRule
from transom.web.clock.chips import due_chip, moment

UTC = ZoneInfo("UTC")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def ago(**time) -> datetime:
    return timezone.now() - timedelta(**time)


@pytest.mark.parametrize(
    ("due", "kind", "words"),
    [
        (MONDAY + timedelta(minutes=25), "due", "25 min left"),
        (MONDAY + timedelta(hours=3, minutes=30), "due", "3 h left"),
        (MONDAY + timedelta(days=1, hours=1, minutes=40), "due", "by Tue 10:40"),
        (MONDAY + timedelta(days=9), "due", "by 2 Dec, 09:00"),
        (MONDAY, "overdue", "overdue 1 min"),
        (MONDAY - timedelta(hours=5), "overdue", "overdue 5 h"),
    ],
)
def test_a_chip_says_it_in_few_words(due, kind, words):
    chip = due_chip(due, MONDAY)
    assert (chip.kind, chip.words) == (kind, words)
    assert chip.title.startswith("Answer owed by ")


def test_a_moment_of_another_year_has_its_year():
    assert moment(MONDAY + timedelta(days=60), MONDAY) == "22 Jan 2027, 09:00"


def test_a_row_says_how_long_is_left_and_then_how_long_it_is_over(sues, mail):
    mail(at=ago(hours=21), subject="In time")
    assert "2 h left" in sues.get("/queues/owed/").content.decode()
    mail(at=ago(hours=26), subject="Too late", sender="Bo <bo@acme.example>")
    page = sues.get("/queues/open/").content.decode()
    assert '<span class="chip is-overdue" title="Answer owed by ' in page
    assert "overdue 2 h" in page
    assert "overdue 2 h" in sues.get("/find/?q=late").content.decode()
    assert "overdue 2 h" in sues.get("/find/?q=is:overdue").content.decode()


def test_the_rail_counts_what_is_owed_in_red_once_one_is_late(sues, mail, sue, as_actor):
    ticket = mail(at=ago(hours=21)).ticket
    assert "is-hot" not in sues.get("/queues/owed/").content.decode()
    late = mail(at=ago(hours=30), sender="Bo <bo@acme.example>").ticket
    assert 'is-hot" href="/queues/owed/"' in sues.get("/queues/mine/").content.decode()
    actions.reply(late, Words(text="Here."), actor=as_actor(sue))
    page = sues.get("/queues/mine/").content.decode()
    assert "is-hot" not in page
    actions.reply(ticket, Words(text="Here."), actor=as_actor(sue))
    assert "No customer waits for an answer" in sues.get("/queues/owed/").content.decode()


def test_the_next_page_goes_by_a_rule_that_was_changed(sues, mail, desk):
    mail(at=ago(hours=10))
    assert "is-hot" not in sues.get("/queues/owed/").content.decode()
    row = TimerRule.objects.get(kind="reaction")
    said = {name: getattr(RuleDocument.of(row), name) for name in RuleDocument.__struct_fields__}
    changing.set_rule(row, RuleDocument(**said | {"after_minutes": 480, "steps": ()}), actor=SYSTEM, at=timezone.now())
    page = sues.get("/queues/owed/").content.decode()
    assert "is-hot" in page and "overdue 2 h" in page


def test_without_a_rule_a_row_says_how_long_it_waits(sues, mail):
    TimerRule.objects.all().delete()
    ticket = mail(at=ago(hours=30)).ticket
    page = sues.get("/queues/owed/").content.decode()
    assert "waits for us 30 h" in page and "is-overdue" not in page
    assert "waits for our answer" in sues.get(f"/tickets/{ticket.number}/").content.decode()


def test_urgent_ones_are_owed_first_and_then_the_longest(sues, mail, sue, as_actor):
    old = mail(at=ago(hours=20), subject="Old").ticket
    mail(at=ago(hours=2), subject="New", sender="Bo <bo@acme.example>")
    hot = mail(at=ago(hours=1), subject="Hot", sender="Cy <cy@acme.example>").ticket
    actions.set_priority(hot, "urgent", reason="Payroll", actor=as_actor(sue))
    page = sues.get("/queues/owed/").content.decode()
    places = [page.index(f'id="row-{number}"') for number in (hot.number, old.number, old.number + 1)]
    assert places == sorted(places)


def test_a_tier_has_a_rule_of_its_own(sues, mail, acme):
    TimerRule.objects.filter(kind="reaction").update(position=9)
    TimerRule.objects.create(kind="reaction", name="Gold", tier="Gold", after_minutes=60, position=0)
    mail(at=ago(hours=3))
    assert "20 h left" in sues.get("/queues/owed/").content.decode()
    acme.tier = "Gold"
    acme.save()
    page = sues.get("/queues/owed/").content.decode()
    assert "overdue 2 h" in page and "is-hot" in page


def test_working_hours_are_said_as_such_on_the_ticket(sues, mail, desk):
    calendar = Calendar.objects.get(is_default=True)
    calendar.hours = [[[0, 1440]]] * 7
    calendar.save()
    TimerRule.objects.filter(kind="reaction").update(counting="working", after_minutes=480)
    ticket = mail(at=ago(hours=5, minutes=1)).ticket
    assert "in 2 working hours" in sues.get(f"/tickets/{ticket.number}/").content.decode()
