"""What the desk's forms take. They check what was typed; whether it may be done is for the verbs to say."""

from functools import cached_property

import msgspec
from django import forms
from django.utils.translation import gettext_lazy as _

from transom.composing.drafts import Writing
from transom.composing.models import Draft, Kind
from transom.foundation.addresses import Address, is_address, parse_addresses
from transom.people.actor import Actor
from transom.people.models import Team
from transom.tickets.actions import Changes
from transom.tickets.models import Priority, Ticket
from transom.tickets.words import NewAttachment
from transom.web.agent import uploads
from transom.web.agent.around import agents
from transom.web.agent.recipients import new_words, taking_part
from transom.workflow import rules
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


class SentAlongField(forms.CharField):
    """The move that goes with an answer, as `moves.sent_along` offers it: the key of a status, and a reason or none."""

    def to_python(self, value) -> tuple[int | None, str]:
        key, _colon, reason = (super().to_python(value) or "").partition(":")
        if not key:
            return None, ""
        if not (key.isascii() and key.isdecimal() and len(key) < 18 and Status.objects.filter(pk=key).exists()):
            raise forms.ValidationError(_("The status that this names is no longer there. Choose another."))
        return int(key), reason

    def clean(self, value):
        return self.to_python(value)


class VerbForm(forms.Form):
    """`seen` is the ticket's version that the page was made from. `came_in`: events that stopped the verb."""

    seen = forms.IntegerField(required=False, min_value=0)
    came_in = ()
    warnings: tuple[str, ...] = ()
    """What is told where the verb is done and its writer should know something all the same."""

    def __init__(self, data, files, *, ticket: Ticket, actor: Actor):
        super().__init__(data, files)
        self.ticket, self.actor = ticket, actor

    @property
    def problems(self) -> list[str]:
        """Everything that is wrong, in sentences."""
        return [str(word) for words in self.errors.values() for word in words]


class NoteForm(VerbForm):
    """A word of ours with its files. `body` keeps its first spaces: it may be code.

    `version` is that of the draft which the form was made from, `once` the mark of the form itself.
    """

    speaks = Kind.NOTE
    kind = forms.CharField(required=False)
    body = forms.CharField(required=False, strip=False)
    files = uploads.FilesField()
    version = forms.IntegerField(required=False, min_value=0)
    once = forms.CharField(required=False, max_length=40)
    elsewhere: Draft | None = None
    queue = ""
    new_people: tuple[Address, ...] = ()

    def clean_body(self) -> str:
        return self.cleaned_data["body"].replace("\r\n", "\n").rstrip()

    def clean(self) -> dict:
        said = super().clean()
        before = uploads.kept(self.data.getlist("kept"), self.actor.id)
        if (
            sum(file.file.size for file in before) + sum(file.size for file in said.get("files") or [])
            > uploads.LARGEST
        ):
            raise forms.ValidationError(uploads.TOO_LARGE)
        return said

    @cached_property
    def attachments(self) -> list[NewAttachment]:
        """The files chosen now and those kept from before; the new ones are stored here."""
        before = uploads.kept(self.data.getlist("kept"), self.actor.id)
        return before + uploads.take(self.cleaned_data.get("files") or [])

    def writing(self) -> Writing:
        """What the composer holds, for `composing`."""
        said, typed = self.cleaned_data, self.data.get
        return Writing(
            kind=self.speaks,
            body=said.get("body", ""),
            to=typed("to", "").strip(),
            cc=typed("cc", "").strip(),
            bcc=typed("bcc", "").strip(),
            copies=tuple(address for address in self.data.getlist("copy") if is_address(address)),
            expects_answer=not typed("no_answer_expected"),
            changes=self.changes(),
            files=tuple(self.attachments),
            seen=said.get("seen"),
            version=said.get("version") or 0,
            once=said.get("once", ""),
            window=typed("window", "")[:40],
        )

    def changes(self) -> Changes:
        """What becomes of the ticket with the words, as a macro says."""
        return read_changes(self.data.get("changes", "")) or Changes()


class DraftForm(NoteForm):
    """What is kept while it is being written: nothing of it has to make sense yet."""

    @property
    def speaks(self) -> str:
        return Kind.NOTE if self.data.get("kind") == Kind.NOTE else Kind.REPLY


class ReplyForm(NoteForm):
    """`asks` is there where the page shows who is new in the conversation, `sure` the new addresses that were shown."""

    speaks = Kind.REPLY
    to = AddressesField(required=False)
    cc = AddressesField(required=False)
    bcc = AddressesField(required=False)
    move_to = SentAlongField(required=False)
    no_answer_expected = forms.BooleanField(required=False)

    def clean_kind(self) -> str:
        if self.cleaned_data["kind"] == "note":
            raise forms.ValidationError(_("You chose Note and pressed Send, so nothing went out. Choose again."))
        return "reply"

    def clean(self) -> dict:
        said = super().clean()
        if self.data.get("changes") and read_changes(self.data["changes"]) is None:
            raise forms.ValidationError(_("What should become of the ticket cannot be read. Choose it again."))
        if self.data.get("asks") and not self.errors:
            typed = [*said["to"], *said["cc"], *said["bcc"]]
            known = taking_part(self.ticket) | set(self.data.getlist("sure"))
            self.new_people = tuple({one.address: one for one in typed if one.address not in known}.values())
            if self.new_people:
                raise forms.ValidationError(new_words(self.new_people))
        return said

    def changes(self) -> Changes:
        """What becomes of the ticket: what a macro says, and the move whose button was pressed."""
        changes = read_changes(self.data.get("changes", "")) or Changes()
        to, why = self.cleaned_data.get("move_to") or (None, "")
        return msgspec.structs.replace(changes, status=to, reason=why) if to else changes


def read_changes(text: str) -> Changes | None:
    """`Changes` as the hidden field of a form has them; None for what cannot be read."""
    try:
        return msgspec.json.decode(text, type=Changes) if text else Changes()
    except msgspec.MsgspecError:
        return None


class AssignForm(VerbForm):
    assignee = forms.ModelChoiceField(
        agents(), required=False, error_messages={"invalid_choice": _("Choose someone with a role at the desk.")}
    )


class TeamForm(VerbForm):
    team = forms.ModelChoiceField(Team.objects.all(), required=False)


class TypeForm(VerbForm):
    """`place` is where it goes on; where the new path does not know its status, the page asks for it with `places`."""

    about = "type"
    ticket_type = forms.ModelChoiceField(TicketType.objects.published())
    place = forms.ModelChoiceField(Status.objects.all(), required=False)
    places: tuple[Status, ...] = ()

    def clean(self) -> dict:
        said = super().clean()
        to, ticket = said.get("ticket_type"), self.ticket
        if to and not self.errors and not said["place"] and rules.status_in(to, ticket.status)[1] != ticket.status:
            found = [] if ticket.is_closed else rules.places(ticket.position(), to, self.actor.roles)
            self.places = tuple(found) if len(found) > 1 else ()
        if self.places:
            words = _("%(status)s is not on the path of %(type)s. Choose where it goes on.")
            raise forms.ValidationError(words % {"status": ticket.status, "type": to})
        return said


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
    """`because` is a reason of the move's list; `who` is asked where the move needs an assignee and nobody has it yet."""

    about = "move"
    to = forms.ModelChoiceField(Status.objects.all(), error_messages={"required": _("Choose where it goes.")})
    comment = forms.CharField(required=False)
    because = forms.CharField(required=False)
    who = forms.ModelChoiceField(agents(), required=False)


class DoneForm(VerbForm):
    """A move whose goal the path knows."""

    about = "move"
    comment = forms.CharField(required=False)

    def goes_to(self, status: Status) -> None:
        """Where it does not go through, the page opens the move there, which may ask for more."""
        self.data = self.data.copy()
        self.data["to"] = status.pk
