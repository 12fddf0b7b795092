"""The form of a rule: for which tickets, within which time, and what the clock does when."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.clock.documents import RuleDocument, Step
from transom.customers.models import Customer
from transom.people.models import Team
from transom.tickets.events.base import Ref
from transom.timers.calendar import deadline
from transom.timers.days import CalendarBroken
from transom.timers.models import Calendar, Counting, RuleKind
from transom.web.clock.spans import SpanField
from transom.web.clock.step_form import MOST_STEPS, StepForm, unlike
from transom.web.process.lines import one_line
from transom.workflow.models import Category, Status, TicketType

SPARE = 2
"""Empty rows below the steps."""
MOST_WORKING = 525_600
"""Working minutes: 8,760 hours, which are more than four years of 40 hours a week."""


class RuleForm(forms.Form):
    """`document` is what the rule says now; for a new one, what it begins with. After `is_valid()`, `made` is what it says then."""

    use_required_attribute = False
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        error_messages={"required": gettext_lazy("Give it a name, such as “Answers for Gold”.")},
    )
    ticket_type = forms.ModelChoiceField(
        TicketType.objects.all(), label=gettext_lazy("Type"), required=False, empty_label=gettext_lazy("Every type")
    )
    tier = forms.CharField(
        label=gettext_lazy("Tier of the customer"),
        widget=forms.TextInput(
            attrs={"list": "tiers", "autocomplete": "off", "placeholder": gettext_lazy("Every tier")}
        ),
        max_length=50,
        required=False,
    )
    team = forms.ModelChoiceField(
        Team.objects.all(), label=gettext_lazy("Team"), required=False, empty_label=gettext_lazy("Every team, and none")
    )
    after = SpanField(label=gettext_lazy("Within"))
    counting = forms.ChoiceField(
        label=gettext_lazy("Which time counts"), choices=Counting.choices, widget=forms.RadioSelect
    )
    calendar = forms.ModelChoiceField(
        Calendar.objects.all(),
        label=gettext_lazy("Calendar of the working hours"),
        required=False,
        empty_label=gettext_lazy("The desk’s"),
    )
    move_to = forms.ModelChoiceField(
        Status.objects.filter(category=Category.CLOSED),
        label=gettext_lazy("What is closed goes to"),
        required=False,
        empty_label=gettext_lazy("Choose a status"),
    )

    def __init__(self, *arguments, document: RuleDocument, now: datetime, **options):
        self.document, self.now = document, now
        super().__init__(*arguments, **options)
        self.initial |= _said(document)
        self.tiers = sorted(
            set(Customer.objects.exclude(tier="").order_by().values_list("tier", flat=True).distinct()[:200])
        )
        if document.watches != RuleKind.CLEARANCE:
            del self.fields["move_to"]
        if document.watches == RuleKind.LANGUISHING:
            del self.fields["after"]
        if document.watches == RuleKind.FOLLOW_UP or document.watches == RuleKind.CLEARANCE:
            self.fields["after"].label = _("After so much silence")
        self.steps = self._steps()

    def _steps(self) -> list[StepForm]:
        if self.document.watches == RuleKind.CLEARANCE:
            return []
        known = [*self.document.steps]
        wanted = self._sent() if self.is_bound else len(known) + SPARE
        rows = [*known, *[None] * max(0, wanted - len(known))]
        return [
            StepForm(
                self.data if self.is_bound else None, prefix=f"step-{place}", step=step, watches=self.document.watches
            )
            for place, step in enumerate(rows[:MOST_STEPS])
        ]

    def _sent(self) -> int:
        """How many rows the form had."""
        said = self.data.get("steps", "")
        return min(int(said), MOST_STEPS) if said.isascii() and said.isdecimal() and len(said) < 4 else 0

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(step.is_valid() for step in self.steps)]) and self._steps_fit()

    def troubles(self) -> list[str]:
        """What is not good, each once; after `is_valid()`."""
        wrong = [self.errors, *(step.errors for step in self.steps)] if self.is_bound else []
        return list(dict.fromkeys(str(words) for errors in wrong for field in errors.values() for words in field))

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_tier(self) -> str:
        return one_line(self.cleaned_data["tier"])

    def clean_after(self) -> int:
        minutes = self.cleaned_data["after"]
        if not minutes:
            raise forms.ValidationError(_("Say how long: at least a minute."))
        return minutes

    def clean_move_to(self) -> Status:
        if not self.cleaned_data["move_to"]:
            raise forms.ValidationError(_("Choose where a ticket goes that clearance closes."))
        return self.cleaned_data["move_to"]

    def clean(self):
        said = super().clean()
        if said.get("counting") == Counting.WORKING and said.get("after"):
            self._can_be_counted(said)
        return said

    def _can_be_counted(self, said: dict) -> None:
        """In working time: no days, for nobody knows how long one is, and no more than the calendar has."""
        if self.data.get("after_1") == "1440":
            self.add_error("after", _("Working time is counted in hours: write 16 hours for two days of eight."))
        elif said["after"] > MOST_WORKING:
            self.add_error("after", _("That is more than four years of working hours."))
        elif calendar := said.get("calendar") or Calendar.objects.filter(is_default=True).first():
            try:
                deadline(calendar, self.now, said["after"])
            except CalendarBroken as broken:
                self.add_error("calendar", str(broken))

    def _steps_fit(self) -> bool:
        """No step lies before what it waits for, and none is there twice."""
        after = self.cleaned_data.get("after")
        unlike(self.steps)
        for step in self.steps:
            if step.made and after and step.made.offset_minutes < 0 and -step.made.offset_minutes >= after:
                step.add_error(None, _("That is before the clock begins to run. Choose a shorter time."))
        return not any(step.errors for step in self.steps)

    @property
    def made(self) -> RuleDocument:
        """What the rule says now; for a form that is good."""
        said = self.cleaned_data
        return RuleDocument(
            watches=self.document.watches,
            name=said["name"],
            ticket_type=Ref.maybe(said["ticket_type"]),
            tier=said["tier"],
            team=Ref.maybe(said["team"]),
            calendar=Ref.maybe(said["calendar"]),
            counting=said["counting"],
            after_minutes=said.get("after"),
            move_to=Ref.maybe(said.get("move_to")),
            is_active=self.document.is_active,
            steps=tuple(step.made for step in self.steps if step.made),
        )


def _said(document: RuleDocument) -> dict:
    rows = {name: getattr(document, name) for name in ("ticket_type", "team", "calendar", "move_to")}
    plain = {"name": document.name, "tier": document.tier, "counting": document.counting}
    return plain | {name: row.id if row else None for name, row in rows.items()} | {"after": document.after_minutes}


def in_order(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(sorted(steps, key=lambda step: (step.offset_minutes, step.key or 0)))
