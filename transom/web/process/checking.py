"""Before a draft is published: what it changes, what is wrong with it, what it would do to the tickets of today."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.process import publishing
from transom.process.models import PathRun
from transom.web.process.differing import listed
from transom.web.process.drafting import Open, Outcome, by, carry_out, draft_page
from transom.web.process.effects import effects_of
from transom.web.process.marks import draft_drawing, placed_problems
from transom.web.redirects import see
from transom.workflow.document import Path
from transom.workflow.models import WorkflowVersion


class PublishForm(forms.Form):
    use_required_attribute = False
    why = forms.CharField(
        label=gettext_lazy("Why do you change it?"),
        max_length=publishing.LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stands beside the version, for whoever wonders in a year."),
        error_messages={"required": gettext_lazy("Say why, in a sentence: others will wonder.")},
    )


@draft_page
def check(request: HttpRequest, at: Open) -> HttpResponse:
    return check_answer(request, at, PublishForm())


def check_answer(request: HttpRequest, at: Open, form: PublishForm, outcome: Outcome | None = None) -> HttpResponse:
    problems = placed_problems(at)
    last = at.draft.ticket_type.versions.order_by("-number").values_list("number", flat=True).first() or 0
    context = at.frame() | listed(at.published or _nothing(at.path), at.path)
    context |= {
        "form": form,
        "problems": problems,
        "effects": effects_of(at),
        "drawing": draft_drawing(at),
        "next_number": last + 1,
    }
    status = outcome.status if outcome else 422 if form.is_bound else 200
    return render(request, "process/check.html", context | (outcome.stopped if outcome else {}), status=status)


@draft_page
def publish(request: HttpRequest, at: Open) -> HttpResponse:
    if request.method != "POST":
        return see(reverse("check_draft", args=[at.slug]))
    form, said = PublishForm(request.POST), by(request, at)
    if not form.is_valid():
        return check_answer(request, at, form)
    version: list[WorkflowVersion] = []
    outcome = carry_out(at, lambda: version.append(_published(at, form, said)))
    if not outcome.done:
        return check_answer(request, at, form, outcome)
    return _onward(request, at, version[0])


def _published(at: Open, form: PublishForm, said: dict) -> WorkflowVersion:
    why = form.cleaned_data["why"]
    return publishing.publish(at.draft, why=why, actor=said["actor"], now=timezone.now(), seen=said["place"])


def _onward(request: HttpRequest, at: Open, version: WorkflowVersion) -> HttpResponse:
    """To the tickets that are on their way, where there are any; else to the path."""
    words = {"name": version.ticket_type.name, "number": version.number}
    messages.success(
        request, _("Version %(number)s of “%(name)s” is published. Tickets follow it from now on.") % words
    )
    run = PathRun.objects.filter(version=version).first()
    return see(reverse("process_run", args=[run.pk]) if run else reverse("process_type", args=[at.slug]))


def _nothing(path: Path) -> Path:
    """The path of a type that was never published."""
    return Path(type=path.type, name=path.name, purpose=path.purpose)
