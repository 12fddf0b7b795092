"""The column beside the cockpit: the week in figures, nothing missed, silence, and what stays too long. Every number leads to its list."""

from collections import Counter
from datetime import datetime, timedelta
from typing import NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.clearance.models import ClearanceItem, HeldFollowUp
from transom.people.actor import Actor
from transom.reports import audit, figures
from transom.tickets.due import closing_soon, next_clearance
from transom.tickets.languishing import languishing, limits
from transom.tickets.models import TicketQuerySet
from transom.tickets.queues import COUNTED
from transom.timers.rules import rules
from transom.web.agent.desk import queue_url
from transom.web.agent.small_rows import count_words
from transom.web.agent.spans import span
from transom.web.clock.chips import moment
from transom.web.find.lists import find_url
from transom.workflow.models import SuggestedAct

WIDE, HIGH = 260, 44  # pixels of the line's own drawing
MOST_STATUSES = 5


class Fact(NamedTuple):
    """A line; without `url` it is words alone."""

    label: str
    words: str
    url: str = ""


def aside(actor: Actor, visible: TicketQuerySet, now: datetime) -> dict:
    week = figures.this_week(actor, now)
    return {
        "week": _week(week),
        "missed": _missed(audit.standing(actor, now)),
        "follow_ups": _follow_ups(actor, week),
        "clearance": _clearance(actor, visible, week, now),
        "languishing": _languishing(visible),
    }


def _url(name: str) -> str:
    """Of a page that a desk may come without."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _week(week: figures.Week) -> dict:
    """`share` in percent, and the line of the last weeks as points of an SVG."""
    found = week.reaction
    words = ""
    if found.median is not None:
        spans = {"median": span(timedelta(seconds=found.median)), "worst": span(timedelta(seconds=found.worst))}
        words = _("answered within 24 h, median %(median)s, worst %(worst)s") % spans
    return {
        "share": _percent(found.share),
        "words": words,
        "points": _line(week.trend),
        "count": len(week.trend),
        "said": [(point.span.first, _percent(point.share) or _("nothing came in")) for point in week.trend],
        "url": _url("numbers"),
    }


def _percent(share: float | None) -> str:
    """Rounded down, so that a hundred is all of them."""
    return "" if share is None else _("%(share)d %%") % {"share": int(share * 100)}


def _line(trend: list[figures.Point]) -> str:
    """A week without words is left out of the line."""
    step = WIDE / max(len(trend) - 1, 1)
    known = [(place * step, point.share) for place, point in enumerate(trend) if point.share is not None]
    return " ".join(f"{x:.1f},{3 + (1 - share) * (HIGH - 6):.1f}" for x, share in known) if len(known) > 1 else ""


def _missed(standing: audit.Standing) -> dict:
    counted = {
        "words": number_format(standing.words, force_grouping=True),
        "told": number_format(standing.answered, force_grouping=True),
        "settled": number_format(standing.settled, force_grouping=True),
        "owed": standing.owed + standing.held,
        "days": standing.days,
    }
    return {
        "unaccounted": standing.unaccounted,
        "words": _(
            "words of customers unaccounted for. Of %(words)s in %(days)d days %(told)s were answered and "
            "%(settled)s needed no answer; %(owed)d are owed."
        )
        % counted,
        "url": _url("nothing_missed"),
    }


def _follow_ups(actor: Actor, week: figures.Week) -> list[Fact]:
    held = HeldFollowUp.objects.visible_to(actor).undecided().silent()[: COUNTED + 1].count()
    sent = ngettext("%(num)d, and %(woke)d spoke again", "%(num)d, and %(woke)d spoke again", week.reminders.sent)
    waits = [Fact(_("For a look"), count_words(held), _url("follow_ups"))] if held else []
    said = sent % {"num": week.reminders.sent, "woke": week.reminders.woke}
    return [*waits, Fact(_("This week"), said, _url("follow_ups"))]


def _clearance(actor: Actor, visible: TicketQuerySet, week: figures.Week, now: datetime) -> dict:
    waits = ClearanceItem.objects.visible_to(actor).undecided().silent()[: COUNTED + 1].count()
    soon = closing_soon(visible, rules(), now).order_by()[: COUNTED + 1].count()
    facts = [Fact(_("To decide"), count_words(waits), _url("clearance"))] if waits else []
    facts.append(Fact(_("Closing soon"), count_words(soon) or _("none"), queue_url("closing")))
    before = week.reminders_before
    if before.cleared:
        counts = {"count": before.revived, "all": before.cleared}
        facts.append(Fact(_("Revived"), _("%(count)d of %(all)d last week") % counts, _url("clearance")))
    return {"when": moment(next_clearance(now), now), "facts": facts}


def _languishing(visible: TicketQuerySet) -> list[Fact]:
    """By status, the fullest first, with what its path proposes."""
    columns = ("status__name", "status__slug", "ticket_type", "status")
    rows = languishing(visible).order_by().values_list(*columns)[: COUNTED + 1]
    known, acts, counted = limits(), {}, Counter()
    for name, slug, kind, status in rows:
        counted[name, slug] += 1
        limit = known.get((kind, status))
        acts.setdefault((name, slug), limit.act if limit else "")
    return [
        Fact(name, _acts(count, acts[name, slug]), find_url(f"is:languishing status:{slug}"))
        for (name, slug), count in counted.most_common(MOST_STATUSES)
    ]


def _acts(count: int, act: str) -> str:
    many = {"count": count_words(count)}
    if act == SuggestedAct.CALL:
        return ngettext("%(count)s, call them", "%(count)s, call them", count) % many
    if act == SuggestedAct.ASK:
        return ngettext("%(count)s, ask them", "%(count)s, ask them", count) % many
    return ngettext("%(count)s, ask why", "%(count)s, ask why", count) % many
