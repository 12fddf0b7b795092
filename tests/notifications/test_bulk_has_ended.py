"""Whoever began a change of many tickets hears of its end, where they did not see it themselves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from transom.bulk import run as bulk
from transom.bulk.models import Order
from transom.notifications.models import Notification
from transom.people.mailboxes import Mailbox
from transom.people.models import Team


@pytest.fixture
def run(quinn, sue, ticket, mail, as_actor):
    def begin(now):
        other = mail("Mine too.", sender="Bo <bo@acme.example>").ticket
        chosen = [(row, row.version) for row in (ticket, other)]
        return bulk.begin(Order(watch=True), "Watch", chosen, actor=as_actor(sue), now=now)

    return begin


def do(now) -> None:
    while bulk.do_next(now):
        pass


def told(person) -> list[Notification]:
    return list(Notification.objects.filter(person=person, reason="bulk"))


def test_who_saw_it_end_is_not_told(run, sue):
    now = timezone.now()
    run(now)
    do(now)
    assert told(sue) == []


def test_a_long_one_is_told_once_and_leads_to_its_page(run, sue):
    now = timezone.now()
    made = run(now)
    do(now + timedelta(minutes=2))
    [row] = told(sue)
    assert (row.words, row.url, row.ticket) == ("Watch: 2 of 2 tickets", f"/bulk/{made.pk}/", None)
    do(now + timedelta(minutes=3))
    assert len(told(sue)) == 1


def test_one_that_was_refused_somewhere_is_told(desk, run, sue):
    now = timezone.now()
    run(now)
    Mailbox.objects.filter(pk=desk.pk).update(team=Team.objects.create(name="Payroll"), restricted=True)
    do(now)
    assert [row.words for row in told(sue)] == ["Watch: 0 of 2 tickets"]
