"""Merging and splitting."""

import pytest

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


@pytest.fixture
def other(mail) -> Ticket:
    return mail("Here too.", subject="The same again", sender="Bo Berg <bo@acme.example>").ticket


def test_the_result_is_shown_before_anything_changes(ticket, other, sue, sues, as_actor, now):
    actions.note(other, actions.Words("Same building."), actor=as_actor(sue))
    actions.set_tags(other, {"fire"}, actor=as_actor(sue))
    page = sues.get(f"/tickets/{other.number}/merging/", {"into": f"#{ticket.number}"}).content.decode()
    for words in (
        f"#{other.number} becomes a part of #{ticket.number}",
        "1 message, 1 note",
        "in copy: Bo Berg",
        "The joined thread: 3 messages and notes",
        "the tag fire",
        "You can undo it until",
    ):
        assert words in page
    assert now(other).merged_into is None


def test_a_merge_that_would_be_refused_says_so_first(ticket, other, sue, sues, as_actor):
    actions.change_status(ticket, Status.objects.get(slug="completed"), actor=as_actor(sue), comment="Done.")
    page = sues.get(f"/tickets/{other.number}/merging/", {"into": ticket.number}).content.decode()
    assert "is closed. Reopen it first" in page
    assert f"Merge #{other.number} into" not in page


def test_which_ticket_is_meant_is_asked_with_the_probable_ones(ticket, other, mail, sues, at):
    stranger = mail(subject="Unrelated", sender="Eve <eve@else.example>").ticket
    page = sues.get(at("merging/")).content.decode()
    assert f"?into={other.number}" in page
    assert f"?into={stranger.number}" not in page
    assert f"?into={stranger.number}" in sues.get(at("merging/"), {"into": "unrelat"}).content.decode()
    assert "There is no ticket 4711." in sues.get(at("merging/"), {"into": "4711"}).content.decode()


def test_a_word_on_the_other_ticket_since_the_preview_stops_the_merge(ticket, other, mail, sues, now):
    seen = now(ticket).version
    mail("Wait!", in_reply_to=f"<{ticket.messages.first().message_id}>")
    said = {"into": ticket.number, "seen": other.version, "into_seen": seen}
    answer = sues.post(f"/tickets/{other.number}/merges", said)
    assert answer.status_code == 409
    assert now(other).merged_into is None


def test_a_merge_is_undone_where_it_is_told(ticket, other, sue, sues, at, now, as_actor):
    actions.merge(other, ticket, actor=as_actor(sue))
    page = sues.get(at()).content.decode()
    assert "merged #" in page
    assert "Undo the merge" in page
    answer = sues.post(at("unmerges"), {"ended": other.pk, "seen": now(ticket).version})
    assert answer.headers["Location"] == f"/tickets/{other.number}/"
    assert now(other).merged_into is None
    assert "Undo the merge" not in sues.get(at()).content.decode()


def test_it_is_no_longer_offered_once_somebody_went_on(ticket, other, sue, sues, at, now, as_actor):
    actions.merge(other, ticket, actor=as_actor(sue))
    actions.note(ticket, actions.Words("Both of them, then."), actor=as_actor(sue))
    assert "Undo the merge" not in sues.get(at()).content.decode()
    answer = sues.post(at("unmerges"), {"ended": other.pk})
    assert answer.status_code == 422
    assert "the merge stays" in answer.content.decode()
    assert now(other).merged_into == ticket


def test_only_what_was_merged_here_can_be_taken_out_here(ticket, other, sues, at):
    for key in (other.pk, ticket.pk, 10**30, ""):
        assert sues.post(at("unmerges"), {"ended": key}).status_code == 422


def test_splitting_begins_at_the_message(ticket, mail, sues, at):
    for text in ("And the coffee machine, too.", "It hisses."):
        mail(text, in_reply_to=f"<{ticket.messages.first().message_id}>")
    first, second, third = ticket.messages.all()
    page = sues.get(at()).content.decode()
    assert f"?from={second.pk}" in page
    assert f"?from={first.pk}" not in page  # everything cannot leave
    page = sues.get(at("splitting/"), {"from": second.pk}).content.decode()
    assert "A new ticket with 2 messages" in page
    assert 'value="And the coffee machine, too."' in page
    assert page.count('" checked>') == 2
    one = sues.get(at("splitting/"), {"messages": [third.pk], "subject": "Hissing"}).content.decode()
    assert "A new ticket with 1 message<" in one
    assert 'value="Hissing"' in one
    assert (
        "Something must stay"
        in sues.get(at("splitting/"), {"messages": [first.pk, second.pk, third.pk]}).content.decode()
    )


def test_both_sides_of_a_split_lead_to_each_other(ticket, mail, sue, sues, at, as_actor):
    mail("And the coffee machine, too.", in_reply_to=f"<{ticket.messages.first().message_id}>")
    made = actions.split(ticket, [ticket.messages.last()], "Coffee", actor=as_actor(sue))
    for page, other, words in ((ticket, made, "was split into"), (made, ticket, "was split from")):
        shown = sues.get(f"/tickets/{page.number}/").content.decode().split('class="links"')[1]
        assert words in shown
        assert f'href="/tickets/{other.number}/"' in shown
