"""What the desk's forms take. They check what was typed; whether it may be done is for the verbs to say."""

from functools import cached_property

from django import forms
from django.utils.translation import gettext_lazy as _

from transom.foundation.addresses import Address, is_address, parse_addresses
from transom.people.actor import Actor
from transom.people.models import Team
from transom.tickets.models import Priority, Ticket
from transom.tickets.words import NewAttachment, Words
from transom.web.agent import uploads
from transom.web.agent.around import agents
from transom.workflow.models import Status, TicketType


class AddressesField(forms.CharField):
    """Mail addresses with commas between them, as a tuple of `Address`."""

    def to_python(self, value):
        text = super().to_python(value) or ""
        found = parse_addresses(text)
        named = [part for part in text.replace(";", ",").split(",") if "@" in part]
        if len(found) < len(named) or (text.strip() and not found):
            raise forms.ValidationError(
                _("“%(text)s” has an address that cannot be read. Write name@example.com, and commas between them.")
                % {"text": text}
            )
        return found

    def clean(self, value):
        return self.to_python(value)


class VerbForm(forms.Form):
    """`seen` is the ticket's version that the page was made from. `came_in`: events that stopped the verb."""

    seen = forms.IntegerField(required=False, min_value=0)
    came_in = ()

    def __init__(self, data, files, *, ticket: Ticket, actor: Actor):
        super().__init__(data, files)
        self.ticket, self.actor = ticket, actor

    @property
    def problems(self) -> list[str]:
        """Everything that is wrong, in sentences."""
        return [str(word) for words in self.errors.values() for word in words]


class NoteForm(VerbForm):
    """A word of ours with its files. `body` keeps its first spaces: it may be code."""

    kind = forms.CharField(required=False)
    body = forms.CharField(required=False, strip=False)
    files = uploads.FilesField()

    def clean_body(self) -> str:
        return self.cleaned_data["body"].replace("\r\n", "\n").rstrip()

    @cached_property
    def attachments(self) -> list[NewAttachment]:
        """The files chosen now and those kept from before; the new ones are stored here."""
        before = uploads.kept(self.data.getlist("kept"), self.actor.id)
        return before + uploads.take(self.cleaned_data.get("files") or [])

    def words(self) -> Words:
        return Words(text=self.cleaned_data["body"], attachments=tuple(self.attachments))


class ReplyForm(NoteForm):
    to = AddressesField(required=False)
    cc = AddressesField(required=False)
    move_to = forms.ModelChoiceField(Status.objects.all(), required=False)
    no_answer_expected = forms.BooleanField(required=False)

    def clean_kind(self) -> str:
        if self.cleaned_data["kind"] == "note":
            raise forms.ValidationError(_("You chose Note and pressed Send, so nothing went out. Choose again."))
        return "reply"

    def copies(self) -> tuple[Address, ...]:
        """Cc: what was typed, and the offered addresses that were ticked."""
        ticked = [Address("", address) for address in self.data.getlist("copy") if is_address(address)]
        return tuple({address.address: address for address in (*ticked, *self.cleaned_data["cc"])}.values())


class AssignForm(VerbForm):
    assignee = forms.ModelChoiceField(
        agents(), required=False, error_messages={"invalid_choice": _("Choose someone with a role at the desk.")}
    )


class TeamForm(VerbForm):
    team = forms.ModelChoiceField(Team.objects.all(), required=False)


class TypeForm(VerbForm):
    ticket_type = forms.ModelChoiceField(TicketType.objects.all())


class PriorityForm(VerbForm):
    priority = forms.ChoiceField(choices=Priority.choices)
    reason = forms.CharField(required=False)


class SubjectForm(VerbForm):
    subject = forms.CharField(required=False, max_length=300)


class TagsForm(VerbForm):
    tags = forms.CharField(required=False)

    def clean_tags(self) -> set[str]:
        return set(self.cleaned_data["tags"].replace(";", ",").split(","))


class WatchForm(VerbForm):
    watching = forms.BooleanField(required=False)


class MoveForm(VerbForm):
    to = forms.ModelChoiceField(Status.objects.all(), error_messages={"required": _("Choose where it goes.")})
    comment = forms.CharField(required=False)


class MergeForm(VerbForm):
    into = forms.CharField(error_messages={"required": _("Write the number of the other ticket.")})

    def clean_into(self) -> Ticket:
        number = self.cleaned_data["into"].strip().lstrip("#")
        visible = Ticket.objects.visible_to(self.actor)
        found = visible.filter(number=int(number)).first() if number.isdecimal() and len(number) < 16 else None
        if found is None:
            raise forms.ValidationError(_("There is no ticket %(number)s.") % {"number": self.cleaned_data["into"]})
        return found


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
