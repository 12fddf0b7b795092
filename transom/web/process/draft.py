"""The draft of a path: its statuses and moves in order, what was edited, and the way back."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.people.actor import Actor
from transom.process import drafts, edits
from transom.process.new_types import forget_type
from transom.tickets.actions import Refused
from transom.web.access import admin_page
from transom.web.process.draft_rows import draft_rows
from transom.web.process.drafting import LONGEST_NUMBER, Open, Outcome, attempt, by, carry_out, draft_page, form_answer
from transom.web.process.lines import one_line
from transom.web.process.marks import draft_drawing, placed_problems
from transom.web.redirects import see
from transom.workflow.models import TicketType, WorkflowVersion


class WordsForm(forms.Form):
    use_required_attribute = False
    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    purpose = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Whoever chooses a type for a ticket reads it."),
    )

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_purpose(self) -> str:
        return one_line(self.cleaned_data["purpose"])


@admin_page
def begin(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    """A draft of what is published now, or of an older version; where there is one already, that one is gone on with."""
    row = get_object_or_404(TicketType, slug=slug)
    if request.method != "POST" or not (row.versions.exists() or hasattr(row, "draft")):
        return see(reverse("process_type", args=[slug]))
    older = _older(row, request.POST.get("version", ""))
    try:
        drafts.begin(row, actor=actor, now=timezone.now(), from_version=older)
    except (Refused, drafts.SomeoneEdited) as stopped:
        messages.warning(request, str(stopped))
    return see(reverse("path_draft", args=[slug]))


def _older(row: TicketType, number: str) -> WorkflowVersion | None:
    if not (number.isdecimal() and len(number) <= LONGEST_NUMBER):
        return None
    return get_object_or_404(row.versions, number=int(number), published_at__isnull=False)


@draft_page
def draft(request: HttpRequest, at: Open) -> HttpResponse:
    return draft_answer(request, at)


def draft_answer(request: HttpRequest, at: Open, outcome: Outcome | None = None) -> HttpResponse:
    """The page of the draft, which says why where `outcome` did not go through."""
    stopped = outcome.stopped if outcome else {}
    at = Open(at.actor, at.draft, drafts.path(at.draft)) if stopped else at
    edited = drafts.edits(at.draft)
    done = [edit for edit in edited if edit.number <= at.draft.place]
    undone = edited[len(done) :]
    problems = placed_problems(at)
    context = at.frame() | {
        "done": done,
        "undone": undone,
        "problems": problems,
        "stops": draft_rows(at, problems),
        "drawing": draft_drawing(at),
    }
    return render(request, "process/draft.html", context | stopped, status=outcome.status if stopped else 200)


@draft_page
def words(request: HttpRequest, at: Open) -> HttpResponse:
    """What the type is called and is for."""
    form = WordsForm(request.POST or None, initial={"name": at.path.name, "purpose": at.path.purpose})
    outcome = None
    if form.is_valid():
        outcome = attempt(request, at, lambda path: edits.change_type(path, **form.cleaned_data))
    return form_answer(request, at, "process/words.html", {"form": form}, outcome, at.url)


@draft_page
def undo(request: HttpRequest, at: Open) -> HttpResponse:
    return _step(request, at, drafts.undo)


@draft_page
def redo(request: HttpRequest, at: Open) -> HttpResponse:
    return _step(request, at, drafts.redo)


def _step(request: HttpRequest, at: Open, step: Callable[..., object]) -> HttpResponse:
    if request.method != "POST":
        return see(at.url)
    outcome = carry_out(at, lambda: step(at.draft, **by(request, at)))
    return see(at.url) if outcome.done else draft_answer(request, at, outcome)


@draft_page
def discard(request: HttpRequest, at: Open) -> HttpResponse:
    if request.method != "POST":
        return see(at.url)
    outcome = carry_out(at, lambda: drafts.discard(at.draft, **by(request, at)))
    if not outcome.done:
        return draft_answer(request, at, outcome)
    if forget_type(at.draft.ticket_type):
        messages.success(request, _("The draft is gone, and the type with it, which was never published."))
        return see(reverse("setup_process"))
    messages.success(request, _("The draft is gone. The path stays as it was."))
    return see(reverse("process_type", args=[at.slug]))
