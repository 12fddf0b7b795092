"""The panel beside a ticket: where it can go, what it is, whose it is, since when, and what is near."""

from django.utils import timezone
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.tickets.models import Priority, Relation, Ticket
from transom.web.agent.show import lasting, ticket_url
from transom.web.agent.small_rows import Small
from transom.workflow import rules
from transom.workflow.models import Requirement

SmallRows = dict[str, list[Small]]


def moves_of(ticket: Ticket, actor: Actor) -> list[dict]:
    """The moves that this actor may make from here; one that cannot be made yet says what it waits for."""
    return [
        {
            "value": way.to_status_id,
            "label": way.label,
            "to": way.to_status.name,
            "comment": Requirement.COMMENT in way.requires,
            "reason": _missing(way, ticket),
        }
        for way in rules.moves(ticket.position(), actor.roles)
    ]


def _missing(way, ticket: Ticket) -> str:
    met = ticket.position().met | {Requirement.COMMENT}
    return " ".join(str(rules.ASKS_FOR[Requirement(name)]) for name in way.requires if name not in met)


def panel(ticket: Ticket, actor: Actor, small: SmallRows, moves: list[dict]) -> dict:
    return {
        "moves": moves,
        "assignees": [(row.key, row.label) for row in sorted(small["agent"], key=lambda row: row.label.lower())],
        "teams": [(row.key, row.label) for row in sorted(small["team"], key=lambda row: row.label.lower())],
        "types": [(row.key, row.label) for row in sorted(small["type"], key=lambda row: row.number)],
        "priorities": [(str(value), str(label)) for value, label in Priority.choices],
        "tags": [row.label for row in small["tag"]],
        "is_mine": ticket.assignee_id == actor.id,
        "me": actor.id,
        "is_watching": any(row.key == actor.id for row in small["person-watcher"]),
        "watchers": [row.label for kind in ("person-watcher", "contact-watcher") for row in small[kind]],
        "contact": _contact(ticket, small),
        "clocks": _clocks(ticket),
        "near": _near(small),
    }


def _contact(ticket: Ticket, small: SmallRows) -> list[tuple[str, str]]:
    contact, customer = ticket.requester, ticket.customer
    addresses = [row.label for row in small["address"] if row.label != contact.label]
    return [
        (_("Contact"), contact.label),
        (_("Address"), ", ".join(addresses)),
        (_("Phone"), contact.phone),
        (_("Customer"), customer.label if customer else ""),
        (_("Tier"), customer.tier if customer else ""),
        (_("Mailbox"), ticket.mailbox.address if ticket.mailbox else ""),
    ]


def _clocks(ticket: Ticket) -> list[tuple[str, str]]:
    now = timezone.now()
    since = ticket.awaiting_us_since, ticket.awaiting_customer_since
    return [
        (_("Answer"), _("owed for %(time)s") % {"time": lasting(since[0], now)} if since[0] else ""),
        (_("Customer"), _("silent for %(time)s") % {"time": lasting(since[1], now)} if since[1] else ""),
        (ticket.status.name, _("for %(time)s") % {"time": lasting(ticket.status_since, now)}),
        (
            _("Opened"),
            _("%(time)s ago, %(channel)s")
            % {"time": lasting(ticket.opened_at, now), "channel": ticket.get_channel_display()},
        ),
    ]


def _near(small: SmallRows) -> list[dict]:
    """Linked tickets first, then the latest of the same customer; each once."""
    words = {(kind, value): str(label) for kind in ("link", "link-back") for value, label in Relation.choices}
    words["link-back", Relation.FOLLOWS] = _("is followed by")
    words["link-back", Relation.SPLIT_FROM] = _("was split into")
    found: dict[int, dict] = {}
    for kind in ("link", "link-back", "neighbour"):
        for row in reversed(small[kind]):
            detail = words.get((kind, row.detail), row.detail)
            near = {"url": ticket_url(row.number), "number": row.number, "subject": row.label, "detail": detail}
            found.setdefault(row.number, near)
    return list(found.values())
