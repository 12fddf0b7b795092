"""Fields for short texts: a line, and a list with one to a line."""

from django import forms
from django.utils.translation import gettext as _

LONGEST_REASON = 80
MOST_REASONS = 20


def one_line(words: str) -> str:
    return " ".join(words.split())


class ReasonsField(forms.CharField):
    """Reasons, one to a line; gives a tuple. The same twice is one."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value) -> tuple[str, ...]:
        lines = tuple(dict.fromkeys(filter(None, map(one_line, super().clean(value).splitlines()))))
        if len(lines) > MOST_REASONS:
            raise forms.ValidationError(_("These are too many to choose from: keep 20 at most."))
        if too_long := [line for line in lines if len(line) > LONGEST_REASON]:
            raise forms.ValidationError(
                _("“%(line)s…” is too long: a reason has 80 letters at most.") % {"line": too_long[0][:30]}
            )
        return lines
