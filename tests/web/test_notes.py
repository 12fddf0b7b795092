"""Notes are for people of the desk, and never go out."""

from transom.mail.models import OutboundEmail
from transom.tickets.messages import Message, Note
from transom.worker import drain


def test_a_note_is_shown_and_nothing_is_sent(ticket, sues, at, now):
    drain()
    mails = OutboundEmail.objects.count()
    answer = sues.post(at("notes"), {"kind": "note", "body": "Their admin left.", "seen": now(ticket).version})
    note = Note.objects.get()
    assert answer.headers["Location"] == f"{at()}#note-{note.pk}"
    assert "Their admin left." in sues.get(at()).content.decode()
    drain()
    assert Message.objects.count() == 1
    assert OutboundEmail.objects.count() == mails


def test_an_empty_note_is_refused_and_the_composer_stays_a_note(ticket, sues, at, now):
    answer = sues.post(at("notes"), {"kind": "note", "body": "", "seen": now(ticket).version})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Your note is empty" in page
    assert 'value="note" data-key="n" checked' in page


def test_getting_a_verb_leads_back_to_the_ticket(ticket, sues, at):
    for verb in ("reply", "notes", "moves", "assignee", "merges", "splits", "tags", "no-answer"):
        answer = sues.get(at(verb) + "?queue=mine")
        assert answer.status_code == 303
        assert answer.headers["Location"] == f"{at()}?queue=mine"
