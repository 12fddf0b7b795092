"""What one person chooses to be told, and when: two sections of their own page."""

from datetime import time

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.mail.models import NoticeEmail
from transom.notifications.channels import DEFAULTS, Channels, channels_of, settings_of
from transom.notifications.hours import zone_of
from transom.notifications.models import ByMail, NotificationSettings, Reason
from transom.notifications.telling import move_digest
from transom.people.models import User

SHOWN = tuple(Reason)


class ChosenForm(forms.Form):
    """Three fields for each reason: `desk-…`, `browser-…` and `mail-…`; and whether the browser shows words."""

    def __init__(self, data=None, *, chosen: NotificationSettings):
        super().__init__(data)
        self.chosen = chosen
        for reason in SHOWN:
            ways = channels_of(chosen, reason)
            self.fields[f"desk-{reason}"] = forms.BooleanField(required=False, initial=ways.desk)
            self.fields[f"browser-{reason}"] = forms.BooleanField(required=False, initial=ways.browser)
            self.fields[f"mail-{reason}"] = forms.ChoiceField(required=False, initial=ways.mail, choices=ByMail.choices)
        self.fields["shows_words"] = forms.BooleanField(
            required=False,
            initial=chosen.shows_words,
            label=_("The browser shows subjects and words too"),
            help_text=_(
                "Whoever looks at your screen can read them. Without it, it says only what happened and the number."
            ),
        )

    def rows(self) -> list[dict]:
        """A line of the table for each reason, with what its fields are called aloud."""
        return [
            {
                "reason": reason.value,
                "label": str(reason.label),
                "desk": self[f"desk-{reason}"],
                "browser": self[f"browser-{reason}"],
                "mail": self[f"mail-{reason}"],
            }
            for reason in SHOWN
        ]

    def save(self) -> None:
        said = self.cleaned_data
        wanted = {
            reason: Channels(said[f"desk-{reason}"], said[f"browser-{reason}"], said[f"mail-{reason}"])
            for reason in SHOWN
        }
        self.chosen.chosen = {str(reason): list(ways) for reason, ways in wanted.items() if ways != DEFAULTS[reason]}
        self.chosen.shows_words = said["shows_words"]
        self.chosen.save()


HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


class HoursForm(forms.ModelForm):
    use_required_attribute = False
    digest_hour = forms.TypedChoiceField(
        label=gettext_lazy("The digest comes at"),
        help_text=gettext_lazy("From Monday to Friday, and only where there is something in it."),
        choices=HOURS,
        coerce=int,
    )

    class Meta:
        model = NotificationSettings
        fields = ("digest_hour", "quiet_from", "quiet_until", "quiet_weekends")
        labels = {
            "quiet_from": gettext_lazy("Quiet from"),
            "quiet_until": gettext_lazy("until"),
            "quiet_weekends": gettext_lazy("Quiet on Saturdays and Sundays"),
        }
        widgets = {
            "quiet_from": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "quiet_until": forms.TimeInput({"type": "time"}, format="%H:%M"),
        }

    def clean(self):
        said = super().clean()
        begins, ends = said.get("quiet_from"), said.get("quiet_until")
        if self.errors:
            return said
        if (begins is None) != (ends is None):
            self.add_error("quiet_until", _("Quiet hours have a beginning and an end. Give both, or neither."))
        elif isinstance(begins, time) and begins == ends:
            self.add_error("quiet_until", _("These are the same hour. Leave both empty for no quiet hours."))
        return said


def section(request: HttpRequest) -> dict:
    """For the page: both forms, the person's zone, and what went wrong with the last mail to them."""
    user = User.objects.select_related("notification_settings").get(pk=request.user.pk)
    chosen = settings_of(user)
    last = NoticeEmail.objects.filter(person=user).order_by("-pk").values_list("refused", flat=True).first()
    return {
        "chosen": ChosenForm(chosen=chosen),
        "hours": HoursForm(instance=chosen),
        "told_zone": zone_of(user).key,
        "told_refused": last or "",
    }


def save_chosen(request: HttpRequest) -> ChosenForm | None:
    """None where it is saved; else the form with what is wrong."""
    form = ChosenForm(request.POST, chosen=settings_of(request.user))
    if not form.is_valid():
        return form
    form.save()
    messages.success(request, _("Saved. What happens from now on reaches you this way."))
    return None


def save_hours(request: HttpRequest) -> HoursForm | None:
    chosen = settings_of(request.user)
    form = HoursForm(request.POST, instance=chosen)
    if not form.is_valid():
        return form
    form.save()
    move_digest(request.user, chosen, timezone.now())
    messages.success(request, _("Saved."))
    return None
