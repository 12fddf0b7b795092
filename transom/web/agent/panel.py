"""The panel beside a ticket: whom it is for, where it can go, what it is, whose it is, since when, and what is near."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.tickets.models import Priority, Ticket
from transom.timers.rules import Rule
from transom.web.agent import too_urgent
from transom.web.agent.asked import asked_card
from transom.web.agent.history import Told
from transom.web.agent.looked import looked_at
from transom.web.agent.macro_rows import macros
from transom.web.agent.small_rows import Small
from transom.web.agent.spans import lasting
from transom.web.agent.staying import STOP, staying
from transom.web.agent.timeline import first_answer, timeline
from transom.web.agent.tools import tools
from transom.web.agent.whom import contact_facts, customer_facts, other_tickets, pinned
from transom.web.clearance.standing import silence_card
from transom.web.clock.card import clocks_card
from transom.web.cockpit import rows as decisions
from transom.web.qa.card import tries

SmallRows = dict[str, list[Small]]


def panel(
    ticket: Ticket, actor: Actor, small: SmallRows, moves: list[dict], told: list[Told], rules: Sequence[Rule]
) -> dict:
    now = timezone.now()
    theirs = other_tickets(small, "theirs")
    shown = frozenset(row["number"] for row in theirs["tickets"])
    return {
        "moves": moves,
        "decisions": decisions.shown(small[decisions.KIND]),
        "macros": macros(small["macro"], ticket.number),
        "assignees": [(row.key, row.label) for row in sorted(small["agent"], key=lambda row: row.label.lower())],
        "teams": [(row.key, row.label) for row in sorted(small["team"], key=lambda row: row.label.lower())],
        "types": [(row.key, row.label) for row in sorted(small["type"], key=lambda row: row.number)],
        "priorities": [(str(value), str(label)) for value, label in Priority.choices],
        "tags": [row.label for row in small["tag"]],
        "is_mine": ticket.assignee_id == actor.id,
        "me": actor.id,
        "is_watching": any(row.key == actor.id for row in small["person-watcher"]),
        "is_muted": bool(small["muted"]),
        "unread": sum(row.number for row in small["unread-here"]),
        "watchers": [row.label for kind in ("person-watcher", "contact-watcher") for row in small[kind]],
        "contact": contact_facts(ticket, small, now),
        "customer": customer_facts(ticket),
        "pinned": pinned(small),
        "clocks": clocks_card(ticket, rules, told, now),
        "began": _began(ticket, told, now),
        "timeline": timeline(told, now),
        "looked": looked_at(told),
        "too_urgent": too_urgent.too_urgent(small[too_urgent.KIND]),
        "staying": staying(ticket, actor, small[STOP], moves, told, now),
        "asked": asked_card(ticket, small, told),
        "tries": tries(ticket, small, told, moves),
        "silence": silence_card(ticket, told),
        "tools": tools(ticket, small, told),
        "theirs": theirs,
        "same": other_tickets(small, "same", shown),
    }


def _began(ticket: Ticket, told: list[Told], now: datetime) -> list[tuple[str, str]]:
    return [
        (_("First answer"), first_answer(told)),
        (
            _("Opened"),
            _("%(time)s ago, %(channel)s")
            % {"time": lasting(ticket.opened_at, now), "channel": ticket.get_channel_display()},
        ),
    ]
