"""The part of a mailbox's form that says where its mail is fetched, and the test of what it says."""

from contextlib import suppress

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.foundation.secrets import SecretLost
from transom.mail.fetching.models import Afterwards, ImapAccount, Security, is_this_machine
from transom.mail.fetching.probe import Finding, probe
from transom.people.mailboxes import Mailbox

SECRET = forms.PasswordInput(attrs={"autocomplete": "new-password"})
PATIENCE = 9.5  # seconds that the page waits for the server
WILDCARDS = "*%"  # of IMAP's LIST
GIVEN_TO = ("host", "port", "security", "login", "sign_in")
"""Where the secret goes. To another place it goes only when it is entered again, so that nobody can send it away unseen."""


class FetchingForm(forms.ModelForm):
    """Where the mail lies. Not ticked, nothing in it counts. The secret is never shown; empty keeps the stored one."""

    use_required_attribute = False
    fetches = forms.BooleanField(label=gettext_lazy("Fetch the mail of this mailbox"), required=False)
    secret = forms.CharField(
        label=gettext_lazy("Password or access token"),
        strip=False,
        required=False,
        widget=SECRET,
        max_length=8000,
        error_messages={"required": gettext_lazy("Write the password, or the token that your provider gave you.")},
    )
    field_order = (
        "fetches",
        "host",
        "port",
        "security",
        "login",
        "sign_in",
        "secret",
        "folder",
        "afterwards",
        "move_to",
    )

    class Meta:
        model = ImapAccount
        fields = ("host", "port", "security", "login", "sign_in", "folder", "afterwards", "move_to")
        labels = {
            "host": gettext_lazy("Server"),
            "port": gettext_lazy("Port"),
            "security": gettext_lazy("Encryption"),
            "login": gettext_lazy("User name"),
            "sign_in": gettext_lazy("Sign in with"),
            "folder": gettext_lazy("Folder"),
            "afterwards": gettext_lazy("Once a mail is stored here"),
            "move_to": gettext_lazy("Move it to"),
        }
        help_texts = {
            "login": gettext_lazy("Often the whole address."),
            "sign_in": gettext_lazy("Many providers want an app password in the place of your own."),
            "move_to": gettext_lazy("The desk makes the folder where it is missing."),
        }
        error_messages = {
            "host": {"required": gettext_lazy("Write the name of the server, such as imap.example.com.")},
            "login": {"required": gettext_lazy("Write the name that the mail server knows the mailbox by.")},
            "move_to": {"required": gettext_lazy("Write the folder that read mail goes to.")},
        }

    def __init__(self, *args, mailbox: Mailbox | None, **kwargs):
        known = ImapAccount.objects.filter(mailbox=mailbox).first() if mailbox else None
        self.known = bool(known)
        super().__init__(*args, prefix="imap", instance=known or ImapAccount(), **kwargs)
        self.fields["fetches"].initial = self.known and known.is_active
        self.fields["secret"].help_text = _("Leave it empty to keep the one that is stored.") if known else ""
        self.fields["secret"].required = not self.known
        stays = self.is_bound and self.data.get(self.add_prefix("afterwards")) == Afterwards.SEEN
        self.fields["move_to"].required = not stays
        self.place, self.given_to = self.instance.place, self._given_to()

    def full_clean(self) -> None:
        if self.is_bound and not self.is_ticked:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    @property
    def is_ticked(self) -> bool:
        return bool(self.data.get(self.add_prefix("fetches")))

    def clean(self):
        said = super().clean()
        for name in ("host", "login", "secret", "folder", "move_to"):
            if not said.get(name, "").isprintable():
                self.add_error(name, _("Something in it cannot be printed, such as the end of a line."))
        if said.get("security") == Security.NONE and not is_this_machine(said.get("host", "")):
            self.add_error("security", _("Only a server on this machine may be reached without encryption."))
        if said.get("afterwards") == Afterwards.MOVE:
            self._check_move(said)
        return said

    def _check_move(self, said: dict) -> None:
        if any(sign in said.get("move_to", "") for sign in WILDCARDS):
            self.add_error("move_to", _("The name of a folder has no * and no % here."))
        elif said.get("move_to") == said.get("folder"):
            self.add_error("move_to", _("Name another folder than the one that the mail comes to."))

    def _post_clean(self) -> None:
        """The instance has what was entered by now: is there a secret for that place?"""
        super()._post_clean()
        if self.cleaned_data.get("secret") or self.errors:
            return
        if self.known and self.given_to != self._given_to():
            self.add_error("secret", _("Enter it again: it is kept for the server and the user name of before."))

    def _given_to(self) -> tuple:
        return tuple(getattr(self.instance, name) for name in GIVEN_TO)

    def try_it(self) -> list[Finding]:
        """What the server says to what was entered. Only after `is_valid`; nothing is saved."""
        return probe(self.instance, self.cleaned_data.get("secret") or None, whole=PATIENCE)

    def show_secret(self) -> None:
        """Give back what was just typed, and only that: after a test it is still to be saved."""
        self.fields["secret"].widget.render_value = True

    def save_for(self, mailbox: Mailbox) -> None:
        if not self.is_ticked:
            ImapAccount.objects.filter(mailbox=mailbox).update(is_active=False, failing_since=None, last_error="")
            return
        account, written = self.instance, [*self._meta.fields, "is_active", "failing_since", "last_error"]
        account.mailbox, account.is_active = mailbox, True
        account.failing_since, account.last_error = None, ""  # it is tried at once
        with suppress(SecretLost):  # encrypted anew it is another, so the fetcher begins a new session with it at once
            account.keep_secret(self.cleaned_data["secret"] or account.read_secret())
            written.append("secret")
        if account.place != self.place:
            account.begin_anew()
            written += ["uid_validity", "last_uid", "fetched_at"]
        account.save(update_fields=written if self.known else None)
