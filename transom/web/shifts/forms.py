"""What is planned and handed over, as people fill it in. Days and hours are those of the reader's zone."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.core.validators import MaxValueValidator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.people import rota
from transom.people.actor import Actor
from transom.people.models import RoleHeld, User
from transom.people.roles import AGENT_ROLES, Role
from transom.people.rota import Span
from transom.shifts import handing, planning

ROLE = Role.QUEUE_MANAGER
DAY = timedelta(days=1)
NEAR = MaxValueValidator(date(9000, 1, 1), gettext_lazy("Choose a day within the next two years."))
"""Behind a day that is planned there must be another one; how far one may plan ahead is for the verb to say."""


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class Hour(forms.TimeInput):
    input_type = "time"

    def __init__(self):
        super().__init__(format="%H:%M")


def managers() -> QuerySet[User]:
    return rota.those_with(ROLE).order_by("name")


def people_of_the_desk() -> list[User]:
    """Everybody who works here, by name; `able` where they can be queue manager. One query for all the forms of the page."""
    held = RoleHeld.objects.filter(user=OuterRef("pk"), role__in=sorted(AGENT_ROLES))
    able = Exists(held.filter(role=ROLE))
    return list(User.objects.filter(Exists(held), is_active=True).annotate(able=able).order_by("name"))


def offer(field: forms.ModelChoiceField, people: list[User]) -> None:
    """Let the field show these, without asking the database for them again."""
    nobody = [("", field.empty_label)] if field.empty_label is not None else []
    field.choices = [*nobody, *((user.pk, user.label) for user in people)]


class PlanForm(forms.Form):
    person = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Queue manager"), empty_label=None)
    deputy = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Deputy, while they are away"),
        required=False,
        empty_label=gettext_lazy("nobody"),
    )
    day = forms.DateField(label=gettext_lazy("Day"), widget=Day(), validators=[NEAR])
    starts = forms.TimeField(label=gettext_lazy("From"), widget=Hour())
    ends = forms.TimeField(label=gettext_lazy("Until"), widget=Hour())
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Each week on"),
        required=False,
        coerce=int,
        choices=list(WEEKDAYS_ABBR.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    until = forms.DateField(
        label=gettext_lazy("Each week until"),
        required=False,
        widget=Day(),
        validators=[NEAR],
        help_text=gettext_lazy("The last day. Empty: this once."),
    )

    def __init__(self, *args, people: list[User], **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("person", "deputy"):
            self.fields[name].queryset = managers()
            offer(self.fields[name], [user for user in people if user.able])

    def clean(self) -> dict:
        said = super().clean()
        day, until = said.get("day"), said.get("until")
        if day and until and until < day:
            self.add_error("until", _("Choose a day that comes after the first one."))
        if said.get("weekdays") and not until and "until" not in self.errors:
            self.add_error("until", _("Say until which day it repeats."))
        return said

    def spans(self) -> list[Span]:
        said = self.cleaned_data
        zone = timezone.get_current_timezone()
        return planning.occurrences(said["day"], said["starts"], said["ends"], said["weekdays"], said["until"], zone)


class AbsenceForm(forms.Form):
    """`person` is there for who plans; everybody else says it of themselves."""

    person = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Who"), empty_label=None)
    first = forms.DateField(label=gettext_lazy("First day"), widget=Day(), validators=[NEAR])
    last = forms.DateField(label=gettext_lazy("Last day"), widget=Day(), validators=[NEAR])
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Everybody at the desk can read it."),
    )

    def __init__(self, *args, actor: Actor, people: list[User], **kwargs):
        super().__init__(*args, **kwargs)
        mine = [user for user in people if user.pk == actor.id or planning.may_plan(actor)]
        self.fields["person"].queryset = User.objects.filter(pk__in=[user.pk for user in mine])
        offer(self.fields["person"], mine)
        self.fields["person"].initial = actor.id

    def clean(self) -> dict:
        said = super().clean()
        if said.get("first") and said.get("last") and said["last"] < said["first"]:
            self.add_error("last", _("Choose a day that is not before the first one."))
        return said

    def span(self) -> Span:
        zone = timezone.get_current_timezone()
        first, last = self.cleaned_data["first"], self.cleaned_data["last"]
        return datetime.combine(first, time(0), zone), datetime.combine(last + DAY, time(0), zone)


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("To"), required=False, empty_label=gettext_lazy("whoever takes it")
    )
    note = forms.CharField(
        label=gettext_lazy("What the next one has to know"),
        required=False,
        max_length=handing.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, actor: Actor, people: list[User], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = managers().exclude(pk=actor.id)
        offer(self.fields["to"], [user for user in people if user.able and user.pk != actor.id])
