"""The form of a move: from where to where, who may take it, what it asks for, and when it takes itself."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.people.roles import AGENT_ROLES, Role
from transom.web.process.lines import ReasonsField, one_line
from transom.workflow.document import Move, Path
from transom.workflow.models import Requirement, Trigger

LONGEST_LABEL = 60
WHO = [(role.value, role.label) for role in Role if role in AGENT_ROLES | {Role.CUSTOMER, Role.CLOCK}]
WHO_WORDS = {
    Role.CUSTOMER: gettext_lazy("By their mail, or by pressing a button of the link that they were sent."),
    Role.CLOCK: gettext_lazy("The desk itself, when nobody has answered for long."),
}


class MoveForm(forms.Form):
    """`move` is what is changed; a new one begins at `origin`."""

    use_required_attribute = False
    origin = forms.ChoiceField(label=gettext_lazy("From"))
    to = forms.ChoiceField(
        label=gettext_lazy("To"), error_messages={"required": gettext_lazy("Choose where it leads.")}
    )
    label = forms.CharField(
        label=gettext_lazy("Words on the button"),
        max_length=LONGEST_LABEL,
        help_text=gettext_lazy("A verb, as in “Approve for action”."),
        error_messages={"required": gettext_lazy("Write what the button says.")},
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Who may take it"),
        choices=WHO,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick who may take it: a move that nobody may take is none.")},
    )
    requires = forms.MultipleChoiceField(
        label=gettext_lazy("What it asks for"),
        choices=Requirement.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reasons = ReasonsField(
        label=gettext_lazy("Reasons to choose from"),
        required=False,
        help_text=gettext_lazy("One to a line, where it asks for a reason."),
    )
    trigger = forms.ChoiceField(
        label=gettext_lazy("When it happens"),
        choices=Trigger.choices,
        required=False,
        help_text=gettext_lazy("By hand it can always be taken. It can also take itself when something is said."),
    )

    def __init__(self, *arguments, path: Path, move: Move | None = None, origin: str = "", **options):
        self.path, self.move = path, move
        super().__init__(*arguments, **options)
        stops = [(stop.status, stop.name) for stop in path.stops]
        self.fields["origin"].choices = stops
        self.fields["to"].choices = [("", _("Choose a status")), *stops]
        if move:
            self.initial |= {name: getattr(move, name) for name in self.fields}
            self.initial |= {"reasons": "\n".join(move.reasons)}
        elif origin:
            self.initial["origin"] = origin

    def clean_label(self) -> str:
        return one_line(self.cleaned_data["label"])

    def clean(self):
        said = super().clean()
        if said.get("origin") and said.get("origin") == said.get("to"):
            self.add_error("to", _("It leads nowhere: choose another status."))
        elif self._is_taken(said):
            self.add_error("to", _("There is such a move already. Change that one, or choose another status."))
        asks = Requirement.REASON in said.get("requires", ())
        if asks and "reasons" not in self.errors and not said.get("reasons"):
            self.add_error("reasons", _("Write the reasons to choose from."))
        if said.get("reasons") and not asks:
            self.add_error("requires", _("Tick that it asks for a reason, or empty the list of reasons."))
        return said

    def _is_taken(self, said: dict) -> bool:
        there = {(move.origin, move.to) for move in self.path.moves if move is not self.move}
        return (said.get("origin"), said.get("to")) in there

    def said(self) -> dict:
        """What the move says, by the names of its fields; call it for a form that is good."""
        ticked = {"roles": self._ticked("roles", Role), "requires": self._ticked("requires", Requirement)}
        return self.cleaned_data | ticked

    def _ticked(self, name: str, known: Iterable) -> tuple[str, ...]:
        """In the order of the desk's own list; as it was where the same is ticked, for nothing has changed then."""
        ticked = set(self.cleaned_data[name])
        before = getattr(self.move, name) if self.move else ()
        return before if ticked == set(before) else tuple(one.value for one in known if one.value in ticked)
