"""The moves of a ticket as its page shows them: what each asks for, and what it waits for."""

from transom.people.actor import Actor
from transom.tickets.models import Ticket
from transom.workflow import explaining, rules
from transom.workflow.models import Requirement, Transition

GIVEN_WITH_IT = frozenset({Requirement.COMMENT, Requirement.REASON, Requirement.ASSIGNEE})
"""What the form of a move asks for itself; the rest must be there before."""
GIVEN_BY_WORDS = frozenset({Requirement.COMMENT, Requirement.REASON, Requirement.REPLY})
"""What an answer meets that is sent with a move; a reason is chosen together with the move."""


def moves_of(ticket: Ticket, actor: Actor) -> list[dict]:
    """The moves that this actor may make from here, in the order of the path.

    `needs` says what is still missing, `waits` what must be done before, empty where the move's own form asks for all;
    `waits_sent` is the same where an answer goes with it. `comment`, `reasons` and `assignee` are what that form asks.
    """
    position = ticket.position()
    return [_shown(way, rules.missing(way, position)) for way in rules.moves(position, actor.roles)]


def _shown(way: Transition, lacking: list[str]) -> dict:
    return {
        "value": way.to_status_id,
        "label": way.label,
        "to": way.to_status.name,
        "category": way.to_status.category,
        "needs": explaining.needs(lacking),
        "waits": _asked(way, lacking, GIVEN_WITH_IT),
        "waits_sent": _asked(way, lacking, GIVEN_BY_WORDS),
        "comment": Requirement.COMMENT in lacking,
        "reasons": way.reasons if Requirement.REASON in lacking else [],
        "assignee": Requirement.ASSIGNEE in lacking,
    }


def _asked(way: Transition, lacking: list[str], given: frozenset[str]) -> str:
    return " ".join(rules.asked(way, name) for name in lacking if name not in given)


def sent_along(moves: list[dict]) -> list[dict]:
    """What the composer offers to send an answer with: a move that asks for a reason stands there once for each."""
    return [
        {
            "value": f"{move['value']}:{reason}" if reason else str(move["value"]),
            "to": f"{move['to']}: {reason}" if reason else move["to"],
            "comment": move["comment"],
        }
        for move in moves
        if not move["waits_sent"]
        for reason in move["reasons"] or [""]
    ]
