"""What can be answered at once is proposed, with the reason; nothing that is somebody else's, held, or on its way."""

import pytest
from django.utils import timezone

from transom.cockpit.owed import by_deadline, owed
from transom.cockpit.proposing import Why, proposals
from transom.composing import sending
from transom.composing.drafts import Writing
from transom.people.mailboxes import Mailbox
from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.models import Priority, Ticket
from transom.tickets.words import Words
from transom.timers.rules import rules

LONG = "I have tried a number of things. " * 12


@pytest.fixture
def proposed(as_actor):
    """The subjects that this person is proposed, each with why."""

    def ask(who):
        actor, now = as_actor(who), timezone.now()
        rows, _more = owed(Ticket.objects.visible_to(actor), rules(), actor=actor, now=now)
        return {one.owed.ticket.subject: one for one in proposals(rows, actor=actor)}

    return ask


def test_a_mark_comes_before_a_fit_and_a_fit_before_a_short_question(asks, approvers, quinn, proposed, as_actor):
    asks("Is it raining?")
    asks("How do I add a second approver?", LONG)
    marked = asks("It is all broken", LONG)
    actions.mark_quick(marked, actor=as_actor(quinn))
    found = proposed(quinn)
    assert [one.why for one in found.values()] == [Why.MARKED, Why.FITS, Why.SHORT]
    fits = found["How do I add a second approver?"]
    assert fits.reason == "it has words of the saved reply “A second approver”: “second”, “approver”."
    assert fits.match.reply.key == approvers.pk
    assert found["Is it raining?"].reason.startswith("it is short (3 words)")


def test_what_is_long_and_fits_nothing_is_not_proposed(asks, quinn, proposed):
    asks("It is all broken", LONG)
    assert proposed(quinn) == {}


def test_only_where_an_answer_is_all_that_its_path_asks_for_is_short_a_reason(
    asks, quinn, proposed, decision, as_actor
):
    ticket = asks("Is it raining?")
    actions.set_type(ticket, decision("q").ticket_type, actor=as_actor(quinn))
    assert proposed(quinn) == {}


def test_what_another_one_has_is_theirs_unless_it_was_marked(asks, quinn, sue, proposed, as_actor):
    ticket = asks("Is it raining?")
    actions.assign(ticket, sue, actor=as_actor(quinn))
    assert proposed(quinn) == {}
    assert list(proposed(sue)) == ["Is it raining?"]
    actions.mark_quick(ticket, actor=as_actor(sue))
    assert list(proposed(quinn)) == ["Is it raining?"]


def test_what_is_answered_or_about_to_be_is_not_proposed(asks, quinn, sue, proposed, as_actor, settings):
    settings.UNDO_SECONDS = 60
    ticket, other = asks("Is it raining?"), asks("Is it cold?")
    actions.reply(ticket, Words(text="No."), actor=as_actor(sue))
    sending.send(other, Writing(kind="reply", body="Very.", once="1"), actor=as_actor(sue))
    assert proposed(quinn) == {}


def test_mail_that_is_held_is_first_let_in(asks, mail, quinn, proposed, as_actor):
    ticket = asks("Is it raining?")
    actions.reply(ticket, Words(text="No."), actor=as_actor(quinn))
    first = ticket.messages.first().message_id
    assert mail("Me too", sender="eve@out.example", in_reply_to=f"<{first}>").ticket is not None
    assert proposed(quinn) == {}


def test_nothing_of_a_mailbox_that_one_may_not_see(asks, quinn, ada, proposed):
    asks("Is it raining?")
    Mailbox.objects.update(team=Team.objects.create(name="Board"), restricted=True)
    assert proposed(quinn) == {}


def test_the_urgent_come_first_and_then_the_nearest_deadline(asks, quinn, as_actor):
    now = timezone.now()
    first, second, third = (asks(f"Number {place}") for place in range(3))
    actions.set_priority(third, Priority.URGENT, reason="Now", actor=as_actor(quinn))
    rows, more = owed(Ticket.objects.all(), rules(), actor=as_actor(quinn), now=now)
    assert [row.ticket.key for row in by_deadline(rows)] == [third.pk, first.pk, second.pk]
    assert not more
