"""A customer answers by their link. Whether it still counts is decided here, with the ticket held."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from django.db import transaction

from transom.asking.asking import asked_here
from transom.asking.models import Answer, AnswerLink
from transom.people.actor import contact as contact_actor
from transom.tickets import actions
from transom.tickets.actions import Way, Words
from transom.tickets.estimates import Standing
from transom.tickets.log import locked
from transom.tickets.messages import Message, Trust
from transom.tickets.models import Ticket
from transom.workflow.models import Asks

OPEN = (Standing.READY, Standing.ASKED)
OFFERED = {Asks.ESTIMATE: (Answer.APPROVED, Answer.DECLINED), Asks.TEST: (Answer.WORKS, Answer.BROKEN)}
"""Which answers each question has."""


class State(StrEnum):
    """What a link is good for. Only an open one takes an answer."""

    OPEN = "open"
    ANSWERED = "told"
    REPLACED = "replaced"
    EXPIRED = "expired"
    MOVED_ON = "moved-on"


class Over(Exception):
    """The link takes no answer any more; `state` says why. Nothing was written."""

    def __init__(self, state: State):
        super().__init__(state)
        self.state = state


def find(token: str) -> AnswerLink | None:
    """The link of this token, if its contact may still see the ticket that it is about."""
    links = AnswerLink.objects.with_token(token).select_related(
        "ticket__ticket_type", "ticket__status", "ticket__mailbox", "contact", "estimate"
    )
    link = links.first()
    if link is None:
        return None
    seen = Ticket.objects.visible_to(contact_actor(link.contact)).filter(pk=link.ticket_id)
    return link if seen.exists() else None


def state_of(link: AnswerLink, ticket: Ticket, now: datetime) -> State:
    """What the link is good for, with its ticket as given."""
    if link.answered_at:
        return State.ANSWERED
    if link.revoked_at:
        return State.REPLACED
    if asked_here(ticket) != link.asks:
        return State.MOVED_ON
    if link.expires_at <= now:
        return State.EXPIRED
    if link.asks == Asks.ESTIMATE and not _stands(link, ticket):
        return State.REPLACED
    return State.OPEN


def _stands(link: AnswerLink, ticket: Ticket) -> bool:
    standing = actions.current_estimate(ticket)
    return standing is not None and standing.pk == link.estimate_id and ticket.estimate in OPEN


class Said(NamedTuple):
    """What the page was filled in with."""

    name: str = ""
    text: str = ""


@transaction.atomic
def answer(link: AnswerLink, what: Answer, said: Said, *, now: datetime) -> None:
    """Take an answer, one of `OFFERED[link.asks]`: it ends the link, and tells and moves the ticket.

    Raises `Over` where the link takes none any more, and `Refused` where a name or a word is missing.
    """
    link, ticket = _held(link, now)
    AnswerLink.objects.filter(pk=link.pk).update(answered_at=now, answer=what)
    by = {"by": Way(link.pk, link.address, link.contact), "actor": contact_actor(link.contact), "at": now}
    match what:
        case Answer.APPROVED:
            actions.approve_estimate(ticket, link.estimate, said.name, **by)
        case Answer.DECLINED:
            actions.decline_estimate(ticket, link.estimate, said.text, **by)
        case Answer.WORKS:
            actions.it_works(ticket, said.text, **by)
        case Answer.BROKEN:
            actions.still_broken(ticket, said.text, **by)


@transaction.atomic
def ask_back(link: AnswerLink, text: str, *, now: datetime) -> Message:
    """The customer asks us something before they answer: their word on the ticket. The link stays open."""
    link, ticket = _held(link, now)
    words = Words(text=text.strip(), author_address=link.address)
    actor = contact_actor(link.contact)
    return actions.receive(ticket, words, link.contact, trust=Trust.PARTICIPANT, actor=actor, at=now)


def _held(link: AnswerLink, now: datetime) -> tuple[AnswerLink, Ticket]:
    """Both as they stand now, the ticket locked: whoever answers second finds what the first one did."""
    ticket = locked(link.ticket)
    current = AnswerLink.objects.select_related("contact", "estimate").get(pk=link.pk)
    if (state := state_of(current, ticket, now)) != State.OPEN:
        raise Over(state)
    return current, ticket
