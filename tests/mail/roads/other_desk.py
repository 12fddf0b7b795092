"""A desk in a process and a folder of its own that lives at the moments it is told, a line of JSON in and one out.

`{"now": …, "sender": …, "mails": […], "answers": true}` hands mails in, lets Sue answer all that wait where she is at work, and does
what is due. The line that comes back has every mail that left.
"""

import json
import sys
from base64 import b64decode, b64encode
from datetime import datetime
from unittest.mock import patch

from transom.clock.models import TimerFired
from transom.mail import receive
from transom.people.actor import person
from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.tickets.words import Words
from transom.timers.models import Effect, RuleKind, TimerRule, TimerStep
from transom.worker import drain
from transom.workflow.models import Category


class Collecting:
    def __init__(self):
        self.left = []

    def send(self, envelope_sender, recipients, mime):
        self.left += [{"to": recipient, "mime": b64encode(bytes(mime)).decode()} for recipient in recipients]
        return {}


def live(address: str, follow_up_minutes: int) -> None:
    """Serve as the desk with this mailbox, which asks silent customers again after so many minutes."""
    Mailbox.objects.update(address=address)
    TimerRule.objects.filter(kind=RuleKind.FOLLOW_UP).update(after_minutes=follow_up_minutes, is_active=True)
    TimerStep.objects.filter(rule__kind=RuleKind.FOLLOW_UP).update(effect=Effect.SEND_FOLLOW_UP)
    for line in sys.stdin:
        told = json.loads(line)
        now = datetime.fromisoformat(told.pop("now"))
        with patch("django.utils.timezone.now", lambda now=now: now):
            sys.stdout.write(json.dumps(_live_at(now, address, **told)) + "\n")
            sys.stdout.flush()


def _live_at(now: datetime, address: str, mails: list[str], sender: str, answers: bool) -> dict:
    transport = Collecting()
    for mime in mails:
        receive.accept(b64decode(mime), [address], envelope_sender=sender, road=receive.SMTP, at=now)
    drain(lambda: now, transport)
    said = _answer_all(now) if answers else 0
    drain(lambda: now, transport)
    followed = TimerFired.objects.filter(step__effect=Effect.SEND_FOLLOW_UP, result="").count()
    return {"left": transport.left, "said": said, "tickets": Ticket.objects.count(), "followed": followed}


def _answer_all(now: datetime) -> int:
    sue = person(User.objects.get(email="sue@desk.example"))
    waiting = list(Ticket.objects.filter(awaiting_us_since__isnull=False).exclude(category=Category.CLOSED))
    for ticket in waiting:
        actions.reply(ticket, Words(text="Which version is it?"), actor=sue, at=now)
    return len(waiting)
