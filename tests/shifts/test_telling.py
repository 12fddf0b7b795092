"""Who has the queue hears of it, and who lost it; where nobody has it, everybody hears who can do something about it."""

from datetime import timedelta

import pytest

from tests.conftest import raw_mail
from tests.desks import MAILBOX
from tests.shifts.conftest import ROLE, at, holder, shift
from transom.mail import receive
from transom.notifications.models import Notification, Reason
from transom.people import rota
from transom.people.actor import person
from transom.people.shifts import Holding
from transom.shifts import handing, planning
from transom.tickets.history import Event
from transom.worker import drain


@pytest.fixture
def told():
    """Let the worker look at that moment; gives what was told since the last time: (first name, words), in any order."""
    seen = set()

    def look(now):
        drain(lambda: now)
        rows = Notification.objects.select_related("person").filter(reason__in=[Reason.SHIFT, Reason.NOBODY])
        fresh = [row for row in rows if row.pk not in seen]
        seen.update(row.pk for row in fresh)
        return sorted((row.person.name.split()[0], row.words) for row in fresh)

    return look


@pytest.fixture
def quinns(mail, quinn, rita, told):
    """There is mail, and Quinn has the queue by the plan, from nine to six of a Monday."""
    mail(at=at(7))
    shift(quinn, at(9), at(18))
    assert told(at(9)) == [("Quinn", "You answer for the queue: your shift began.")]


def test_who_is_relieved_hears_by_whom(quinns, rita, told):
    handing.take_over(actor=person(rita), now=at(10))
    assert told(at(10)) == [("Quinn", "Rita Holm took over the queue from you.")]


def test_a_hand_over_is_told_to_the_taker_and_what_became_of_it_to_the_giver(quinns, quinn, rita, told):
    first = handing.offer(rita, "Nordbau waits.", actor=person(quinn), now=at(10))
    assert told(at(10)) == [("Rita", "Quinn Abara hands the queue over to you: Nordbau waits.")]
    handing.withdraw(first.pk, actor=person(rita), now=at(10))
    no = "Rita Holm did not accept the queue from you. You still answer for it."
    assert told(at(10)) == [("Quinn", no)]
    second = handing.offer(None, "", actor=person(quinn), now=at(11))
    assert told(at(11)) == [("Rita", "Quinn Abara hands the queue over to you.")]
    handing.accept(second.pk, actor=person(rita), now=at(12))
    assert told(at(12)) == [("Quinn", "Rita Holm accepted the queue from you.")]


def test_who_is_planned_by_somebody_else_hears_of_it(quinns, rita, quinn, told):
    shift(rita, at(9, 1), at(18, 1), by=quinn, now=at(10))
    shift(quinn, at(9, 2), at(18, 2), by=quinn, now=at(10))
    assert told(at(10)) == [("Rita", "Quinn Abara planned you for the queue, from Tue 2 Mar, 09:00 on.")]


def test_where_nobody_has_it_all_who_can_do_something_hear_of_it_each_day_until_somebody_has(
    quinns, quinn, rita, ada, sue, told
):
    shift(quinn, at(9, 9), at(18, 9), now=at(9))
    told(at(9))
    quinn.leave()
    alarm = "Nobody answers for the queue since Mon 1 Mar, 10:00. Take over, or plan a shift."
    assert told(at(10)) == [("Ada", alarm), ("Rita", alarm)]
    assert told(at(20)) == []
    assert told(at(10, 1)) == [("Ada", alarm), ("Rita", alarm)]
    handing.take_over(actor=person(rita), now=at(11, 1))
    assert told(at(12, 3)) == []
    assert [row.kind for row in Event.objects.filter(kind="nobody-there")] == ["nobody-there"] * 2


def test_before_the_first_mail_nobody_is_alarmed_and_with_it_everybody(quinn, rita, told):
    shift(quinn, at(9), at(18))
    planning.plan_absence(quinn, at(9), at(18), actor=person(quinn), now=at(1))
    assert told(at(10)) == []
    receive.accept(raw_mail(), [MAILBOX], envelope_sender="ann@acme.example", road=receive.SMTP, at=at(11))
    assert [name for name, _words in told(at(11))] == ["Quinn", "Rita"]


def test_a_desk_that_nobody_has_set_up_is_asked_after_an_hour_of_mail(mail, quinn, rita, told):
    mail(at=at(7))
    assert told(at(7.9)) == []
    assert [name for name, _words in told(at(8.1))] == ["Quinn", "Rita"]


def test_in_working_hours_without_a_shift_its_last_holder_and_the_admins_hear_of_it_once_a_day(
    quinns, quinn, rita, ada, told, calendar
):
    assert told(at(18.5)) == []  # after hours
    assert told(at(8.9, 1)) == []
    words = "No shift is planned now. Quinn Abara, whose shift ended at Mon 1 Mar, 18:00, still answers for the queue."
    assert told(at(9, 1)) == [("Ada", words), ("Quinn", words)]
    assert told(at(12, 1)) == []
    assert told(at(9, 2)) == [("Ada", words), ("Quinn", words)]
    assert rota.holder(ROLE, at(12, 2)) == quinn


def test_what_a_late_worker_writes_of_the_past_is_nobodys_news(quinns, rita, quinn, told):
    shift(rita, at(18), at(20), by=rita, now=at(10))
    shift(quinn, at(20), at(22), by=rita, now=at(10))
    told(at(10))
    assert told(at(21)) == [("Quinn", "You answer for the queue: your shift began.")]


def test_the_alarm_does_not_wait_for_a_clock_that_had_gone_ahead(quinns, quinn, rita, told):
    quinn.leave()
    told(at(10))
    Holding.objects.filter(until=None).update(alarmed_at=at(10) + timedelta(days=300))
    assert [name for name, _words in told(at(11))] == ["Rita"]


def test_a_customers_word_goes_to_whoever_has_the_queue_alone(quinns, mail, quinn, rita):
    handing.take_over(actor=person(rita), now=at(10))
    mail("Another one.", subject="Another", at=at(11))
    drain(lambda: at(11))
    heard = Notification.objects.filter(reason=Reason.UNASSIGNED, ticket__subject="Another")
    assert [row.person for row in heard] == [rita]
    assert holder(at(11)) == rita
