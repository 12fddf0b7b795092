"""Urgent first, then what has stayed longest in its status; fixed when the table begins."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.reviews.conftest import OPEN
from transom.people.mailboxes import Mailbox
from transom.people.models import Team
from transom.reviews import meeting, order
from transom.tickets import actions
from transom.tickets.actions import NotAllowed, Refused


def subjects(review) -> list[str]:
    return list(review.items.values_list("ticket__subject", flat=True))


def test_urgent_comes_first_and_then_the_longest_stay(begun):
    assert subjects(begun) == ["Invoices", "Labels", "Login", "Export"]


def test_what_comes_in_later_is_for_another_day(begun, ann, quinn, as_actor, desk):
    actions.open_ticket("New", ann, actor=as_actor(quinn), mailbox=desk, channel="desk")
    assert "New" not in subjects(begun)


def test_a_ticket_of_two_lists_is_on_the_table_once_and_a_merged_one_not_at_all(tickets, quinn, as_actor):
    actions.merge(tickets[0], tickets[1], actor=as_actor(quinn))
    review = meeting.begin("", [*OPEN, *OPEN], actor=as_actor(quinn), now=timezone.now())
    assert subjects(review) == ["Invoices", "Login", "Export"]
    assert review.name == "Review"


def test_what_does_not_fit_is_counted(tickets, quinn, as_actor, monkeypatch):
    monkeypatch.setattr(order, "MOST", 3)
    review = meeting.begin("Short", OPEN, actor=as_actor(quinn), now=timezone.now())
    assert (subjects(review), review.left_out) == (["Invoices", "Labels", "Login"], 1)


def test_nothing_to_look_at_is_no_review(desk, quinn, as_actor):
    with pytest.raises(Refused, match="no ticket"):
        meeting.begin("Empty", OPEN, actor=as_actor(quinn), now=timezone.now())


def test_who_has_no_role_begins_none(tickets, olga, as_actor):
    with pytest.raises(NotAllowed):
        meeting.begin("Mine", OPEN, actor=as_actor(olga), now=timezone.now())


def test_nobody_puts_a_ticket_on_the_table_that_they_may_not_see(tickets, quinn, sue, as_actor, ann):
    team = Team.objects.create(name="Legal")
    box = Mailbox.objects.create(address="legal@desk.example", name="Legal", team=team, restricted=True)
    at = timezone.now() - timedelta(days=30)
    actions.open_ticket("Secret", ann, actor=as_actor(quinn), mailbox=box, channel="desk", at=at)
    review = meeting.begin("All", OPEN, actor=as_actor(sue), now=timezone.now())
    assert "Secret" not in subjects(review)
