"""Whose saved replies and macros are: a person's, a team's, the whole desk's. What is foreign is not there."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from transom.composing.saved import SavedReply
from transom.people.models import Team


@pytest.fixture
def payments(sue):
    team = Team.objects.create(name="Payments")
    team.members.add(sue)
    return team


@pytest.fixture
def replies(sue, quinn, payments):
    made = SavedReply.objects.create
    return {
        "sue's": made(name="Sue's", body="x", owner=sue),
        "quinn's": made(name="Quinn's", body="x", owner=quinn),
        "the team's": made(name="Team's", body="x", team=payments),
        "the desk's": made(name="Desk's", body="x"),
    }


@pytest.mark.parametrize(
    ("who", "uses", "changes"),
    [
        ("sue", {"sue's", "the team's", "the desk's"}, {"sue's", "the team's"}),
        ("quinn", {"quinn's", "the desk's"}, {"quinn's"}),
        ("ada", {"the team's", "the desk's"}, {"the team's", "the desk's"}),
        ("olga", set(), set()),
    ],
)
def test_who_uses_and_who_changes_what(replies, request, as_actor, who, uses, changes):
    actor = as_actor(request.getfixturevalue(who))
    names = {row.pk: name for name, row in replies.items()}
    assert {names[row.pk] for row in SavedReply.objects.visible_to(actor)} == uses
    assert {names[row.pk] for row in SavedReply.objects.changeable_by(actor)} == changes


def test_a_contact_sees_none(replies, ann, as_actor):
    assert not SavedReply.objects.visible_to(as_actor(ann)).exists()


def test_the_usual_ones_come_first(replies):
    SavedReply.objects.filter(name="Team's").used(timezone.now())
    assert SavedReply.objects.usual_first()[0].name == "Team's"
    assert SavedReply.objects.get(name="Team's").last_used_at is not None


def test_nothing_is_a_persons_and_a_teams_at_once(sue, payments):
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedReply.objects.create(name="x", body="x", owner=sue, team=payments)
