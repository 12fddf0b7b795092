"""How it stands with a ticket that stays where it is: how long, how long is too long, what to do then, why nothing began."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import CharField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.people.actor import Actor
from transom.people.models import Membership
from transom.tickets.events import DelayExplained, StatusChanged
from transom.tickets.languishing import steps_of
from transom.tickets.models import Ticket
from transom.tickets.reasons import reason_words, wants_words
from transom.web.agent.history import Told
from transom.web.agent.moves import sent_along
from transom.web.agent.small_rows import Small, small
from transom.web.agent.spans import lasting
from transom.workflow.models import SuggestedAct

STOP, NOBODY = "stop", "0"
DIALLED = frozenset("0123456789+*#")


class Stop(NamedTuple):
    """What the published path says of the status where a ticket stands. Owners are keys, 0 for nobody."""

    days: int | None = None
    reasons: tuple[str, ...] = ()
    act: str = ""
    owner_role: str = ""
    owner_person: str = "0"
    owner_team: str = "0"

    @classmethod
    def of(cls, rows: list[Small]) -> "Stop":
        if not rows:
            return cls()
        return cls(
            rows[0].key if rows[0].key >= 0 else None, tuple(json.loads(rows[0].label)), *rows[0].detail.split("|")
        )


def small_rows(ticket: int) -> Iterator[QuerySet]:
    """What `Stop.of` reads: key the days (-1 for no limit), label the reasons, detail the act and the owners."""
    owners = (Cast(Coalesce(F(name), Value(0)), CharField()) for name in ("owner_person", "owner_team"))
    parts = [F("suggested_act"), F("owner_role"), *owners]
    detail = Concat(*[piece for part in parts for piece in (Value("|"), part)][1:], output_field=CharField())
    reasons = Cast("reasons", TextField())
    yield small(STOP, steps_of(ticket), key=Coalesce(F("dwell_limit_days"), Value(-1)), label=reasons, detail=detail)


def staying(ticket: Ticket, actor: Actor, rows: list[Small], moves: list[dict], told: list[Told], now: datetime):
    """What the card shows; None for a ticket that stays nowhere any more. `rows` are those of `STOP`."""
    if ticket.is_closed:
        return None
    stop = Stop.of(rows)
    late = stop.days is not None and now - ticket.status_since > timedelta(days=stop.days)
    return {
        "words": _words(ticket, stop.days, late, now),
        "late": late,
        "act": stop.act if late else "",
        "acts": SuggestedAct,
        "reasons": [{"value": reason, "wants_words": wants_words(reason)} for reason in stop.reasons],
        "said": _said(ticket, told) if ticket.delay_reason else None,
        "asked": bool(stop.reasons) and _is_asked(ticket, stop, actor),
        "who": ticket.requester.name,
        "phone": ticket.requester.phone,
        "dial": "".join(sign for sign in ticket.requester.phone if sign in DIALLED),
        "moves": [(move["value"], move["to"]) for move in sent_along(moves) if ":" not in move["value"]],
    }


def _is_asked(ticket: Ticket, stop: Stop, actor: Actor) -> bool:
    """Is it this person's to say? Whoever has the ticket; where nobody has it, those whose status it is."""
    if ticket.assignee_id is not None:
        return ticket.assignee_id == actor.id
    if stop.owner_team != NOBODY:
        return Membership.objects.filter(team=int(stop.owner_team), user=actor.id).exists()
    return int(stop.owner_person) == actor.id if stop.owner_person != NOBODY else stop.owner_role in actor.roles


def _words(ticket: Ticket, days: int | None, late: bool, now: datetime) -> str:
    """How long it has been here, and how long is too long."""
    here = {"status": ticket.status, "time": lasting(ticket.status_since, now)}
    if days is None:
        return _("%(status)s for %(time)s.") % here
    here["days"] = days_words(days)
    if late:
        return _("%(status)s for %(time)s. More than %(days)s is too long.") % here
    return _("%(status)s for %(time)s, of at most %(days)s.") % here


def days_words(days: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def _said(ticket: Ticket, told: Iterable[Told]) -> dict:
    """The reason that stands, and who gave it when."""
    latest = next((item for item in reversed([*told]) if isinstance(item.event, DelayExplained | StatusChanged)), None)
    by = latest.row if latest and isinstance(latest.event, DelayExplained) else None
    words = reason_words(ticket.delay_reason, ticket.delay_detail)
    return {"words": words, "by": by.actor_label if by else "", "at": by.at if by else None}
