"""Moving in assigns: a ticket goes to whom its path names as the owner of the status, unless someone was chosen."""

import pytest

from tests.tickets.telling import kinds, now, of_type, said, status
from transom.people.actor import CLOCK
from transom.people.mailboxes import Mailbox
from transom.people.models import Membership, Team, User
from transom.people.roles import Role
from transom.tickets import actions
from transom.tickets.log import assert_replays
from transom.tickets.queues import BY_SLUG, named
from transom.tickets.wanted import wanted
from transom.workflow.models import Requirement, Step, Transition


@pytest.fixture
def issue(ticket, sue, as_actor):
    """Submitted, and Sue's."""
    actions.set_type(ticket, of_type("issue"), actor=as_actor(sue))
    return actions.assign(now(ticket), sue, actor=as_actor(sue))


@pytest.fixture
def review(issue, sue, as_actor):
    """Moves the ticket into In review, which `owner` owns."""

    def move(actor=None, **owner):
        Step.objects.filter(status__slug="in-review").update(
            **{"owner_role": "", "owner_team": None, "owner_person": None} | owner
        )
        actions.change_status(now(issue), status("in-review"), actor=actor or as_actor(sue))
        assert_replays(issue)
        return now(issue)

    return move


def second(role: Role) -> User:
    return User.objects.create_user("second@desk.example", "Second One", "x", roles=[role])


def test_the_only_one_who_holds_the_role_gets_it(review, tess):
    moved = review(owner_role=Role.QA)
    assert moved.assignee == tess
    assert kinds(moved)[-2:] == ["status-changed", "assigned"]


def test_who_has_it_and_holds_the_role_keeps_it(review, issue, tess, as_actor):
    second(Role.QA)
    actions.assign(now(issue), tess, actor=as_actor(tess))
    moved = review(owner_role=Role.QA)
    assert (moved.assignee, kinds(moved)[-1]) == (tess, "status-changed")


def test_of_several_nobody_gets_it_and_it_waits_in_the_list_of_the_role(review, tess, dev, as_actor):
    second(Role.QA)
    moved = review(owner_role=Role.QA)
    assert moved.assignee is None
    assert list(wanted(type(moved).objects.all(), [Role.QA.value])) == [moved]
    assert [row.key for row in BY_SLUG["wanted"].page(as_actor(tess), type(moved).objects.outside(())).tickets] == [
        moved.pk
    ]
    assert not BY_SLUG["wanted"].for_actor(as_actor(dev)).exists()
    assert named("wanted-qa").count(as_actor(dev)) == "1"
    actions.assign(moved, tess, actor=as_actor(tess))
    assert named("wanted-qa").count(as_actor(dev)) == "0"


def test_where_nobody_could_have_it_it_stays_with_whom_it_has(review, sue):
    assert review(owner_role=Role.RELEASE_MANAGER).assignee == sue


def test_who_has_left_or_may_not_see_it_is_not_given_it(review, issue, sue, tess, desk):
    other = second(Role.QA)
    other.leave()
    team = Team.objects.create(name="Payments")
    Membership.objects.create(team=team, user=sue)
    Mailbox.objects.filter(pk=desk.pk).update(restricted=True, team=team)
    assert review(owner_role=Role.QA).assignee == sue


def test_the_person_who_owns_the_status_gets_it(review, petra):
    assert review(owner_person=petra).assignee == petra


def test_a_team_gets_it_and_whoever_has_it_keeps_it_as_one_of_them(review, sue):
    team = Team.objects.create(name="Payments")
    Membership.objects.create(team=team, user=sue)
    moved = review(owner_team=team)
    assert (moved.team, moved.assignee) == (team, sue)


def test_a_team_gets_it_from_somebody_else(review, dev):
    team = Team.objects.create(name="Payments")
    Membership.objects.create(team=team, user=dev)
    moved = review(owner_team=team)
    assert (moved.team, moved.assignee) == (team, None)
    assert kinds(moved)[-3:] == ["status-changed", "team-assigned", "assigned"]


def test_a_move_that_asks_for_an_assignee_leaves_it_with_them(review, sue, tess):
    second(Role.QA)
    Transition.objects.filter(to_status__slug="in-review").update(requires=[Requirement.ASSIGNEE])
    assert review(owner_role=Role.QA).assignee == sue


def test_who_is_chosen_together_with_the_move_has_it(issue, sue, petra, tess, as_actor):
    changes = actions.Changes(status=status("in-review").pk, assignee=petra.pk)
    actions.change(now(issue), changes, actor=as_actor(sue))
    assert now(issue).assignee == petra


def test_a_word_that_moves_it_and_the_clock_assign_nobody(ticket, ann, sue, quinn, as_actor, mail):
    actions.assign(ticket, sue, actor=as_actor(sue))
    Step.objects.update(owner_role=Role.QUEUE_MANAGER)
    actions.reply(now(ticket), said("Water."), actor=as_actor(sue))
    assert (now(ticket).status, now(ticket).assignee) == (status("answered"), sue)
    words = said("It still burns.")
    actions.receive(now(ticket), words, ann, trust="verified", actor=as_actor(ann))
    assert (now(ticket).status, now(ticket).assignee) == (status("submitted"), sue)
    actions.change_status(now(ticket), status("closed-without-answer"), actor=CLOCK, comment="Silence.")
    assert now(ticket).assignee == sue
    assert_replays(ticket)
