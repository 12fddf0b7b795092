"""A customer comments on Friday evening, when everybody has gone home. Nobody misses it, and by whom it was late is known."""

from datetime import datetime

from tests.conftest import ANN
from tests.flows.days import ZONE, told
from transom.clock.models import TimerFired
from transom.reports import audit
from transom.reports.models import CustomerWord, Fate
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket
from transom.timers.models import Effect

BEGIN = datetime(2027, 3, 24, 9, tzinfo=ZONE)  # the Wednesday before Easter; summer time begins on Sunday


def test_it_is_rung_for_and_is_the_first_thing_on_monday(days, quinn, sue, ada):
    ticket = days.writes(ANN, "It is broken.")
    days.passes(hours=1)
    quinns = days.signed_in(quinn)
    days.replies(quinns, ticket, "Is it plugged in?")
    days.until(datetime(2027, 3, 26, 18, 40, tzinfo=ZONE))
    days.writes(ANN, "It is, and now the wall is on fire as well.")
    assert Ticket.objects.get().awaiting_us_since == days.now

    days.until(datetime(2027, 3, 27, 23, 50, tzinfo=ZONE))
    rang = TimerFired.objects.filter(step__rule__kind="reaction", ticket=ticket).order_by("fired_at")
    assert [(row.step.effect, row.fired_at.astimezone(ZONE).strftime("%a %H:%M")) for row in rang] == [
        (Effect.TELL_OWNER, "Sat 16:40"),
        (Effect.TELL_QUEUE_MANAGER, "Sat 18:40"),
        (Effect.TELL_ADMINS, "Sat 22:40"),
    ]
    friday = datetime(2027, 3, 26, 19, tzinfo=ZONE)
    for who in ("quinn@desk.example", "ada@desk.example"):
        assert any("printer is on fire" in mail.subject for mail in days.mails(who, friday)), days.sent
    assert days.mails("ann@acme.example", friday) == []

    days.until(datetime(2027, 3, 30, 9, tzinfo=ZONE))  # Easter Monday is over; three and a half days less an hour
    assert "The printer is on fire" in quinns.get("/queues/owed/").content.decode()
    assert "The printer is on fire" in quinns.get("/cockpit/").content.decode()
    assert audit.standing(days.actor(quinn), days.now).owed == 1
    days.replies(quinns, ticket, "The fire brigade is on its way.")

    word = CustomerWord.objects.get(said_at__gt=friday.replace(hour=18))
    assert (word.fate, word.seconds, word.person) == (Fate.ANSWERED, (3 * 24 + 13) * 3600 + 20 * 60, quinn)
    assert rang.count() == 3
    assert told(ticket).count("clock-rang") == 4  # and once because it was in one status for a day
    assert_replays(ticket)
