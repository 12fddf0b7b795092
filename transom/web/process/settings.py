"""What an admin sets about the process as a whole."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.people.actor import Actor
from transom.web.access import admin_page
from transom.web.redirects import see
from transom.web.setup.places import setup_frame
from transom.workflow.settings import ProcessSettings


class SettingsForm(forms.ModelForm):
    use_required_attribute = False

    class Meta:
        model = ProcessSettings
        fields = ("urgent_limit",)
        help_texts = {
            "urgent_limit": gettext_lazy(
                "Urgent is on top of every list. Where more are, the lists say that none is any more."
            )
        }


@admin_page
def settings(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = SettingsForm(request.POST or None, instance=ProcessSettings.current())
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved. Every list counts like this from now on."))
        return see(reverse("process_settings"))
    context = setup_frame(actor, "setup_process") | {"form": form}
    return render(request, "process/settings.html", context, status=422 if request.method == "POST" else 200)
