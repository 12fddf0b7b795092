"""What the forms of these pages take."""

from django import forms
from django.utils.translation import gettext_lazy as _

from transom.cockpit.models import Decision
from transom.people.models import Team
from transom.web.agent.forms import VerbForm


class QuickForm(VerbForm):
    quick = forms.BooleanField(required=False)


class DecideForm(VerbForm):
    """`team` and `comment` where the decision asks for them."""

    about = "decide"
    decision = forms.ModelChoiceField(
        Decision.objects.select_related("ticket_type", "move_to", "team"),
        error_messages={
            "required": _("Choose what becomes of it."),
            "invalid_choice": _("This decision is no longer there. Load the page again and choose another."),
        },
    )
    team = forms.ModelChoiceField(
        Team.objects.all(),
        required=False,
        error_messages={"invalid_choice": _("This team is no longer there. Choose another.")},
    )
    comment = forms.CharField(required=False)


class SkipForm(VerbForm):
    about = "skip"
    reason = forms.CharField(required=False)
