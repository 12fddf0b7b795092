"""A year of a desk, driven through its verbs and its worker, against what an oracle of its own says of it: no difference."""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import pytest
from django.db import transaction
from django.test import override_settings

from tests.year import holding, scenario
from tests.year.living import Life
from tests.year.oracle import END, Year
from tests.year.scenario import HOUR
from transom.clearance.models import ClearanceItem, HeldFollowUp
from transom.clock.models import TimerFired
from transom.people.shifts import Holding
from transom.reports.models import CustomerWord
from transom.tickets.events import About, ReplySent
from transom.tickets.history import Event
from transom.tickets.log import assert_replays, event_of
from transom.tickets.models import Ticket

pytestmark = pytest.mark.django_db
STEP = tuple[str, str, int, int]
WHOLE = os.environ.get("YEAR") == "whole"


class Told(NamedTuple):
    """What a desk says of its year, in the oracle's words. Moments are minutes."""

    facts: dict[str, tuple]
    fired: dict[STEP, int]
    asked: set[tuple[str, int]]
    held: set[tuple[str, int]]
    batches: dict[int, dict[str, str]]
    holders: list[tuple[int, str | None]]
    words: dict[str, Counter]
    rang: Counter


@pytest.fixture(scope="module")
def year() -> Year:
    return Year(scenario.year(whole=WHOLE))


@pytest.fixture(scope="module")
def told(year, django_db_setup, django_db_blocker) -> Iterator[Told]:
    """Live through it once; nothing of it stays in the database."""
    moments = set(year.due().values())
    looks = moments | {at - 1 for at in moments} | {at for at, _ in holding.changes(END)}
    looks |= {last - 1 for _, last in year.late().values()}
    with django_db_blocker.unblock(), override_settings(TIME_ZONE=str(scenario.ZONE)), transaction.atomic():
        life = Life(list(year.stories.values()))
        life.live(END, sorted(looks))
        for ticket in Ticket.objects.all():
            assert_replays(ticket)
        yield tell(life)
        transaction.set_rollback(True)


def minute(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp()) // 60


def tell(life: Life) -> Told:
    name = {key: name for name, key in life.names.items()}
    fired = TimerFired.objects.select_related("step__rule")
    replies = [(name[row.stream_id], event_of(row)) for row in Event.objects.filter(kind=ReplySent.kind)]
    batches: dict[int, dict[str, str]] = {}
    for item in ClearanceItem.objects.select_related("batch"):
        batches.setdefault(minute(item.batch.opened_at), {})[name[item.ticket_id]] = item.decision
    holders: list[tuple[int, str | None]] = []
    for row in Holding.objects.select_related("person").order_by("since"):
        who = row.person.name if row.person else None
        if not holders or holders[-1][1] != who:
            holders.append((minute(row.since), who))
    words: dict[str, Counter] = {}
    for word in CustomerWord.objects.all():
        words.setdefault(name[word.ticket_id], Counter())[word.fate, word.seconds] += 1
    return Told(
        facts={
            name[row.pk]: (row.status.slug, minute(row.awaiting_us_since), minute(row.awaiting_customer_since))
            for row in Ticket.objects.select_related("status")
        },
        fired={
            (name[row.ticket_id], row.step.rule.kind, row.step.offset_minutes, minute(row.anchor)): minute(row.fired_at)
            for row in fired
        },
        asked=Counter(name for name, event in replies if event.about == About.FOLLOW_UP),
        held={(name[row.ticket_id], minute(row.anchor)) for row in HeldFollowUp.objects.all()},
        batches=batches,
        holders=holders,
        words=words,
        rang=Counter(Event.objects.filter(kind="clock-rang").values_list("payload__watches", flat=True)),
    )


def differences(got: dict, wanted: dict) -> list:
    return [(key, got.get(key), wanted.get(key)) for key in {**got, **wanted} if got.get(key) != wanted.get(key)]


def test_each_ticket_stands_where_it_should(year, told):
    wanted = {
        name: (one.status, min(one.owed.values(), default=None), one.silence) for name, one in year.sheets.items()
    }
    assert differences(told.facts, wanted) == []


def test_each_step_was_taken_to_the_minute_and_once(year, told):
    wanted, late = year.due(), year.late()
    seen = {key: at for key, at in told.fired.items() if key not in late}
    assert differences(seen, {key: at for key, at in wanted.items() if key not in late}) == []
    for key, (first, last) in late.items():  # a silence that began again in the past: within the hour
        assert first <= told.fired.get(key, first if last < first + HOUR else -1) <= last
    assert told.rang["reaction"] == sum(kind == "reaction" for _, kind, _, _ in told.fired)
    assert len(wanted) > (300 if WHOLE else 150)


def test_each_silence_was_followed_up_once_and_what_the_gate_kept_was_held(year, told):
    held = year.held()
    asked = {(name, anchor) for name, kind, _, anchor in told.fired if kind == "follow-up"}
    assert told.held == held
    assert told.asked == Counter(name for name, _ in asked - held)


def test_each_clearance_had_what_was_silent_and_ended_as_decided(year, told):
    ends = {"close": "closed", "keep": "kept", "call": "called", "leave": "", "gone": "", "overtaken": ""}
    wanted = {at: {name: ends[what] for name, what in batch.items()} for at, batch in year.batches.items() if batch}
    got = {at: {name: ends.get(what, what) for name, what in batch.items()} for at, batch in told.batches.items()}
    assert differences(got, wanted) == []
    assert len(wanted) > (30 if WHOLE else 15)


def test_exactly_one_held_the_queue_and_the_right_one(told):
    wanted = holding.changes(END)
    assert differences(dict(told.holders), dict(wanted)) == []
    assert len(wanted) > 100


def test_every_word_is_in_the_ledger_with_its_fate_and_how_long_its_answer_took(year, told):
    wanted = {
        name: Counter((fate, one.took[word] * 60 if word in one.took else None) for word, fate in one.fates.items())
        for name, one in year.sheets.items()
        if one.fates
    }
    assert differences(told.words, wanted) == []
