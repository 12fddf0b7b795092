"""Internal words: for the people of the desk, and nothing that anybody is owed."""

import pytest

from tests.tickets.telling import hours, last, now, said
from transom.people import actor as actors
from transom.tickets import actions
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.events import Audience, NoteAdded
from transom.tickets.files import store
from transom.tickets.log import assert_replays
from transom.tickets.messages import Note
from transom.tickets.words import NewAttachment


def test_a_note_is_written_beside_the_conversation(ticket, sue, as_actor):
    note = actions.note(ticket, said("Their printer is old."), actor=as_actor(sue), at=hours(1))
    assert last(ticket) == NoteAdded(note=note.pk)
    assert last(ticket).audience == Audience.AGENTS
    assert (note.user, note.author_label, note.at) == (sue, sue.label, hours(1))
    after = now(ticket)
    assert (after.awaiting_us_since, after.first_replied_at, after.snippet) == (
        ticket.awaiting_us_since,
        None,
        ticket.snippet,
    )
    assert_replays(ticket)


def test_files_come_with_it(ticket, sue, as_actor):
    file = NewAttachment(store(b"log"), "server.log", "text/plain")
    note = actions.note(ticket, said("", attachments=(file,)), actor=as_actor(sue))
    assert note.attachments.get().filename == "server.log"
    assert_replays(ticket)


def test_an_empty_note_is_refused(ticket, sue, as_actor):
    with pytest.raises(Refused, match="empty"):
        actions.note(ticket, said(" "), actor=as_actor(sue))


def test_customers_and_outsiders_write_none(ticket, ann, olga, as_actor):
    for outsider in (as_actor(ann), actors.person(olga)):
        with pytest.raises(NotAllowed):
            actions.note(ticket, said("x"), actor=outsider)
    assert not Note.objects.exists()
