"""Next, skip, later, back: what they say of a ticket, and which one comes then."""

from datetime import timedelta

import pytest
from django.utils import timezone

from transom.people.mailboxes import Mailbox
from transom.people.models import Team
from transom.reviews import meeting
from transom.reviews.events import STREAM
from transom.reviews.meeting import SomeoneWasQuicker, Turn
from transom.reviews.models import Review, Standing
from transom.tickets import actions
from transom.tickets.actions import NotAllowed
from transom.tickets.events import LookedAt
from transom.tickets.history import Event
from transom.tickets.log import assert_replays


def on_table(review) -> str:
    review.refresh_from_db()
    return review.items.get(place=review.place).ticket.subject if review.place is not None else ""


@pytest.fixture
def press(begun, quinn, as_actor):
    """Quinn presses that button; gives what lies on the table then."""

    def press(way: Turn, to: int | None = None, who=None, now=None) -> str:
        begun.refresh_from_db()
        now = now or timezone.now()
        meeting.turn(begun, way, shown=begun.place, actor=as_actor(who or quinn), now=now, to=to)
        return on_table(begun)

    return press


def standing(review) -> dict[str, str]:
    return {item.ticket.subject: item.standing for item in review.items.select_related("ticket")}


def test_next_writes_on_the_ticket_that_it_was_looked_at_and_in_which_review(begun, press):
    assert press(Turn.NEXT) == "Labels"
    ticket = begun.items.get(place=1).ticket
    [row] = Event.objects.of_ticket(ticket.pk).filter(kind=LookedAt.kind)
    assert row.payload["review"] == {"id": begun.pk, "label": "Monday"}
    assert ticket.reviewed_at == row.at
    assert ticket.last_event_at < row.at  # lists go on to say how old it is
    assert_replays(ticket)


def test_what_was_skipped_was_not_looked_at(begun, press):
    assert press(Turn.SKIP) == "Labels"
    assert begun.items.get(place=1).ticket.reviewed_at is None
    assert standing(begun)["Invoices"] == Standing.SKIPPED


def test_what_is_for_later_comes_back_at_the_end_and_only_once(press, begun):
    assert press(Turn.LATER) == "Labels"
    assert [press(Turn.NEXT) for _ in range(3)] == ["Login", "Export", "Invoices"]
    assert press(Turn.LATER) == ""
    assert standing(begun)["Invoices"] == Standing.LATER


def test_the_last_one_put_aside_does_not_jump_back_at_once_but_can_be_taken_up(press, begun):
    for _ in range(3):
        press(Turn.NEXT)
    assert press(Turn.LATER) == ""
    assert press(Turn.TO, to=4) == "Export"
    assert press(Turn.NEXT) == ""
    assert standing(begun)["Export"] == Standing.LOOKED


def test_back_goes_the_way_that_one_came_and_next_leads_forward_again(press):
    press(Turn.NEXT)
    press(Turn.NEXT)
    assert press(Turn.BACK) == "Labels"
    assert press(Turn.BACK) == "Invoices"
    assert press(Turn.BACK) == "Invoices"
    assert press(Turn.NEXT) == "Login"


def test_back_from_the_end_leads_to_the_last_one(press):
    for _ in range(4):
        press(Turn.NEXT)
    assert press(Turn.BACK) == "Export"


def test_two_who_press_next_at_once_go_on_by_one(begun, quinn, sue, as_actor):
    meeting.turn(begun, Turn.NEXT, shown=1, actor=as_actor(quinn), now=timezone.now())
    with pytest.raises(SomeoneWasQuicker):
        meeting.turn(begun, Turn.NEXT, shown=1, actor=as_actor(sue), now=timezone.now())
    assert on_table(begun) == "Labels"


def test_a_merged_ticket_is_passed_over_without_a_word_on_it(begun, press, tickets, quinn, as_actor):
    actions.merge(tickets[3], tickets[0], actor=as_actor(quinn))
    assert press(Turn.NEXT) == "Labels"
    assert not Event.objects.of_ticket(tickets[3].pk).filter(kind=LookedAt.kind).exists()


def test_what_happened_is_told_in_order_in_the_reviews_own_stream(begun, press):
    press(Turn.NEXT)
    rows = Event.objects.filter(stream=STREAM, stream_id=begun.pk).order_by("sequence")
    assert [row.kind for row in rows] == ["review-began", "review-joined", "review-turned"]
    begun.refresh_from_db()
    assert begun.version == rows.last().sequence


def hide(ticket) -> None:
    box = Mailbox.objects.get(pk=ticket.mailbox_id)
    Mailbox.objects.filter(pk=box.pk).update(team=Team.objects.create(name="Board"), restricted=True)


def test_who_may_not_see_the_ticket_says_nothing_of_it_and_goes_on_to_what_they_may_see(
    begun, press, tickets, ann, sue, quinn, as_actor
):
    other = Mailbox.objects.create(address="other@desk.example", name="Other")
    seen = actions.open_ticket("Seen", ann, actor=as_actor(quinn), mailbox=other, channel="desk")
    begun.items.filter(place=3).update(ticket=seen)
    hide(tickets[0])
    with pytest.raises(NotAllowed):
        press(Turn.NEXT, who=sue)
    with pytest.raises(NotAllowed):
        press(Turn.TO, to=2, who=sue)
    assert press(Turn.ON, who=sue) == "Seen"


def test_a_review_of_hidden_tickets_is_no_review(begun, tickets, sue, olga, as_actor):
    assert Review.objects.visible_to(as_actor(sue)).count() == 1
    assert Review.objects.visible_to(as_actor(olga)).count() == 0
    hide(tickets[0])
    assert Review.objects.visible_to(as_actor(sue)).count() == 0
    with pytest.raises(NotAllowed):
        meeting.sit_down(begun, actor=as_actor(sue), now=timezone.now())


def test_it_outlives_whoever_began_it(begun, press, sue):
    assert press(Turn.NEXT, who=sue, now=timezone.now() + timedelta(days=3)) == "Labels"
    assert begun.people.count() == 2
