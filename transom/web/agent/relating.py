"""How tickets stand to each other, as their pages show it."""

from transom.tickets.links import Relation
from transom.tickets.models import Ticket
from transom.web.agent.show import ticket_url
from transom.web.agent.small_rows import Small
from transom.workflow.models import Category

THERE = "back:"
"""Before a relation that the other ticket has to this one: "back:blocks" is "is blocked by"."""
SAID = (Relation.RELATES, Relation.BLOCKS, Relation.DUPLICATES)
"""What a person may say; the others come about by what is done."""
BY_HAND = frozenset({*SAID, Relation.FOLLOWS})
"""What can be taken back. Where a ticket was split from stays true."""
ORDER = [*Relation]


def relations() -> list[tuple[str, str]]:
    """What may be said of a ticket and another, each with its words."""
    ways = []
    for relation in SAID:
        ways.append((relation.value, str(relation.label)))
        if relation != Relation.RELATES:
            ways.append((f"{THERE}{relation.value}", str(relation.back)))
    return ways


def links(small: dict[str, list[Small]]) -> list[dict]:
    """The links of a ticket page: `around._standing` puts relation, category, status and whether it was merged in `detail`."""
    found = []
    for kind in ("link", "link-back"):
        for row in small[kind]:
            relation, category, moved, status = row.detail.split("|")[:4]
            back = kind == "link-back"
            words = Relation(relation).back if back else Relation(relation).label
            found.append(
                {
                    "way": f"{THERE}{relation}" if back else relation,
                    "relation": Relation(relation),
                    "back": back,
                    "words": str(words),
                    "number": row.number,
                    "subject": row.label,
                    "url": ticket_url(row.number),
                    "status": {"name": status, "category": category},
                    "closed": category == Category.CLOSED,
                    "moved": bool(moved),
                    "by_hand": Relation(relation) in BY_HAND,
                }
            )
    return sorted(found, key=lambda one: (-ORDER.index(one["relation"]), one["back"], one["closed"], one["number"]))


def freed_by(ticket: Ticket, found: list[dict]) -> list[dict]:
    """What blocked this ticket and is closed now; none where the ticket is closed itself. A merged one is not done."""
    blockers = [one for one in found if one["back"] and one["relation"] == Relation.BLOCKS and not one["moved"]]
    return [one for one in blockers if one["closed"]] if not ticket.is_closed else []


def blocked_by(found: list[dict]) -> list[dict]:
    return [one for one in found if one["back"] and one["relation"] == Relation.BLOCKS and not one["closed"]]
