"""A word on a closed ticket is heard: it reopens it, or opens one that follows. A bare thank-you leaves it closed."""

from datetime import timedelta

import pytest

from tests.tickets.telling import hours, kinds, last, now, said, status
from transom.notifications.models import Notification, Reason
from transom.people.actor import SYSTEM, contact
from transom.people.shifts import Absence
from transom.tickets import actions
from transom.tickets.actions import Refused
from transom.tickets.files import StoredFile
from transom.tickets.links import Relation
from transom.tickets.log import SomethingCameIn, assert_replays
from transom.tickets.messages import Message, Trust
from transom.tickets.models import Ticket
from transom.tickets.words import NewAttachment
from transom.worker import drain
from transom.workflow.models import Transition, Trigger
from transom.workflow.settings import ProcessSettings


@pytest.fixture
def hears(ann):
    def word(ticket, text, *, at=None, who=ann, trust=Trust.VERIFIED, **words):
        return actions.receive(ticket, said(text, **words), who, trust=trust, actor=contact(who), at=at or hours(2))

    return word


@pytest.fixture
def closed(ticket, sue, as_actor):
    actions.reply(ticket, said("Try now."), actor=as_actor(sue), at=hours(0.5))
    return actions.change_status(ticket, status("completed"), actor=as_actor(sue), comment="Done.", at=hours(1))


def test_a_bare_thank_you_leaves_it_closed_and_owes_nothing(closed, hears):
    before = now(closed)
    message = hears(closed, "Thank you, Sue!\n\nBest regards\nAnn Meyer")
    told, after = last(closed), now(closed)
    assert (message.ticket, told.thanks, told.counts) == (closed, True, False)
    assert (after.status, after.awaiting_us_since, after.snippet) == (before.status, None, before.snippet)
    assert told.sentence() == "said thank you, which leaves it closed"
    assert_replays(closed)


@pytest.mark.parametrize("text", ["Thanks, but it burns.", "Thanks?", "Thanks in advance", "Danke, geht nicht", "👍"])
def test_in_doubt_it_reopens(closed, hears, text):
    hears(closed, text)
    assert (now(closed).is_closed, now(closed).awaiting_us_since) == (False, hours(2))
    assert_replays(closed)


def test_a_thank_you_with_a_subject_of_its_own_reopens(closed, hears):
    hears(closed, "Thanks!", subject="Re: The printer is on fire")
    assert now(closed).is_closed
    hears(closed, "Thanks!", subject="It is still burning")
    assert not now(closed).is_closed


def test_a_thank_you_to_the_subject_of_before_is_one(closed, hears, sue, as_actor):
    actions.set_subject(closed, "Printer: replace fuse", actor=as_actor(sue))
    hears(closed, "Thanks!", subject="AW: The printer is on fire")
    assert now(closed).is_closed


def test_a_file_with_a_thank_you_reopens(closed, hears):
    file = StoredFile.objects.create(sha256="0" * 64, size=3)
    hears(closed, "Thanks!", attachments=(NewAttachment(file=file, filename="a.png", content_type="image/png"),))
    assert not now(closed).is_closed


def test_on_an_open_ticket_a_thank_you_is_a_word_like_any_other(ticket, hears):
    hears(ticket, "Thanks!")
    assert (last(ticket).counts, last(ticket).thanks) == (True, False)


def test_automatic_mail_thanks_nobody(closed, hears):
    hears(closed, "Thank you!", trust=Trust.AUTOMATED)
    assert (last(closed).counts, last(closed).thanks) == (False, False)


def test_a_word_long_after_it_was_closed_opens_a_ticket_that_follows(closed, hears):
    ProcessSettings(reopen_days=10).save()
    within = hears(closed, "Once more.", at=hours(1) + timedelta(days=10))
    assert within.ticket == closed
    assert_replays(closed)


def test_after_the_chosen_time_the_old_one_stays_closed(closed, hears):
    ProcessSettings(reopen_days=10).save()
    late = hours(1) + timedelta(days=10, seconds=1)
    made = hears(closed, "Once more.", at=late).ticket
    assert made != closed
    assert now(closed).is_closed
    assert (made.links.get().relation, made.links.get().other) == (Relation.FOLLOWS, closed)
    assert (now(made).awaiting_us_since, now(made).ticket_type, now(made).mailbox) == (
        late,
        closed.ticket_type,
        closed.mailbox,
    )
    assert_replays(made)


def test_a_thank_you_long_after_is_still_one(closed, hears):
    hears(closed, "Thank you!", at=hours(1) + timedelta(days=400))
    assert Ticket.objects.count() == 1
    assert now(closed).is_closed


def test_one_click_makes_a_thank_you_count_from_when_it_was_said(closed, hears, quinn, as_actor):
    message = hears(closed, "Thanks!")
    back = actions.count_word(closed, message, actor=as_actor(quinn))
    assert (back, now(closed).status.slug, now(closed).awaiting_us_since) == (closed, "submitted", hours(2))
    assert kinds(closed)[-2:] == ["word-counts", "status-changed"]
    assert (
        last(closed, "word-counts").sentence() == f"said that the thank-you of {closed.requester.label} wants an answer"
    )
    assert_replays(closed)
    actions.reply(closed, said("Here."), actor=as_actor(quinn), at=hours(5))
    assert now(closed).awaiting_us_since is None
    assert_replays(closed)


def test_who_has_not_seen_the_last_word_does_not_make_it_count(closed, hears, quinn, as_actor):
    message, seen = hears(closed, "Thanks!"), now(closed).version
    hears(closed, "Merci !")
    with pytest.raises(SomethingCameIn):
        actions.count_word(closed, message, actor=as_actor(quinn), seen=seen)


def test_it_counts_once_and_nothing_else_does(closed, hears, quinn, as_actor):
    message = hears(closed, "Thanks!")
    actions.count_word(closed, message, actor=as_actor(quinn))
    with pytest.raises(Refused, match="already"):
        actions.count_word(closed, message, actor=as_actor(quinn))
    with pytest.raises(Refused, match="no thank-you"):
        actions.count_word(closed, Message.objects.filter(ticket=closed).first(), actor=as_actor(quinn))


def test_where_there_is_no_way_back_what_counts_goes_on_in_a_ticket_of_its_own(closed, hears, quinn, as_actor):
    Transition.objects.filter(from_status__slug="completed", trigger=Trigger.CUSTOMER_WORD).update(trigger=Trigger.NONE)
    message = hears(closed, "Thanks!")
    made = actions.count_word(closed, message, actor=as_actor(quinn))
    assert made != closed
    assert now(closed).is_closed
    assert (now(closed).awaiting_us_since, now(made).awaiting_us_since) == (None, hours(2))
    assert_replays(closed)
    assert_replays(made)


def test_a_thank_you_is_merged_and_split_without_being_owed(closed, hears, open_for, ann, quinn, as_actor):
    message, onward = hears(closed, "Thanks!"), open_for(ann)
    actions.reply(onward, said("Yes."), actor=as_actor(quinn), at=hours(3))
    made = actions.split(closed, [message], "Thanks", actor=as_actor(quinn))
    assert now(made).awaiting_us_since is None
    actions.merge(made, onward, actor=as_actor(quinn))
    assert now(onward).awaiting_us_since is None
    assert_replays(onward)


def test_a_held_mail_on_a_closed_ticket_is_owed_and_a_thank_you_leaves_it_held(closed, hears):
    actions.hold(closed, 7, "stranger@elsewhere.example", (), actor=SYSTEM, at=hours(2))
    assert (now(closed).awaiting_us_since, now(closed).held_since) == (hours(2), hours(2))
    hears(closed, "Thanks!", at=hours(3))
    assert (now(closed).awaiting_us_since, now(closed).held_since) == (hours(2), hours(2))
    assert_replays(closed)


def test_a_held_mail_that_goes_on_elsewhere_is_owed_there_alone(closed, hears, quinn, as_actor):
    actions.hold(closed, 7, "stranger@elsewhere.example", (), actor=SYSTEM, at=hours(2))
    actions.release(closed, 7, "stranger@elsewhere.example", actor=as_actor(quinn))
    assert (now(closed).awaiting_us_since, now(closed).held_since) == (None, None)
    assert_replays(closed)


def told():
    drain()
    return {(row.person.name.split()[0], row.reason) for row in Notification.objects.select_related("person")}


def test_somebody_reads_of_a_thank_you(closed, hears, sue, quinn):
    drain()
    Notification.objects.all().delete()
    hears(closed, "Thanks!")
    assert told() == {("Quinn", Reason.WATCHED)}


def test_whoever_is_away_is_not_the_only_one_who_hears(ticket, hears, sue, quinn, as_actor):
    actions.assign(ticket, sue, actor=as_actor(sue))
    drain()
    Notification.objects.all().delete()
    hears(ticket, "And now it smokes.")
    assert told() == {("Sue", Reason.ANSWERED)}
    Notification.objects.all().delete()
    Absence.objects.create(person=sue, starts_at=hours(-24), ends_at=hours(24 * 3650))
    hears(ticket, "Hello?", at=hours(3))
    assert told() == {("Sue", Reason.ANSWERED), ("Quinn", Reason.UNASSIGNED)}
