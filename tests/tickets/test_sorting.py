"""Who has a ticket, what it is, how urgent, what it is called and tagged, who watches it."""

import pytest

from tests.tickets.telling import hours, kinds, last, now, of_type, said, status
from transom.people import actor as actors
from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.events import (
    Assigned,
    PriorityChanged,
    Ref,
    SubjectChanged,
    TagsChanged,
    TeamAssigned,
    TypeChanged,
    Unwatched,
    Watched,
)
from transom.tickets.log import assert_replays
from transom.tickets.models import Priority


def test_it_is_assigned_and_put_back(ticket, sue, quinn, as_actor):
    actions.assign(ticket, sue, actor=as_actor(quinn))
    assert last(ticket) == Assigned(to=Ref.to(sue))
    assert now(ticket).assignee == sue
    actions.assign(ticket, None, actor=as_actor(quinn))
    assert last(ticket) == Assigned(to=None, previous=Ref.to(sue))
    assert now(ticket).assignee is None
    assert_replays(ticket)


def test_assigning_to_who_has_it_tells_nothing(ticket, sue, as_actor):
    actions.assign(ticket, sue, actor=as_actor(sue))
    before = kinds(ticket)
    actions.assign(ticket, sue, actor=as_actor(sue))
    assert kinds(ticket) == before


def test_only_someone_who_may_see_it_can_have_it(open_for, ann, closed_doors, petra, sue, olga, as_actor):
    ticket = open_for(ann, mailbox=closed_doors)
    for who in (olga, sue):
        with pytest.raises(Refused, match=who.name):
            actions.assign(ticket, who, actor=as_actor(petra))
    assert now(ticket).assignee is None


def test_it_is_given_to_a_team_and_taken_back(ticket, quinn, as_actor):
    team = Team.objects.create(name="Printing")
    actions.assign_team(ticket, team, actor=as_actor(quinn))
    assert last(ticket) == TeamAssigned(to=Ref(team.pk, "Printing"))
    assert now(ticket).team == team
    actions.assign_team(ticket, None, actor=as_actor(quinn))
    assert now(ticket).team is None
    assert_replays(ticket)


def test_the_type_changes_and_the_status_stays_where_the_new_path_knows_it(ticket, quinn, as_actor):
    actions.set_type(ticket, of_type("issue"), actor=as_actor(quinn), at=hours(1))
    told = last(ticket)
    assert isinstance(told, TypeChanged)
    assert (told.origin.label, told.to.label, told.status.label) == ("Question", "Issue", "Submitted")
    assert (now(ticket).status.slug, now(ticket).status_since) == ("submitted", ticket.status_since)
    assert_replays(ticket)


def test_another_path_begins_at_its_start_where_it_does_not_know_the_status(ticket, quinn, as_actor):
    actions.set_type(ticket, of_type("issue"), actor=as_actor(quinn))
    actions.change_status(ticket, status("in-review"), actor=as_actor(quinn))
    actions.set_type(ticket, of_type("idea"), actor=as_actor(quinn), at=hours(2))
    assert (now(ticket).status.slug, now(ticket).status_since) == ("submitted", hours(2))
    assert_replays(ticket)


@pytest.mark.parametrize(("kind", "closed"), [("issue", "completed"), ("idea", "shipped")])
def test_what_is_closed_stays_closed_where_the_new_path_ends(ticket, quinn, as_actor, kind, closed):
    actions.change_status(ticket, status("completed"), actor=as_actor(quinn), comment="By phone.")
    actions.set_type(ticket, of_type(kind), actor=as_actor(quinn), at=hours(2))
    assert (now(ticket).status.slug, now(ticket).is_closed) == (closed, True)
    assert now(ticket).awaiting_us_since is None
    assert_replays(ticket)


def test_the_type_that_it_has_is_refused(ticket, quinn, as_actor):
    with pytest.raises(Refused):
        actions.set_type(ticket, of_type("question"), actor=as_actor(quinn))


def test_urgent_needs_a_reason(ticket, quinn, as_actor):
    with pytest.raises(Refused, match="Say why"):
        actions.set_priority(ticket, Priority.URGENT, actor=as_actor(quinn), reason="  ")
    actions.set_priority(ticket, Priority.URGENT, actor=as_actor(quinn), reason="The clinic stands still.")
    assert last(ticket) == PriorityChanged(to="urgent", reason="The clinic stands still.")
    assert now(ticket).is_urgent
    actions.set_priority(ticket, Priority.NORMAL, actor=as_actor(quinn))
    assert not now(ticket).is_urgent
    assert_replays(ticket)


def test_the_subject_changes_and_history_keeps_the_old_one(ticket, quinn, as_actor):
    actions.set_subject(ticket, " The printer\nis out ", actor=as_actor(quinn))
    assert last(ticket) == SubjectChanged(to="The printer is out", previous="The printer is on fire")
    with pytest.raises(Refused):
        actions.set_subject(ticket, " ", actor=as_actor(quinn))
    before = kinds(ticket)
    actions.set_subject(ticket, "The printer is out", actor=as_actor(quinn))
    assert kinds(ticket) == before
    assert_replays(ticket)


def test_tags_are_lower_case_and_each_is_there_once(ticket, quinn, as_actor):
    actions.set_tags(ticket, {"Printer", " on  fire ", ""}, actor=as_actor(quinn))
    assert last(ticket) == TagsChanged(added=("on fire", "printer"))
    actions.set_tags(ticket, {"printer", "out"}, actor=as_actor(quinn))
    assert last(ticket) == TagsChanged(added=("out",), removed=("on fire",))
    assert [tag.name for tag in ticket.tags.all()] == ["out", "printer"]
    with pytest.raises(Refused, match="too long"):
        actions.set_tags(ticket, {"x" * 51}, actor=as_actor(quinn))
    before = kinds(ticket)
    actions.set_tags(ticket, {"OUT", "printer"}, actor=as_actor(quinn))
    assert kinds(ticket) == before
    assert_replays(ticket)


def test_people_and_contacts_watch_and_stop_watching(ticket, sue, ann, quinn, as_actor):
    actions.watch(ticket, sue, actor=as_actor(quinn))
    assert last(ticket) == Watched(watcher=f"person:{sue.pk}", label=sue.label)
    actions.watch(ticket, ann, actor=as_actor(quinn))
    actions.watch(ticket, ann, actor=as_actor(quinn))
    assert [watcher.user or watcher.contact for watcher in ticket.watchers.all()] == [sue, ann]
    actions.unwatch(ticket, ann, actor=as_actor(quinn))
    assert last(ticket) == Unwatched(watcher=f"contact:{ann.pk}", label=ann.label)
    actions.unwatch(ticket, ann, actor=as_actor(quinn))
    assert kinds(ticket).count("unwatched") == 1
    assert_replays(ticket)


def test_nobody_watches_what_they_could_not_see(ticket, olga, quinn, as_actor):
    with pytest.raises(Refused, match=olga.name):
        actions.watch(ticket, olga, actor=as_actor(quinn))
    assert not ticket.watchers.exists()


SORTING = {
    "assign": lambda ticket, actor: actions.assign(ticket, None, actor=actor),
    "team": lambda ticket, actor: actions.assign_team(ticket, None, actor=actor),
    "type": lambda ticket, actor: actions.set_type(ticket, of_type("idea"), actor=actor),
    "priority": lambda ticket, actor: actions.set_priority(ticket, "urgent", actor=actor, reason="x"),
    "subject": lambda ticket, actor: actions.set_subject(ticket, "Mine now", actor=actor),
    "tags": lambda ticket, actor: actions.set_tags(ticket, {"mine"}, actor=actor),
    "watch": lambda ticket, actor: actions.watch(ticket, ticket.requester, actor=actor),
    "unwatch": lambda ticket, actor: actions.unwatch(ticket, ticket.requester, actor=actor),
    "no answer needed": lambda ticket, actor: actions.no_answer_needed(ticket, actor=actor),
    "delivery failed": lambda ticket, actor: actions.delivery_failed(ticket, 1, ("a@b.example",), "x", actor=actor),
    "link": lambda ticket, actor: actions.link(ticket, ticket, "follows", actor=actor),
    "reply": lambda ticket, actor: actions.reply(ticket, said("x"), actor=actor),
    "note": lambda ticket, actor: actions.note(ticket, said("x"), actor=actor),
    "hold": lambda ticket, actor: actions.hold(ticket, 1, "a@b.example", (), actor=actor, at=hours(1)),
    "release": lambda ticket, actor: actions.release(ticket, 1, "a@b.example", actor=actor),
    "discard": lambda ticket, actor: actions.discard(ticket, 1, "a@b.example", "x", actor=actor),
    "split": lambda ticket, actor: actions.split(ticket, ticket.messages.all(), "x", actor=actor),
    "merge": lambda ticket, actor: actions.merge(ticket, _other(ticket), actor=actor),
}


def _other(ticket):
    return actions.open_ticket("Other", ticket.requester, actor=actors.SYSTEM)


@pytest.mark.parametrize("verb", SORTING.values(), ids=SORTING)
def test_who_is_not_of_the_desk_changes_nothing(ticket, ann, olga, as_actor, verb):
    before = kinds(ticket)
    for outsider in (as_actor(ann), actors.person(olga)):
        with pytest.raises(NotAllowed):
            verb(ticket, outsider)
    assert kinds(ticket) == before
    assert_replays(ticket)


@pytest.mark.parametrize("verb", SORTING.values(), ids=SORTING)
def test_who_is_shut_out_of_the_mailbox_changes_nothing(open_for, ann, closed_doors, sue, as_actor, verb):
    ticket = open_for(ann, mailbox=closed_doors)
    before = kinds(ticket)
    with pytest.raises(NotAllowed):
        verb(ticket, as_actor(sue))
    assert kinds(ticket) == before


def test_a_merged_ticket_is_no_longer_worked_on(ticket, open_for, ann, sue, as_actor):
    onward = open_for(ann)
    actions.merge(ticket, onward, actor=as_actor(sue))
    before = kinds(ticket)
    for name in ("assign", "type", "priority", "subject", "tags", "reply", "note", "link", "split", "merge"):
        with pytest.raises(Refused, match="merged into"):
            SORTING[name](ticket, as_actor(sue))
    assert kinds(ticket) == before
    assert_replays(ticket)
