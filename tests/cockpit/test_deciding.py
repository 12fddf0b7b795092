"""A decision is one act: type, status, team and whose it is change together, by ordinary events, or not at all."""

import pytest

from transom.cockpit.deciding import decide
from transom.cockpit.models import Decision
from transom.people.models import Membership, Team
from transom.tickets import actions
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.history import Event
from transom.tickets.log import SomethingCameIn, assert_replays
from transom.tickets.models import Ticket
from transom.workflow.rules import TransitionDenied

SHIPPED = ["q", "i", "p", "t", "x", "s"]


def kinds(ticket, since) -> list[str]:
    return list(Event.objects.of_ticket(ticket.pk).filter(sequence__gt=since).values_list("kind", flat=True))


def read(ticket) -> Ticket:
    return Ticket.objects.select_related("ticket_type", "status").get(pk=ticket.pk)


def test_a_new_desk_has_the_six_keys(desk):
    assert list(Decision.objects.values_list("key", flat=True)) == SHIPPED


def test_an_issue_goes_into_review_and_to_the_only_one_of_qa(ticket, quinn, tess, decision, as_actor):
    actions.assign(ticket, quinn, actor=as_actor(quinn))
    before = read(ticket).version
    decide(ticket, decision("q"), actor=as_actor(quinn))
    now = read(ticket)
    assert (now.ticket_type.slug, now.status.slug, now.assignee) == ("issue", "in-review", tess)
    assert now.awaiting_us_since is not None, "the customer still waits for an answer"
    assert kinds(now, before) == ["type-changed", "status-changed", "assigned"]
    assert_replays(now)


def test_with_several_in_the_role_it_is_nobodys_and_waits_in_their_list(ticket, quinn, tess, sue, decision, as_actor):
    sue.roles_held.create(role="qa")
    actions.assign(ticket, quinn, actor=as_actor(quinn))
    decide(ticket, decision("q"), actor=as_actor(quinn))
    assert read(ticket).assignee is None


def test_an_idea_goes_to_the_product_owner_without_a_move(ticket, quinn, petra, decision, as_actor):
    decide(ticket, decision("i"), actor=as_actor(quinn))
    now = read(ticket)
    assert (now.ticket_type.slug, now.assignee) == ("idea", petra)
    assert_replays(now)


def test_a_request_goes_to_services(ticket, quinn, pia, decision, as_actor):
    decide(ticket, decision("p"), actor=as_actor(quinn))
    now = read(ticket)
    assert (now.ticket_type.slug, now.assignee) == ("request", pia)


@pytest.mark.parametrize("is_member", [True, False])
def test_a_team_gets_it_and_picks_it_up_itself(ticket, quinn, decision, as_actor, is_member):
    team = Team.objects.create(name="Payments")
    if is_member:
        Membership.objects.create(team=team, user=quinn)
    actions.assign(ticket, quinn, actor=as_actor(quinn))
    decide(ticket, decision("t"), team=team, comment="They know the bank.", actor=as_actor(quinn))
    now = read(ticket)
    assert (now.team, now.assignee) == (team, quinn if is_member else None)
    assert now.notes.get().text == "They know the bank."
    assert_replays(now)


def test_not_for_us_wants_a_word_why_and_spam_does_not(ticket, quinn, decision, as_actor, asks):
    with pytest.raises(Refused, match="Say why"):
        decide(ticket, decision("x"), actor=as_actor(quinn))
    decide(ticket, decision("x"), comment="A bicycle shop.", actor=as_actor(quinn))
    other = asks("Buy this", sender="Bob <bob@out.example>")
    decide(other, decision("s"), actor=as_actor(quinn))
    assert read(ticket).is_closed
    assert read(other).is_closed
    assert_replays(ticket)


def test_a_team_must_be_named(ticket, quinn, decision, as_actor):
    with pytest.raises(Refused, match="Choose the team"):
        decide(ticket, decision("t"), actor=as_actor(quinn))


def test_what_the_path_refuses_changes_nothing_at_all(ticket, petra, decision, as_actor):
    """Petra may change the type but takes nothing into review: neither happens."""
    before = read(ticket)
    with pytest.raises(TransitionDenied, match="Only"):
        decide(ticket, decision("q"), actor=as_actor(petra))
    assert (read(ticket).version, read(ticket).ticket_type) == (before.version, before.ticket_type)


def test_what_is_so_already_says_so(ticket, quinn, tess, decision, as_actor):
    decide(ticket, decision("q"), actor=as_actor(quinn))
    with pytest.raises(Refused, match="so already"):
        decide(ticket, decision("q"), actor=as_actor(quinn))


def test_nothing_is_decided_about_what_is_closed(ticket, quinn, decision, as_actor):
    decide(ticket, decision("s"), actor=as_actor(quinn))
    with pytest.raises(Refused, match="closed"):
        decide(ticket, decision("q"), actor=as_actor(quinn))


def test_what_came_in_unseen_stops_it(ticket, quinn, mail, decision, as_actor):
    seen = read(ticket).version
    first = ticket.messages.first().message_id
    mail("It was my cable.", in_reply_to=f"<{first}>")
    with pytest.raises(SomethingCameIn):
        decide(ticket, decision("q"), seen=seen, actor=as_actor(quinn))


def test_an_outsider_decides_nothing(ticket, olga, decision, as_actor):
    with pytest.raises(NotAllowed):
        decide(ticket, decision("q"), actor=as_actor(olga))
