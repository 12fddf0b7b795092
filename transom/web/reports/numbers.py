"""The numbers: how fast customers were answered, and what came of what the desk sent into silences."""

from collections.abc import Sequence
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.people.actor import Actor
from transom.reports.figures import Measured, Reminders, measured, reminders, seen_by
from transom.reports.models import CustomerWord, Reminder
from transom.reports.reaction import Reaction
from transom.reports.spans import MONTH, WEEK, Span
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk
from transom.web.reports.charting import chart
from transom.web.reports.csv_file import csv_file
from transom.web.reports.filtering import COLUMNS, Filters, filters_of
from transom.web.reports.saying import percent, took

APART = {
    "type": gettext_lazy("Type"),
    "team": gettext_lazy("Team"),
    "tier": gettext_lazy("Tier"),
    "channel": gettext_lazy("Channel"),
}
BY = {WEEK: gettext_lazy("By week"), MONTH: gettext_lazy("By month")}


@agent_page
def numbers(request: HttpRequest, actor: Actor) -> HttpResponse:
    now, desk = timezone.now(), open_desk(actor, current="numbers")
    filters = filters_of(request)
    spans = filters.spans(now)
    found, silence = _measured(filters, desk.visible.hidden, now), _reminded(filters, desk.visible.hidden, now)
    begun = _begun(found.by_span, silence)
    names, by_span = _names(filters, spans)[begun:], found.by_span[begun:]
    context = {"filters": filters, "tabs": _tabs(filters), "heading": _heading(found.all), "all": found.all}
    context |= {"rows": _latest_first(names, by_span), "apart_rows": _apart(filters, found)}
    context |= {"silence": _latest_first(names, silence[begun:]), "took": took, "percent": percent}
    return render(request, "reports/numbers.html", desk.frame | context | _charts(names, by_span))


def _begun(words: Sequence[Reaction], silence: Sequence[Reminders]) -> int:
    """The place of the first span in which there was anything: a young desk shows no empty past. Two at least are shown."""
    there = (place for place, pair in enumerate(zip(words, silence, strict=True)) if pair[0].words or any(pair[1]))
    return min(next(there, len(words)), len(words) - 2)


def _latest_first(names: Sequence[str], figures: Sequence) -> list[tuple]:
    return list(zip(names, figures, strict=True))[::-1]


@agent_page
def numbers_file(request: HttpRequest, actor: Actor, what: str) -> HttpResponse:
    """A table of the page as a file: the same figures, in seconds."""
    filters, now, hidden = filters_of(request), timezone.now(), seen_by(actor)
    if what == "reaction":
        names = [span.first.isoformat() for span in filters.spans(now)]
        rows = zip(names, _measured(filters, hidden, now).by_span, strict=True)
        return csv_file("reaction", _head(filters.by), (_cells(*row) for row in rows))
    if what == "apart":
        rows = _apart(filters, _measured(filters, hidden, now))
        return csv_file(f"reaction-by-{filters.apart}", _head(filters.apart), (_cells(*row) for row in rows))
    if what == "silence":
        names = [span.first.isoformat() for span in filters.spans(now)]
        head = [filters.by, "follow-ups", "woke", "cleared", "revived"]
        rows = zip(names, _reminded(filters, hidden, now), strict=True)
        return csv_file("silence", head, ([name, *row] for name, row in rows))
    raise Http404


def _measured(filters: Filters, hidden: tuple[int, ...] | None, now: datetime) -> Measured:
    words = filters.narrow(CustomerWord.objects.outside(hidden))
    return measured(words, filters.spans(now), now, COLUMNS[filters.apart])


def _reminded(filters: Filters, hidden: tuple[int, ...] | None, now: datetime) -> list[Reminders]:
    return reminders(filters.narrow(Reminder.objects.outside(hidden)), filters.spans(now))


def _names(filters: Filters, spans: Sequence[Span]) -> list[str]:
    if filters.by == MONTH:
        return [date_format(span.first, "F Y") for span in spans]
    return [_("Week of %(day)s") % {"day": date_format(span.first, "j M")} for span in spans]


def _heading(found: Reaction) -> str:
    """What is so."""
    if found.share is None:
        return _("No customer has been answered within this span")
    return _("%(share)s of customers’ words were answered within 24 hours") % {"share": percent(found.share)}


def _apart(filters: Filters, found: Measured) -> list[tuple[str, Reaction]]:
    """The second table, by the most words."""
    rows = [(filters.name_of(value), one) for value, one in found.apart.items()]
    return sorted(rows, key=lambda row: (-row[1].words, row[0]))


def _charts(names: Sequence[str], found: Sequence[Reaction]) -> dict:
    shares = [(name, one.share) for name, one in zip(names, found, strict=True)]
    medians = [(name, one.median) for name, one in zip(names, found, strict=True)]
    return {
        "share_chart": chart(shares, percent, most=1),
        "median_chart": chart(medians, lambda value: took(int(value))),
    }


def _tabs(filters: Filters) -> dict[str, list[dict]]:
    url = reverse("numbers")
    by = [
        {"name": name, "url": f"{url}?{filters.query(by=key)}", "current": key == filters.by}
        for key, name in BY.items()
    ]
    apart = [
        {"name": name, "url": f"{url}?{filters.query(apart=key)}#apart", "current": key == filters.apart, "key": key}
        for key, name in APART.items()
    ]
    return {"by": by, "apart": apart}


def _head(first: str) -> list[str]:
    """The columns of a file go by their names in English, so that a program can read what any desk wrote."""
    return [first, "words", "answered", "owed", "within_24_h", "late", "share", "median_s", "p90_s", "worst_s"]


def _cells(name: str, one: Reaction) -> list[object]:
    share = round(one.share, 4) if one.share is not None else None
    return [name, one.words, one.answered, one.owed, one.within, one.late, share, one.median, one.ninety, one.worst]
