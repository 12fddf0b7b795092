"""What the forms take that join, split and link tickets."""

from django import forms
from django.utils.translation import gettext_lazy as _

from transom.tickets.models import Ticket
from transom.web.agent.forms import VerbForm
from transom.web.agent.naming import no_such, numbered
from transom.web.agent.relating import BY_HAND, THERE, relations


class OtherTicketField(forms.CharField):
    """The number of another ticket, as the ticket; `visible` are those that may be named."""

    visible = None

    def clean(self, value) -> Ticket:
        text = super().clean(value)
        found = numbered(text, self.visible)
        if found is None:
            raise forms.ValidationError(no_such(text))
        return found


class OtherTicketForm(VerbForm):
    """A form that names another ticket, of those that the actor may see."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, OtherTicketField):
                field.visible = Ticket.objects.visible_to(self.actor)


class MergeForm(OtherTicketForm):
    into = OtherTicketField(error_messages={"required": _("Write the number of the other ticket.")})
    into_seen = forms.IntegerField(required=False, min_value=0)


class UnmergeForm(VerbForm):
    """`ended` is the key of the ticket that was merged into this one: its number leads here."""

    ended = forms.IntegerField(min_value=1, max_value=2**62)

    def clean(self) -> dict:
        said = super().clean()
        visible = Ticket.objects.visible_to(self.actor)
        said["other"] = visible.filter(pk=said.get("ended"), merged_into=self.ticket).first()
        if said["other"] is None:
            raise forms.ValidationError(_("This is not merged into another ticket, so there is nothing to undo."))
        return said


class BugForm(VerbForm):
    """What the bug is called, or the address where it is tracked."""

    about = "bug"
    bug = forms.CharField(max_length=500, error_messages={"required": _("Say which bug it is.")})
    address = forms.CharField(required=False, max_length=500)
    remove = forms.BooleanField(required=False)


class LinkForm(OtherTicketForm):
    other = OtherTicketField(error_messages={"required": _("Write the number of the other ticket.")})
    relation = forms.CharField()
    remove = forms.BooleanField(required=False)

    def clean(self) -> dict:
        """One of `relations`; on removal also what came about otherwise and can be taken back."""
        said = super().clean()
        known = {way for way, _words in relations()}
        if said.get("remove"):
            known |= {f"{before}{relation.value}" for relation in BY_HAND for before in ("", THERE)}
        if said.get("relation") not in known:
            self.add_error("relation", _("Choose how the tickets stand to each other."))
        return said


class MessagesField(forms.ModelMultipleChoiceField):
    def clean(self, value):
        try:
            return super().clean(value)
        except OverflowError:  # a key longer than any that the database has
            raise forms.ValidationError(_("Some of these messages are no longer here. Look again.")) from None


class SplitForm(VerbForm):
    messages = MessagesField(None, error_messages={"required": _("Choose the messages that leave.")})
    subject = forms.CharField(required=False, max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["messages"].queryset = self.ticket.messages.all()
