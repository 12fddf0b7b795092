"""What can be corrected about whom a ticket is for. `about` tells the page which form did not go through."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.customers.models import Contact, Customer
from transom.customers.pinned import PinnedNote
from transom.web.agent.forms import VerbForm
from transom.web.setup import zones


class ZoneField(forms.CharField):
    """A zone of the time zone database, or nothing."""

    def __init__(self, **options):
        super().__init__(required=False, max_length=64, **options)

    def clean(self, value):
        words = super().clean(value)
        found = zones.named(words) if words else ""
        if words and not found:
            raise forms.ValidationError(_no_zone(words))
        return found


def _no_zone(words: str) -> str:
    said = _("There is no time zone “%(zone)s”. Write one like Europe/Berlin.") % {"zone": words}
    near = ", ".join(zones.like(words))
    return f"{said} {_('Did you mean %(near)s?') % {'near': near}}" if near else said


class ContactForm(VerbForm):
    about = "contact"
    name = forms.CharField(max_length=200, error_messages={"required": gettext_lazy("A name is needed.")})
    phone = forms.CharField(max_length=50, required=False)
    time_zone = ZoneField()


class CustomerForm(VerbForm):
    about = "customer"
    name = forms.CharField(max_length=200, error_messages={"required": gettext_lazy("A name is needed.")})
    tier = forms.CharField(max_length=50, required=False)
    time_zone = ZoneField()


class WhoseForm(VerbForm):
    """Which customer: an exact name whatever its case, nothing for none; a new one only where `make` is ticked."""

    about = "whose"

    customer = forms.CharField(max_length=200, required=False)
    make = forms.BooleanField(required=False)

    def clean(self):
        said = super().clean()
        name = " ".join(said.get("customer", "").split())
        found = Customer.objects.filter(name__iexact=name).first() if name else None
        if name and found is None and not said.get("make"):
            words = _("There is no customer called “%(name)s”. Tick “It is a new one” to make it.")
            raise forms.ValidationError({"customer": words % {"name": name}})
        return said | {"name": name, "found": found}

    def whose(self) -> Customer | None:
        name = self.cleaned_data["name"]
        return self.cleaned_data["found"] or (Customer.objects.get_or_create(name=name)[0] if name else None)


class PinForm(VerbForm):
    about = "pin"
    pinned = forms.CharField(
        max_length=1000, error_messages={"required": gettext_lazy("Write what everyone should know.")}
    )
    to = forms.ChoiceField(choices=[("contact", "contact"), ("customer", "customer")], required=False)

    def whom(self) -> Contact | Customer:
        wants_contact = self.cleaned_data["to"] == "contact" or self.ticket.customer is None
        return self.ticket.requester if wants_contact else self.ticket.customer


class TakeDownForm(VerbForm):
    note = forms.ModelChoiceField(
        PinnedNote.objects.none(),
        error_messages={"invalid_choice": gettext_lazy("Somebody took this note down already.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        whose = {"contact": self.ticket.requester_id}, {"customer": self.ticket.customer_id or 0}
        notes = PinnedNote.objects.in_sight()
        self.fields["note"].queryset = notes.filter(**whose[0]) | notes.filter(**whose[1])
