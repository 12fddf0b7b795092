"""Paths as one file: taken from this desk, and brought to it as drafts."""

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from transom.people.actor import Actor
from transom.process import sharing
from transom.tickets.actions import Refused
from transom.web.access import admin_page
from transom.web.redirects import see
from transom.web.setup.places import setup_frame
from transom.workflow.models import TicketType


class ImportForm(forms.Form):
    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("One that was exported from Transom, of at most 1 MB."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty. Choose one that was exported from Transom."),
        },
    )


@admin_page
def export_process(request: HttpRequest, actor: Actor) -> HttpResponse:
    return _file(TicketType.objects.all(), "process")


@admin_page
def export_path(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    row = get_object_or_404(TicketType, slug=slug)
    return _file([row], f"path-of-{row.slug}")


def _file(types: Iterable[TicketType], name: str) -> HttpResponse:
    answer = HttpResponse(sharing.as_text(types), content_type="application/json; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer


@admin_page
def import_process(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Each path in the file becomes a draft, or an edit of the draft that is there."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            made = _imported(form.cleaned_data["file"], actor)
            return _onward(request, made)
        except Refused as refused:
            form.add_error("file", str(refused))
    context = setup_frame(actor, "setup_process") | {"form": form}
    return render(request, "process/import.html", context, status=422 if form.is_bound else 200)


def _imported(file, actor: Actor) -> list[sharing.Imported]:
    """No more of it is read than a process may have."""
    return sharing.into_drafts(sharing.read(file.read(sharing.LARGEST + 1)), actor=actor, now=timezone.now())


def _onward(request: HttpRequest, made: list[sharing.Imported]) -> HttpResponse:
    """To the draft where there is one, else to all types, each with what it lacks."""
    for one in made:
        if len(made) > 1 and one.told:
            words = {"name": one.draft.ticket_type.name, "count": len(one.told)}
            lacks = ngettext("“%(name)s” lacks one thing.", "“%(name)s” lacks %(count)d things.", len(one.told))
            messages.warning(request, lacks % words)
    told = ngettext(
        "The path of the file is a draft now.", "The %(count)d paths of the file are drafts now.", len(made)
    )
    messages.success(request, told % {"count": len(made)} + " " + _("Nothing changes until you publish."))
    slugs = [one.draft.ticket_type.slug for one in made]
    return see(reverse("path_draft", args=slugs) if len(slugs) == 1 else reverse("setup_process"))
