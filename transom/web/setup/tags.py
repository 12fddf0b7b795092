"""The desk's tags: what each is for and how many tickets have it. For admins; completion is for everyone at the desk."""

from django import forms
from django.contrib import messages
from django.db.models import OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.people.actor import Actor
from transom.people.mailboxes import Mailbox
from transom.tickets.models import TicketTag
from transom.tickets.tags import Tag, offered, tidy
from transom.web.access import admin_page, agent_page
from transom.web.agent.small_rows import Counted, count_words
from transom.web.redirects import see
from transom.web.setup.places import saved_frame


class TagForm(forms.ModelForm):
    use_required_attribute = False

    class Meta:
        model = Tag
        fields = ("name", "purpose")
        labels = {"name": gettext_lazy("Tag"), "purpose": gettext_lazy("What it is for")}
        error_messages = {"name": {"required": gettext_lazy("Write the tag.")}}

    def clean_name(self) -> str:
        name = tidy(self.cleaned_data["name"])
        if "," in name or ";" in name:
            raise forms.ValidationError(_("A tag has no comma in it: commas stand between tags."))
        twin = Tag.objects.filter(name=name).exclude(pk=self.instance.pk).first()
        if twin is not None and twin.retired_at:
            raise forms.ValidationError(_("“%(tag)s” was retired. Offer it again, below.") % {"tag": name})
        if twin is not None:
            raise forms.ValidationError(_("“%(tag)s” is on the list already.") % {"tag": name})
        return name


@admin_page
def tags(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list, and a form that adds one."""
    form = TagForm(request.POST or None)
    if form.is_valid():
        messages.success(request, _("“%(tag)s” is offered wherever tags are typed.") % {"tag": form.save()})
        return see(reverse("tags"))
    context = saved_frame(actor, "tags") | {"form": form} | _listed(actor)
    return render(request, "saved/tags.html", context, status=422 if form.is_bound else 200)


@admin_page
def tag(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    row = get_object_or_404(Tag, pk=pk)
    form = TagForm(request.POST or None, instance=row)
    if form.is_valid():
        messages.success(request, _("“%(tag)s” is saved.") % {"tag": form.save()})
        return see(reverse("tags"))
    context = saved_frame(actor, "tags") | {"form": form, "name": form.initial["name"]}
    return render(request, "saved/tag.html", context, status=422 if form.is_bound else 200)


@admin_page
def retire(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """It is offered no more, or again. Tickets keep the tags that they have."""
    row = get_object_or_404(Tag, pk=pk)
    if request.method == "POST":
        row.retired_at = None if "back" in request.POST else timezone.now()
        row.save(update_fields=["retired_at"])
    return see(reverse("tags"))


@agent_page
def completion(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What fields for tags offer."""
    return render(request, "saved/tags_offered.html", {"tags": offered()})


def _listed(actor: Actor) -> dict:
    """Each with the number of tickets that have it and that this admin may see; counting stops behind 500."""
    having = TicketTag.objects.filter(name=OuterRef("name"))
    if hidden := Mailbox.objects.keys_hidden_from(actor):
        having = having.exclude(ticket__mailbox__in=hidden)
    rows = list(Tag.objects.annotate(having=Counted(having)))
    for row in rows:
        row.tickets = count_words(row.having)
    return {
        "tags": [row for row in rows if not row.retired_at],
        "retired": [row for row in rows if row.retired_at],
    }
