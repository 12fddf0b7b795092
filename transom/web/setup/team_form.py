"""The form of a team: its name and who is in it."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from transom.people.models import ProductArea, Team, User


def one_line(words: str) -> str:
    return " ".join(words.split())


class TeamForm(forms.Form):
    use_required_attribute = False
    name = forms.CharField(label=_("Name"), max_length=100)
    members = forms.ModelMultipleChoiceField(
        label=_("Who is in it"), queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments, team: Team | None = None, **options):
        self.team = team
        super().__init__(*arguments, **options)
        working = Q(is_active=True) | Q(teams=team) if team else Q(is_active=True)
        self.fields["members"].queryset = User.objects.filter(working).distinct().order_by("name", "pk")
        if team:
            self.initial |= {"name": team.name, "members": [user.pk for user in team.members.all()]}

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        others = Team.objects.exclude(pk=self.team.pk) if self.team else Team.objects.all()
        if others.filter(name__iexact=name).exists():
            raise forms.ValidationError(_("A team of this name is there already."))
        return name


class AreaForm(forms.Form):
    use_required_attribute = False
    area = forms.CharField(label=_("A part of the product"), max_length=100)

    def __init__(self, *arguments, known: ProductArea | None = None, **options):
        self.known = known
        super().__init__(*arguments, **options)

    def clean_area(self) -> str:
        name = one_line(self.cleaned_data["area"])
        others = ProductArea.objects.exclude(pk=self.known.pk) if self.known else ProductArea.objects.all()
        if taken := others.filter(name__iexact=name).select_related("team").first():
            whose = taken.team.name if taken.team else _("no team")
            raise forms.ValidationError(
                _("%(area)s is there already, with %(team)s. Remove it there first, or take another name.")
                % {"area": taken.name, "team": whose}
            )
        return name
