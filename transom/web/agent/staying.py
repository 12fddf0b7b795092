"""How it stands with a ticket that stays where it is: how long, how long is too long, what to do then, why nothing began."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.people.actor import Actor
from transom.people.models import Membership
from transom.tickets.events import DelayExplained, StatusChanged
from transom.tickets.models import Ticket
from transom.tickets.reasons import reason_words, wants_words
from transom.web.agent.history import Told
from transom.web.agent.moves import sent_along
from transom.web.agent.spans import lasting
from transom.workflow import rules
from transom.workflow.models import Step, SuggestedAct

DIALLED = re.compile(r"[^\d+*#]")


def staying(ticket: Ticket, actor: Actor, moves: list[dict], told: list[Told], now: datetime) -> dict | None:
    """What the card shows; None for a ticket that stays nowhere any more."""
    if ticket.is_closed:
        return None
    step = rules.step_of(ticket.position())
    late = _is_late(ticket, step, now)
    reasons = step.reasons if step else []
    return {
        "words": _words(ticket, step, late, now),
        "late": late,
        "act": step.suggested_act if step and late else "",
        "acts": SuggestedAct,
        "reasons": [{"value": reason, "wants_words": wants_words(reason)} for reason in reasons],
        "said": _said(ticket, told) if ticket.delay_reason else None,
        "asked": bool(reasons) and is_asked(ticket, step, actor),
        "who": ticket.requester.name,
        "phone": ticket.requester.phone,
        "dial": DIALLED.sub("", ticket.requester.phone),
        "moves": [(move["value"], move["to"]) for move in sent_along(moves) if ":" not in move["value"]],
    }


def is_asked(ticket: Ticket, step: Step, actor: Actor) -> bool:
    """Is it this person's to say? Whoever has the ticket; where nobody has it, those whose status it is."""
    if ticket.assignee_id is not None:
        return ticket.assignee_id == actor.id
    if step.owner_team_id is not None:
        return Membership.objects.filter(team=step.owner_team_id, user=actor.id).exists()
    return step.owner_person_id == actor.id if step.owner_person_id else step.owner_role in actor.roles


def _is_late(ticket: Ticket, step: Step | None, now: datetime) -> bool:
    limit = step.dwell_limit_days if step else None
    return limit is not None and now - ticket.status_since > timedelta(days=limit)


def _words(ticket: Ticket, step: Step | None, late: bool, now: datetime) -> str:
    """How long it has been here, and how long is too long."""
    here = {"status": ticket.status, "time": lasting(ticket.status_since, now)}
    if step is None or step.dwell_limit_days is None:
        return _("In %(status)s for %(time)s.") % here
    here["days"] = days_words(step.dwell_limit_days)
    if late:
        return _("In %(status)s for %(time)s. More than %(days)s is too long.") % here
    return _("In %(status)s for %(time)s, of at most %(days)s.") % here


def days_words(days: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def _said(ticket: Ticket, told: Iterable[Told]) -> dict:
    """The reason that stands, and who gave it when."""
    latest = next((item for item in reversed([*told]) if isinstance(item.event, DelayExplained | StatusChanged)), None)
    by = latest.row if latest and isinstance(latest.event, DelayExplained) else None
    words = reason_words(ticket.delay_reason, ticket.delay_detail)
    return {"words": words, "by": by.actor_label if by else "", "at": by.at if by else None}
