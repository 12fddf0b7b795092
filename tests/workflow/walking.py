"""A ticket in each status of a path, brought there by the path's own moves."""

from decimal import Decimal

from transom.customers.models import Contact
from transom.people.actor import SYSTEM, Actor, ActorKind, contact, person
from transom.people.models import User
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.workflow.models import Requirement, Status, TicketType, Transition, WorkflowVersion

Ways = dict[tuple[Status, Status], Transition]


def ways_of(ticket_type: TicketType) -> Ways:
    """The moves of the path by where they begin and end."""
    version = WorkflowVersion.objects.published_for(ticket_type)
    rows = version.transitions.select_related("from_status", "to_status")
    return {(way.from_status, way.to_status): way for way in rows}


def whoever_may(*roles: str) -> Actor:
    """Somebody of no kind in particular, so that a move gives the ticket to nobody."""
    return Actor(ActorKind.CLOCK, None, "Somebody", frozenset(roles))


def walked(ticket_type: TicketType, ways: Ways, asks: Contact, has: User) -> dict[Status, Ticket]:
    """A ticket of `asks` in each status of the path but for the merged one; `has` has them."""
    start = WorkflowVersion.objects.published_for(ticket_type).start
    routes, front = {start: ()}, [start]
    while front:
        origin = front.pop(0)
        for (begin, end), way in ways.items():
            if begin == origin and end not in routes and Requirement.MERGE not in way.requires:
                routes[end] = (*routes[origin], way)
                front.append(end)
    assert set(routes) == {status for way in ways for status in way} - {Status.objects.get(slug="merged")}
    return {status: _taken(route, ticket_type, asks, has) for status, route in routes.items()}


def _taken(route: tuple[Transition, ...], ticket_type: TicketType, asks: Contact, has: User) -> Ticket:
    ticket = actions.open_ticket("Fire", asks, actor=contact(asks), ticket_type=ticket_type)
    actions.assign(ticket, has, actor=person(has))
    for way in route:
        if Requirement.ESTIMATE in way.requires:
            actions.make_estimate(ticket, "Two hours.", hours=Decimal(2), actor=SYSTEM)
        actions.change_status(ticket, way.to_status, actor=whoever_may(*way.roles), comment="Because.")
    return Ticket.objects.get(pk=ticket.pk)
