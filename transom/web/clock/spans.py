"""Fields for how long: a number with its unit, kept as minutes."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

UNITS = (("1", gettext_lazy("minutes")), ("60", gettext_lazy("hours")), ("1440", gettext_lazy("days")))
MOST = 5_256_000
"""Minutes: ten years."""
MOST_DIGITS = 7


def parted(minutes: int) -> tuple[int, str]:
    """The largest unit in which this is a whole number: 1440 minutes are 24 hours, 2880 are 2 days."""
    if minutes and minutes % 1440 == 0 and minutes > 1440:
        return minutes // 1440, "1440"
    if minutes and minutes % 60 == 0:
        return minutes // 60, "60"
    return minutes, "1"


class SpanWidget(forms.MultiWidget):
    """`name_0` is the number, `name_1` the unit in minutes."""

    use_fieldset = False

    def __init__(self, label: str = ""):
        number = forms.NumberInput(
            attrs={"min": 0, "inputmode": "numeric", "class": "clock-number", "aria-label": label}
        )
        unit = forms.Select(choices=UNITS, attrs={"aria-label": gettext_lazy("Minutes, hours or days")})
        super().__init__([number, unit])

    def decompress(self, value):
        return parted(value) if value is not None else (None, "60")


class SpanField(forms.MultiValueField):
    """Gives minutes; None where the number is left empty and that is allowed."""

    def __init__(self, **options):
        number = forms.IntegerField(
            required=False, min_value=0, error_messages={"invalid": gettext_lazy("Write a whole number.")}
        )
        super().__init__(
            fields=(number, forms.ChoiceField(required=False, choices=UNITS)),
            widget=SpanWidget(options.get("label", "")),
            require_all_fields=False,
            **options,
        )

    def clean(self, value):
        if value and value[0] and len(str(value[0]).strip()) > MOST_DIGITS:
            raise forms.ValidationError(_("That is more than ten years."))
        return super().clean(value)

    def compress(self, data_list) -> int | None:
        if not data_list or data_list[0] is None:
            return None
        minutes = data_list[0] * int(data_list[1] or 60)
        if minutes > MOST:
            raise forms.ValidationError(_("That is more than ten years."))
        return minutes
