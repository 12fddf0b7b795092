"""The form of a status on a path: what it is called and means, whose it is, how long is too long."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.web.process.lines import ReasonsField, one_line
from transom.web.process.owners import owner_choices, owner_of, value_of
from transom.workflow.document import Stop
from transom.workflow.models import Asks, Category, SuggestedAct

LONGEST_NAME = 60
LONGEST_MEANING = 1000
MOST_DAYS = 3650
CATEGORY_WORDS = {
    Category.NEW: gettext_lazy("Nobody has looked at it yet."),
    Category.OPEN: gettext_lazy("It is up to us."),
    Category.WAITING: gettext_lazy("It is up to the customer."),
    Category.CLOSED: gettext_lazy("It is over. A path can end here."),
}


class StopForm(forms.Form):
    """`stop` is what is changed. Its category is no field here: tickets and their history stand on it."""

    use_required_attribute = False
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Give it a name, such as “In review”.")},
    )
    public_name = forms.CharField(
        label=gettext_lazy("What customers read"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=gettext_lazy("Left empty, they read the name above."),
    )
    silence_counts = forms.BooleanField(
        label=gettext_lazy("A customer’s silence counts here"),
        required=False,
        help_text=gettext_lazy("We follow up on it. Leave it off while we are the ones at work."),
    )
    entering = forms.CharField(
        label=gettext_lazy("What it means to come here"),
        max_length=LONGEST_MEANING,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Everyone reads it on a ticket."),
    )
    leaving = forms.CharField(
        label=gettext_lazy("What must be so before it leaves"),
        max_length=LONGEST_MEANING,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner = forms.ChoiceField(
        label=gettext_lazy("Whose it is while it is here"),
        required=False,
        help_text=gettext_lazy("Moving a ticket here gives it to them."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days that are too long"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=gettext_lazy("Longer than this, and its owner is told. Left empty, it may stay."),
    )
    act = forms.ChoiceField(
        label=gettext_lazy("What to do then"), required=False, choices=SuggestedAct.choices, help_text=""
    )
    asks = forms.ChoiceField(
        label=gettext_lazy("What the customer is asked"),
        required=False,
        choices=Asks.choices,
        help_text=gettext_lazy("They get a mail with a link, and answer with one press."),
    )
    reasons = ReasonsField(
        label=gettext_lazy("Why a ticket may wait here"),
        required=False,
        help_text=gettext_lazy("One to a line. Its owner is asked to choose one. “Blocked by…” asks what by."),
    )

    def __init__(self, *arguments, stop: Stop | None = None, **options):
        self.stop = stop
        super().__init__(*arguments, **options)
        self.fields["owner"].choices = owner_choices(stop.owner if stop else None)
        if stop:
            self.initial |= {name: getattr(stop, name) for name in self.fields if hasattr(stop, name)}
            self.initial |= {"owner": value_of(stop.owner), "reasons": "\n".join(stop.reasons)}

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_public_name(self) -> str:
        return one_line(self.cleaned_data["public_name"])

    def clean(self):
        said = super().clean()
        if said.get("act") and not said.get("days") and "days" not in self.errors:
            self.add_error("days", _("Say after how many days, or choose nothing to do."))
        return said

    def changes(self) -> dict:
        """What the status says now, by the names of its fields; call it for a form that is good."""
        said = {name: self.cleaned_data[name] for name in StopForm.base_fields}
        return said | {"owner": owner_of(said["owner"])}
