"""The whole story of a ticket in brief, for people who look at it together."""

from datetime import datetime

from transom.tickets.events import PriorityChanged
from transom.tickets.history import OF_TICKET
from transom.tickets.messages import Message, Note
from transom.tickets.models import Ticket, TicketQuerySet
from transom.web.agent import history, show
from transom.web.agent.looked import looked_at
from transom.web.agent.spans import lasting
from transom.web.agent.thread import NOTES, messages_of
from transom.web.agent.timeline import timeline

LONGEST = 900  # letters of a word
STAYS = 8
"""The latest; before them it says how many more there were."""


def story(ticket: Ticket, visible: TicketQuerySet, now: datetime) -> dict:
    """How often each side spoke, where it stood and for how long, the last word of either side, the last note."""
    told = history.told(OF_TICKET.objects(ticket=ticket.pk), visible)
    messages, notes = messages_of(ticket), NOTES.objects(ticket=ticket.pk)
    theirs = [row for row in messages if row.is_incoming]
    ours = [row for row in messages if not row.is_incoming]
    words = [_word(row) for row in (*theirs[-1:], *ours[-1:])]
    stays = timeline(told, now)
    return {
        "words_of_theirs": len(theirs),
        "words_of_ours": len(ours),
        "notes": len(notes),
        "stays": stays[-STAYS:],
        "earlier_stays": max(0, len(stays) - STAYS),
        "exchange": sorted(words, key=lambda word: word["at"]),
        "note": _note(max(notes, key=lambda row: row.at, default=None)),
        "in_status": lasting(ticket.status_since, now),
        "owed_for": lasting(ticket.awaiting_us_since, now) if ticket.awaiting_us_since else "",
        "urgent_because": _why_urgent(ticket, told),
        "looked": looked_at(told),
    }


def _why_urgent(ticket: Ticket, told: list[history.Told]) -> str:
    if not ticket.is_urgent:
        return ""
    return next((one.event.reason for one in reversed(told) if isinstance(one.event, PriorityChanged)), "")


def _word(row: Message) -> dict:
    pieces = show.segments(row.text, row.folds, ours=not row.is_incoming)
    return {"author": row.author_label, "incoming": row.is_incoming, "at": row.at, "segments": _brief(pieces)}


def _note(row: Note | None) -> dict | None:
    if row is None:
        return None
    return {"author": row.author_label, "at": row.at, "segments": _brief(show.segments(row.text, [], ours=True))}


def _brief(pieces: list[dict]) -> list[dict]:
    """The first of what is not folded."""
    left, made = LONGEST, []
    for piece in pieces:
        if piece["kind"] == "text" and left > 0:
            text = piece["text"] if len(piece["text"]) <= left else piece["text"][:left].rstrip() + " …"
            made.append(piece | {"text": text})
            left -= len(text)
    return made
