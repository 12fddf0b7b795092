"""Delivery reports, beyond what the corpus shows."""

import pytest

from tests.mail.corpus_machines import DAEMON, PERSON, QMAIL, STATUS, prose, report
from transom.mail.reading.bounce_prose import read_prose, reads_as_bounce
from transom.mail.reading.parse import parse


def recipients(raw: bytes) -> list[tuple[str, bool]]:
    found = parse(raw).report
    return [(recipient.address, recipient.permanent) for recipient in found.recipients]


def test_the_reason_is_the_servers_own():
    found = parse(report(STATUS, "It failed.", "Returned mail")).report
    assert found.recipients[0].reason == "550 5.1.1 no such user"


def test_a_report_without_status_groups_falls_back_to_its_words():
    raw = report(
        "", "Delivery to the following recipient failed permanently:\n\n  carl@other.example", "Delivery failure"
    )
    assert recipients(raw) == [("carl@other.example", True)]


def test_a_report_that_names_nobody_takes_the_returned_mails_recipient():
    assert recipients(report("", "It failed.", "Delivery failure")) == [("carl@other.example", True)]


def test_the_same_words_from_a_person_are_no_report():
    assert parse(prose("failure notice", QMAIL, PERSON)).report is None


def test_our_own_address_is_never_the_failed_one():
    raw = prose("Delivery failure", "Your mail from support@desk.example to carl@other.example failed: user unknown.")
    assert recipients(raw) == [("carl@other.example", True)]


def test_the_answered_message_is_the_last_resort_for_the_original():
    raw = prose("Delivery failure", "carl@other.example: user unknown", DAEMON + "In-Reply-To: <sent-9@desk.example>\n")
    assert parse(raw).report.original_message_id == "sent-9@desk.example"


def test_prose_stops_at_the_returned_mail():
    found = read_prose("No such user: carl@other.example\n\n--- Original message ---\nFrom: support@desk.example\n")
    assert found.addresses == ("carl@other.example",)


@pytest.mark.parametrize("words", ["will retry for 4 days", "Delivery is delayed", "You do NOT need to resend"])
def test_delays(words):
    assert read_prose(f"Your mail to carl@other.example: {words}").is_delay


@pytest.mark.parametrize("words", ["We have given up; it was delayed too long", "user unknown", "a permanent error"])
def test_no_delays(words):
    assert not read_prose(f"Your mail to carl@other.example: {words}").is_delay


def test_what_reads_as_a_bounce():
    assert reads_as_bounce("Could not be delivered to: carl@other.example")
    assert not reads_as_bounce("Please help, my report is empty.")
