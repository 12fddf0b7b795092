"""The forms of signatures: a person's own, a section of their page, and those of the mailboxes, which admins write."""

from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from transom.composing.signatures import Signature, write
from transom.composing.variables import SIGNED_BY_US, fill_signature, why_unknown
from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.web.access import actor_of

LONGEST = 2000
EVERYWHERE = "everywhere"


class SignaturesForm(forms.Form):
    """A text for each of `mailboxes`; of `user`, with one more for all, or else of the mailboxes themselves."""

    use_required_attribute = False

    def __init__(self, data=None, *, mailboxes: list[Mailbox], user: User | None = None):
        super().__init__(data)
        self.user = user
        self.places = {f"mailbox-{mailbox.pk}": mailbox for mailbox in mailboxes}
        if user is not None:
            self.places = {EVERYWHERE: None} | (self.places if len(mailboxes) > 1 else {})
        held = dict(Signature.objects.filter(user=user).values_list("mailbox", "text"))
        for name, mailbox in self.places.items():
            text = held.get(mailbox.pk if mailbox else None, "")
            self.fields[name] = forms.CharField(
                label=_("From %(address)s") % {"address": mailbox.address} if mailbox else _("Under your answers"),
                required=False,
                max_length=LONGEST,
                initial=text,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def clean(self):
        said = super().clean()
        for name, text in list(said.items()):
            if wrong := why_unknown(text, SIGNED_BY_US):
                self.add_error(name, wrong)
        return said

    @transaction.atomic
    def save(self) -> None:
        for name, mailbox in self.places.items():
            write(self.user, mailbox, self.cleaned_data[name])


def own_form(request: HttpRequest, data=None) -> SignaturesForm:
    """For the mailboxes whose tickets this person sees."""
    hidden = Mailbox.objects.keys_hidden_from(actor_of(request))
    return SignaturesForm(data, mailboxes=list(Mailbox.objects.exclude(pk__in=hidden)), user=request.user)


def section(request: HttpRequest) -> dict:
    """What `me/signature.html` shows."""
    return {"signatures": own_form(request), "signature_names": SIGNED_BY_US, "signed": as_signed(request)}


def as_signed(request: HttpRequest) -> str:
    """The person's signature for all, as it stands under an answer; empty where they have none."""
    row = Signature.objects.filter(user=request.user, mailbox=None).first()
    return fill_signature(row.text, request.user, Mailbox.objects.of_the_desk()) if row else ""
