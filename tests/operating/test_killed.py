"""Killed with no warning at every dangerous moment: nothing is lost, and nothing is there twice."""

import signal

import pytest

from tests.conftest import raw_mail

RAW = raw_mail(message_id="<once@acme.example>")
KILLED = -signal.SIGKILL
AFTER_EVERY_LEASE = 11  # minutes


def ledger(home) -> dict[str, int]:
    """What came of one mail: all of it exactly once."""
    return {table: home.count(table) for table in ("ticket", "message", "outboundemail")}


ONCE = {"ticket": 1, "message": 1, "outboundemail": 1}


def test_killed_before_the_mail_is_on_the_disk(home):
    assert home.deliver(RAW, KILL_AT="accept.before-commit") == KILLED  # no 0, so its sender keeps it
    assert home.count("inboundemail") == 0
    assert home.deliver(RAW) == 0
    assert home.work() == 0
    assert ledger(home) == ONCE


def test_killed_after_it_is_on_the_disk_and_before_its_sender_knows(home):
    assert home.deliver(RAW, KILL_AT="accept.after-commit") == KILLED
    assert home.count("inboundemail") == 1
    assert home.deliver(RAW) == 0  # its sender tries again, as it must
    assert home.work() == 0
    assert ledger(home) == ONCE
    assert home.count("inboundemail", "outcome = 'duplicate'") == 1


@pytest.mark.parametrize("point", ["process.before-commit", "process.after-commit", "dispatch.before-commit"])
def test_killed_while_a_mail_becomes_a_ticket(home, point):
    assert home.deliver(RAW) == 0
    assert home.work(KILL_AT=point) == KILLED
    assert home.work(AFTER_EVERY_LEASE) == 0
    assert ledger(home) == ONCE
    assert home.count("event", "dispatched_at IS NULL") == 0


@pytest.mark.parametrize(
    ("point", "copies"), [("deliver.before-send", 1), ("deliver.after-send", 2), ("deliver.after-commit", 1)]
)
def test_killed_while_a_mail_goes_out(home, peer, point, copies):
    """Only between the server's 250 and our commit is it sent again, and then it is the same mail to the letter."""
    assert home.deliver(RAW) == 0
    assert home.work(KILL_AT=point, TRANSOM_SMTP_URL=peer.url) == KILLED
    assert home.work(TRANSOM_SMTP_URL=peer.url) == 0  # the lease holds: nobody else takes it
    assert home.work(AFTER_EVERY_LEASE, TRANSOM_SMTP_URL=peer.url) == 0
    assert home.work(AFTER_EVERY_LEASE * 100, TRANSOM_SMTP_URL=peer.url) == 0
    sent = peer.to("ann@acme.example")
    assert len(sent) == copies
    assert len(set(sent)) == 1
    assert home.rows("SELECT state FROM transom_outboundemail") == [("sent",)]
    assert ledger(home) == ONCE


def test_a_mail_that_kills_its_reader_three_times_is_set_aside_and_the_next_one_is_read(home):
    assert home.deliver(RAW) == 0
    for attempt in range(3):
        assert home.work(attempt * AFTER_EVERY_LEASE, KILL_AT="process.before-commit") == KILLED
    assert home.deliver(raw_mail(subject="Behind it")) == 0
    assert home.work(3 * AFTER_EVERY_LEASE) == 0
    assert home.rows("SELECT outcome, parked_at IS NOT NULL FROM transom_inboundemail ORDER BY id") == [
        ("quarantined", 1),
        ("ticket", 0),
    ]


def test_a_desk_that_is_no_test_cannot_be_killed_by_a_variable(home):
    assert home.deliver(RAW, KILL_AT="accept.before-commit", TRANSOM_TESTING="") == 75
    assert home.count("inboundemail") == 0
