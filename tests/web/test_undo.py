"""Undo on the pages: what waits is shown, and taken back without a script too."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from transom.composing.models import Draft, State
from transom.tickets import actions
from transom.tickets.messages import Message
from transom.tickets.words import Words
from transom.worker import drain


@pytest.fixture
def send(settings, ticket, sues, at, now):
    settings.UNDO_SECONDS = 15

    def press(body="Try this.", **more):
        form = {"kind": "reply", "body": body, "seen": now(ticket).version, "once": "form-1", **more}
        return sues.post(at("reply"), form)

    return press


def later():
    return timezone.now() + timedelta(seconds=16)


def test_what_waits_is_shown_in_its_place_and_on_every_page(ticket, sues, send, at):
    answer = send("Try **this**.")
    draft = Draft.objects.get()
    assert answer.headers["Location"] == f"{at()}#waiting-{draft.pk}"
    page = sues.get(at()).content.decode()
    assert re.search(r"leaves in 1\d s", page)
    assert "Try <strong>this</strong>." in page
    assert 'data-key="z"' in page
    elsewhere = sues.get("/queues/open/").content.decode()
    assert re.search(r"Sending in 1\d s", elsewhere)
    assert f"/drafts/{draft.pk}/undo" in elsewhere
    assert "Sending in" in sues.get("/sending/").content.decode()


def test_undo_brings_the_words_back_into_the_composer(ticket, sues, send, at):
    send("My long words", cc="bo@acme.example")
    answer = sues.post(f"/drafts/{Draft.objects.get().pk}/undo", follow=True)
    page = answer.content.decode()
    assert "Nothing was sent." in page
    assert "My long words</textarea>" in page
    assert 'value="bo@acme.example"' in page
    drain(later)
    assert Message.objects.count() == 1


def test_undo_that_comes_too_late_says_so(sues, send):
    send()
    drain(later)
    answer = sues.post(f"/drafts/{Draft.objects.get().pk}/undo", follow=True)
    assert "It has left already." in answer.content.decode()


def test_what_became_of_it_is_told(ticket, dev, sues, send, as_actor):
    send()
    url = f"/drafts/{Draft.objects.get().pk}/outcome"
    assert sues.get(url).status_code == 204
    drain(later)
    assert "Sent" in sues.get(url).content.decode()


def test_what_came_back_says_why_in_the_ticket_and_in_the_list(ticket, dev, sues, send, at, as_actor):
    send("My long words")
    actions.note(ticket, Words(text="Wait."), actor=as_actor(dev))
    drain(later)
    page = sues.get(at()).content.decode()
    assert "Your answer was not sent: something came in first." in page
    assert "My long words</textarea>" in page
    assert "kept back the answer by Sue Lindqvist" in page
    assert "something came in first" in sues.get("/drafts/").content.decode()
    assert "Not sent" in sues.get(f"/drafts/{Draft.objects.get().pk}/outcome").content.decode()


def test_a_get_takes_nothing_back(sues, send):
    send()
    draft = Draft.objects.get()
    sues.get(f"/drafts/{draft.pk}/undo")
    assert Draft.objects.get().state == State.WAITING


def test_send_and_next_leads_to_the_next_of_the_list(ticket, mail, sues, send, at, now):
    other = mail(subject="Another matter").ticket
    form = {"kind": "reply", "body": "Done.", "seen": now(ticket).version, "then": "next"}
    answer = sues.post(at("reply") + "?queue=open", form)
    assert answer.headers["Location"] == f"/tickets/{other.number}/?queue=open#latest"
    last = sues.post(f"/tickets/{other.number}/reply?queue=open", form | {"seen": now(other).version})
    assert last.headers["Location"] == "/queues/open/"


def test_the_key_undoes_what_was_sent_last(ticket, mail, sues, send, at, now):
    send("Sent second, begun first.", once="form-2")
    first = Draft.objects.get()
    other = mail(subject="Another matter").ticket
    form = {"kind": "reply", "body": "Sent first, begun second.", "seen": now(other).version, "once": "form-3"}
    sues.post(f"/tickets/{other.number}/reply", form)
    Draft.objects.exclude(pk=first.pk).update(due_at=first.due_at - timedelta(seconds=3))
    for page in (sues.get("/sending/"), sues.get("/queues/open/")):
        with_key = page.content.decode().partition('data-key="z"')[0]
        assert with_key.rindex(f'data-leaving-row="{first.pk}"') == with_key.rindex("data-leaving-row")


def test_one_who_is_new_is_asked_about_before_they_get_it_all(ticket, sues, send, at):
    answer = send("Try this.", asks="1", bcc="Bo <bo@else.example>, ann@acme.example")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Bo was not part of this conversation yet. Send anyway?" in page
    assert 'name="sure" value="bo@else.example"' in page
    assert "Try this.</textarea>" in page
    assert not Draft.objects.exists()
    assert send("Try this.", asks="1", bcc="bo@else.example", sure=["bo@else.example"]).status_code == 303
    drain(later)
    assert send("More.", once="2", asks="1", cc="bo@else.example").status_code == 303, "now they are part of it"
