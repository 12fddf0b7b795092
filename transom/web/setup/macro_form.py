"""The form of a macro: what it says, what becomes of the ticket, who can use it and by which key."""

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.composing.doing import Names, reasons_listed
from transom.composing.keys import LETTERS, taken_by
from transom.composing.macros import Macro, Speaks
from transom.composing.shared import LONGEST_WORDS
from transom.composing.variables import why_unknown
from transom.tickets.actions.several import NOBODY, WHOEVER_ACTS, Changes
from transom.tickets.models import Priority
from transom.tickets.tags import LONGEST_TAG, tidy
from transom.web.setup.whose import ME, TEAM, SharedForm

ACTS = ("status", "assignee", "team", "ticket_type", "priority", "tags_added", "tags_removed")
KEYS = ("status", "assignee", "team", "ticket_type")
AS_IT_IS = gettext_lazy("Leave it as it is")
TAG_FIELDS = {"data-tags": reverse_lazy("tags_offered"), "autocomplete": "off", "autocapitalize": "off"}


class MacroForm(SharedForm):
    words = forms.CharField(
        label=gettext_lazy("Words"),
        required=False,
        max_length=LONGEST_WORDS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "data-words": ""}),
    )
    speaks = forms.ChoiceField(
        label=gettext_lazy("They are"), choices=Speaks.choices, initial=Speaks.REPLY, widget=forms.RadioSelect
    )
    status = forms.TypedChoiceField(label=gettext_lazy("Status"), required=False, coerce=int, empty_value=None)
    assignee = forms.TypedChoiceField(label=gettext_lazy("Assignee"), required=False, coerce=int, empty_value=None)
    team = forms.TypedChoiceField(label=gettext_lazy("Team"), required=False, coerce=int, empty_value=None)
    ticket_type = forms.TypedChoiceField(label=gettext_lazy("Type"), required=False, coerce=int, empty_value=None)
    priority = forms.TypedChoiceField(label=gettext_lazy("Priority"), required=False, empty_value=None)
    comment = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Urgent asks for a reason, and so do some moves."),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        required=False,
        help_text=gettext_lazy("For a move that asks for one of a list."),
    )
    tags_added = forms.CharField(
        label=gettext_lazy("Tags to add"), required=False, widget=forms.TextInput(attrs=TAG_FIELDS)
    )
    tags_removed = forms.CharField(
        label=gettext_lazy("Tags to take off"), required=False, widget=forms.TextInput(attrs=TAG_FIELDS)
    )
    key = forms.ChoiceField(
        label=gettext_lazy("Key"),
        required=False,
        help_text=gettext_lazy("Pressed on a ticket, it runs the macro. The small letters are the desk’s own."),
    )

    class Meta:
        model = Macro
        fields = ("name", "words", "speaks", "key", "position")
        labels = {"name": gettext_lazy("Name"), "position": gettext_lazy("Place in the list")}
        help_texts = {
            "name": gettext_lazy("Say what it does, as in “Ask for the version, then wait”."),
            "position": gettext_lazy("The smallest number stands first."),
        }
        error_messages = {"name": {"required": gettext_lazy("Give it a name that says what it does.")}}

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.fields["position"].required = False
        self.fields["key"].choices = [("", _("None")), *((letter, f"Shift {letter}") for letter in LETTERS)]
        held = self.instance.changes
        for name, choices in _choices(Names.read()).items():
            self.fields[name].choices = [("", AS_IT_IS), *choices]
            self.fields[name].initial = getattr(held, name)
        self.fields["reason"].choices[0] = ("", _("None"))
        self.fields["comment"].initial = held.comment
        for name in ("tags_added", "tags_removed"):
            self.fields[name].initial = ", ".join(getattr(held, name))

    def clean_words(self) -> str:
        words = self.cleaned_data["words"].replace("\r\n", "\n").strip("\n").rstrip()
        if wrong := why_unknown(words):
            raise forms.ValidationError(wrong)
        return words

    def clean_position(self) -> int:
        return self.cleaned_data["position"] or 0

    def clean_tags_added(self) -> tuple[str, ...]:
        return _tags(self.cleaned_data["tags_added"])

    def clean_tags_removed(self) -> tuple[str, ...]:
        return _tags(self.cleaned_data["tags_removed"])

    def clean(self):
        said = super().clean()
        if said.get("priority") == Priority.URGENT and not said.get("comment"):
            self.add_error("comment", _("Say why it is urgent: it jumps to the top of every list."))
        if not self.errors and not said["words"] and not self.changes():
            raise forms.ValidationError(_("It neither says nor does anything. Write words, or choose what it changes."))
        if not self.errors and (other := taken_by(self._as_chosen(said))):
            self.add_error("key", _("It runs “%(other)s” already. Choose another letter.") % {"other": other})
        return said

    def changes(self) -> Changes:
        """What was chosen; call it for a form that is good."""
        return Changes(**{name: self.cleaned_data[name] for name in (*ACTS, "comment", "reason")})

    def save(self, commit=True):
        self.instance.stored_changes = self.changes().as_json()
        return super().save(commit)

    def _as_chosen(self, said: dict) -> Macro:
        chosen = said["whose"]
        return Macro(
            pk=self.instance.pk,
            key=said["key"],
            owner_id=self.actor.id if chosen == ME else None,
            team_id=int(chosen.removeprefix(TEAM)) if chosen.startswith(TEAM) else None,
        )


def _choices(names: Names) -> dict[str, list[tuple]]:
    """What may be chosen now. What a macro still names and is gone is no choice: saving it lets go of it."""
    people = [(key, name) for key, name in names.people.items() if ("person", key) in names.usable]
    return {
        "status": [(key, name) for key, name in names.statuses.items() if ("status", key) in names.usable],
        "ticket_type": [(key, name) for key, name in names.types.items() if ("type", key) in names.usable],
        "assignee": [
            (WHOEVER_ACTS, _("Whoever runs it")),
            (NOBODY, _("Nobody")),
            *sorted(people, key=lambda one: one[1].lower()),
        ],
        "team": [(NOBODY, _("No team")), *names.teams.items()],
        "priority": Priority.choices,
        "reason": [(reason, reason) for reason in reasons_listed()],
    }


def _tags(text: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(filter(None, map(tidy, text.replace(";", ",").split(",")))))
    if too_long := [tag for tag in found if len(tag) > LONGEST_TAG]:
        raise forms.ValidationError(_("“%(tag)s” is too long for a tag: at most 50 characters.") % {"tag": too_long[0]})
    return found
