"""Saved replies: everyone keeps their own, and uses what their teams and the desk share."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.composing.sample import sample_ticket
from transom.composing.saved import SavedReply
from transom.composing.shared import LONGEST_WORDS
from transom.composing.variables import VARIABLES, fill, why_unfilled, why_unknown
from transom.people.actor import Actor
from transom.web.access import agent_page
from transom.web.redirects import see
from transom.web.setup import whose
from transom.web.setup.places import saved_frame


class SavedReplyForm(whose.SharedForm):
    body = forms.CharField(
        label=gettext_lazy("Words"),
        max_length=LONGEST_WORDS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "data-words": ""}),
        error_messages={"required": gettext_lazy("Write what the reply says.")},
    )

    class Meta:
        model = SavedReply
        fields = ("name", "body")
        labels = {"name": gettext_lazy("Name")}
        help_texts = {"name": gettext_lazy("What you look for when you press / in an answer.")}
        error_messages = {"name": {"required": gettext_lazy("Give it a name that you would look for.")}}

    field_order = ("name", "body", "whose")

    def clean_body(self) -> str:
        body = self.cleaned_data["body"].replace("\r\n", "\n").strip("\n").rstrip()
        if wrong := why_unknown(body):
            raise forms.ValidationError(wrong)
        return body


@agent_page
def saved_replies(request: HttpRequest, actor: Actor) -> HttpResponse:
    found = whose.listed(SavedReply.objects.usual_first(), actor, request.GET.get("q", "").strip())
    context = saved_frame(actor, "saved_replies") | found
    return render(request, "saved/replies.html", context)


@agent_page
def saved_reply(request: HttpRequest, actor: Actor, pk: int | None = None) -> HttpResponse:
    """One saved reply, or a new one."""
    row = get_object_or_404(SavedReply.objects.changeable_by(actor), pk=pk) if pk else None
    form = SavedReplyForm(request.POST or None, instance=row, actor=actor)
    if form.is_valid():
        messages.success(request, _("“%(name)s” is saved. Press / in an answer to use it.") % {"name": form.save()})
        return see(reverse("saved_replies"))
    context = {"form": form, "row": row, "variables": VARIABLES} | preview_of(form["body"].value() or "", request.user)
    context |= saved_frame(actor, "saved_replies")
    return render(request, "saved/reply.html", context, status=422 if form.is_bound else 200)


@agent_page
def preview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How the words of a form would read, for the page that asks while they are typed."""
    return render(request, "saved/preview.html", preview_of(request.POST.get("text", ""), request.user))


def preview_of(text: str, me) -> dict:
    ticket = sample_ticket()
    filled = fill(text[:LONGEST_WORDS], ticket, me)
    problems = [*why_unfilled(filled), *filter(None, [why_unknown(text[:LONGEST_WORDS])])]
    return {"sample": ticket, "filled": filled, "problems": problems}


@agent_page
def retire(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    return whose.retire(request, actor, SavedReply.objects.all(), pk, "saved_replies")


@agent_page
def duplicate(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    return whose.duplicate(request, actor, SavedReply.objects.all(), pk, "saved_replies", "saved_reply")
