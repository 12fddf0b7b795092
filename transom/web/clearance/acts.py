"""What is decided on the page of the clearance: about one ticket, or about all that are ticked, each for itself."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from transom.clearance import deciding
from transom.clearance.models import ClearanceItem
from transom.people.actor import Actor
from transom.web.clearance.forms import CallForm, KeepForm, SeenForm, first_error
from transom.web.clearance.page import SHOWN, clearance_page
from transom.web.clearance.trying import Failed, attempt, managers_page
from transom.web.redirects import see

TOLD = 10
"""So many tickets are told of one by one that did not go through."""
FORMS = {"close": None, "keep": KeepForm, "call": CallForm}
DONE = {
    "close": gettext_lazy("%(ticket)s is closed, and they are told how to come back."),
    "keep": gettext_lazy("%(ticket)s is kept."),
    "call": gettext_lazy("The call about %(ticket)s is written down."),
}


@managers_page
def act(request: HttpRequest, actor: Actor, pk: int, what: str) -> HttpResponse:
    """Close, keep or call about one ticket."""
    if what not in FORMS:
        raise Http404
    item = get_object_or_404(ClearanceItem.objects.visible_to(actor).select_related("ticket"), pk=pk)
    if request.method != "POST":
        return see(reverse("clearance"))
    words, status = _decided(request, actor, item, what)
    if words:
        return clearance_page(request, actor, Failed(pk, what, request.POST, words, status))
    messages.success(request, DONE[what] % {"ticket": item.ticket})
    after = request.POST.get("next", "")
    return see(reverse("clearance") + (f"#silent-{after}" if after.isascii() and after.isdecimal() else ""))


def _decided(request: HttpRequest, actor: Actor, item: ClearanceItem, what: str) -> tuple[str, int]:
    """Do it; else why not, and the status of the page that says so."""
    seen, form = SeenForm(request.POST), FORMS[what] and FORMS[what](request.POST)
    for one in filter(None, (seen, form)):
        if not one.is_valid():
            return first_error(one), 422
    return attempt(_act(item, what, form, actor, seen.cleaned_data["seen"]))


def _act(item: ClearanceItem, what: str, form, actor: Actor, seen: int) -> partial:
    how = {"actor": actor, "now": timezone.now(), "seen": seen}
    if what == "keep":
        return partial(deciding.keep, item, form.end(timezone.localdate()), form.cleaned_data["reason"], **how)
    if what == "call":
        said = form.cleaned_data
        return partial(deciding.call, item, said["words"], reached=said["outcome"] == "reached", **how)
    return partial(deciding.close, item, **how)


@managers_page
def many(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same for all that are ticked; each goes through or not by itself, and what did not is told."""
    if request.method != "POST":
        return see(reverse("clearance"))
    what = request.POST.get("what", "")
    form = KeepForm(request.POST) if what == "keep" else None
    if what not in ("close", "keep") or (form is not None and not form.is_valid()):
        messages.error(request, first_error(form) if form else _("Choose what to do with the ticked ones."))
        return see(reverse("clearance"))
    _each(request, actor, what, form, ticked(request))
    return see(reverse("clearance"))


def ticked(request: HttpRequest) -> dict[int, int]:
    """The keys of the rows that are ticked, and the version of each ticket that the page showed."""
    pairs = [value.partition(":") for value in request.POST.getlist("items")[:SHOWN]]
    whole = [(key, seen) for key, _sign, seen in pairs if key.isdecimal() and seen.isdecimal()]
    return {int(key): int(seen) for key, seen in whole if len(key) < 19 and len(seen) < 10}


def _each(request: HttpRequest, actor: Actor, what: str, form, chosen: dict[int, int]) -> None:
    items = ClearanceItem.objects.visible_to(actor).filter(pk__in=chosen).select_related("ticket").order_by("anchor")
    went, failed = 0, []
    for item in items:
        words, _status = attempt(_act(item, what, form, actor, chosen[item.pk]))
        went += not words
        if words:
            failed.append(f"{item.ticket}: {words}")
    if went:
        messages.success(request, _went(what, went))
    for words in failed[:TOLD]:
        messages.warning(request, words)
    if len(failed) > TOLD:
        messages.warning(request, _("%(count)d more were not changed either.") % {"count": len(failed) - TOLD})
    if not went and not failed:
        messages.error(request, _("Tick some tickets first."))


def _went(what: str, count: int) -> str:
    if what == "keep":
        return ngettext("%(num)d ticket is kept.", "%(num)d tickets are kept.", count) % {"num": count}
    words = ngettext(
        "%(num)d ticket is closed, and its customer is told how to come back.",
        "%(num)d tickets are closed, and their customers are told how to come back.",
        count,
    )
    return words % {"num": count}
