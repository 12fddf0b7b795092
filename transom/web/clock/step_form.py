"""One row of a rule's form: what the clock does, and when."""

from collections.abc import Iterable

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.clock.documents import Step
from transom.tickets.tags import tidy
from transom.timers.models import Effect, RuleKind
from transom.web.clock.spans import SpanField
from transom.web.clock.words import effects_of

MOST_STEPS = 12
BEFORE, AFTER = "before", "after"
SIDES = ((BEFORE, gettext_lazy("before it is due")), (AFTER, gettext_lazy("after it was due")))
LONGEST_TAG = 50


class StepForm(forms.Form):
    """`step` is what the row says now, None for an empty one. Without an effect it says nothing, and the step goes."""

    use_required_attribute = False
    effect = forms.ChoiceField(label=gettext_lazy("What the clock does"), required=False)
    offset = SpanField(label=gettext_lazy("When"), required=False)
    side = forms.ChoiceField(label=gettext_lazy("Before or after"), choices=SIDES, required=False)
    tag = forms.CharField(
        label=gettext_lazy("Tag"),
        max_length=LONGEST_TAG,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("Which tag")}),
    )

    def __init__(self, *arguments, step: Step | None, watches: str, **options):
        self.step = step
        super().__init__(*arguments, **options)
        named = [(effect.value, effect.label) for effect in effects_of(watches)]
        self.fields["effect"].choices = [
            ("", _("Nothing more") if step is None else _("Nothing: leave this out")),
            *named,
        ]
        if watches == RuleKind.LANGUISHING:
            self.fields["side"].choices = SIDES[1:]
        if step:
            side = BEFORE if step.offset_minutes < 0 else AFTER
            self.initial |= {"effect": step.effect, "offset": abs(step.offset_minutes), "side": side, "tag": step.tag}
        elif watches == RuleKind.LANGUISHING:
            self.initial |= {"side": AFTER}

    def clean_tag(self) -> str:
        return tidy(self.cleaned_data["tag"])

    def clean(self):
        said = super().clean()
        if said.get("effect") == Effect.TAG and not said.get("tag"):
            self.add_error("tag", _("Write the tag that it gets."))
        if "," in said.get("tag", "") or ";" in said.get("tag", ""):
            self.add_error("tag", _("A tag has no comma in it: commas stand between tags."))
        return said

    @cached_property
    def made(self) -> Step | None:
        """What the row says now; None where it says nothing, or is not good."""
        said = getattr(self, "cleaned_data", {})
        if self.errors or not said.get("effect"):
            return None
        minutes = said.get("offset") or 0
        tag = said["tag"] if said["effect"] == Effect.TAG else ""
        key = self.step.key if self.step else None
        return Step(
            offset_minutes=-minutes if said["side"] == BEFORE else minutes, effect=said["effect"], tag=tag, key=key
        )


def unlike(rows: Iterable[StepForm]) -> None:
    """Say it where two rows do the same at the same moment."""
    known = set()
    for row in rows:
        if row.made is None:
            continue
        what = (row.made.offset_minutes, row.made.effect, row.made.tag)
        if what in known:
            row.add_error(None, _("The clock does that at that moment already."))
        known.add(what)
