"""What is decided about a ticket of the batch: keep it, call, or close it. Each is a verb of the ticket and a mark on the item."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from transom.clearance import words
from transom.clearance.following_up import whom
from transom.clearance.mailing import with_way_back
from transom.clearance.models import ClearanceDecision, ClearanceItem, WordsKind
from transom.mail import gate
from transom.people.actor import Actor
from transom.people.mailboxes import Mailbox
from transom.tickets import actions
from transom.tickets.actions import Refused, Spoken
from transom.tickets.log import locked
from transom.tickets.models import Ticket
from transom.tickets.words import Words
from transom.timers.models import RuleKind
from transom.timers.rules import rule_for, rules
from transom.workflow.models import Status


@transaction.atomic
def close(item: ClearanceItem, *, actor: Actor, now: datetime, seen: int | None = None) -> Ticket:
    """Close it with the kind message that says how to come back.

    Raises `Refused` (also `Spoken`, where the ticket moved on), `TransitionDenied`, `SomethingCameIn`.
    """
    current = _undecided(item)
    ticket = current.ticket
    to = whom(ticket)
    reason = gate.unreachable(to.address, ticket)
    if reason or Mailbox.objects.of_the_desk() is None:
        reason = reason or _("the desk has no mailbox to write from")
        raise Refused(
            _("They cannot be told that it is closed: %(reason)s. Call them, or close it on its own page.")
            % {"reason": reason}
        )
    text = with_way_back(words.for_ticket(WordsKind.FAREWELL, ticket))
    closed = actions.clear(
        ticket, Words(text=text), place_of(ticket), current.anchor, actor=actor, whom=(to,), seen=seen, at=now
    )
    _decide(current, ClearanceDecision.CLOSED, actor, now)
    return closed


@transaction.atomic
def keep(
    item: ClearanceItem, until: datetime, reason: str = "", *, actor: Actor, now: datetime, seen: int | None = None
) -> Ticket:
    """Leave it open until then. Raises as `close` does."""
    current = _undecided(item)
    kept = actions.keep(current.ticket, until, reason, actor=actor, seen=seen, at=now)
    _decide(current, ClearanceDecision.KEPT, actor, now, kept_until=until)
    return kept


@transaction.atomic
def call(
    item: ClearanceItem, said: str, *, reached: bool, actor: Actor, now: datetime, seen: int | None = None
) -> Ticket:
    """Somebody rang them up. Raises as `close` does."""
    current = _undecided(item)
    ticket = actions.log_call(current.ticket, said, reached=reached, actor=actor, seen=seen, at=now)
    _decide(current, ClearanceDecision.CALLED, actor, now)
    return ticket


def place_of(ticket: Ticket) -> Status:
    """Where the rule of clearance that holds for this ticket closes it to. Raises `Refused` where none says it."""
    tier = ticket.customer.tier if ticket.customer else ""
    rule = rule_for(RuleKind.CLEARANCE, ticket.ticket_type_id, tier, ticket.team_id, rules())
    if rule is None or rule.move_to is None:
        raise Refused(_("No rule of clearance says where to close it. An admin sets that under Clock."))
    return Status.objects.get(pk=rule.move_to)


def _undecided(item: ClearanceItem) -> ClearanceItem:
    """The item as it stands, its ticket held: whoever decides second is told so."""
    locked(item.ticket)
    items = ClearanceItem.objects.select_related(
        "decided_by",
        "ticket__ticket_type",
        "ticket__status",
        "ticket__mailbox",
        "ticket__requester",
        "ticket__customer",
    )
    current = items.prefetch_related("ticket__requester__addresses").get(pk=item.pk)
    if current.decision:
        who = current.decided_by.label if current.decided_by else _("the customer")
        raise Refused(
            _("It was decided already: %(decision)s (%(who)s).")
            % {"decision": current.get_decision_display(), "who": who}
        )
    if current.ticket.awaiting_customer_since != current.anchor:
        raise Spoken(_("This ticket has moved on: the customer is not silent any more, or somebody answered."))
    return current


def _decide(item: ClearanceItem, decision: str, actor: Actor, now: datetime, **columns) -> None:
    item.decision, item.decided_at, item.decided_by_id = decision, now, actor.id
    for name, value in columns.items():
        setattr(item, name, value)
    item.save(update_fields=["decision", "decided_at", "decided_by", *columns])
