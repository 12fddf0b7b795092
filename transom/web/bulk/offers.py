"""What can be chosen for the ticked tickets, and what their customers would read."""

from collections import Counter

from django.utils.translation import gettext as _

from transom.bulk.acts import answer
from transom.bulk.models import Order
from transom.composing.doing import Names, acts
from transom.composing.macros import Macro
from transom.composing.running import watching
from transom.composing.variables import VARIABLES, unknown, why_unfilled
from transom.people.actor import Actor
from transom.people.models import Team, User
from transom.tickets.messages import Message
from transom.tickets.models import Priority, Ticket
from transom.tickets.tags import Tag
from transom.web.agent.around import agents
from transom.web.bulk.selection import Selection
from transom.workflow import rules
from transom.workflow.models import Category, TicketType

LOOKED_AT = 3
"""So many answers are shown as they will be; every one is checked."""
MOST_TAGS = 200


def offers(act: str, selection: Selection, actor: Actor) -> dict:
    """What the form of this act shows beside its own fields."""
    make = {
        "assign": lambda: {"people": [(row.pk, row.label) for row in agents().order_by("name")]},
        "team": lambda: {"teams": [(row.pk, row.name) for row in Team.objects.all()]},
        "move": lambda: _moves(selection, actor),
        "reply": lambda: {**_moves(selection, actor), "variables": VARIABLES},
        "close": lambda: _moves(selection, actor, Category.CLOSED),
        "type": lambda: {"types": [(row.pk, row.name) for row in TicketType.objects.published()]},
        "priority": lambda: {"priorities": [(str(value), str(label)) for value, label in Priority.choices]},
        "tags": lambda: {"tags": [*Tag.objects.filter(retired_at=None).values_list("name", flat=True)[:MOST_TAGS]]},
        "macro": lambda: {"macros": _macros(actor)},
    }
    return make.get(act, dict)()


def _moves(selection: Selection, actor: Actor, category: str = "") -> dict:
    """Where they can go, those where most can first, each with for how many that is a way; and the reasons to choose from."""
    found: Counter = Counter()
    named: dict[int, str] = {}
    reasons: dict[str, str] = {}
    for position, count in Counter((row.ticket_type, row.status) for row in selection.tickets).items():
        for way in rules.moves(rules.Position(*position), actor.roles):
            if not category or way.to_status.category == category:
                found[way.to_status_id] += count
                named[way.to_status_id] = way.to_status.name
                reasons |= {reason: reason for reason in way.reasons}
    total = len(selection.tickets)
    statuses = [(key, _ways_words(named[key], count, total)) for key, count in found.most_common()]
    return {"statuses": statuses, "reasons": [*reasons.items()]}


def _ways_words(name: str, count: int, total: int) -> str:
    if count == total:
        return name
    return _("%(status)s (a way for %(count)s of %(total)s)") % {"status": name, "count": count, "total": total}


def _macros(actor: Actor) -> list[tuple[int, str]]:
    rows, names = list(Macro.objects.visible_to(actor).in_use()), Names.read()
    return [(row.pk, f"{row.name}: {', '.join(acts(row.changes, names))}".rstrip(": ")) for row in rows]


def previews(order: Order, selection: Selection, person: User) -> dict:
    """The first answers as they will be; all that cannot go out, and why; how many words of the customers are new."""
    shown, stopped = [], []
    for ticket in selection.tickets:
        words = answer(order.reply, ticket, person)
        to = ticket.requester.as_address()
        wrong = why_unfilled(words.text)
        if not to.address:
            wrong = [_("Nobody would get this: the requester has no address.")]
        if wrong:
            stopped.append({"number": ticket.number, "subject": ticket.subject, "why": " ".join(wrong)})
        elif len(shown) < LOOKED_AT:
            shown.append(_shown(ticket, words.text, to.header()))
    return {
        "shown": shown,
        "stopped": stopped,
        "going": len(selection.tickets) - len(stopped),
        "unknown": unknown(order.reply),
    }


def _shown(ticket: Ticket, text: str, to: str) -> dict:
    last = Message.objects.filter(ticket=ticket).defer("html").last()
    return {
        "number": ticket.number,
        "subject": ticket.subject,
        "to": to,
        "cc": ", ".join(address.header() for address in watching(ticket)),
        "text": text,
        "last": last.author_label if last else "",
        "last_words": ticket.snippet,
    }
