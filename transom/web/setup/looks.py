"""The form of one person's zone, language and theme: a section of their own page."""

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.people.models import Theme, User
from transom.web.setup.zones import choices, is_zone

NO_ZONE = gettext_lazy("There is no such time zone. Choose the city nearest to you.")


class AppearanceForm(forms.ModelForm):
    use_required_attribute = False
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    time_zone = forms.CharField(label=gettext_lazy("Time zone"), required=False, widget=forms.Select)

    class Meta:
        model = User
        fields = ("theme", "time_zone", "language")

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.fields["theme"].choices = [("", _("As this device")), *Theme.choices]
        self.fields["language"].choices = [("", _("As this browser")), *settings.LANGUAGES]
        desks = _("The desk's: %(zone)s") % {"zone": settings.TIME_ZONE}
        self.fields["time_zone"].widget.choices = choices(desks, self.instance.time_zone)
        self.fields["time_zone"].help_text = _("Every time on the desk is shown in it.")

    def clean_time_zone(self) -> str:
        name = self.cleaned_data["time_zone"]
        if name and not is_zone(name):
            raise forms.ValidationError(NO_ZONE)
        return name


def section(request: HttpRequest) -> dict:
    """What `me/appearance.html` shows."""
    return {"appearance": AppearanceForm(instance=request.user)}
