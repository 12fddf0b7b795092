"""Answering: the words go out, or stay on the page with what stopped them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from transom.mail.models import OutboundEmail
from transom.mail.thread import signed_address
from transom.tickets import actions
from transom.tickets.messages import Message
from transom.tickets.words import Words
from transom.worker import drain
from transom.workflow.models import Status


def said(now, ticket, body="Try this.", **more):
    return {"kind": "reply", "body": body, "seen": now(ticket).version, **more}


def test_an_answer_goes_out_and_leads_back_to_it(ticket, sues, at, now):
    answer = sues.post(at("reply"), said(now, ticket, "Try this.\r\n\r\n  code\r\n"))
    message = Message.objects.latest("pk")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{at()}#message-{message.pk}"
    assert message.text == "Try this.\n\n  code"
    assert message.to == ["Ann Meyer <ann@acme.example>"]
    drain()
    assert OutboundEmail.objects.get(message=message).recipients == ["ann@acme.example"]
    assert "Waiting to be sent" in sues.get(at()).content.decode()


def test_copies_are_what_was_typed_and_ticked(ticket, sues, at, now):
    sues.post(
        at("reply"), said(now, ticket, cc="Bo <bo@acme.example>, cy@acme.example", copy=["eve@acme.example", "junk"])
    )
    assert Message.objects.latest("pk").cc == ["eve@acme.example", "Bo <bo@acme.example>", "cy@acme.example"]


def test_whom_their_mail_went_to_is_offered_and_not_ticked(mail, sue, sues):
    copies = "Bo Berg <bo@else.example>, support@desk.example, Sue <sue@desk.example>, ann@acme.example"
    row = mail("More.", cc=copies).ticket
    page = sues.get(f"/tickets/{row.number}/").content.decode()
    assert 'name="copy" value="bo@else.example">Bo Berg' in page
    assert page.count('name="copy"') == 1, "neither the desk, nor its people, nor the requester"


def test_who_watches_is_in_copy_already(ticket, mail, sues, at):
    mail("More.", cc="Bo Berg <bo@else.example>", recipients=[signed_address(ticket.mailbox, ticket)])
    page = sues.get(at()).content.decode()
    assert 'name="cc" value="Bo Berg &lt;bo@else.example&gt;"' in page
    assert 'name="copy"' not in page


def test_a_copy_that_cannot_be_read_is_said_and_nothing_is_lost(ticket, sues, at, now):
    answer = sues.post(at("reply"), said(now, ticket, "My long words", cc="bo@@acme"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "cannot be read" in page
    assert "My long words</textarea>" in page
    assert 'value="bo@@acme"' in page
    assert Message.objects.count() == 1


def test_an_empty_answer_is_refused(ticket, sues, at, now):
    answer = sues.post(at("reply"), said(now, ticket, "  \n"))
    assert answer.status_code == 422
    assert "Your answer is empty" in answer.content.decode()


def test_what_came_in_meanwhile_stops_the_answer_and_is_shown(ticket, sue, dev, sues, at, now, as_actor):
    form = said(now, ticket, "My long words", cc="bo@acme.example", no_answer_expected="1")
    note = actions.note(ticket, Words(text="Wait, I know this one."), actor=as_actor(dev))
    answer = sues.post(at("reply"), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert Message.objects.count() == 1
    assert "Something came in while you were writing." in page
    assert f'href="#note-{note.pk}"' in page
    assert "Wait, I know this one." in page
    assert "My long words</textarea>" in page
    assert 'value="bo@acme.example"' in page
    assert "Send anyway" in page
    form["seen"] = now(ticket).version
    assert f'name="seen" value="{form["seen"]}"' in page
    assert sues.post(at("reply"), form).status_code == 303
    assert Message.objects.count() == 2


def test_a_change_of_tags_does_not_stop_an_answer(ticket, sue, sues, at, now, as_actor):
    form = said(now, ticket)
    actions.set_tags(ticket, {"printer"}, actor=as_actor(sue))
    assert sues.post(at("reply"), form).status_code == 303


def test_send_and_move_is_one_act(ticket, sues, at, now):
    completed, answered = (Status.objects.get(slug=slug) for slug in ("completed", "answered"))
    assert sues.post(at("reply"), said(now, ticket, move_to=answered.pk)).status_code == 303
    assert now(ticket).status == answered
    assert sues.post(at("reply"), said(now, ticket, move_to=completed.pk)).status_code == 303
    assert now(ticket).status == completed


def test_where_the_move_is_not_allowed_the_answer_stays_unsent(ticket, sues, at, now):
    planned = Status.objects.get(slug="planned")
    answer = sues.post(at("reply"), said(now, ticket, "My long words", move_to=planned.pk))
    assert answer.status_code == 422
    assert "My long words</textarea>" in answer.content.decode()
    assert Message.objects.count() == 1
    assert now(ticket).status.slug == "submitted"


def test_an_answer_that_expects_none(ticket, sues, at, now):
    sues.post(at("reply"), said(now, ticket, no_answer_expected="1"))
    assert now(ticket).awaiting_customer_since is None


def test_a_note_never_leaves_by_the_answers_door(ticket, sues, at, now):
    answer = sues.post(at("reply"), said(now, ticket, "Their admin is clueless.") | {"kind": "note"})
    assert answer.status_code == 422
    assert Message.objects.count() == 1


def test_no_answer_needed(ticket, sues, at, now):
    assert sues.post(at("no-answer"), {"seen": now(ticket).version}).status_code == 303
    assert now(ticket).awaiting_us_since is None
    assert sues.post(at("no-answer"), {"seen": now(ticket).version}).status_code == 422


def test_an_answer_to_a_ticket_that_was_merged_meanwhile(ticket, mail, sue, dev, sues, at, now, as_actor):
    other = mail(subject="The same again").ticket
    form = said(now, ticket, "My long words")
    actions.merge(ticket, other, actor=as_actor(sue))
    answer = sues.post(at("reply"), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "My long words</textarea>" in page
    assert f"/tickets/{other.number}/reply" in page, "it goes where everything went"


def test_a_file_goes_along(ticket, sues, at, now):
    file = SimpleUploadedFile("../../plan b.pdf", b"%PDF-1.4")
    sues.post(at("reply"), said(now, ticket, "", files=[file, SimpleUploadedFile("empty.txt", b"")]))
    plan, empty = Message.objects.latest("pk").attachments.all()
    assert (plan.filename, plan.content_type, plan.file.size) == ("plan b.pdf", "application/pdf", 8)
    assert empty.file.size == 0


def test_files_are_kept_when_the_form_comes_back(ticket, dev, sue, sues, sign_in, at, now, as_actor):
    form = said(now, ticket, "With a file", files=[SimpleUploadedFile("a.txt", b"abc")])
    actions.note(ticket, Words(text="Wait."), actor=as_actor(dev))
    page = sues.post(at("reply"), form).content.decode()
    token = page.partition('name="kept" value="')[2].partition('"')[0]
    again = said(now, ticket, "With a file", kept=[token, "forged"])
    assert sues.post(at("reply"), again).status_code == 303
    assert [row.filename for row in Message.objects.latest("pk").attachments.all()] == ["a.txt"]
    sign_in(dev).post(at("reply"), said(now, ticket, "Not mine", kept=[token]))
    assert not Message.objects.latest("pk").attachments.exists(), "a kept file is its uploader's alone"


def test_files_that_no_server_takes_are_refused(ticket, sues, at, now, monkeypatch):
    monkeypatch.setattr("transom.web.agent.uploads.LARGEST", 2)
    answer = sues.post(at("reply"), said(now, ticket, files=[SimpleUploadedFile("a.txt", b"abc")]))
    assert answer.status_code == 422
    assert "too large" in answer.content.decode()


@pytest.mark.parametrize("seen", ["x", "-1", "", "9" * 40])
def test_a_version_that_is_none_does_no_harm(ticket, sues, at, seen):
    answer = sues.post(at("reply"), {"kind": "reply", "body": "Words", "seen": seen})
    assert answer.status_code in (303, 422)
