"""The form of a saved view: its name, its question, and who sees it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from transom.people.actor import Actor
from transom.people.models import Team
from transom.search.models import MANAGERS, SavedView, Shared
from transom.search.saved import QUESTION

OF_TEAM = "team-"


class ViewForm(forms.Form):
    """`who` is "nobody", "desk" or "team-KEY": one choice of who sees it, of those that this person has. `teams` are theirs."""

    name = forms.CharField(label=_("Name"), max_length=60)
    question = forms.CharField(label=_("What it finds"), max_length=QUESTION)
    who = forms.ChoiceField(label=_("Who sees it"))

    def __init__(self, actor: Actor, teams: list[Team], view: SavedView | None, text: str, data=None):
        who = view and (f"{OF_TEAM}{view.team_id}" if view.team_id else view.shared)
        first = {"name": view.name if view else "", "question": text, "who": who or Shared.NOBODY}
        super().__init__(data, initial=first, auto_id="view_%s")
        self.fields["who"].choices = choices(actor, teams, view)

    def said(self) -> dict:
        """What `search.saved` takes, of a form that is valid."""
        who, given = self.cleaned_data["who"], self.cleaned_data
        team = Team.objects.get(pk=who.removeprefix(OF_TEAM)) if who.startswith(OF_TEAM) else None
        shared = Shared.TEAM if team else Shared(who)
        return {"name": given["name"], "question": given["question"], "shared": shared, "team": team}


def choices(actor: Actor, teams: list[Team], view: SavedView | None) -> list[tuple[str, str]]:
    """Who a view can be shared with: my teams, and everyone where I mind such views."""
    found = [(Shared.NOBODY.value, _("Only me"))]
    found += [(f"{OF_TEAM}{team.pk}", team.name) for team in teams]
    if actor.has(*MANAGERS) or view and view.shared == Shared.DESK:
        found.append((Shared.DESK.value, _("Everyone at the desk")))
    return found
