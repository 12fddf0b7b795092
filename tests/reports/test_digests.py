"""Whoever answers for the queue hears each working morning how it stands; once, and only of what they may see."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from tests.tickets.telling import hours
from transom.mail.models import NoticeEmail
from transom.notifications.models import NotificationSettings, Reason
from transom.people.mailboxes import Mailbox
from transom.people.roles import Role
from transom.reports.digests import send_due
from transom.reports.models import Digest

EIGHT = hours(-1)  # Monday 08:00
TUESDAY = EIGHT + timedelta(days=1)


@pytest.fixture(autouse=True)
def a_way_out(settings):
    settings.SMTP_URL = "sink:"


@pytest.fixture
def owed(mail):
    return mail(at=EIGHT - timedelta(days=2)).ticket


def told() -> list[tuple[str, str, str]]:
    """(to, subject, text) of each mail that tells of the queue."""
    mails = [message_from_bytes(bytes(row.mime), policy=default) for row in NoticeEmail.objects.order_by("pk")]
    return [(mail["To"], mail["Subject"], mail.get_body(("plain",)).get_content()) for mail in mails]


def test_it_comes_at_the_desks_time_and_once(owed, quinn):
    send_due(TUESDAY - timedelta(minutes=1))
    assert told() == []
    for minutes in (0, 1, 60):
        send_due(TUESDAY + timedelta(minutes=minutes))
    [(to, subject, text)] = told()
    assert "quinn@desk.example" in to
    assert subject == "The queue: 1 answer is owed, 1 of them overdue"
    assert f"#{owed.number} The printer is on fire" in text and "LAST WEEK" not in text


def test_the_first_of_a_week_brings_the_figures_of_the_last(owed, quinn):
    send_due(EIGHT)
    [(_to, _subject, text)] = told()
    assert "LAST WEEK" in text and "Follow-ups: 0" in text
    assert Digest.objects.get().kind == "weekly"


def test_nobody_works_on_saturday(owed, quinn):
    send_due(EIGHT + timedelta(days=5))
    assert told() == []


def test_where_nothing_waits_nothing_comes_but_the_week(desk, quinn):
    send_due(TUESDAY)
    assert told() == []
    send_due(EIGHT + timedelta(days=7))
    assert [subject for _to, subject, _text in told()] == ["The queue: nobody waits for an answer"]


def test_what_is_half_a_day_late_comes_no_more(owed, quinn):
    send_due(TUESDAY + timedelta(hours=12))
    assert told() == []


def test_who_does_not_want_it_has_none(owed, quinn):
    NotificationSettings.objects.create(person=quinn, chosen={Reason.QUEUE: [False, False, ""]})
    send_due(TUESDAY)
    assert told() == []


def test_of_a_mailbox_that_they_may_not_see_it_says_nothing(owed, quinn, petra, desk):
    Mailbox.objects.filter(pk=desk.pk).update(team=petra.teams.create(name="Payroll"), restricted=True)
    send_due(TUESDAY)
    assert told() == []


def test_where_nobody_answers_for_the_queue_all_queue_managers_are_told(owed, quinn, dev):
    dev.roles_held.create(role=Role.QUEUE_MANAGER)
    send_due(TUESDAY)
    assert sorted(to.partition("<")[2] for to, _subject, _text in told()) == [
        "dev@desk.example>",
        "quinn@desk.example>",
    ]
