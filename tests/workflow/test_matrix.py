"""Every role, type, status and target: what the rows allow lands, everything else is denied with a sentence."""

from decimal import Decimal
from functools import cache

import pytest
from django.db import transaction

from tests.workflow.walking import Ways, walked, ways_of, whoever_may
from transom.people.actor import SYSTEM
from transom.people.roles import Role
from transom.tickets import actions
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket
from transom.workflow import rules
from transom.workflow.models import Requirement, Status, TicketType
from transom.workflow.paths import PATHS

SLUGS = [path.type for path in PATHS]
EVERYTHING = frozenset(Requirement)


@pytest.fixture(params=SLUGS)
def ticket_type(request, desk) -> TicketType:
    return TicketType.objects.get(slug=request.param)


@pytest.fixture
def ways(ticket_type) -> Ways:
    return ways_of(ticket_type)


@pytest.fixture
def asked_once(monkeypatch):
    """The rows of each status are read once: what is asked of them ten thousand times is what the rules make of them."""
    monkeypatch.setattr(rules, "ways_from", cache(rules.ways_from))


def denial(position, to, *roles) -> str:
    with pytest.raises(rules.TransitionDenied) as denied:
        rules.transition_for(position, to, frozenset(roles))
    return str(denied.value)


def test_every_move_by_every_role_is_as_the_rows_say(ticket_type, ways, asked_once):
    statuses = list(Status.objects.all())
    for origin in statuses:
        position = rules.Position(ticket_type, origin, EVERYTHING)
        for to in statuses:
            way = ways.get((origin, to))
            if way is None:  # not even to someone who holds every role
                assert denial(position, to, *Role).startswith(f"There is no way from {origin} to {to}. From here")
                continue
            sentence = f"Only {rules.role_words(way.roles)} may move this from {origin} to {to}."
            for role in Role:
                if role in way.roles:
                    assert rules.transition_for(position, to, frozenset({role})) == way
                else:
                    assert denial(position, to, role) == sentence


def test_a_move_without_what_it_asks_for_says_what_is_missing(ticket_type, ways):
    for way in ways.values():
        for requirement in way.requires:
            position = rules.Position(ticket_type, way.from_status, EVERYTHING - {requirement})
            for role in way.roles:
                assert denial(position, way.to_status, role) == rules.asked(way, requirement)


def test_what_is_offered_is_what_then_lands(ticket_type, ways, ann, quinn):
    """Through the verbs: a ticket is walked to each status, and takes every move that is offered to each role there."""
    for origin, ticket in walked(ticket_type, ways, ann, quinn).items():
        for role in Role:
            offered = rules.moves(ticket.position(), frozenset({role}))
            by_rows = [way for way in ways.values() if way.from_status == origin and role in way.roles]
            assert offered == [way for way in by_rows if Requirement.MERGE not in way.requires]
        for way in ways.values():
            if way.from_status == origin and Requirement.MERGE not in way.requires:
                actor = whoever_may(*way.roles[:1])
                with transaction.atomic():
                    if Requirement.ESTIMATE in way.requires and not ticket.estimate:
                        actions.make_estimate(ticket, "Two hours.", hours=Decimal(2), actor=SYSTEM)
                    moved = actions.change_status(ticket, way.to_status, actor=actor, comment="Because.")
                    assert Ticket.objects.get(pk=ticket.pk).status == way.to_status == moved.status
                    assert_replays(ticket)
                    transaction.set_rollback(True)
