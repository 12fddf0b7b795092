"""Merging and splitting."""

from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.workflow.models import Status


def test_merge_leads_to_the_other_ticket(ticket, mail, sues, at, now):
    other = mail(subject="The same again").ticket
    answer = sues.post(at("merges"), {"into": f"#{other.number}", "seen": now(ticket).version})
    assert answer.headers["Location"] == f"/tickets/{other.number}/"
    assert now(ticket).merged_into == other


def test_merge_into_nothing_or_itself(ticket, sues, at, now):
    for number, words in (
        ("4711", "There is no ticket 4711."),
        (ticket.number, "cannot be merged into itself"),
        ("x", "There is no ticket x."),
    ):
        answer = sues.post(at("merges"), {"into": number, "seen": now(ticket).version})
        assert answer.status_code == 422
        assert words in answer.content.decode()


def test_what_is_closed_is_not_offered_to_be_merged(ticket, sue, sues, at, as_actor):
    assert "Merge into another ticket" in sues.get(at()).content.decode()
    actions.change_status(ticket, Status.objects.get(slug="completed"), actor=as_actor(sue), comment="By phone.")
    assert "Merge into another ticket" not in sues.get(at()).content.decode()


def test_split_leads_to_the_new_ticket(ticket, mail, sues, at, now):
    mail("And the coffee machine, too.", in_reply_to=f"<{ticket.messages.first().message_id}>")
    second = ticket.messages.last()
    said = {"messages": [second.pk], "subject": "Coffee machine", "seen": now(ticket).version}
    answer = sues.post(at("splits"), said)
    made = Ticket.objects.latest("pk")
    assert answer.headers["Location"] == f"/tickets/{made.number}/"
    assert made.subject == "Coffee machine"
    assert "was split from" in sues.get(f"/tickets/{made.number}/").content.decode()


def test_split_of_nothing_and_of_another_tickets_words(ticket, mail, sues, at, now):
    other = mail(subject="Another").ticket
    mail("And the coffee machine, too.", in_reply_to=f"<{ticket.messages.first().message_id}>")
    for chosen in ([], [other.messages.get().pk], list(ticket.messages.values_list("pk", flat=True))):
        answer = sues.post(at("splits"), {"messages": chosen, "subject": "Kept words", "seen": now(ticket).version})
        assert answer.status_code == 422
        assert "Kept words" in answer.content.decode()


def test_a_message_that_cannot_be_is_refused_in_words(ticket, sues):
    answer = sues.post(f"/tickets/{ticket.number}/splits", {"messages": "9" * 23})
    assert answer.status_code == 422
