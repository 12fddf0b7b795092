"""What a move asks for stands on its button and in its form, wherever one moves a ticket; and why there is no other."""

import pytest

from tests.tickets.telling import last
from transom.bulk.models import BulkItem
from transom.composing.macros import Macro
from transom.tickets import actions
from transom.tickets.log import assert_replays
from transom.worker import drain
from transom.workflow.models import Requirement, Status, TicketType, Transition

REASONS = ["Solved by phone", "Asked twice"]


def status(slug):
    return Status.objects.get(slug=slug)


@pytest.fixture
def asks(ticket):
    """Lets the move of Ann's question to Completed ask for these."""

    def make(*requires):
        reasons = REASONS if Requirement.REASON in requires else []
        Transition.objects.filter(to_status__slug="completed").update(requires=list(requires), reasons=reasons)

    return make


def test_each_move_says_what_it_needs_or_waits_for(ticket, asks, sues, at):
    asks(Requirement.REASON, Requirement.COMMENT)
    page = sues.get(at()).content.decode()
    assert "<small>needs a word why and a reason</small>" in page
    assert all(f"<option>{reason}</option>" in page for reason in REASONS)
    asks(Requirement.BUG, Requirement.REASON)
    assert "<span>Complete:</span> Link a bug first." in sues.get(at()).content.decode()


def test_a_move_with_a_reason_of_its_list(ticket, asks, sues, at, now):
    asks(Requirement.REASON)
    said = {"to": status("completed").pk, "seen": now(ticket).version}
    refused = sues.post(at("moves"), said | {"because": ""})
    assert refused.status_code == 422
    assert "Choose a reason: Solved by phone or Asked twice." in refused.content.decode()
    assert sues.post(at("moves"), said | {"because": "Asked twice"}).status_code == 303
    assert "to Completed: Asked twice" in sues.get(at()).content.decode()
    assert_replays(ticket)


def test_an_answer_is_sent_and_moves_with_a_reason_and_meets_a_reply(ticket, asks, sues, at, now, settings):
    settings.UNDO_SECONDS = 0
    Transition.objects.filter(trigger="our-word").update(trigger="")
    asks(Requirement.REASON, Requirement.REPLY)
    page = sues.get(at()).content.decode()
    assert "Send and move to Completed: Asked twice" in page
    assert "Answer the customer first" in page
    said = {"kind": "reply", "body": "Water.", "seen": now(ticket).version}
    said |= {"move_to": f"{status('completed').pk}:Asked twice"}
    assert sues.post(at("reply"), said).status_code == 303
    drain()
    assert (now(ticket).status, last(ticket, "status-changed").reason) == (status("completed"), "Asked twice")


@pytest.mark.parametrize("nonsense", ["x", "x:Asked twice", "999999", "²"])
def test_a_move_that_makes_no_sense_is_not_sent(ticket, sues, at, now, nonsense):
    said = {"kind": "reply", "body": "Water.", "seen": now(ticket).version, "move_to": nonsense}
    assert sues.post(at("reply"), said).status_code == 422


def test_in_bulk_with_a_reason_each_ticket_has_its_answer(ticket, asks, sues, now):
    asks(Requirement.REASON)
    ticked = {"act": "move", "tickets": f"{ticket.number}:{ticket.version}", "to": status("completed").pk}
    assert "Asked twice" in sues.post("/bulk/choose", ticked).content.decode()
    sues.post("/bulk/begin", ticked | {"because": ""})
    drain()
    assert BulkItem.objects.get().reason.startswith("Choose a reason")
    sues.post("/bulk/begin", ticked | {"because": "Asked twice"})
    drain()
    assert now(ticket).status == status("completed")


def test_a_macro_has_its_reason(ticket, asks, sues, now):
    asks(Requirement.REASON)
    form = {"name": "Twice", "words": "", "speaks": "reply", "whose": "me", "status": status("completed").pk}
    assert sues.post("/macros/new/", form | {"reason": "Because"}).status_code == 422
    assert sues.post("/macros/new/", form | {"reason": "Asked twice"}).status_code == 303
    assert Macro.objects.get().changes.reason == "Asked twice"
    assert "move to Completed: Asked twice" in sues.get("/macros/").content.decode()


def test_what_the_status_means_and_why_there_is_no_other(
    ticket, sue, sues, at, as_actor, django_assert_max_num_queries
):
    actions.set_type(ticket, TicketType.objects.get(slug="issue"), actor=as_actor(sue))
    with django_assert_max_num_queries(12):
        page = sues.get(at("places/")).content.decode()
    assert "What Submitted means" in page
    assert "There is no way from here; there is one from In review or Closed" not in page
    assert "You can move it there: “Take into review”." in page
    piece = sues.get(at("places/"), headers={"HX-Request": "true"}).content.decode()
    assert piece.lstrip().startswith('<div class="places-told">')


def test_another_type_asks_where_the_ticket_goes_on(ticket, sue, sues, at, now, as_actor):
    actions.change_status(ticket, status("answered"), actor=as_actor(sue))
    said = {"ticket_type": TicketType.objects.get(slug="issue").pk, "seen": now(ticket).version}
    asked = sues.post(at("type"), said)
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "Answered is not on the path of Issue. Choose where it goes on." in page
    assert f'<option value="{status("in-review").pk}">In review</option>' in page
    assert (
        f'<option value="{status("approved").pk}">' not in page.partition('name="place"')[2].partition("</select>")[0]
    )
    assert sues.post(at("type"), said | {"place": status("in-review").pk}).status_code == 303
    assert (now(ticket).ticket_type.slug, now(ticket).status.slug) == ("issue", "in-review")
    assert_replays(ticket)


def test_bugs_are_linked_and_taken_off(ticket, sues, at, now):
    said = {"bug": "https://bugs.example/SHOP-812", "seen": now(ticket).version}
    assert sues.post(at("bugs"), said).status_code == 303
    page = sues.get(at()).content.decode()
    assert '<a href="https://bugs.example/SHOP-812" rel="noopener noreferrer" target="_blank">SHOP-812</a>' in page
    assert sues.post(at("bugs"), {"bug": "SHOP-812", "remove": "1"}).status_code == 303
    assert now(ticket).linked_bugs == 0
    wrong = sues.post(at("bugs"), {"bug": "x", "address": "javascript:alert(1)"})
    assert wrong.status_code == 422
    assert "is no web address" in wrong.content.decode()
    assert '<a href="javascript' not in wrong.content.decode()
