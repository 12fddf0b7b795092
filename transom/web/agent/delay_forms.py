"""What is said of a ticket that stays. `about` tells the page which form did not go through."""

from django import forms
from django.utils.translation import gettext_lazy as _

from transom.web.agent.forms import VerbForm
from transom.workflow.models import Status


class DelayForm(VerbForm):
    about = "delay"
    reason = forms.CharField(max_length=60, error_messages={"required": _("Choose why it was not started.")})
    detail = forms.CharField(required=False)


class CallForm(VerbForm):
    """`outcome` is "reached" or "missed". What was said keeps its lines."""

    about = "call"
    outcome = forms.ChoiceField(
        choices=[("reached", _("I reached them")), ("missed", _("Nobody answered"))],
        error_messages={"required": _("Say whether you reached them.")},
    )
    phone = forms.CharField(max_length=50, required=False)
    words = forms.CharField(required=False)
    move_to = forms.ModelChoiceField(Status.objects.all(), required=False)


class EscalateForm(VerbForm):
    about = "escalate"
    words = forms.CharField(required=False)
