"""What these pages take. What makes sense is for the verbs to say."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from transom.web.agent.forms import VerbForm

LONGEST = 20_000
LATE = time(23, 59)
LAST = date(9999, 1, 1)
DAYS = ((7, _("for a week")), (14, _("for two weeks")), (30, _("for a month")), (90, _("for three months")))


class SeenForm(forms.Form):
    """`seen` is the version of the ticket that the page showed; `next` the row to look at afterwards."""

    seen = forms.IntegerField(min_value=0)
    next = forms.IntegerField(required=False)


class KeepForm(forms.Form):
    """Until a day, or for so many days from today."""

    until = forms.DateField(required=False, error_messages={"invalid": _("Write the day as year-month-day.")})
    days = forms.TypedChoiceField(coerce=int, choices=DAYS, required=False, empty_value=0)
    reason = forms.CharField(max_length=200, required=False)

    def clean(self) -> dict:
        said = super().clean()
        if not self.errors and not said.get("until") and not said.get("days"):
            raise forms.ValidationError(_("Say until when: choose how long, or a day."))
        return said

    def end(self, today: date) -> datetime:
        """The end of that day. A day that is written counts more than how long is chosen."""
        day = self.cleaned_data["until"] or today + timedelta(days=self.cleaned_data["days"])
        return timezone.make_aware(datetime.combine(min(day, LAST), LATE))


class KeepHereForm(VerbForm, KeepForm):
    """The same on the ticket's own page."""

    about = "keep"


class BringBackForm(VerbForm):
    about = "bring-back"


class CallForm(forms.Form):
    outcome = forms.ChoiceField(
        choices=[("reached", _("I reached them")), ("missed", _("Nobody answered"))],
        error_messages={"required": _("Say whether you reached them.")},
    )
    words = forms.CharField(required=False, max_length=LONGEST)


class SendForm(forms.Form):
    text = forms.CharField(
        max_length=LONGEST, strip=False, error_messages={"required": _("Write what they shall read.")}
    )


class SkipForm(forms.Form):
    reason = forms.CharField(
        max_length=200,
        error_messages={"required": _("Say why they are not asked again: whoever has the ticket should know.")},
    )


def first_error(form: forms.Form) -> str:
    """The first sentence that says what is wrong."""
    return next(str(words) for errors in form.errors.values() for words in errors)
