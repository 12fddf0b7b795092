"""When the clearance and the digest come, and for how long a word reopens a closed ticket."""

from datetime import time

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.clock.calendars import TIMES, set_times
from transom.people.actor import Actor
from transom.web.access import admin_page
from transom.web.redirects import see
from transom.web.setup.places import setup_frame
from transom.workflow.settings import ProcessSettings


class MinuteField(forms.TimeField):
    """A time of the day, kept as minutes."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def prepare_value(self, value):
        return time(*divmod(value, 60)).strftime("%H:%M") if isinstance(value, int) else value

    def clean(self, value) -> int:
        at = super().clean(value)
        return at.hour * 60 + at.minute


class TimesForm(forms.Form):
    use_required_attribute = False
    clearance_weekday = forms.TypedChoiceField(
        label=gettext_lazy("The clearance is drawn up on"), choices=sorted(WEEKDAYS.items()), coerce=int
    )
    clearance_minute = MinuteField(label=gettext_lazy("at"), help_text=gettext_lazy("In the time of the desk."))
    digest_minute = MinuteField(
        label=gettext_lazy("The queue manager’s digest comes at"),
        help_text=gettext_lazy("Each day, and more of it on Mondays."),
    )
    reopen_days = forms.IntegerField(
        label=gettext_lazy("For how many days a word reopens a closed ticket"),
        min_value=1,
        max_value=3650,
        help_text=gettext_lazy("After that it opens a new ticket, linked with the old one."),
    )


@admin_page
def times(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = ProcessSettings.current()
    form = TimesForm(request.POST or None, initial={name: getattr(now, name) for name in TIMES})
    if form.is_valid():
        set_times(form.cleaned_data, actor=actor, at=timezone.now())
        messages.success(request, _("Saved. It holds from now on."))
        return see(f"{reverse('clock')}#times")
    return render(
        request,
        "clock/times.html",
        setup_frame(actor, "clock") | {"form": form},
        status=422 if form.is_bound else 200,
    )


def times_words(said: dict[str, int]) -> list[str]:
    """When what comes regularly comes, a sentence each. `said` is by the columns of `ProcessSettings`."""
    day = {"day": WEEKDAYS[said["clearance_weekday"]], "time": _clock(said["clearance_minute"])}
    days = {"days": said["reopen_days"]}
    return [
        _("The clearance is drawn up on %(day)s at %(time)s.") % day,
        _("The queue manager’s digest comes at %(time)s.") % {"time": _clock(said["digest_minute"])},
        _("A word reopens a closed ticket for %(days)d days; after that it opens a new one.") % days,
    ]


def _clock(minutes: int) -> str:
    return time_format(time(*divmod(minutes, 60)), "H:i")
