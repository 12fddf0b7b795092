"""The form of one person of the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from transom.foundation.addresses import normalise
from transom.people.mailboxes import Mailbox
from transom.people.models import Team, User
from transom.web.setup.role_words import ROLE_CHOICES


class PersonForm(forms.Form):
    use_required_attribute = False
    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("Customers read it below this person's answers.")
    )
    email = forms.EmailField(
        label=_("Email address"), max_length=254, help_text=_("They sign in with it. Customers never see it.")
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=ROLE_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without a role they can sign in and see nothing. One person may hold several."),
    )
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"), queryset=Team.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments, person: User | None = None, **options):
        self.person = person
        super().__init__(*arguments, **options)
        self.fields["teams"].queryset = Team.objects.all()
        if person:
            self.initial |= {"name": person.name, "email": person.email, "roles": person.role_names()}
            self.initial["teams"] = [team.pk for team in person.teams.all()]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not name.isprintable():
            raise forms.ValidationError(_("Something in it cannot be printed. Type the name again."))
        return name

    def clean_email(self) -> str:
        email = normalise(self.cleaned_data["email"])
        others = User.objects.exclude(pk=self.person.pk) if self.person else User.objects.all()
        if others.filter(email=email).exists():
            raise forms.ValidationError(_("Somebody has this address already. Change their roles instead."))
        if Mailbox.objects.receiving(email).exists():
            raise forms.ValidationError(_("Mail to this address becomes tickets. Give the person's own address."))
        return email
