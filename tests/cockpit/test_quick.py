"""What can be answered at once is marked by one key, and the mark ends with the answer."""

import pytest
from django.urls import reverse

from transom.tickets import actions
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.events import MarkedQuick
from transom.tickets.history import Event
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket
from transom.tickets.words import Words
from transom.workflow import rules
from transom.workflow.models import Category


def marks(ticket) -> int:
    return Event.objects.of_ticket(ticket.pk).filter(kind=MarkedQuick.kind).count()


def test_it_is_marked_and_unmarked_and_once_is_enough(ticket, sue, as_actor):
    for quick in (True, True, False, False):
        ticket = actions.mark_quick(ticket, quick, actor=as_actor(sue))
        assert ticket.is_quick is quick
    assert marks(ticket) == 2
    assert_replays(ticket)


def test_an_answer_ends_the_mark_and_the_next_word_is_another_question(ticket, sue, mail, as_actor):
    actions.mark_quick(ticket, actor=as_actor(sue))
    actions.reply(ticket, Words(text="Turn it off."), actor=as_actor(sue))
    assert not Ticket.objects.get(pk=ticket.pk).is_quick
    first = ticket.messages.first().message_id
    mail("And now?", in_reply_to=f"<{first}>")
    assert not Ticket.objects.get(pk=ticket.pk).is_quick
    assert_replays(ticket)


def test_closing_ends_the_mark(ticket, quinn, as_actor):
    actions.mark_quick(ticket, actor=as_actor(quinn))
    ways = rules.moves(Ticket.objects.get(pk=ticket.pk).position(), as_actor(quinn).roles)
    end = next(way for way in ways if way.to_status.category == Category.CLOSED)
    actions.change_status(ticket, end.to_status, comment="Not ours.", actor=as_actor(quinn))
    assert not Ticket.objects.get(pk=ticket.pk).is_quick
    assert_replays(ticket)


def test_where_nobody_waits_there_is_nothing_to_be_quick_about(ticket, sue, as_actor):
    actions.reply(ticket, Words(text="Turn it off."), actor=as_actor(sue))
    with pytest.raises(Refused, match="Nobody waits"):
        actions.mark_quick(ticket, actor=as_actor(sue))
    assert marks(ticket) == 0


def test_a_stranger_marks_nothing(ticket, olga, as_actor):
    with pytest.raises(NotAllowed):
        actions.mark_quick(ticket, actor=as_actor(olga))


@pytest.mark.parametrize("said", ["1", ""])
def test_the_page_of_a_ticket_marks_it_without_a_script(client, ticket, sue, as_actor, said):
    actions.mark_quick(ticket, not said, actor=as_actor(sue))
    client.force_login(sue)
    answer = client.post(reverse("mark_quick", args=[ticket.number]), {"quick": said})
    assert answer.status_code == 303
    assert Ticket.objects.get(pk=ticket.pk).is_quick is bool(said)
