"""What is to be done to the ticked tickets: checked, and made into an order with its words."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.bulk.models import Order
from transom.composing.macros import Macro, Speaks
from transom.composing.running import check
from transom.people.actor import Actor
from transom.people.models import Team
from transom.tickets.actions import Refused
from transom.tickets.actions.several import NOBODY, Changes
from transom.tickets.models import Priority
from transom.tickets.words import snippet
from transom.web.agent.around import agents
from transom.workflow.models import Category, Status, TicketType

ACTS = {
    "assign": gettext_lazy("Assign…"),
    "reply": gettext_lazy("Reply to all…"),
    "move": gettext_lazy("Move…"),
    "close": gettext_lazy("Close…"),
    "tags": gettext_lazy("Tags…"),
    "macro": gettext_lazy("Run a macro…"),
    "team": gettext_lazy("Team…"),
    "type": gettext_lazy("Type…"),
    "priority": gettext_lazy("Priority…"),
    "watch": gettext_lazy("Watch…"),
}
LONGEST = 20_000  # characters
FIRST_WORDS = 60


class ActForm(forms.Form):
    """One act on many tickets. `order` and `words` are there once it is valid."""

    act = forms.ChoiceField(choices=[*ACTS.items()])
    assignee = forms.ModelChoiceField(agents(), required=False)
    team = forms.ModelChoiceField(Team.objects.all(), required=False)
    to = forms.ModelChoiceField(Status.objects.all(), required=False)
    comment = forms.CharField(required=False, max_length=2000)
    because = forms.CharField(required=False, max_length=60)
    ticket_type = forms.ModelChoiceField(TicketType.objects.published(), required=False)
    priority = forms.ChoiceField(choices=Priority.choices, required=False)
    add = forms.CharField(required=False, max_length=500)
    remove = forms.CharField(required=False, max_length=500)
    watching = forms.ChoiceField(choices=[("1", ""), ("0", "")], required=False)
    macro = forms.ModelChoiceField(Macro.objects.none(), required=False)
    body = forms.CharField(required=False, strip=False, max_length=LONGEST)
    no_answer_expected = forms.BooleanField(required=False)

    order: Order | None = None
    words = ""

    def __init__(self, data, *, actor: Actor):
        super().__init__(data)
        self.actor = actor
        self.fields["macro"].queryset = Macro.objects.visible_to(actor).in_use()

    @property
    def problems(self) -> list[str]:
        return [str(word) for words in self.errors.values() for word in words]

    def clean(self) -> dict:
        said = super().clean()
        if not self.errors:
            made = getattr(self, f"_{said['act']}")(said)
            if isinstance(made, str):
                self.add_error(None, made)
            else:
                self.order, self.words = made
        return said

    def _assign(self, said):
        to = said["assignee"]
        words = _("Assign to %(who)s") % {"who": to} if to else _("Put back to nobody")
        return Order(changes=Changes(assignee=to.pk if to else NOBODY)), words

    def _team(self, said):
        to = said["team"]
        words = _("Give to the team %(team)s") % {"team": to} if to else _("Take from its team")
        return Order(changes=Changes(team=to.pk if to else NOBODY)), words

    def _move(self, said):
        to = said["to"]
        if to is None:
            return _("Choose where they go.")
        changes = Changes(status=to.pk, comment=said["comment"].strip(), reason=said["because"])
        return Order(changes=changes, closing=to.is_closed), _("Move to %(status)s") % {"status": to}

    def _close(self, said):
        to = said["to"]
        if to is None or to.category != Category.CLOSED:
            return _("Choose how they end.")
        changes = Changes(status=to.pk, comment=said["comment"].strip(), reason=said["because"])
        return Order(changes=changes, closing=True), _("Close: %(status)s") % {"status": to}

    def _type(self, said):
        to = said["ticket_type"]
        if to is None:
            return _("Choose what they are.")
        return Order(changes=Changes(ticket_type=to.pk)), _("Change the type to %(type)s") % {"type": to}

    def _priority(self, said):
        to, why = said["priority"] or Priority.NORMAL, said["comment"].strip()
        if to == Priority.URGENT and not why:
            return _("Say why this is urgent: it jumps to the top of every list.")
        words = _("Set the priority: %(priority)s") % {"priority": Priority(to).label}
        return Order(changes=Changes(priority=to, comment=why)), words

    def _tags(self, said):
        add, remove = _names(said["add"]), _names(said["remove"])
        if not add and not remove:
            return _("Write the tags to add or to take off.")
        parts = [_("Add the tags %(tags)s") % {"tags": ", ".join(add)}] if add else []
        parts += [_("Take off the tags %(tags)s") % {"tags": ", ".join(remove)}] if remove else []
        return Order(changes=Changes(tags_added=add, tags_removed=remove)), "; ".join(parts)

    def _watch(self, said):
        watch = said["watching"] != "0"
        return Order(watch=watch), _("Watch") if watch else _("Stop watching")

    def _macro(self, said):
        macro = said["macro"]
        if macro is None:
            return _("Choose a macro.")
        try:
            check(macro)
        except Refused as refusal:
            return str(refusal)
        text = macro.words.strip()
        speaks = {"reply" if macro.speaks == Speaks.REPLY else "note": text} if text else {}
        closing = Status.objects.filter(pk=macro.changes.status, category=Category.CLOSED).exists()
        order = Order(changes=macro.changes, closing=closing, **speaks)
        return order, _("Macro “%(name)s”") % {"name": macro.name}

    def _reply(self, said):
        text = said["body"].replace("\r\n", "\n").strip()
        if not text:
            return _("Your answer is empty. Write something first.")
        to = said["to"]
        words = _("Answer: “%(words)s”") % {"words": snippet(text, ())[:FIRST_WORDS]}
        order = Order(
            reply=text,
            expects_answer=not said["no_answer_expected"],
            changes=Changes(status=to.pk, reason=said["because"]) if to else Changes(),
            closing=bool(to and to.is_closed),
        )
        return order, words


def _names(text: str) -> tuple[str, ...]:
    parts = (" ".join(part.lower().split()) for part in text.replace(";", ",").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))
