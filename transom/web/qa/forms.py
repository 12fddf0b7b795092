"""What these forms take. What makes a try is for the verb to say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from transom.tickets.messages import Message
from transom.tickets.reproductions import Result
from transom.web.agent.forms import VerbForm
from transom.workflow.models import Category, Status


class ReproduceForm(VerbForm):
    """`about` tells the page which form did not go through. Steps and comment keep their lines."""

    about = "reproduce"
    result = forms.ChoiceField(
        choices=Result.choices,
        error_messages={"required": _("Say what came out: it happened to you too, or it did not.")},
    )
    steps = forms.CharField(required=False)
    version = forms.CharField(required=False)
    comment = forms.CharField(required=False)
    move_to = forms.ModelChoiceField(Status.objects.all(), required=False)

    def clean(self) -> dict:
        said = super().clean()
        asks_for_more = said.get("move_to") is not None and said["move_to"].category == Category.WAITING
        if said.get("result") == Result.REPRODUCED and asks_for_more:
            raise forms.ValidationError(
                _("You said that it happened to you too, so there is nothing to ask for. Press another button.")
            )
        return said


class CountForm(VerbForm):
    """Which thank-you wants an answer."""

    message = forms.ModelChoiceField(
        None, error_messages={"invalid_choice": _("This message is no longer here. Look again.")}
    )

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.fields["message"].queryset = Message.objects.filter(ticket=self.ticket)
