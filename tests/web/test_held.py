"""Mail from someone who is not known on a ticket, and mail that the desk did not dare to take."""

import pytest

from transom.mail.models import InboundEmail, Outcome
from transom.tickets import actions
from transom.tickets.messages import Message


@pytest.fixture
def held(ticket, mail):
    first = ticket.messages.first().message_id
    row = mail("I can help with that.", sender="Eve <eve@out.example>", subject="Re: fire", in_reply_to=f"<{first}>")
    assert row.outcome == Outcome.HELD
    return row


def test_it_is_shown_in_its_place(held, sues, at):
    page = sues.get(at()).content.decode()
    assert "eve@out.example" in page
    assert "is not known on this ticket" in page
    assert "I can help with that." in page
    assert f'action="/mail/{held.pk}/let-in"' in page


def test_let_in_from_the_ticket(held, sues, at):
    answer = sues.post(f"/mail/{held.pk}/let-in", {"next": at() + "?queue=mine"})
    assert answer.status_code == 303
    held.refresh_from_db()
    assert answer.headers["Location"] == f"{at()}?queue=mine#message-{held.message.pk}"
    page = sues.get(at()).content.decode()
    assert "I can help with that." in page
    assert "one of us let it in" in page
    assert f'action="/mail/{held.pk}/let-in"' not in page


def test_discard_needs_a_reason(held, sues, at):
    answer = sues.post(f"/mail/{held.pk}/discard", {"reason": " "})
    assert answer.status_code == 422
    assert "Say why this mail is discarded" in answer.content.decode()
    assert sues.post(f"/mail/{held.pk}/discard", {"reason": "A salesman."}).headers["Location"] == at()
    held.refresh_from_db()
    assert held.outcome == Outcome.DISCARDED
    assert "discarded the held mail from eve@out.example: A salesman." in sues.get(at()).content.decode()


def test_who_decides_second_is_told(held, sues):
    sues.post(f"/mail/{held.pk}/discard", {"reason": "A salesman."})
    answer = sues.post(f"/mail/{held.pk}/let-in")
    assert answer.status_code == 422
    assert "Somebody decided about this mail already" in answer.content.decode()
    assert Message.objects.count() == 1


def test_the_list_is_for_who_minds_the_mail(held, mail, sues, quinns, ada, sign_in):
    assert sues.get("/attention/").status_code == 404
    page = quinns.get("/attention/").content.decode()
    assert "eve@out.example is not known on this ticket." in page
    assert "Mail needing attention" in quinns.get("/queues/open/").content.decode()
    assert sign_in(ada).get("/attention/").status_code == 200
    assert "Mail needing attention" not in sues.get("/queues/open/").content.decode()


def test_ignored_mail_can_be_let_in(mail, quinns, sues):
    row = mail(
        "Buy now",
        sender="News <news@shop.example>",
        list_unsubscribe="<https://shop.example/u>",
        list_id="<x.shop.example>",
        precedence="bulk",
    )
    assert row.outcome == Outcome.IGNORED
    assert "news@shop.example" in quinns.get("/attention/ignored/").content.decode()
    assert sues.post(f"/mail/{row.pk}/let-in").status_code == 404
    answer = quinns.post(f"/mail/{row.pk}/let-in")
    row.refresh_from_db()
    assert answer.headers["Location"] == f"/tickets/{row.ticket.number}/#message-{row.message.pk}"
    assert "let this mail in" in quinns.get(f"/mail/{row.pk}/").content.decode()


def test_the_source_is_a_download(held, sues):
    answer = sues.get(f"/mail/{held.pk}/source")
    assert answer.content == bytes(InboundEmail.objects.get(pk=held.pk).raw)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_pages_go_by_key_oldest_first(mail, quinns, monkeypatch):
    monkeypatch.setattr("transom.web.setup.keyed.PAGE", 2)
    rows = [
        mail(
            "Buy",
            sender=f"n{n}@shop.example",
            subject=f"Offer {n}",
            list_unsubscribe="<https://shop.example/u>",
            list_id="<x>",
            precedence="bulk",
        )
        for n in range(5)
    ]
    first = quinns.get("/attention/ignored/").content.decode()
    assert "Offer 0" in first
    assert "Offer 2" not in first
    assert "Offer 2" in quinns.get(f"/attention/ignored/?after={rows[1].pk}").content.decode()
    assert "Offer 1" in quinns.get(f"/attention/ignored/?before={rows[2].pk}").content.decode()


def test_a_mail_too_large_to_read_at_once_is_only_named(held, sues, at, monkeypatch):
    monkeypatch.setattr("transom.web.agent.thread.READ_AT_ONCE", 10)
    page = sues.get(at()).content.decode()
    assert "It is too large to show here." in page


def test_it_waits_where_its_ticket_was_merged_into(held, ticket, mail, sue, sues, as_actor):
    other = mail(subject="The same again").ticket
    actions.merge(ticket, other, actor=as_actor(sue))
    page = sues.get(f"/tickets/{other.number}/").content.decode()
    assert f'action="/mail/{held.pk}/let-in"' in page
