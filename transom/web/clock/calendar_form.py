"""The form of a calendar: its hours, its zone, whose public holidays are off, and the desk's own days off."""

from datetime import date

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.clock.documents import CalendarDocument
from transom.timers.days import CalendarBroken, days_off_of
from transom.web.clock import places
from transom.web.clock.hours import HoursField, days
from transom.web.process.lines import one_line
from transom.web.setup import zones

SPARE = 2
MOST_OWN = 60
LONGEST_NAME = 80
EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)


class OwnDayForm(forms.Form):
    """A day off of the desk itself; an empty row is none."""

    use_required_attribute = False
    day = forms.DateField(
        label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    name = forms.CharField(
        label=gettext_lazy("What it is"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("What it is")}),
    )

    def clean_day(self) -> date | None:
        day = self.cleaned_data["day"]
        if day and not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(_("Choose a day between 2000 and 2199."))
        return day

    def clean(self):
        said = super().clean()
        if said.get("name") and not said.get("day") and "day" not in self.errors:
            self.add_error("day", _("Say on which day."))
        return said


class CalendarForm(forms.Form):
    """`document` is what the calendar says now. After `is_valid()`, `made` is what it says then."""

    use_required_attribute = False
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        error_messages={"required": gettext_lazy("Give it a name, such as “Support in Berlin”.")},
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        error_messages={"required": gettext_lazy("Choose the zone that these hours are in.")},
    )
    is_default = forms.BooleanField(
        label=gettext_lazy("It is the desk’s calendar"),
        required=False,
        help_text=gettext_lazy("Rules that name no calendar count by it."),
    )
    country = forms.ChoiceField(label=gettext_lazy("Public holidays of"), required=False)
    subdivision = forms.ChoiceField(label=gettext_lazy("Part of the country"), required=False)

    def __init__(self, *arguments, document: CalendarDocument, today: date, **options):
        self.document, self.today = document, today
        super().__init__(*arguments, **options)
        self.fields["time_zone"].choices = zones.choices(_("Choose a zone"), document.time_zone)
        self.fields["country"].choices = [("", _("No country’s")), *places.named()]
        parts = places.parts_of(self.place)
        if self.is_bound and (sent := self.data.get("subdivision", "")) and sent not in parts:
            parts = [*parts, sent][:200]  # of the country that was chosen before: `clean_subdivision` lets it go
        named = sorted(((part, places.part_name(self.place, part)) for part in parts), key=lambda one: one[1])
        self.fields["subdivision"].choices = [("", _("The whole country")), *named]
        for (name, label), spans in zip(days(), document.hours, strict=True):
            self.fields[name] = HoursField(label=label)
            self.initial[name] = spans
        names = ("name", "time_zone", "country", "subdivision", "is_default")
        self.initial |= {name: getattr(document, name) for name in names}
        self.own = self._own()

    @property
    def place(self) -> str:
        """As it is chosen now, saved or not."""
        said = self.data.get("country", "") if self.is_bound else self.document.country
        return said if said in dict(places.named()) else ""

    @property
    def part(self) -> str:
        said = self.data.get("subdivision", "") if self.is_bound else self.document.subdivision
        return said if said in places.parts_of(self.place) else ""

    def _own(self) -> list[OwnDayForm]:
        known = [row for row in self.document.days_off if not row.get("works")]
        sent = self.data.get("days", "") if self.is_bound else ""
        count = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 4 else len(known) + SPARE
        rows = [*known, *[None] * max(0, count - len(known))][:MOST_OWN]
        data = self.data if self.is_bound else None
        return [OwnDayForm(data, prefix=f"own-{place}", initial=row or {}) for place, row in enumerate(rows)]

    @property
    def holidays(self) -> list[dict]:
        """The public holidays that are to come, each with whether the desk works then."""
        works = set(self.data.getlist("works")) if self.is_bound else self._worked()
        found = places.holidays_of(self.place, self.part, self.today)
        return [
            {"day": day, "words": date_format(day, "D j M Y"), "name": name, "works": day.isoformat() in works}
            for day, name in found
        ]

    def _worked(self) -> set[str]:
        return {row["day"] for row in self.document.days_off if row.get("works")}

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(row.is_valid() for row in self.own)])

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_subdivision(self) -> str:
        return self.part

    def clean(self):
        said = super().clean()
        if not self.errors and not any(said[name] for name, _label in days()):
            self.add_error(
                "day_0", _("Give at least one day its hours, or nothing that counts working time is ever due.")
            )
        try:
            days_off_of(said.get("country", ""), said.get("subdivision", ""), ())
        except CalendarBroken as broken:
            self.add_error("country", str(broken))
        return said

    @property
    def made(self) -> CalendarDocument:
        """What the calendar says now; for a form that is good."""
        said = self.cleaned_data
        plain = {name: said[name] for name in ("name", "time_zone", "country", "subdivision", "is_default")}
        return CalendarDocument(hours=[said[name] for name, _label in days()], days_off=self._days_off(), **plain)

    def _days_off(self) -> list[dict]:
        """The desk's own days, and the holidays on which it works; those of the past stay for what was counted by them."""
        past = {day for day in self._worked() if day < self.today.isoformat()}
        worked = {item["day"].isoformat(): item["name"] for item in self.holidays if item["works"]}
        names = {row["day"]: row["name"] for row in self.document.days_off if row["day"] in past}
        found = {
            day: {"day": day, "name": name[:LONGEST_NAME], "works": True} for day, name in (names | worked).items()
        }
        for row in self.own:
            if day := row.cleaned_data.get("day"):
                named = one_line(row.cleaned_data["name"])
                found[day.isoformat()] = {"day": day.isoformat(), "name": named, "works": False}
        return [found[day] for day in sorted(found)]
