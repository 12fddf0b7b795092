"""What a row of the matrix says."""

from dataclasses import dataclass, field

from transom.people.roles import AGENT_ROLES, Role

AGENTS = AGENT_ROLES
MINDERS = frozenset({Role.ADMIN, Role.QUEUE_MANAGER})
ADMINS = frozenset({Role.ADMIN})

PAGE = frozenset({200})
LEADS_ON = frozenset({303})
AS_GET: frozenset[int] = frozenset()
"""A page that takes nothing answers a POST as it answers a GET, or refuses the method."""
TAKEN_OR_ASKED_AGAIN = frozenset({200, 204, 303, 409, 422})
"""An empty form is done, or comes back with what it lacks. Never an error of ours, and never a missing page."""


@dataclass(frozen=True)
class Row:
    """One address. `roles` may come in; for everybody else, and for what is not theirs, there is no such page.

    `get` and `post` are the statuses for who may, on a thing that is theirs, with an empty form. `things` gives the
    address's parameters for such a thing, by the names of the methods of `things.Things`; empty where it has none.
    `query` is what a GET asks with.
    """

    roles: frozenset[str] = AGENTS
    get: frozenset[int] = PAGE
    post: frozenset[int] = AS_GET
    things: dict[str, str] = field(default_factory=dict)
    query: str = ""


def verb(things: dict[str, str], roles: frozenset[str] = AGENTS, get: frozenset[int] = LEADS_ON) -> Row:
    """Takes POST, and leads whoever looks to its page."""
    return Row(roles, get, TAKEN_OR_ASKED_AGAIN, things)


def form(roles: frozenset[str] = AGENTS, **things: str) -> Row:
    """Shows a form and takes it."""
    return Row(roles, PAGE, TAKEN_OR_ASKED_AGAIN, things)


def page(roles: frozenset[str] = AGENTS, query: str = "", **things: str) -> Row:
    """Shows, and takes nothing."""
    return Row(roles, PAGE, AS_GET, things, query)
