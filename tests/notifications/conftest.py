"""What people were told: `told(sue)` are Sue's rows, oldest first, once the worker has done its work."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from transom.notifications.models import Notification
from transom.tickets import actions
from transom.tickets.words import Words
from transom.worker import drain

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture
def told():
    def find(person) -> list[Notification]:
        drain()
        return list(Notification.objects.filter(person=person).order_by("pk"))

    return find


@pytest.fixture
def reasons(told):
    return lambda person: [str(row.reason) for row in told(person)]


@pytest.fixture
def sues(quinn, ticket, sue, as_actor):
    """Ann's ticket, which Sue has taken. Quinn is there to be told of what nobody has."""
    actions.assign(ticket, sue, actor=as_actor(sue))
    drain()
    ticket.refresh_from_db()
    return ticket


@pytest.fixture
def more(mail):
    """Ann writes again on her ticket."""

    def write(ticket, text="And now?", **parts):
        first = ticket.messages.first().message_id
        return mail(text, in_reply_to=f"<{first}>", **parts)

    return write


class Post:
    """A way out that keeps what goes through it."""

    def __init__(self):
        self.sent, self.read = [], []
        self.trouble = None

    def send(self, envelope_sender, recipients, mime):
        if self.trouble:
            raise self.trouble
        self.sent.append((envelope_sender, tuple(recipients), mime))
        self.read.append(message_from_bytes(mime, policy=default))
        return {}

    def to(self, person):
        return [mail for (_from, to, _mime), mail in zip(self.sent, self.read, strict=True) if to == (person.email,)]


@pytest.fixture
def post(settings):
    settings.SMTP_URL = "smtp://127.0.0.1?tls=off"
    return Post()


@pytest.fixture
def work(post):
    """Do all that is due at a moment; gives the mails that a person has had by then."""

    def run(now, person=None):
        drain(lambda: now, post)
        return post.to(person) if person else None

    return run


@pytest.fixture
def mentioned(sue, dev, sues, as_actor, work):
    """Sue mentions Dev on Monday at ten."""
    actions.note(sues, Words(text="@Dev can the step name them?"), actor=as_actor(sue), at=MONDAY)
    work(MONDAY)
    return sues
