"""A saved reply is proposed for the words that it shares with the customer's, and for nothing else."""

import pytest

from transom.cockpit.matching import Replies, Reply

DESK = [
    Reply(1, "A second approver", "Under Settings, Roles you can add approvers for invoices."),
    Reply(2, "Reset a password", "Open the sign-in page and follow Forgotten password. The link lasts one hour."),
    Reply(3, "Export to a spreadsheet", "In Reports choose Export, then CSV. Large reports are mailed to you."),
    Reply(4, "Rechnung als PDF", "Unter Buchhaltung laden Sie jede Rechnung als PDF herunter."),
    Reply(5, "Opening hours", "We are here from nine to five on working days."),
]


def fits(text: str):
    found = Replies(DESK).fitting(text)
    return found and found.reply.key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("How do I add a second approver?", 1),
        ("Second approvers: I only see one field", 1),
        ("Passwords: how do we reset one", 2),
        ("EXPORT of all reports to spreadsheets fails?", 3),
        ("Wo finde ich die Rechnung im PDF, in der Buchhaltung?", 4),
        ("What are your opening hours on Friday?", 5),
    ],
)
def test_words_in_common_find_it(text, key):
    assert fits(text) == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hello, thank you very much, please help me with this question!",
        "The printer is on fire",
        "Our approver left",  # one word of a name is not enough
        "I cannot open the page, the link is dead",  # words of a text alone are not either
        "第二审批人在哪里",
        "1234 5678",
    ],
)
def test_few_words_or_those_that_everybody_writes_find_nothing(text):
    assert fits(text) is None


def test_it_says_which_words_as_the_customer_spelt_them():
    assert Replies(DESK).fitting("Adding a SECOND Approver").words == ("SECOND", "Approver")


def test_what_most_replies_say_counts_for_none_of_them():
    alike = [Reply(key, f"Meridian account {key}", "Meridian account pages") for key in range(8)]
    assert Replies(alike).fitting("My Meridian account") is None
    assert (
        Replies([*alike, Reply(9, "Meridian invoices", "Invoices of a month")]).fitting("Invoices by month in Meridian")
        is None
    )


def test_of_two_that_fit_alike_the_usual_one_is_taken_every_time():
    twins = [Reply(7, "Printer paper", "a"), Reply(8, "Printer paper", "a")]
    assert {Replies(twins).fitting("Which paper for the printer").reply.key for _time in range(5)} == {7}


def test_on_a_desk_without_replies_nothing_fits():
    assert Replies([]).fitting("A second approver") is None
