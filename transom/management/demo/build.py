"""Plays the stories through the desk's own doors: every mail is stored and read as any other, every act is a verb."""

from datetime import datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime

from django.utils import timezone

from transom.clearance import following_up
from transom.mail.models import InboundEmail, OutboundEmail
from transom.mail.receive import SMTP, accept
from transom.mail.transport import Sink
from transom.management.demo.cast import MAILBOX, PEOPLE, hire
from transom.management.demo.saved import save
from transom.management.demo.shaping import shape
from transom.management.demo.silence import SILENCE
from transom.management.demo.sitting import sit
from transom.management.demo.stories import STORIES, STRANGER, Act, Mail
from transom.management.demo.turns import pass_on, plan
from transom.people.actor import Actor, person
from transom.people.models import User
from transom.tickets import actions
from transom.tickets.actions import Words
from transom.tickets.models import Priority, Ticket
from transom.tickets.reproductions import Result
from transom.worker import drain
from transom.workflow.models import Status, TicketType


def is_built() -> bool:
    return User.objects.exists()


def is_somebody_elses() -> bool:
    """People work here whom the demo did not hire: their mail would go into the sink."""
    cast = [f"{first}@desk.example" for first, *_ in PEOPLE]
    return User.objects.exists() and User.objects.filter(email__in=cast).count() < len(cast)


def build() -> None:
    """Make the demo company and play its last days, oldest step first, as they would have happened."""
    people, now = hire(), timezone.now()
    tickets: dict[int, Ticket] = {}
    steps = [(step.ago, number, step) for number, story in enumerate((*STORIES, *SILENCE)) for step in story]
    plan(people, now - max(ago for ago, *_step in steps))
    for ago, number, step in sorted(steps, key=lambda entry: entry[0], reverse=True):
        story = 0 if number == STRANGER else number
        if isinstance(step, Mail):
            ticket = _receive(step, tickets.get(story), now - ago)
            if ticket and number != STRANGER:
                tickets[number] = ticket
        else:
            _act(step, tickets[number], people, now - ago)
    save(people)
    shape(people)
    sit(people)
    pass_on(people)


def _receive(mail: Mail, ticket: Ticket | None, at: datetime) -> Ticket | None:
    """Take the mail in as a server would have handed it over; gives the ticket that it came to."""
    number = InboundEmail.objects.count() + 1
    lines = [
        f"From: {mail.sender}",
        f"To: {MAILBOX}",
        f"Subject: {mail.subject}",
        f"Date: {format_datetime(at)}",
        f"Message-ID: <demo.{number}@mail.example>",
        "Content-Type: text/plain; charset=utf-8",
    ]
    if mail.answers and ticket:
        last = OutboundEmail.objects.filter(ticket=ticket).latest("pk")
        lines.append(f"In-Reply-To: <{last.message_id_header}>")
    raw = "\n".join(lines) + f"\n{mail.headers}\n{mail.text}\n"
    sender = mail.sender.partition("<")[2].rstrip(">")
    inbound = accept(raw.encode(), [MAILBOX], envelope_sender=sender, road=SMTP, at=at)
    _work_until(at + timedelta(minutes=1))
    inbound.refresh_from_db()
    return inbound.ticket


def _act(act: Act, ticket: Ticket, people: dict[str, User], at: datetime) -> None:
    VERBS[act.verb](ticket, act, people, person(people[act.who]), at)
    _work_until(at + timedelta(minutes=1))


def _work_until(at: datetime) -> None:
    drain(now=lambda: at, transport=Sink())


def _reply(ticket, act: Act, people, actor: Actor, at: datetime) -> None:
    actions.reply(ticket, Words(text=act.value), actor=actor, at=at)


def _note(ticket, act, people, actor, at) -> None:
    actions.note(ticket, Words(text=act.value), actor=actor, at=at)


def _assign(ticket, act, people, actor, at) -> None:
    actions.assign(ticket, people[act.value], actor=actor, at=at)


def _type(ticket, act, people, actor, at) -> None:
    actions.set_type(ticket, TicketType.objects.get(slug=act.value), actor=actor, at=at)


def _urgent(ticket, act, people, actor, at) -> None:
    actions.set_priority(ticket, Priority.URGENT, reason=act.value, actor=actor, at=at)


def _move(ticket, act, people, actor, at) -> None:
    actions.change_status(ticket, Status.objects.get(slug=act.value), comment=act.comment, actor=actor, at=at)


def _bug(ticket, act, people, actor, at) -> None:
    actions.link_bug(ticket, act.value, actor=actor, at=at)


def _estimate(ticket, act: Act, people, actor, at) -> None:
    """The comment has the figures: hours, amount, currency."""
    hours, amount, currency = act.comment.split()
    figures = {"hours": Decimal(hours), "amount": Decimal(amount), "currency": currency}
    actions.make_estimate(ticket, act.value, **figures, actor=actor, at=at)


def _delay(ticket, act: Act, people, actor: Actor, at: datetime) -> None:
    actions.explain_delay(ticket, act.value, act.comment, actor=actor, at=at)


def _missed(ticket, act: Act, people, actor: Actor, at: datetime) -> None:
    """A call at this number that nobody answered."""
    actions.log_call(ticket, "", reached=False, phone=act.value, actor=actor, at=at)


def _tried(ticket, act: Act, people, actor: Actor, at: datetime) -> None:
    """The comment has the steps, or what happened instead."""
    said = "steps" if act.value == Result.REPRODUCED else "comment"
    actions.record_reproduction(ticket, act.value, version="4.2.1", **{said: act.comment}, actor=actor, at=at)


def _hold(ticket, act: Act, people, actor: Actor, at: datetime) -> None:
    """The follow-up waits for a look."""
    ticket.refresh_from_db()
    following_up.hold(ticket, ticket.awaiting_customer_since, at)


VERBS = {
    "hold": _hold,
    "reply": _reply,
    "note": _note,
    "assign": _assign,
    "type": _type,
    "urgent": _urgent,
    "move": _move,
    "bug": _bug,
    "estimate": _estimate,
    "delay": _delay,
    "missed": _missed,
    "tried": _tried,
}
