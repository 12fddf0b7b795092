"""Every role, type, status and target: what the rows allow lands, everything else is denied with a sentence."""

import pytest
from django.db import transaction

from transom.people.actor import Actor, ActorKind
from transom.people.roles import Role
from transom.tickets import actions
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket
from transom.workflow import rules
from transom.workflow.models import Requirement, Status, TicketType, WorkflowVersion
from transom.workflow.paths import PATHS

SLUGS = [path.type for path in PATHS]
EVERYTHING = frozenset(Requirement)


@pytest.fixture(params=SLUGS)
def ticket_type(request, desk) -> TicketType:
    return TicketType.objects.get(slug=request.param)


@pytest.fixture
def ways(ticket_type) -> dict:
    """The moves of the path by where they begin and end."""
    version = WorkflowVersion.objects.published_for(ticket_type)
    rows = version.transitions.select_related("from_status", "to_status")
    return {(way.from_status, way.to_status): way for way in rows}


def denial(position, to, *roles) -> str:
    with pytest.raises(rules.TransitionDenied) as denied:
        rules.transition_for(position, to, frozenset(roles))
    return str(denied.value)


def test_every_move_by_every_role_is_as_the_rows_say(ticket_type, ways):
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
                assert denial(position, way.to_status, role) == str(rules.ASKS_FOR[requirement])


def test_what_is_offered_is_what_then_lands(ticket_type, ways, ann, quinn, as_actor):
    """Through the verbs: a ticket is walked to each status, and takes every move that is offered to each role there."""
    for origin, ticket in walked(ticket_type, ways, ann, quinn, as_actor).items():
        for role in Role:
            offered = rules.moves(ticket.position(), frozenset({role}))
            by_rows = [way for way in ways.values() if way.from_status == origin and role in way.roles]
            assert offered == [way for way in by_rows if Requirement.MERGE not in way.requires]
        for way in ways.values():
            if way.from_status == origin and Requirement.MERGE not in way.requires:
                actor = Actor(ActorKind.CLOCK, None, "Somebody", frozenset(way.roles[:1]))
                with transaction.atomic():
                    moved = actions.change_status(ticket, way.to_status, actor=actor, comment="Because.")
                    assert Ticket.objects.get(pk=ticket.pk).status == way.to_status == moved.status
                    assert_replays(ticket)
                    transaction.set_rollback(True)


def walked(ticket_type, ways, ann, quinn, as_actor) -> dict[Status, Ticket]:
    """A ticket in each status of the path but for the merged one, brought there by its moves alone."""
    start = WorkflowVersion.objects.published_for(ticket_type).start
    routes, front = {start: ()}, [start]
    while front:
        origin = front.pop(0)
        for (begin, end), way in ways.items():
            if begin == origin and end not in routes and Requirement.MERGE not in way.requires:
                routes[end] = (*routes[origin], way)
                front.append(end)
    tickets = {}
    for status, route in routes.items():
        ticket = actions.open_ticket("Fire", ann, actor=as_actor(ann), ticket_type=ticket_type)
        actions.assign(ticket, quinn, actor=as_actor(quinn))
        for way in route:
            actor = Actor(ActorKind.CLOCK, None, "Somebody", frozenset(way.roles))
            actions.change_status(ticket, way.to_status, actor=actor, comment="Because.")
        tickets[status] = Ticket.objects.get(pk=ticket.pk)
    assert set(routes) == {status for way in ways for status in way} - {Status.objects.get(slug="merged")}
    return tickets
