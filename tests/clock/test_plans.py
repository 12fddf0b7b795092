"""The clock walks the index of each fact, from where it was: never the table, whatever it holds."""

import pytest
from django.db import connection

from tests.clock.living import asked, hours, silent
from tests.tickets.large import seem_large
from tests.tickets.telling import of_type
from transom.clock.due import left_to_do
from transom.clock.models import TimerFired
from transom.people.models import Team
from transom.tickets.due import closing_soon, overdue
from transom.tickets.models import Ticket
from transom.timers.models import Effect, RuleKind, TimerRule, TimerStep
from transom.timers.rules import rules

SQLITE = connection.vendor == "sqlite"
TAKEN = (
    "sqlite_autoindex_transom_timerfired_1 (step_id=? AND ticket_id=? AND anchor=?)"
    if SQLITE
    else "fires_once_an_anchor"
)
INDEXES = {
    RuleKind.REACTION: ("owed_by_anchor",),
    RuleKind.NEXT_WORD: ("open_by_our_word",),
    RuleKind.RESOLUTION: ("open_by_opening",),
    RuleKind.FOLLOW_UP: ("silent_by_anchor",),
    RuleKind.CLEARANCE: ("silent_by_anchor", "waiting_by_need"),
    RuleKind.LANGUISHING: ("dwelling",),
}


def plan(rows) -> str:
    seem_large(Ticket, TimerFired)
    if not SQLITE:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    return rows.explain()


def assert_walks(found: str, kind: str) -> None:
    assert any(index in found for index in INDEXES[kind]), found
    assert "SCAN transom_ticket" not in found.replace("SCAN transom_ticket USING", "")
    assert "Seq Scan on transom_ticket" not in found


@pytest.fixture
def some(ann, sue):
    asked(ann)
    silent(ann, sue)


@pytest.mark.parametrize("since", (hours(1), None), ids=("from where it was", "everything"))
@pytest.mark.parametrize("kind", RuleKind)
def test_what_is_due_is_found_by_its_index(some, kind, since):
    TimerRule.objects.update(is_active=True)
    rule = next(rule for rule in rules() if rule.kind == kind)
    step = TimerStep.objects.create(rule_id=rule.key, offset_minutes=5, effect=Effect.TELL_TEAM)
    found = plan(left_to_do(step, rule, rules(), hours(3), since)[:200])
    assert_walks(found, kind)
    assert TAKEN in found


@pytest.mark.parametrize("whom", ("tier", "team", "ticket_type"))
def test_whoever_a_rule_is_meant_for(some, whom):
    """And whoever the rules before it are meant for: neither is a reason to read all of theirs."""
    row = TimerRule.objects.get(kind=RuleKind.REACTION)
    team = Team.objects.create(name="Billing")
    TimerRule.objects.filter(pk=row.pk).update(position=9, **{whom: GIVEN[whom](team)})
    TimerRule.objects.create(
        kind=RuleKind.REACTION, name="First", after_minutes=5, ticket_type=of_type("idea"), tier="free", team=team
    )
    found = rules()
    rule = next(rule for rule in found if rule.key == row.pk)
    step = TimerStep.objects.create(rule=row, offset_minutes=5, effect=Effect.TELL_TEAM)
    assert_walks(plan(left_to_do(step, rule, found, hours(3), hours(1))[:200]), RuleKind.REACTION)


GIVEN = {"tier": lambda _team: "gold", "team": lambda team: team, "ticket_type": lambda _team: of_type("issue")}


def test_so_are_what_is_overdue_and_what_is_closed_soon(some):
    assert_walks(plan(overdue(Ticket.objects.all(), rules(), hours(30))), RuleKind.REACTION)
    assert_walks(plan(closing_soon(Ticket.objects.all(), rules(), hours(30))), RuleKind.CLEARANCE)
