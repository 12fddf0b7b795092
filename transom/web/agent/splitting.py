"""Before some messages leave: which, and what they will be."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from transom.people.actor import Actor
from transom.tickets.messages import Message
from transom.tickets.models import Ticket
from transom.tickets.words import snippet
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk
from transom.web.agent.ticket import find

LONGEST_KEY = 18  # digits
SUBJECT = 80  # characters of the first words that are proposed


@agent_page
def splitting(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    found = find(actor, number)
    messages = _messages(found.ticket)
    chosen = _chosen(request, messages)
    context = {"ticket": found.ticket, "seen": found.ticket.version, "words": _words(messages, chosen)}
    context |= result(found.ticket, chosen, len(messages), request.GET.get("subject", "")[:300])
    return render(request, "agent/splitting.html", open_desk(actor, visible=found.visible).frame | context)


def _messages(ticket: Ticket) -> list[Message]:
    return list(Message.objects.filter(ticket=ticket).defer("html").select_related("contact"))


def _chosen(request: HttpRequest, messages: list[Message]) -> list[Message]:
    """Those that are ticked; where the reader came from a message, that one and what follows it."""
    said = {key for key in request.GET.getlist("messages") if key.isdecimal() and len(key) <= LONGEST_KEY}
    start = request.GET.get("from", "")
    if start.isdecimal() and not said:
        places = [place for place, row in enumerate(messages) if str(row.pk) == start]
        return messages[places[0] :] if places else []
    return [row for row in messages if str(row.pk) in said]


def _words(messages: list[Message], chosen: list[Message]) -> list[dict]:
    keys = {row.pk for row in chosen}
    return [
        {
            "key": row.pk,
            "author": row.author_label,
            "at": row.at,
            "snippet": snippet(row.text, row.folds),
            "chosen": row.pk in keys,
            "incoming": row.is_incoming,
        }
        for row in messages
    ]


def result(ticket: Ticket, chosen: list[Message], count: int, subject: str) -> dict:
    """What the new ticket will be: as `actions.split` makes it."""
    first = next((row for row in chosen if row.contact_id), None)
    proposed = (snippet(chosen[0].text, chosen[0].folds)[:SUBJECT] or ticket.subject) if chosen else ""
    return {
        "count": len(chosen),
        "all": len(chosen) == count,
        "staying": count - len(chosen),
        "proposed": proposed,
        "subject": subject or proposed,
        "requester": first.contact if first else ticket.requester,
    }
