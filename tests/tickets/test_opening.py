"""A ticket begins: numbered, on the path of its type, with nobody's word yet."""

import pytest

from tests.tickets.telling import STARTED, kinds, last, now, of_type, said
from transom.people import actor as actors
from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.actions import NotAllowed
from transom.tickets.events import Audience, OtherTicketNamed, TicketOpened
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket
from transom.workflow.models import Category


def test_it_starts_where_the_path_of_the_default_type_starts(desk, ann, as_actor):
    ticket = actions.open_ticket("Fire", ann, actor=as_actor(ann), mailbox=desk, channel="mail", at=STARTED)
    opened = last(ticket)
    assert isinstance(opened, TicketOpened)
    assert (ticket.ticket_type.slug, ticket.status.slug, ticket.category) == ("question", "submitted", Category.NEW)
    assert (opened.number, opened.subject, opened.workflow_version) == (ticket.number, "Fire", 1)
    assert (ticket.requester, ticket.customer, ticket.mailbox) == (ann, ann.customer, desk)
    assert (ticket.opened_at, ticket.status_since, ticket.awaiting_us_since) == (STARTED, STARTED, None)
    assert_replays(ticket)


def test_its_type_is_the_mailboxs_where_nobody_says_otherwise(desk, ann, as_actor):
    desk.ticket_type = of_type("issue")
    desk.save()
    ticket = actions.open_ticket("Fire", ann, actor=as_actor(ann), mailbox=desk)
    assert ticket.ticket_type.slug == "issue"
    ticket = actions.open_ticket("Fire", ann, actor=as_actor(ann), mailbox=desk, ticket_type=of_type("idea"))
    assert ticket.ticket_type.slug == "idea"
    assert_replays(ticket)


def test_it_belongs_to_the_team_of_its_mailbox(desk, ann, as_actor):
    desk.team = Team.objects.create(name="Printing")
    desk.save()
    ticket = actions.open_ticket("Fire", ann, actor=as_actor(ann), mailbox=desk)
    assert ticket.team == desk.team
    assert_replays(ticket)


def test_numbers_count_up_and_are_never_used_twice(open_for, ann):
    numbers = [open_for(ann).number for _ in range(3)]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(
    ("written", "kept"), [("  two\r\n lines ", "two lines"), ("", "(no subject)"), ("x" * 400, "x" * 300)]
)
def test_the_subject_is_one_line_and_never_empty(ann, as_actor, written, kept):
    ticket = actions.open_ticket(written, ann, actor=as_actor(ann))
    assert ticket.subject == kept
    assert_replays(ticket)


def test_a_ticket_that_the_subject_names_is_a_hint_for_the_desk_and_no_link(ticket, ann, as_actor):
    named = actions.open_ticket(f"Re: [#{ticket.number}]", ann, actor=as_actor(ann), suggested=ticket)
    assert kinds(named) == ["ticket-opened", "other-ticket-named"]
    assert last(named) == OtherTicketNamed(other=last(named).other)
    assert last(named).sentence() == f"named #{ticket.number} in the subject"  # who reads it may not see that one
    assert last(named).audience == Audience.AGENTS
    assert ticket.subject not in last(named, "ticket-opened").sentence()
    assert not named.links.exists()
    assert_replays(named)


def test_it_can_follow_another(ticket, ann, as_actor):
    following = actions.open_ticket("Again", ann, actor=as_actor(ann), follows=ticket)
    assert following.links.get().other == ticket
    assert kinds(following) == ["ticket-opened", "linked"]
    assert_replays(following)


def test_someone_without_a_role_opens_nothing(ann, olga):
    with pytest.raises(NotAllowed):
        actions.open_ticket("Let me in", ann, actor=actors.person(olga))
    assert not Ticket.objects.exists()


def test_the_first_word_shows_in_lists(ticket):
    assert now(ticket).snippet == said("It is broken.").snippet == "It is broken."
