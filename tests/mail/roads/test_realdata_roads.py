"""Real mail through the whole road: every mail ends as exactly one thing, none is lost, none makes the desk stumble."""

import hashlib
import os
import random
from collections import Counter

import pytest
from django.conf import settings
from django.db.models import Count

from tests.mail.roads import realdata
from transom.customers.models import Contact
from transom.mail import receive
from transom.mail.models import InboundEmail, OutboundEmail, Outcome
from transom.mail.process import process_next
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket
from transom.worker import drain

pytestmark = [pytest.mark.django_db, realdata.needs_realdata]
IS_SQLITE = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
IN_CI = os.environ.get("CI") == "true"
TOO_MANY = "11,114 mails take minutes: by bin/test on SQLite, and not in CI"
MANY = ("spamassassin/easy-ham-2", "spamassassin/spam-2")
"""1,400 mails each: on SQLite only, for time."""
ENDS = set(Outcome) - {Outcome.WAITING, Outcome.DISCARDED, Outcome.NOTE}
ON_A_TICKET = {Outcome.TICKET, Outcome.MESSAGE, Outcome.HELD}


def take_in(mails: list[bytes]) -> list[InboundEmail]:
    rows = [
        receive.accept(raw, ["support@desk.example"], envelope_sender="x@list.example", road=receive.SMTP)
        for raw in mails
    ]
    drain()
    keys = [row.pk for row in rows]
    return list(InboundEmail.objects.filter(pk__in=keys).order_by("pk"))


def check_ends(mails: list[bytes], rows: list[InboundEmail], caplog) -> None:
    """Nothing lost, nothing stumbled over, each with its one end and a reason."""
    assert len(rows) == len(mails) > 0
    for raw, row in zip(mails, rows, strict=True):
        assert bytes(row.raw) == raw
        assert row.sha256 == hashlib.sha256(raw).hexdigest()
        assert row.outcome in ENDS, row
        assert row.reason, row
        assert row.attempts == 1, row.last_error
        assert bool(row.settled_at) != bool(row.parked_at)
        assert (row.ticket is not None) or row.outcome not in ON_A_TICKET
        assert (row.message is not None) == (row.outcome in (Outcome.TICKET, Outcome.MESSAGE))
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.parametrize("folder", sorted(name for name in realdata.WHOLE if IS_SQLITE or name not in MANY))
def test_whole_mails(desk, folder, caplog):
    mails = realdata.mails(folder)
    check_ends(mails, take_in(mails), caplog)
    for ticket in Ticket.objects.all()[:20]:
        assert_replays(ticket)


@pytest.mark.parametrize("folder", sorted(realdata.BODIES))
def test_bodies_in_a_mail_of_anns(desk, folder, caplog):
    mails = realdata.wrapped(folder)
    rows = take_in(mails)
    check_ends(mails, rows, caplog)
    assert {row.outcome for row in rows} == {Outcome.TICKET}


def test_no_bounce_opens_a_ticket_or_is_answered(desk):
    mails = realdata.mails("sisimai-bounces")
    assert len(mails) == 327
    rows = take_in(mails)
    assert {row.outcome for row in rows} <= {Outcome.BOUNCE, Outcome.IGNORED, Outcome.DUPLICATE}
    assert not Ticket.objects.exists()
    assert not OutboundEmail.objects.exists()


def conversations() -> Counter:
    """How many mails each ticket has, held ones with it."""
    mails = InboundEmail.objects.filter(outcome__in=ON_A_TICKET).values("ticket")
    return Counter({row["ticket"]: row["mails"] for row in mails.annotate(mails=Count("pk"))})


@pytest.mark.parametrize(
    "name",
    [
        "r-announce",
        pytest.param("r-package-devel", marks=pytest.mark.skipif(not IS_SQLITE or IN_CI, reason=TOO_MANY)),
    ],
)
def test_a_mailing_list_gives_its_threads_and_again_adds_nothing(desk, name, caplog):
    mails, truth = realdata.threads(name), realdata.truth(name)
    rows = take_in(mails)
    check_ends(mails, rows, caplog)
    sizes = conversations()
    assert {  # give or take one: a mail of r-announce has the Message-ID of another and words of its own
        "messages": len(mails),
        "distinct_message_ids": sum(sizes.values()),
        "threads": len(sizes),
        "threads_with_2_or_more": sum(1 for size in sizes.values() if size > 1),
        "longest_thread": max(sizes.values()),
        "senders": Contact.objects.count(),
    } == {
        key: pytest.approx(value, rel=0.001, abs=1) for key, value in truth.items() if isinstance(value, int) and value
    }
    assert Ticket.objects.count() == len(sizes)
    before = (Ticket.objects.count(), conversations(), OutboundEmail.objects.count())

    random.Random(1).shuffle(mails)
    for raw in mails:
        receive.accept(raw, ["support@desk.example"], envelope_sender="x@list.example", road=receive.SMTP)
    while process_next(InboundEmail.objects.latest("pk").received_at):
        pass
    again = InboundEmail.objects.filter(pk__gt=rows[-1].pk)
    assert set(again.values_list("outcome", flat=True)) == {Outcome.DUPLICATE}
    assert again.count() == len(mails)
    assert (Ticket.objects.count(), conversations(), OutboundEmail.objects.count()) == before
