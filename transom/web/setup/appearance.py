"""How the desk looks to one person: their zone, language and theme. A part of their own page."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.people.actor import Actor
from transom.people.models import Theme, User
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk
from transom.web.redirects import see
from transom.web.setup.zones import choices, is_zone

MINE = "/me/"
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


def appearance_form(user: User) -> AppearanceForm:
    """What `me/appearance.html` shows, under the name `appearance`."""
    return AppearanceForm(instance=user)


@agent_page
def appearance(request: HttpRequest, actor: Actor) -> HttpResponse:
    if request.method != "POST":
        return see(MINE)
    user = User.objects.get(pk=request.user.pk)
    form = AppearanceForm(request.POST, instance=user)
    if not form.is_valid():
        context = open_desk(actor).frame | {"appearance": form}
        return render(request, "me/appearance_again.html", context, status=422)
    user.save(update_fields=AppearanceForm.Meta.fields)
    messages.success(request, _("Saved. The desk looks like this to you alone."))
    return see(MINE)


@agent_page
def zone(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What somebody's browser says of where they are, accepted by them; leads back to where they were."""
    name = request.POST.get("time_zone", "")
    if request.method == "POST" and is_zone(name):
        User.objects.filter(pk=request.user.pk).update(time_zone=name)
        messages.success(request, _("Times are now shown as in %(zone)s.") % {"zone": name})
    return see(request.POST.get("next", ""), MINE)
