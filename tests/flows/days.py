"""A desk at which days pass when a test says so: mail in and out, pages over HTTP, and the worker, all at one moment."""

import re
from datetime import datetime, timedelta
from email.utils import make_msgid
from unittest.mock import patch
from zoneinfo import ZoneInfo

from django.test import Client

from tests.conftest import raw_mail
from transom.mail import receive
from transom.mail.models import InboundEmail
from transom.mail.reading.parse import parse
from transom.mail.reading.parsed import ParsedEmail
from transom.people.actor import Actor, person
from transom.people.models import User
from transom.tickets.history import Event
from transom.tickets.models import Ticket
from transom.worker import drain

ZONE = ZoneInfo("Europe/Berlin")
STEP = timedelta(hours=2)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
URL = re.compile(r"https?://[^\s<>\"']+")


class Days:
    """`sent` is every mail that left, with its moment and whom it was for."""

    def __init__(self, begin: datetime):
        self.now, self.sent = begin, []
        self.clock = patch("django.utils.timezone.now", lambda: self.now)

    def __enter__(self) -> "Days":
        self.clock.start()
        return self

    def __exit__(self, *_error) -> None:
        self.clock.stop()

    def send(self, envelope_sender: str, recipients: list[str], mime: bytes) -> dict:
        self.sent.append((self.now, recipients, parse(mime)))
        return {}

    def until(self, at: datetime, step: timedelta = STEP) -> None:
        """Time passes, a step at a time, and the worker does what is due."""
        assert at >= self.now
        while self.now < at:
            self.now = min(self.now + step, at)
            drain(lambda: self.now, transport=self)

    def passes(self, step: timedelta = STEP, **length: float) -> None:
        self.until(self.now + timedelta(**length), step)

    def writes(self, who: str, text: str, subject: str = "The printer is on fire", to: str = "", **headers) -> Ticket:
        """A mail of `who` comes in, as an answer to the last one that they got where `to` is empty and there is one."""
        last = None if to else next((mail for _, whom, mail in reversed(self.sent) if _in(who, whom)), None)
        to = to or (last.reply_to[0].address if last else "support@desk.example")
        if last:
            headers.setdefault("in_reply_to", f"<{last.message_id}>")
        headers.setdefault("message_id", make_msgid(domain="acme.example"))
        raw = raw_mail(text, sender=who, subject=subject, to=to, **headers)
        stored = receive.accept(raw, [to], envelope_sender=_bare(who), road=receive.SMTP, at=self.now)
        drain(lambda: self.now, transport=self)
        return InboundEmail.objects.select_related("ticket").get(pk=stored.pk).ticket

    def mails(self, who: str, since: datetime | None = None) -> list[ParsedEmail]:
        return [mail for at, whom, mail in self.sent if _in(who, whom) and (since is None or at >= since)]

    def actor(self, who: User) -> Actor:
        return person(who)

    def signed_in(self, who: User) -> Client:
        client = Client()
        client.force_login(who, backend=BACKEND)
        return client

    def posts(self, client: Client, page: str, **fields) -> str:
        """A form of a page is sent, and the worker does what follows; gives the page that comes then."""
        answer = client.post(page, fields, follow=True)
        assert answer.status_code == 200, answer.content.decode()[:3000]
        drain(lambda: self.now, transport=self)
        return answer.content.decode()

    def replies(self, client: Client, ticket: Ticket, body: str) -> None:
        seen = Ticket.objects.get(pk=ticket.pk).version
        self.posts(client, f"/tickets/{ticket.number}/reply", kind="reply", body=body, seen=seen)


def _bare(who: str) -> str:
    return who.partition("<")[2].rstrip(">") or who


def _in(who: str, recipients: list[str]) -> bool:
    return _bare(who) in recipients


def told(ticket: Ticket) -> list[str]:
    """The kinds of events in its history."""
    return [row.kind for row in Event.objects.of_ticket(ticket.pk)]
