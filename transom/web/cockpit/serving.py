"""The ticket that lies before somebody in a run: what was said, why it is proposed, the composer, and the decisions."""

from datetime import datetime

from django.urls import reverse

from transom.cockpit.proposing import Proposal
from transom.cockpit.runs import skipped_lately
from transom.people.actor import Actor
from transom.tickets.history import OF_TICKET
from transom.tickets.models import Ticket, TicketQuerySet
from transom.web.agent import history
from transom.web.agent.composing import came_in, composer, stopped_words
from transom.web.agent.desk import open_desk
from transom.web.agent.forms import NoteForm, VerbForm
from transom.web.agent.moves import moves_of
from transom.web.agent.show import ticket_url
from transom.web.agent.thread import messages_of, thread
from transom.web.agent.ticket import find
from transom.web.cockpit.looking import QUEUE, decisions, look

LAST = 4
"""Words and notes that are shown; before them a link leads to the whole."""


def served(actor: Actor, ticket: Ticket, visible: TicketQuerySet, failed: VerbForm | None, now: datetime) -> dict:
    row = find(actor, ticket.number).ticket
    desk = open_desk(actor, "cockpit", visible, row)
    told, said = history.told(OF_TICKET.objects(ticket=row.pk), visible), messages_of(row)
    items = thread(row, said, told, desk.small)
    words = [item for item in items if item["is"] in ("message", "note")]
    found = look(actor, visible, now).proposals
    elsewhere = failed if failed is not None and not isinstance(failed, NoteForm) else None
    return (
        desk.frame
        | decisions(actor)
        | {
            "ticket": row,
            "seen": row.version,
            "whole_url": ticket_url(row.number, QUEUE),
            "thread": words[-LAST:],
            "earlier": max(0, len(words) - LAST),
            "composer": composer(row, actor, said, desk.small, moves_of(row, actor), failed),
            "failed": elsewhere,
            "came_in": came_in(failed, items, visible),
            "stopped_words": stopped_words(failed) if failed is not None and failed.came_in else "",
            "why": _why(found, row),
            "left": sum(one.owed.ticket.key != row.pk for one in found),
            "skipped": skipped_lately(row, now),
        }
    )


def _why(found: list[Proposal], ticket: Ticket) -> dict | None:
    """Why it is proposed; None where it is not any more, though it lies here. `reply` is what one key puts in."""
    proposal = next((one for one in found if one.owed.ticket.key == ticket.pk), None)
    if proposal is None:
        return None
    reply = proposal.match.reply if proposal.match else None
    put = (
        {"name": reply.name, "url": reverse("use_words", args=[ticket.number, "replies", reply.key])} if reply else None
    )
    return {"reason": proposal.reason, "reply": put}
