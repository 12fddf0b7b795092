"""The page of the clock: its rules in plain words, the calendars, when clearance and digest come, and what changed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.clock.calendars import TIMES
from transom.clock.changing import history
from transom.clock.documents import RuleDocument
from transom.clock.undoing import put_back
from transom.people.actor import Actor
from transom.tickets.actions import Refused
from transom.timers.models import Calendar, RuleKind, TimerRule
from transom.web.access import admin_page
from transom.web.clock import hours, places, words
from transom.web.clock.changes import shown
from transom.web.clock.rules import BESIDE
from transom.web.clock.times import times_words
from transom.web.redirects import see
from transom.web.setup.places import setup_frame
from transom.workflow.settings import ProcessSettings

LATELY, MANY = 5, 100


@admin_page
def clock(request: HttpRequest, actor: Actor) -> HttpResponse:
    rows = TimerRule.objects.select_related(*BESIDE).prefetch_related("steps").order_by("position", "pk")
    rules, now = [rule_row(row) for row in rows], ProcessSettings.current()
    context = {
        "kinds": [_kind(kind, [rule for rule in rules if rule["watches"] == kind]) for kind in RuleKind],
        "active": sum(rule["is_active"] for rule in rules),
        "calendars": [
            _calendar(row) for row in Calendar.objects.order_by("-is_default", "name").prefetch_related("rules")
        ],
        "times": times_words({name: getattr(now, name) for name in TIMES}),
        "changes": shown(history()[:LATELY]),
    }
    return render(request, "clock/clock.html", setup_frame(actor, "clock") | context)


def rule_row(row: TimerRule) -> dict:
    """A rule in words."""
    document = RuleDocument.of(row)
    return {
        "pk": row.pk,
        "name": row.name,
        "watches": row.kind,
        "is_active": row.is_active,
        "promise": words.promise(document),
        "scope": words.scope(document),
        "steps": words.steps(document),
        "calendar": row.calendar.name if row.calendar else "",
    }


def _kind(kind: RuleKind, rules: list[dict]) -> dict:
    said = words.KINDS[kind]
    return {"slug": kind.value, "name": said.name, "meaning": said.meaning, "rules": rules}


def _calendar(row: Calendar) -> dict:
    return {
        "pk": row.pk,
        "name": row.name,
        "is_default": row.is_default,
        "zone": row.time_zone.replace("_", " "),
        "country": places.name_of(row.country) if row.country else "",
        "part": places.part_name(row.country, row.subdivision),
        "week": hours.in_words(row.hours),
        "hours": hours.hours_a_week(row.hours),
        "rules": len(row.rules.all()),
    }


@admin_page
def changes(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who changed what, the latest first."""
    context = {"changes": shown(history()[:MANY])}
    return render(request, "clock/changes.html", setup_frame(actor, "clock") | context)


@admin_page
def put_change_back(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    row = get_object_or_404(history(), pk=pk)
    if request.method == "POST":
        try:
            put_back(row, actor=actor, at=timezone.now())
            messages.success(request, _("It is as it was before. That, too, can be put back."))
        except Refused as refusal:
            messages.error(request, str(refusal))
    return see(reverse("clock_changes"))
