"""Running a macro on a ticket, from its panel, its key or the palette."""

from django import forms
from django.utils.translation import gettext_lazy as _

from transom.composing.macros import Macro
from transom.composing.models import Draft
from transom.composing.running import run
from transom.people.actor import Actor
from transom.tickets.models import Ticket
from transom.web.agent.forms import VerbForm
from transom.web.agent.talking import place_of
from transom.web.agent.verbs import verb

GONE = _("This macro is not offered to you any more. Look under Macros.")


class RunForm(VerbForm):
    macro = forms.ModelChoiceField(None, error_messages={"required": GONE, "invalid_choice": GONE})

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.fields["macro"].queryset = Macro.objects.visible_to(self.actor).in_use()


@verb(RunForm)
def run_macro(actor: Actor, ticket: Ticket, form: RunForm) -> Ticket | str:
    """All of it or nothing; its answer can be taken back as long as any other."""
    done = run(form.cleaned_data["macro"], ticket, actor=actor, seen=form.cleaned_data["seen"])
    return place_of(done, form.queue) if isinstance(done, Draft) else done
