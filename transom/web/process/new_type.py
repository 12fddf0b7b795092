"""One more type of ticket: its name, what it is for, and whose path it begins with."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.people.actor import Actor
from transom.process.new_types import begin_type
from transom.web.access import admin_page
from transom.web.process.lines import one_line
from transom.web.redirects import see
from transom.web.setup.places import setup_frame
from transom.workflow.models import TicketType


class NewTypeForm(forms.Form):
    use_required_attribute = False
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=60,
        error_messages={"required": gettext_lazy("Give it a name, such as “Complaint”.")},
    )
    purpose = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Whoever chooses a type for a ticket reads it."),
    )
    like = forms.ModelChoiceField(
        label=gettext_lazy("Begin with the path of"),
        queryset=TicketType.objects.none(),
        empty_label=None,
        help_text=gettext_lazy("A copy of it, which you change as you need."),
    )

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.fields["like"].queryset = TicketType.objects.published()

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if TicketType.objects.filter(name__iexact=name).exists():
            raise forms.ValidationError(_("A type of this name is there already."))
        return name


@admin_page
def new_type(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = NewTypeForm(request.POST or None)
    if form.is_valid():
        words = _("As the path of “%(name)s”") % {"name": form.cleaned_data["like"]}
        draft = begin_type(**form.cleaned_data, words=words, actor=actor, now=timezone.now())
        return see(reverse("path_draft", args=[draft.ticket_type.slug]))
    context = setup_frame(actor, "setup_process") | {"form": form}
    return render(request, "process/new_type.html", context, status=422 if form.is_bound else 200)
