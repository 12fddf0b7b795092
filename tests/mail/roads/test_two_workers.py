"""Two workers share the queue on PostgreSQL: each mail is read once, and none waits for another's."""

import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests.conftest import raw_mail
from transom.mail import receive
from transom.mail.models import InboundEmail, OutboundEmail, Outcome
from transom.mail.transport import Sink
from transom.tickets.messages import Message
from transom.tickets.models import Ticket
from transom.worker import drain

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="SQLite has one worker; run on PostgreSQL"
    ),
]


def together(function, workers=2):
    barrier, errors = threading.Barrier(workers), []

    def run():
        barrier.wait()
        try:
            function()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def take(raw):
    receive.accept(raw, ["support@desk.example"], envelope_sender="c@x.example", road=receive.SMTP)


def test_200_mails_once_each(desk):
    for number in range(200):
        take(raw_mail(sender=f"c{number}@x{number}.example", subject=f"Question {number}"))
    together(lambda: drain(transport=Sink()))
    assert set(InboundEmail.objects.values_list("outcome", "attempts")) == {(Outcome.TICKET, 1)}
    assert (Ticket.objects.count(), Message.objects.count()) == (200, 200)
    assert set(OutboundEmail.objects.values_list("state", "attempts")) == {("sent", 1)}
    assert OutboundEmail.objects.count() == 200


def test_one_conversation_read_by_two_stays_one_ticket(desk):
    """Each mail names those before it, which the other worker may have in hand at this moment."""
    for number in range(20):
        for step in range(3):
            chain = " ".join(f"<{number}.{earlier}@acme.example>" for earlier in range(step))
            more = {"references": chain} if step else {}
            take(raw_mail(f"{step}", message_id=f"<{number}.{step}@acme.example>", **more))
    start = timezone.now()
    for hours in range(4):  # what met another in the middle is tried again
        together(lambda at=start + timedelta(hours=hours): drain(lambda: at))
    assert Ticket.objects.count() == 20
    assert Message.objects.count() == 60


def test_two_copies_read_by_two_are_one(desk):
    raws = [raw_mail(sender=f"c{number}@x.example") for number in range(20)]
    for raw in raws:
        take(raw)
        take(raw)
    start = timezone.now()
    for hours in range(4):
        together(lambda at=start + timedelta(hours=hours): drain(lambda: at))
    assert Ticket.objects.count() == 20
    outcomes = list(InboundEmail.objects.values_list("outcome", flat=True))
    assert (outcomes.count("ticket"), outcomes.count("duplicate")) == (20, 20)
