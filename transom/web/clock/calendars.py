"""The pages of calendars: which minutes count as working time."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.clock import calendars
from transom.clock.documents import CalendarDocument
from transom.people.actor import Actor
from transom.tickets.actions import Refused
from transom.timers.models import Calendar
from transom.web.access import admin_page
from transom.web.clock.calendar_form import CalendarForm
from transom.web.clock.hours import days
from transom.web.clock.rules import fingerprint
from transom.web.redirects import see
from transom.web.setup.places import setup_frame

OFFICE = [*([[[540, 1020]]] * 5), [], []]


def begun() -> CalendarDocument:
    """A calendar that somebody begins to make: Monday to Friday, 9 to 17, where the desk is."""
    return CalendarDocument(name="", time_zone=settings.TIME_ZONE, hours=[list(day) for day in OFFICE])


@admin_page
def calendar(request: HttpRequest, actor: Actor, pk: int | None = None) -> HttpResponse:
    """Its form. Where only another country was asked for, nothing is saved."""
    row = get_object_or_404(Calendar, pk=pk) if pk else None
    form = _form(request, row)
    looks, refused = "look" in request.POST, ""
    good = form.is_bound and not looks and form.is_valid()
    if good and not (refused := _save(request, actor, row, form)):
        return see(f"{reverse('clock')}#calendars")
    context = _said(row, form) | {"refused": refused}
    status = 422 if form.is_bound and not looks else 200
    return render(request, "clock/calendar.html", setup_frame(actor, "clock") | context, status=status)


def _form(request: HttpRequest, row: Calendar | None) -> CalendarForm:
    document = CalendarDocument.of(row) if row else begun()
    return CalendarForm(request.POST or None, document=document, today=timezone.localdate())


def _said(row: Calendar | None, form: CalendarForm) -> dict:
    rules = list(row.rules.order_by("kind", "position")) if row else []
    week = [form[name] for name, _label in days()]
    look = reverse("clock_holidays", args=[row.pk]) if row else reverse("new_clock_holidays")
    context = {"calendar": row, "form": form, "week": week, "rules": rules, "look": look}
    return context | {"seen": fingerprint(form.document)}


def _save(request: HttpRequest, actor: Actor, row: Calendar | None, form: CalendarForm) -> str:
    """Why it was not saved; empty where it was."""
    seen = form.document if row else None
    if seen and request.POST.get("seen", "") != fingerprint(seen):
        return _("Somebody changed this calendar while you looked at it. Look at it again, and then change it.")
    try:
        saved = calendars.set_calendar(row, form.made, actor=actor, at=timezone.now(), seen=seen)
    except Refused as refusal:
        return str(refusal)
    messages.success(request, _("“%(name)s” is saved. Deadlines that are open move with it.") % {"name": saved.name})
    return ""


@admin_page
def holidays(request: HttpRequest, actor: Actor, pk: int | None = None) -> HttpResponse:
    """The piece of the form with the holidays of the country that is chosen in it."""
    row = get_object_or_404(Calendar, pk=pk) if pk else None
    form = _form(request, row)
    return render(request, "clock/holidays.html", _said(row, form))


@admin_page
def remove_calendar(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    row = get_object_or_404(Calendar, pk=pk)
    if request.method != "POST":
        return see(reverse("clock_calendar", args=[pk]))
    try:
        calendars.remove_calendar(row, actor=actor, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return see(reverse("clock_calendar", args=[pk]))
    messages.success(request, _("“%(name)s” is removed.") % {"name": row.name})
    return see(f"{reverse('clock')}#calendars")
