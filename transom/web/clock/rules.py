"""The pages of the rules of time: read, made, changed, ordered, switched, removed."""

from hashlib import sha256

import msgspec
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.clock import changing
from transom.clock.documents import RuleDocument
from transom.people.actor import Actor
from transom.tickets.actions import Refused
from transom.tickets.models import Ticket
from transom.timers.models import RuleKind, TimerRule
from transom.web.access import admin_page
from transom.web.clock import words
from transom.web.clock.preview import previewed
from transom.web.clock.rule_form import RuleForm
from transom.web.clock.templates import begun
from transom.web.redirects import see
from transom.web.setup.places import setup_frame

BESIDE = ("ticket_type", "team", "calendar", "move_to")


def fingerprint(document: msgspec.Struct) -> str:
    """What a form carries, so that nobody changes what they have not seen."""
    return sha256(msgspec.json.encode(document)).hexdigest()[:16]


def found(pk: int) -> TimerRule:
    return get_object_or_404(TimerRule.objects.select_related(*BESIDE).prefetch_related("steps"), pk=pk)


def kind_of(request: HttpRequest) -> RuleKind:
    """The kind that a new rule is of; 404 for none."""
    kind = request.GET.get("kind", RuleKind.REACTION)
    if kind not in RuleKind.values:
        raise Http404
    return RuleKind(kind)


@admin_page
def rule(request: HttpRequest, actor: Actor, pk: int | None = None) -> HttpResponse:
    """Its form, with what it would hit. Where the form was only to be looked at, nothing is saved."""
    row = found(pk) if pk else None
    document = RuleDocument.of(row) if row else begun(kind_of(request))
    form = RuleForm(request.POST or None, document=document, now=timezone.now())
    good = form.is_bound and form.is_valid()
    refused = ""
    if good and "look" not in request.POST:
        refused = _save(request, actor, row, form)
        if not refused:
            return see(f"{reverse('clock')}#{document.watches}")
    shown = form.made if good else document
    status = 422 if form.is_bound and not (good and "look" in request.POST) else 200
    return render(request, "clock/rule.html", _page(actor, row, form, shown) | {"refused": refused}, status=status)


def _save(request: HttpRequest, actor: Actor, row: TimerRule | None, form: RuleForm) -> str:
    """Why it was not saved; empty where it was."""
    seen, now = form.document if row else None, timezone.now()
    if seen and request.POST.get("seen", "") != fingerprint(seen):
        return _(
            "Somebody changed this rule while you looked at it. What it says now stands below, in the preview and in its history."
        )
    try:
        saved = changing.set_rule(row, form.made, actor=actor, at=now, seen=seen, quiet="quiet" in request.POST)
    except Refused as refusal:
        return str(refusal)
    messages.success(request, _("“%(name)s” is saved. The clock goes by it from now on.") % {"name": saved.name})
    return ""


def _page(actor: Actor, row: TimerRule | None, form: RuleForm, shown: RuleDocument) -> dict:
    return setup_frame(actor, "clock") | _said(actor, row, form, shown)


def _said(actor: Actor, row: TimerRule | None, form: RuleForm, shown: RuleDocument) -> dict:
    """What the rule says in words, and what it would hit."""
    kind = words.KINDS[RuleKind(shown.watches)]
    said = {"promise": words.promise(shown), "scope": words.scope(shown), "steps": words.steps(shown)}
    preview = previewed(shown, row, Ticket.objects.visible_to(actor), timezone.now())
    context = {"rule": row, "form": form, "kind": kind, "watches": shown.watches, "said": said, "preview": preview}
    return context | {"seen": fingerprint(form.document), "troubles": form.troubles()}


@admin_page
def preview(request: HttpRequest, actor: Actor, pk: int | None = None) -> HttpResponse:
    """The piece of the page that says what the form in it would do, or why it is not good."""
    row = found(pk) if pk else None
    document = RuleDocument.of(row) if row else begun(kind_of(request))
    form = RuleForm(request.POST or None, document=document, now=timezone.now())
    if form.is_bound and not form.is_valid():
        return render(request, "clock/preview.html", {"troubles": form.troubles()})
    shown = form.made if form.is_bound else document
    return render(request, "clock/preview.html", _said(actor, row, form, shown))


@admin_page
def order_rule(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One place up or down among the rules of its kind: the first that fits a ticket holds for it."""
    row = found(pk)
    if request.method == "POST":
        changing.shift_rule(row, -1 if "up" in request.POST else 1, actor=actor, at=timezone.now())
    return see(f"{reverse('clock')}#rule-{row.pk}")


@admin_page
def switch_rule(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    row = found(pk)
    if request.method == "POST":
        on = not row.is_active
        changing.switch_rule(row, on, actor=actor, at=timezone.now())
        told = _("“%(name)s” holds from now on. What was due before is left alone.") if on else _("“%(name)s” is off.")
        messages.success(request, told % {"name": row.name})
    return see(f"{reverse('clock')}#rule-{row.pk}")


@admin_page
def remove_rule(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    row = found(pk)
    if request.method != "POST":
        return see(reverse("clock_rule", args=[pk]))
    try:
        changing.remove_rule(row, actor=actor, at=timezone.now())
        messages.success(request, _("“%(name)s” is removed. You find it under what changed.") % {"name": row.name})
    except Refused as refusal:
        messages.error(request, str(refusal))
        return see(reverse("clock_rule", args=[pk]))
    return see(reverse("clock"))
