"""Every word of a customer has one row in the ledger, which says what became of it."""

import pytest

from tests.tickets.telling import hours, now, of_type, said, status
from transom.customers.models import Contact
from transom.foundation.addresses import Address
from transom.mail.admit import discard, let_in
from transom.people.actor import CLOCK
from transom.reports import backfill
from transom.reports.models import CustomerWord, Fate, WordProgress
from transom.reports.words import HEARERS, refresh
from transom.tickets import actions
from transom.tickets.history import Event
from transom.tickets.log import assert_replays
from transom.tickets.messages import Trust
from transom.tickets.models import Ticket
from transom.worker import drain

from .conftest import fates, word


def table() -> dict:
    """The whole ledger but for its own keys."""
    left_out = ("id",)
    rows = CustomerWord.objects.order_by("name").values()
    return {row["name"]: {key: value for key, value in row.items() if key not in left_out} for row in rows}


def test_a_word_is_owed_until_a_person_answers_and_the_row_says_by_which_message_and_how_long_it_took(
    asked, acts, writes, quinn
):
    ticket = asked()
    writes(ticket, "Hello?", 2)
    assert fates() == [("It is broken.", "owed"), ("Hello?", "owed")]
    answer = actions.reply(ticket, said("Turn it off."), actor=acts, at=hours(5))
    drain()
    assert fates() == [("It is broken.", "answered"), ("Hello?", "answered")]
    first, second = word("It is broken."), word("Hello?")
    assert (first.is_first, first.seconds, first.answer, first.person) == (True, 5 * 3600, answer, quinn)
    assert (second.is_first, second.seconds, second.settled_by.kind) == (False, 3 * 3600, "reply-sent")
    assert first.contact.name == "Ann Meyer" and first.ticket_type.slug == "question"
    assert_replays(now(ticket))


def test_an_automatic_mail_of_ours_answers_nobody(asked):
    ticket = asked()
    actions.reply(ticket, said("We got it."), actor=CLOCK, at=hours(1))
    drain()
    assert fates() == [("It is broken.", "owed")]


@pytest.mark.parametrize(("reached", "fate"), [(True, "called"), (False, "owed")], ids=["reached", "nobody picked up"])
def test_a_call_answers_where_somebody_was_reached(asked, acts, reached, fate):
    ticket = asked()
    actions.log_call(ticket, "She turns it off.", actor=acts, reached=reached, at=hours(1))
    drain()
    assert fates() == [("It is broken.", fate)]


def test_that_no_answer_is_needed_is_a_decision_of_its_own(asked, acts, quinn):
    ticket = asked()
    actions.no_answer_needed(ticket, actor=acts)
    drain()
    row = word("It is broken.")
    assert (row.fate, row.person, row.seconds) == ("not-needed", quinn, None)


def test_who_closed_a_ticket_with_an_open_word_stands_in_the_row_and_to_which_status(asked, acts):
    ticket = asked()
    actions.change_status(ticket, status("spam"), actor=acts, comment="Lottery.", at=hours(1))
    drain()
    row = word("It is broken.")
    assert (row.fate, row.status.slug) == ("closed-by-us", "spam")


def test_mail_of_machines_is_in_the_ledger_and_owed_nothing(asked, writes):
    ticket = asked()
    writes(ticket, "I am out of office.", 1, trust=Trust.AUTOMATED)
    assert fates() == [("It is broken.", "owed"), ("I am out of office.", "automated")]


def test_a_word_that_nobody_owed_any_more_stays_settled_when_the_ticket_comes_back(asked, acts, writes):
    ticket = asked()
    actions.change_status(ticket, status("closed-without-answer"), actor=acts, comment="Enough.", at=hours(1))
    writes(now(ticket), "Not at all.", 2)
    assert fates() == [("It is broken.", "closed-by-us"), ("Not at all.", "owed")]


def test_a_strangers_mail_is_held_until_it_is_let_in_and_then_it_is_a_word_like_any_other(mail, ann, acts):
    ticket = mail(at=hours(0), message_id="<first@acme.example>").ticket
    held = mail(
        "Me too.", sender="Eve <eve@else.example>", in_reply_to="<first@acme.example>", subject="Re: x", at=hours(1)
    )
    assert fates(ticket)[1:] == [("mail", "held")]
    assert CustomerWord.objects.get(fate=Fate.HELD).inbound == held
    actions.reply(ticket, said("Turn it off."), actor=acts, at=hours(2))
    drain()
    assert [fate for _text, fate in fates(ticket)] == ["answered", "held"]
    let_in(held, actor=acts)
    drain()
    assert [fate for _text, fate in fates(ticket)] == ["answered", "owed"]
    row = CustomerWord.objects.get(fate=Fate.OWED)
    assert (row.contact.name, row.channel, row.said_at) == ("Eve", "mail", hours(1))


def test_a_held_mail_that_is_discarded_says_so(mail, ann, acts, quinn):
    mail(at=hours(0), message_id="<first@acme.example>")
    held = mail("Buy now.", sender="eve@else.example", in_reply_to="<first@acme.example>", subject="Re: x", at=hours(1))
    discard(held, "An advertisement.", actor=acts)
    drain()
    row = CustomerWord.objects.get(inbound=held)
    assert (row.fate, row.person) == ("discarded", quinn)


def test_what_a_merge_brings_is_owed_where_it_goes_on_and_what_was_answered_stays_answered(asked, acts, writes):
    one, other = asked("Printer.", 0), asked("Scanner.", 1)
    actions.reply(one, said("Turn it off."), actor=acts, at=hours(2))
    writes(one, "Still broken.", 3)
    actions.merge(now(one), now(other), actor=acts)
    drain()
    assert fates() == [("Printer.", "answered"), ("Scanner.", "owed"), ("Still broken.", "owed")]
    assert word("Still broken.").ticket == other and word("Still broken.").said_by.stream_id == one.pk
    actions.reply(now(other), said("Both off."), actor=acts, at=hours(4))
    drain()
    assert word("Still broken.").seconds == 3600


def test_a_merge_that_is_undone_leaves_no_trace_in_the_ledger(asked, acts, writes):
    one, other = asked("Printer.", 0), asked("Scanner.", 1)
    before = table()
    actions.merge(one, other, actor=acts)
    drain()
    assert word("Printer.").ticket == other
    actions.unmerge(now(one), actor=acts)
    drain()
    assert table() == before


def test_what_is_split_off_is_owed_there_and_not_here(asked, acts, writes):
    ticket = asked("Printer.")
    scanner = writes(ticket, "And the scanner.", 1)
    made = actions.split(now(ticket), [scanner], "The scanner", actor=acts)
    drain()
    assert fates(ticket) == [("Printer.", "owed")] and fates(made) == [("And the scanner.", "owed")]
    assert not word("And the scanner.").is_first


def test_what_was_answered_before_it_was_split_off_and_merged_elsewhere_stays_answered(asked, acts, writes):
    ticket, other = asked("Printer."), asked("Other.", 1)
    scanner = writes(ticket, "And the scanner.", 2)
    actions.reply(now(ticket), said("Off."), actor=acts, at=hours(3))
    made = actions.split(now(ticket), [scanner], "The scanner", actor=acts)
    actions.merge(made, now(other), actor=acts)
    drain()
    assert word("And the scanner.").fate == "answered"
    assert CustomerWord.objects.count() == 3


def test_until_it_is_answered_a_word_is_of_the_type_and_team_that_the_ticket_has(asked, acts):
    ticket = asked()
    actions.set_type(ticket, of_type("issue"), actor=acts)
    drain()
    assert word("It is broken.").ticket_type.slug == "issue"
    actions.reply(now(ticket), said("Off."), actor=acts, at=hours(3))
    actions.set_type(now(ticket), of_type("idea"), actor=acts)
    drain()
    assert word("It is broken.").ticket_type.slug == "issue"


def test_hearing_everything_twice_and_in_any_order_changes_nothing(asked, acts, writes):
    one, other = asked("Printer.", 0), asked("Scanner.", 1)
    actions.reply(one, said("Turn it off."), actor=acts, at=hours(2))
    writes(one, "Still broken.", 3)
    actions.merge(now(one), now(other), actor=acts)
    drain()
    before = table()
    for row in Event.objects.order_by("-pk"):
        for hearer in HEARERS.get(row.kind, ()):
            hearer(row, hours(9))
    assert table() == before


def test_the_ledger_of_a_desk_of_the_past_is_filled_in_small_steps_and_says_the_same(asked, acts, writes, monkeypatch):
    one, other = asked("Printer.", 0), asked("Scanner.", 1)
    actions.reply(one, said("Turn it off."), actor=acts, at=hours(2))
    writes(one, "Still broken.", 3)
    actions.merge(now(one), now(other), actor=acts)
    drain()
    before = table()
    CustomerWord.objects.all().delete()
    backfill.begin_anew()
    monkeypatch.setattr(backfill, "BATCH", 1)
    assert backfill.step(hours(5)) and not backfill.is_whole()
    while backfill.step(hours(5)):
        pass
    assert backfill.is_whole() and table() == before
    assert WordProgress.objects.get().done == Ticket.objects.latest("pk").pk


def test_the_ledger_can_be_made_afresh_where_it_was_spoilt(asked, acts):
    ticket = asked()
    before = table()
    CustomerWord.objects.update(fate=Fate.ANSWERED, contact=None, channel="desk")
    refresh([ticket.pk], afresh=True)
    assert table() == before


def test_whose_word_it_was_is_known_also_where_one_of_us_wrote_it_down(ann, acts, quinn):
    ticket = actions.open_ticket("Rang us", ann, actor=acts, at=hours(0))
    actions.receive(ticket, said("It is broken."), ann, trust=Trust.PARTICIPANT, actor=acts, at=hours(0))
    drain()
    row = word("It is broken.")
    assert (row.channel, row.contact) == ("desk", ann)


def test_bo_and_ann_each_have_a_row_for_each_of_their_words(asked, writes):
    bo = Contact.objects.find_or_make(Address("Bo Berg", "bo@acme.example"))
    ticket = asked()
    writes(ticket, "Here too.", 1, who=bo, trust=Trust.COLLEAGUE)
    assert [row.contact.name for row in CustomerWord.objects.order_by("said_at")] == ["Ann Meyer", "Bo Berg"]


def test_a_thank_you_on_a_closed_ticket_is_one_until_somebody_says_that_it_counts(asked, acts, writes):
    ticket = asked()
    actions.change_status(ticket, status("answered"), actor=acts, at=hours(1))
    actions.change_status(now(ticket), status("completed"), actor=acts, comment="Done.", at=hours(1))
    thanks = writes(now(ticket), "Thank you!", 2)
    assert word("Thank you!").fate == "thanks"
    said_by = word("Thank you!").said_by
    actions.count_word(now(ticket), thanks, actor=acts)
    drain()
    row = word("Thank you!")
    assert (row.fate, row.said_at, row.said_by, row.channel) == ("owed", hours(2), said_by, "portal")
