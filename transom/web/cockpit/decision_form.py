"""What an admin says about a decision."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.cockpit.models import Decision
from transom.tickets.languishing import published
from transom.workflow.models import Requirement, Status, Step, TicketType, Transition

TAKEN = "begjknoruz"
"""Letters that these pages press something else with: `z` takes back what is about to be sent."""


class DecisionForm(forms.ModelForm):
    """Checks that the key is free, that it decides something, and that what it decides can be done."""

    class Meta:
        model = Decision
        fields = ["name", "key", "ticket_type", "move_to", "team", "asks_team", "asks_comment"]
        labels = {
            "name": gettext_lazy("What its button says"),
            "key": gettext_lazy("Its key"),
            "ticket_type": gettext_lazy("It becomes a ticket of the type"),
            "move_to": gettext_lazy("It moves to"),
            "team": gettext_lazy("It goes to the team"),
            "asks_team": gettext_lazy("Ask which team"),
            "asks_comment": gettext_lazy("Ask for a word why"),
        }
        help_texts = {
            "key": gettext_lazy("One small letter. It is pressed in the cockpit and in a run."),
            "move_to": gettext_lazy(
                "By a move of its path, for whoever may make it; it becomes theirs whom the path names there."
            ),
            "asks_comment": gettext_lazy("It says why where the move asks for it, and is a note else."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        nothing = gettext_lazy("stays as it is")
        for name in ("ticket_type", "move_to", "team"):
            self.fields[name].empty_label = nothing
        self.fields["ticket_type"].queryset = TicketType.objects.published()
        self.fields["key"].widget.attrs |= {"autocomplete": "off", "size": 2}
        self.fields["key"].error_messages["unique"] = gettext_lazy("Another decision has this key. Choose a free one.")

    def clean_key(self) -> str:
        key = self.cleaned_data["key"].lower()
        if not (key.isascii() and key.isalpha()):
            raise forms.ValidationError(_("Choose one letter from a to z."))
        if key in TAKEN:
            raise forms.ValidationError(_("“%(key)s” does something else there. Choose another letter.") % {"key": key})
        return key

    def clean(self) -> dict:
        said = super().clean()
        if self.errors:
            return said
        if not (said["ticket_type"] or said["move_to"] or said["team"] or said["asks_team"]):
            raise forms.ValidationError(_("It decides nothing yet. Choose a type, a status or a team."))
        if said["team"] and said["asks_team"]:
            self.add_error(
                "team", _("Either it goes to this team, or whoever decides is asked. Choose one of the two.")
            )
        if problem := self._way(said["ticket_type"], said["move_to"], said["asks_comment"]):
            self.add_error("move_to", problem)
        return said

    def _way(self, ticket_type: TicketType | None, to: Status | None, asks: bool) -> str:
        """Why nobody could take this way, in words; empty where they could."""
        if to is None:
            return ""
        steps = Step.objects.filter(version__in=published(), status=to)
        ways = Transition.objects.filter(version__in=published(), to_status=to)
        if ticket_type:
            steps = steps.filter(version__ticket_type=ticket_type)
            ways = ways.filter(version__ticket_type=ticket_type)
        if not steps.exists():
            return _("%(status)s is on no path of this type. Choose another status.") % {"status": to}
        if not asks and any(Requirement.COMMENT in way.requires for way in ways):
            return _("A move to %(status)s asks why. Tick “Ask for a word why” too.") % {"status": to}
        return ""
