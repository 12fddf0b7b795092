"""A mail to one of our own mailboxes, to see it come back: out by the way that answers take, in by the way of a customer's.

No table remembers it: its Message-ID stands in the address of the page that waits for it, and the mail that came back has it.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.core import signing

from transom.mail import accounts, compose
from transom.mail.accounts import AccountEmail
from transom.mail.models import InboundEmail
from transom.people.mailboxes import Mailbox

SALT = "round-trip"
LONG = timedelta(minutes=10)
OVER = timedelta(days=1)


class Stage(StrEnum):
    WAITS = "waits"
    LEFT = "left"
    LATE = "late"
    BACK = "back"


@dataclass(frozen=True)
class Trip:
    """`trouble`: what the mail server said, where it was not taken yet. `seconds`: until it was back, or until now."""

    stage: Stage
    seconds: int
    trouble: str = ""
    road: str = ""

    @property
    def is_over(self) -> bool:
        return self.stage in (Stage.BACK, Stage.LATE)


def begin(mailbox: Mailbox, to: str, now: datetime) -> str:
    """Have the worker send it to the mailbox and to `to`; gives the token by which `look` finds it again."""
    name = f"test.{secrets.token_hex(12)}"
    mail = compose.trial(mailbox, to, _message_id(name, mailbox), now)
    for recipient in mail.recipients:
        accounts.send_later(mail.mime, mail.envelope_sender, recipient, now)
    return signing.dumps([mailbox.pk, name, now.timestamp()], salt=SALT)


def look(mailbox: Mailbox, token: str, now: datetime) -> Trip | None:
    """How far it has come; None for a token that is not ours, or of another mailbox."""
    try:
        of, name, began = signing.loads(token, salt=SALT, max_age=OVER)
    except signing.BadSignature:
        return None
    if of != mailbox.pk:
        return None
    back = InboundEmail.objects.filter(message_id_header=_message_id(name, mailbox)).order_by("pk").first()
    if back is not None:
        return Trip(Stage.BACK, max(0, round(back.received_at.timestamp() - began)), road=back.road)
    seconds = round(now.timestamp() - began)
    waiting = AccountEmail.objects.filter(recipient=mailbox.address).order_by("-pk").first()
    if waiting is not None:
        return Trip(Stage.WAITS, seconds, trouble=waiting.last_error)
    return Trip(Stage.LATE if seconds > LONG.total_seconds() else Stage.LEFT, seconds)


def _message_id(name: str, mailbox: Mailbox) -> str:
    return f"{name}@{mailbox.address.rpartition('@')[2]}"
