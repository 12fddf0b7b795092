"""The one who answers for the queue leaves, and nobody is there: the desk says so until somebody takes over."""

import re
from datetime import datetime, timedelta

import pytest

from tests.conftest import ANN
from tests.flows.days import ZONE, Days
from transom.people import rota
from transom.people.models import User
from transom.people.roles import Role
from transom.people.shifts import Holding, How

BEGIN = datetime(2027, 6, 7, 7, tzinfo=ZONE)  # a Monday


@pytest.fixture
def mira(desk) -> User:
    return User.objects.create_user("mira@desk.example", "Mira Holt", roles=[Role.QUEUE_MANAGER])


def alarm(client) -> bool:
    """Does every page say so? Three that have nothing to do with it do."""
    said = [
        "nobody answers for the queue" in client.get(page).content.decode().lower()
        for page in ("/queues/mine/", "/find/", "/notifications/")
    ]
    assert len(set(said)) == 1
    return said[0]


def test_everybody_hears_of_it_until_somebody_takes_over(days, quinn, mira, sue, ada):
    days.writes(ANN, "It is broken.")
    adas, miras, sues = days.signed_in(ada), days.signed_in(mira), days.signed_in(sue)
    week = {"day": "2027-06-07", "starts": "08:00", "ends": "18:00", "weekdays": [0, 1, 2, 3, 4], "until": "2027-06-30"}
    days.posts(adas, "/shifts/plan", person=quinn.pk, **week)
    days.until(datetime(2027, 6, 8, 10, tzinfo=ZONE))
    assert rota.holder(Role.QUEUE_MANAGER, days.now) == quinn
    assert not alarm(sues)
    assert "Quinn Abara" in sues.get("/queues/mine/").content.decode()

    left = days.now
    quinn.leave()
    assert rota.holder(Role.QUEUE_MANAGER, days.now) is None
    days.passes(timedelta(minutes=20), hours=1)
    assert alarm(sues)
    assert alarm(miras)
    for email in ("mira@desk.example", "ada@desk.example"):
        assert about_it(days, email, left), email
    assert about_it(days, "sue@desk.example", left) == []
    first = len(about_it(days, "mira@desk.example", left))
    days.passes(hours=30)
    assert len(about_it(days, "mira@desk.example", left)) > first

    days.posts(miras, "/shifts/take-over")
    assert rota.holder(Role.QUEUE_MANAGER, days.now) == mira
    assert not alarm(sues)
    told = [(row.person, row.how) for row in Holding.objects.order_by("since")]
    assert told[-3:] == [(quinn, How.PLANNED), (None, How.NOBODY), (mira, How.TOOK_OVER)]
    assert Holding.objects.filter(until=None).count() == 1
    taken = days.now
    days.until(datetime(2027, 6, 9, 23, tzinfo=ZONE))
    assert about_it(days, "mira@desk.example", taken) == []


def about_it(days: Days, email: str, since: datetime) -> list:
    said = re.compile("nobody answers for the queue", re.IGNORECASE)
    return [mail for mail in days.mails(email, since) if said.search(f"{mail.subject} {mail.text}")]
