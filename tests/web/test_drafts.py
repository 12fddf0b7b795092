"""What is being written is kept on the server, for its writer alone unless they share it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from transom.composing import drafts as keeping
from transom.composing.models import Draft
from transom.people.models import Team
from transom.tickets.messages import Message

BY_ITSELF = {"HTTP_TRANSOM_AUTOSAVE": "1"}


@pytest.fixture
def keep(ticket, sues, at, now):
    """Sue's composer keeps what it holds by itself. Gives the answer."""

    def save(body="Half a thought", client=None, version=0, **more):
        form = {"kind": "reply", "body": body, "seen": now(ticket).version, "version": version, **more}
        return (client or sues).post(at("draft"), form, **BY_ITSELF)

    return save


def test_what_is_typed_is_there_again_on_another_machine(ticket, sue, sign_in, keep, at):
    answer = keep("Half a thought", cc="Bo <bo@acme.example>", bcc="cy@acme.example", no_answer_expected="1")
    assert answer.status_code == 200
    assert "Draft kept" in answer.content.decode()
    page = sign_in(sue).get(at()).content.decode()
    assert "Half a thought</textarea>" in page
    assert 'value="Bo &lt;bo@acme.example&gt;"' in page
    assert 'value="cy@acme.example"' in page
    assert 'name="no_answer_expected" value="1" checked' in page
    assert 'name="version" value="1"' in page


def test_a_reply_and_a_note_are_two_drafts(ticket, sues, keep, at):
    keep("To Ann.")
    keep("Among us.", kind="note")
    assert {row.kind: row.body for row in Draft.objects.all()} == {"reply": "To Ann.", "note": "Among us."}
    page = sues.get(at()).content.decode()
    assert "Among us.</textarea>" in page, "the one that was written last is open"
    assert "To Ann.</textarea>" in page, "the other waits behind its tab"


def test_two_machines_never_overwrite_each_other_unseen(ticket, keep):
    keep("First words")
    keep("Newer words", version=1)
    answer = keep("Other words, typed on the old page", version=1)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Newer words" in page
    assert Draft.objects.get().body == "Newer words"
    assert keep("Both, put together", version=2).status_code == 200
    assert Draft.objects.get().body == "Both, put together"


def test_without_a_script_both_are_shown(ticket, sues, keep, at, now):
    keep("Newer words")
    form = {"kind": "reply", "body": "What I have here", "seen": now(ticket).version, "version": 0}
    answer = sues.post(at("draft"), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "What I have here</textarea>" in page
    assert "Newer words" in page
    assert 'name="version" value="1"' in page, "pressed again, it is meant"


def test_the_same_words_twice_are_no_conflict(keep):
    keep("The same")
    assert keep("The same").status_code == 200
    assert Draft.objects.get().version == 1


def test_emptied_words_leave_no_draft(keep):
    keep("Hm")
    keep("", version=1)
    assert not Draft.objects.exists()


def test_sending_takes_the_draft_away(ticket, sues, keep, at, now):
    keep("Try this.")
    sues.post(
        at("reply"), {"kind": "reply", "body": "Try this.", "seen": now(ticket).version, "version": 1, "once": "f"}
    )
    assert not Draft.objects.writing().exists()
    assert Message.objects.filter(trust="ours").count() == 1


def test_a_late_save_of_a_form_that_was_sent_keeps_nothing(ticket, sues, keep, at, now):
    sues.post(at("reply"), {"kind": "reply", "body": "Try this.", "seen": now(ticket).version, "once": "f"})
    assert keep("Try thi", once="f").status_code == 200
    assert not Draft.objects.writing().exists()


def test_sending_old_words_leaves_newer_ones_where_they_are(ticket, sues, keep, at, now):
    keep("First words")
    keep("Newer words", version=1)
    sues.post(at("reply"), {"kind": "reply", "body": "First words", "seen": now(ticket).version, "version": 1})
    assert Draft.objects.writing().get().body == "Newer words"


def test_a_draft_is_kept_by_a_button_too_and_is_listed(ticket, sues, at, now):
    file = SimpleUploadedFile("a.txt", b"abc")
    form = {"kind": "reply", "body": "Half a thought", "seen": now(ticket).version, "version": 0, "files": [file]}
    answer = sues.post(at("draft"), form, follow=True)
    assert "Your draft is kept." in answer.content.decode()
    assert "a.txt" in answer.content.decode()
    page = sues.get("/drafts/").content.decode()
    assert "Half a thought" in page
    assert "The printer is on fire" in page
    assert 'href="/drafts/"' in sues.get("/queues/open/").content.decode()


def test_files_go_with_a_draft_and_only_to_its_writer(ticket, sue, dev, sues, sign_in, keep, at):
    token = sues.post("/composer/files", {"file": SimpleUploadedFile("a.txt", b"abc")}).content.decode()
    token = token.partition('name="kept" value="')[2].partition('"')[0]
    keep("With a file", kept=[token])
    assert [file.filename for file in Draft.objects.get().attachments()] == ["a.txt"]
    keep("Not mine", client=sign_in(dev), kept=[token])
    assert not Draft.objects.get(person=dev).attachments()


def test_a_draft_is_nobody_elses_business(ticket, dev, keep, sign_in, at):
    keep("Half a thought")
    mine, other = Draft.objects.get(), sign_in(dev)
    assert "Half a thought" not in other.get(at()).content.decode()
    assert "Half a thought" not in other.get("/drafts/").content.decode()
    for act in ("discard", "take-over", "undo"):
        assert other.post(f"/drafts/{mine.pk}/{act}").status_code == 404
    assert other.get(f"/drafts/{mine.pk}/outcome").status_code == 404
    assert Draft.objects.get() == mine


def test_a_shared_draft_is_seen_and_may_be_taken_over(ticket, sue, dev, sues, sign_in, keep, at, now):
    keep("Half a thought", cc="bo@acme.example")
    form = {"kind": "reply", "body": "Half a thought", "seen": now(ticket).version, "version": 1, "share": "1"}
    sues.post(at("draft"), form | {"cc": "bo@acme.example"})
    others = sign_in(dev)
    assert "Sue Lindqvist shares a draft" in others.get(at()).content.decode()
    draft = Draft.objects.get()
    assert others.post(f"/drafts/{draft.pk}/discard").status_code == 404, "only its writer throws it away"
    others.post(f"/drafts/{draft.pk}/take-over")
    draft.refresh_from_db()
    assert (draft.person, draft.body, draft.cc, draft.shared) == (dev, "Half a thought", "bo@acme.example", False)
    assert sues.post(f"/drafts/{draft.pk}/take-over").status_code == 404


def test_a_draft_on_a_ticket_that_i_may_no_longer_see_is_not_there(ticket, desk, sue, sues, keep, at):
    keep("Half a thought")
    draft = Draft.objects.get()
    desk.team, desk.restricted = Team.objects.create(name="Payments"), True
    desk.save()
    assert keep("More", version=1).status_code == 404
    assert sues.post(f"/drafts/{draft.pk}/discard").status_code == 404
    assert "Half a thought" not in sues.get("/drafts/").content.decode()


def test_an_outsider_keeps_nothing(ticket, olga, sign_in, keep):
    assert keep(client=sign_in(olga)).status_code == 404
    assert not Draft.objects.exists()


def test_where_the_desk_cannot_save_it_says_so(ticket, keep, monkeypatch):
    def fail(*_, **__):
        raise OSError("disk full")

    monkeypatch.setattr(keeping, "keep", fail)
    answer = keep()
    assert answer.status_code == 503
    assert "could not save" in answer.content.decode()


def test_a_drafts_page_teaches_where_nothing_is_begun(sues):
    assert "kept here by itself" in sues.get("/drafts/").content.decode()
