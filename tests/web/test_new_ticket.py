"""A ticket by hand."""

from transom.tickets.models import Ticket
from transom.workflow.models import TicketType


def said(desk, **more):
    issue = TicketType.objects.get(slug="issue")
    return {
        "address": "Ann@Acme.example",
        "name": "Ann Meyer",
        "subject": "Called about the printer",
        "ticket_type": issue.pk,
        "mailbox": desk.pk,
        "words": "It is on fire.",
        "whose": "theirs",
    } | more


def test_the_customers_words_are_owed_an_answer(desk, sues):
    assert sues.get("/tickets/new/").status_code == 200
    answer = sues.post("/tickets/new/", said(desk))
    ticket = Ticket.objects.get()
    assert answer.headers["Location"] == f"/tickets/{ticket.number}/"
    assert ticket.requester.address == "ann@acme.example"
    assert ticket.ticket_type.slug == "issue"
    assert ticket.awaiting_us_since is not None
    assert "It is on fire." in sues.get(f"/tickets/{ticket.number}/").content.decode()


def test_a_note_is_only_for_us(desk, sues):
    sues.post("/tickets/new/", said(desk, whose="ours"))
    ticket = Ticket.objects.get()
    assert ticket.awaiting_us_since is None
    assert ticket.notes.get().text == "It is on fire."


def test_what_is_missing_is_said_and_the_rest_stays(desk, sues):
    answer = sues.post("/tickets/new/", said(desk, address="nobody"))
    assert answer.status_code == 422
    assert "It is on fire." in answer.content.decode()
    assert not Ticket.objects.exists()
