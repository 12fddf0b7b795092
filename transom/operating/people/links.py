"""The one-time link behind which somebody sets their password. Who has it can sign in as them, so it is stored nowhere."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from transom.foundation.pauses import Pause, Paused
from transom.operating.people.events import PasswordLinkMade
from transom.operating.people.verbs import held, tell
from transom.people.actor import Actor
from transom.people.mailboxes import Mailbox
from transom.people.models import User

DAYS = settings.PASSWORD_RESET_TIMEOUT // 86400


def can_be_mailed() -> bool:
    """Is there a way out of the desk, and an address that the mail comes from?"""
    has_way_out = settings.SMTP_URL not in ("", "sink:") and not Pause.objects.holds(Paused.SENDING)
    return has_way_out and Mailbox.objects.exists()


@transaction.atomic
def make(user: User, *, mailed: bool, actor: Actor) -> str:
    """The link; it ends when a password is set, when the address changes, and after `DAYS` days.

    Of somebody who has no password yet, it ends the links before it, which may lie in other hands.
    """
    user = held(user)
    if not user.has_usable_password():
        user.set_unusable_password()  # another one, and links hold the password that there was
        user.save(update_fields=["password"])
    tell(user, PasswordLinkMade(mailed=mailed), actor=actor)
    return address(user)


def address(user: User) -> str:
    token = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token})
    return settings.BASE_URL + path
