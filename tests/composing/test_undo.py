"""Undo: an answer waits as a draft, is said when its time is up, and comes back where it may not leave."""

import pytest

from tests.conftest import raw_mail
from transom.composing import drafts, sending
from transom.composing.drafts import Writing
from transom.composing.models import Draft, State
from transom.foundation.pauses import Pause, Paused
from transom.mail.thread import signed_address
from transom.people.roles import Role
from transom.tickets import actions
from transom.tickets.actions import Changes, Refused
from transom.tickets.history import Event
from transom.tickets.log import SomethingCameIn, assert_replays
from transom.tickets.messages import Message, Note
from transom.tickets.words import Words
from transom.worker import drain
from transom.workflow.models import Status
from transom.workflow.rules import TransitionDenied

pytestmark = pytest.mark.usefixtures("held")


def kinds(ticket):
    return list(Event.objects.of_ticket(ticket.pk).values_list("kind", flat=True))


def test_an_answer_waits_and_is_said_once_when_its_time_is_up(ticket, send, later):
    waiting = send("Try this.")
    assert (waiting.state, Message.objects.count()) == (State.WAITING, 1)
    drain()
    assert Message.objects.count() == 1, "its time is not up"
    drain(later)
    drain(later)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.message.text) == (State.SAID, "Try this.")
    assert Message.objects.count() == 2
    assert_replays(ticket)


def test_with_no_time_to_undo_it_is_said_at_once(ticket, send, settings):
    settings.UNDO_SECONDS = 0
    assert send().state == State.SAID
    assert Message.objects.count() == 2


def test_a_note_is_said_at_once(ticket, send):
    assert send("Only us.", kind="note").state == State.SAID
    assert Note.objects.get().text == "Only us."


def test_undo_puts_everything_back_as_it_was(ticket, sue, send, later, a_file, as_actor):
    done = Status.objects.get(slug="completed")
    waiting = send(cc="Bo <bo@acme.example>", bcc="cy@acme.example", files=(a_file,), changes=Changes(status=done.pk))
    drafts_again = sending.take_back(waiting, actor=as_actor(sue), now=later(1))
    drain(later)
    assert Message.objects.count() == 1
    assert (drafts_again.state, drafts_again.body, drafts_again.cc) == (
        State.WRITING,
        "Try this.",
        "Bo <bo@acme.example>",
    )
    assert (drafts_again.bcc, drafts_again.changes.status) == ("cy@acme.example", done.pk)
    assert [file.filename for file in drafts_again.attachments()] == ["plan.pdf"]


def test_undo_comes_too_late_once_it_is_said(sue, send, later, as_actor):
    waiting = send()
    drain(later)
    with pytest.raises(Refused, match="left already"):
        sending.take_back(waiting, actor=as_actor(sue), now=later())
    assert Message.objects.count() == 2


def test_nobody_else_undoes_it(dev, send, later, as_actor):
    with pytest.raises(Refused):
        sending.take_back(send(), actor=as_actor(dev), now=later(1))


def test_undo_beats_a_worker_that_has_it_in_hand(ticket, sue, send, later, as_actor):
    send()
    claimed = Draft.objects.claim(later(), sending.LEASE)
    sending.take_back(claimed, actor=as_actor(sue), now=later())
    with pytest.raises(sending.Claimed):
        sending.say(claimed, as_actor(sue), later())
    assert Message.objects.count() == 1


def test_a_word_that_came_in_meanwhile_stops_it_and_it_comes_back(ticket, sue, send, later, mail):
    waiting = send("My long words", files=())
    mail("Wait, it works!", recipients=[signed_address(ticket.mailbox, ticket)])
    drain(later)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.body) == (State.WRITING, "My long words")
    assert waiting.came_back
    assert "came in" in waiting.last_error
    assert Message.objects.filter(trust="ours").count() == 0
    assert kinds(ticket)[-1] == sending.STOPPED
    assert_replays(ticket)


def test_a_change_of_tags_does_not_stop_it(ticket, dev, send, later, as_actor):
    send()
    actions.set_tags(ticket, {"printer"}, actor=as_actor(dev))
    drain(later)
    assert Message.objects.filter(trust="ours").count() == 1


def test_what_i_did_myself_does_not_stop_it(ticket, send, later):
    send("An answer.")
    send("And a note to it.", kind="note", once="form-2")
    send("One more thing.", once="form-3")
    drain(later)
    assert [row.text for row in Message.objects.filter(trust="ours")] == ["An answer.", "One more thing."]


def test_who_may_no_longer_answer_says_nothing(ticket, sue, send, later):
    waiting = send()
    sue.roles_held.all().delete()
    drain(later)
    waiting.refresh_from_db()
    assert waiting.came_back
    assert "no longer" in waiting.last_error
    assert Message.objects.count() == 1


def test_a_move_that_is_refused_when_the_time_is_up_keeps_the_words_back(ticket, sue, send, later):
    sue.give_roles(Role.QUEUE_MANAGER)
    spam = next(way for way in _ways(ticket, sue) if way.requires == [] and way.to_status.is_closed)
    waiting = send(changes=Changes(status=spam.to_status_id))
    sue.roles_held.filter(role=Role.QUEUE_MANAGER).delete()
    type(spam).objects.filter(to_status=spam.to_status).update(roles=[Role.QUEUE_MANAGER])
    drain(later)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.came_back) == (State.WRITING, True)
    assert Message.objects.count() == 1, "neither the words nor the move"


def _ways(ticket, who):
    from transom.people.actor import person  # noqa: PLC0415
    from transom.workflow import rules  # noqa: PLC0415

    return rules.moves(ticket.position(), person(who).roles)


def test_what_cannot_leave_is_said_before_it_waits(ticket, send, dev, as_actor):
    with pytest.raises(Refused, match="empty"):
        send("  ")
    with pytest.raises(TransitionDenied):
        send(changes=Changes(status=Status.objects.get(slug="planned").pk))
    seen = ticket.version
    actions.note(ticket, Words(text="Wait."), actor=as_actor(dev))
    with pytest.raises(SomethingCameIn):
        send(seen=seen)
    assert not Draft.objects.exists()


def test_a_rehearsal_leaves_no_trace(ticket, send):
    before = kinds(ticket)
    send(changes=Changes(status=Status.objects.get(slug="completed").pk))
    assert kinds(ticket) == before
    assert Message.objects.count() == 1
    assert_replays(ticket)


def test_the_same_form_sent_twice_is_one_answer(send, later):
    first, second = send(), send()
    assert first == second
    drain(later)
    assert send() == first
    assert Message.objects.filter(trust="ours").count() == 1


def test_other_words_of_the_same_form_are_another_answer(send, later):
    send("First.")
    send("Second.")
    drain(later)
    assert Message.objects.filter(trust="ours").count() == 2


def test_where_a_move_asks_why_the_words_say_it(ticket, sue, send, later):
    send("Because it is not ours.", changes=Changes(status=Status.objects.get(slug="not-for-us").pk))
    drain(later)
    moved = Event.objects.of_ticket(ticket.pk).filter(kind="status-changed").last()
    assert moved.payload["comment"] == "Because it is not ours."


def test_what_came_back_stands_before_what_is_being_written(ticket, sue, send, later, as_actor, a_file):
    waiting = send("First words.", files=(a_file,))
    other = drafts.keep(ticket, Writing(body="Next words."), actor=as_actor(sue), now=later(1))
    back = sending.take_back(waiting, actor=as_actor(sue), now=later(2))
    assert back.pk == other.pk
    assert back.body == "First words.\n\nNext words."
    assert [file.filename for file in back.attachments()] == ["plan.pdf"]
    assert back.version > other.version, "a window that shows the old words is told"


def test_what_fails_again_and_again_comes_back(ticket, send, later, monkeypatch):
    waiting = send()
    monkeypatch.setattr(actions, "reply", lambda *_, **__: 1 / 0)
    for minutes in range(4):
        sending.say_next(later(60 + 120 * minutes))
    waiting.refresh_from_db()
    assert waiting.came_back
    assert "ZeroDivisionError" in waiting.last_error


def test_what_was_to_leave_long_ago_is_looked_at_again_first(send, later):
    waiting = send()
    drain(lambda: later(2 * 60 * 60))
    waiting.refresh_from_db()
    assert (waiting.came_back, Message.objects.count()) == (True, 1)


def test_a_restored_desk_says_nothing_before_a_person_lets_it_send(send, later):
    waiting = send()
    Pause.objects.begin(Paused.SENDING, "restored")
    drain(later)
    assert Message.objects.count() == 1
    Pause.objects.end(Paused.SENDING)
    drain(later)
    waiting.refresh_from_db()
    assert waiting.state == State.SAID


def test_what_kills_its_worker_comes_back(ticket, send, later):
    waiting = send()
    for minutes in range(3):
        assert Draft.objects.claim(later(60 + 120 * minutes), sending.LEASE)
    sending.say_next(later(600))
    waiting.refresh_from_db()
    assert (waiting.came_back, Message.objects.count()) == (True, 1)


def test_a_ticket_that_was_merged_meanwhile(ticket, sue, dev, send, later, mail, as_actor):
    other = mail(raw=raw_mail(subject="The same again")).ticket
    waiting = send("For both.")
    actions.merge(ticket, other, actor=as_actor(dev))
    drain(later)
    waiting.refresh_from_db()
    assert (waiting.ticket_id, waiting.body, waiting.came_back) == (other.pk, "For both.", True)


def test_copies_are_said_to_whom_they_were_typed_for(send, later):
    send(
        cc="Bo <bo@acme.example>; cy@acme.example",
        bcc="eve@acme.example, bo@acme.example",
        copies=("dan@acme.example",),
    )
    drain(later)
    said = Message.objects.get(trust="ours")
    assert said.cc == ["dan@acme.example", "Bo <bo@acme.example>", "cy@acme.example"]
    assert said.bcc == ["eve@acme.example"]
