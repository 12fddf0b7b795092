"""A macro says and does all of it or nothing, says what it misses, and passes no rule by."""

import pytest

from transom.composing.doing import Names, acts, gone
from transom.composing.macros import Macro
from transom.composing.models import Draft, State
from transom.composing.running import run
from transom.people.models import Team, User
from transom.people.roles import Role
from transom.tickets import actions
from transom.tickets.actions import Changes, Refused
from transom.tickets.actions.several import NOBODY, WHOEVER_ACTS
from transom.tickets.history import Event
from transom.tickets.log import SomethingCameIn, assert_replays
from transom.tickets.messages import Message, Note
from transom.tickets.models import Ticket
from transom.tickets.tags import Tag
from transom.workflow.models import Category, Status, TicketType
from transom.workflow.rules import TransitionDenied


@pytest.fixture
def closed(ticket):
    """A closed status that Ann's ticket may be moved to without a word."""
    return Status.objects.get(slug="spam")


def macro(changes: Changes, words="", **more) -> Macro:
    return Macro.objects.create(name="Wait", words=words, stored_changes=changes.as_json(), **more)


def kinds(ticket: Ticket) -> list[str]:
    return [row.kind for row in Event.objects.of_ticket(ticket.pk)]


def test_it_answers_moves_assigns_and_tags_in_one_step(ticket, quinn, as_actor, closed):
    changes = Changes(status=closed.pk, assignee=WHOEVER_ACTS, tags_added=("export",))
    made = macro(changes, "Hello {{their first name}}, which version?")
    draft = run(made, ticket, actor=as_actor(quinn), seen=ticket.version)
    now = Ticket.objects.get(pk=ticket.pk)
    assert draft.state == State.SAID
    assert Message.objects.latest("pk").text == "Hello Ann, which version?"
    assert (now.status, now.assignee, [tag.name for tag in now.tags.all()]) == (closed, quinn, ["export"])
    assert {"reply-sent", "assigned", "tags-changed", "status-changed"} <= set(kinds(ticket))
    assert Macro.objects.get().uses == 1
    assert_replays(now)


def test_without_words_it_acts_at_once(ticket, sue, as_actor):
    run(macro(Changes(assignee=WHOEVER_ACTS, tags_added=("export",))), ticket, actor=as_actor(sue))
    now = Ticket.objects.get(pk=ticket.pk)
    assert now.assignee == sue
    assert not Draft.objects.exists()
    assert_replays(now)


def test_its_note_is_a_note(ticket, sue, as_actor):
    run(macro(Changes(assignee=WHOEVER_ACTS), "Look at {{ticket subject}}", speaks="note"), ticket, actor=as_actor(sue))
    assert Note.objects.get().text == "Look at The printer is on fire"
    assert Message.objects.filter(user__isnull=False).count() == 0
    assert Ticket.objects.get(pk=ticket.pk).assignee == sue


def test_with_time_to_undo_nothing_is_done_before(ticket, sue, as_actor, settings):
    settings.UNDO_SECONDS = 15
    draft = run(macro(Changes(tags_added=("export",)), "Hello"), ticket, actor=as_actor(sue), seen=ticket.version)
    assert draft.state == State.WAITING
    assert draft.changes.tags_added == ("export",)
    assert not Ticket.objects.get(pk=ticket.pk).tags.exists()


def test_a_move_that_is_not_allowed_stops_all_of_it(ticket, sue, as_actor):
    nowhere = Status.objects.get(slug="client-testing")
    made = macro(Changes(status=nowhere.pk, tags_added=("export",)), "Hello")
    before = kinds(ticket)
    with pytest.raises(TransitionDenied):
        run(made, ticket, actor=as_actor(sue), seen=ticket.version)
    assert kinds(ticket) == before
    assert Macro.objects.get().uses == 0


def test_what_came_in_unseen_stops_it(ticket, sue, quinn, as_actor, mail):
    seen = ticket.version
    actions.note(ticket, actions.Words("I am on it."), actor=as_actor(quinn))
    for made in (macro(Changes(tags_added=("export",)), "Hello"), macro(Changes(assignee=WHOEVER_ACTS))):
        with pytest.raises(SomethingCameIn):
            run(made, ticket, actor=as_actor(sue), seen=seen)
    assert not Message.objects.filter(user__isnull=False).exists()


def test_a_name_without_a_value_is_never_sent(mail, sue, as_actor):
    ticket = mail(sender="nobody@elsewhere.example").ticket
    with pytest.raises(Refused, match="their first name"):
        run(macro(Changes(), "Hello {{their first name}}"), ticket, actor=as_actor(sue))
    assert not Message.objects.filter(user__isnull=False).exists()


def test_nor_by_hand(ticket, send):
    with pytest.raises(Refused, match="not filled in"):
        send("Hello {{their first name}}")


def test_watching_contacts_get_a_copy(ticket, sue, as_actor, acme):
    other = acme.contacts.create(name="Bo")
    other.addresses.create(address="bo@acme.example")
    actions.watch(ticket, other, actor=as_actor(sue))
    run(macro(Changes(), "Hello"), ticket, actor=as_actor(sue))
    assert Message.objects.latest("pk").cc == ["Bo <bo@acme.example>"]


def test_what_it_does_is_said_in_words(ticket, sue, closed):
    team = Team.objects.create(name="Payments")
    changes = Changes(
        status=closed.pk,
        assignee=sue.pk,
        team=team.pk,
        priority="urgent",
        tags_added=("export", "api"),
        tags_removed=("new",),
        ticket_type=TicketType.objects.get(slug="issue").pk,
    )
    assert acts(changes, Names.read()) == [
        "make it: Issue",
        "give it to the team Payments",
        "assign to Sue Lindqvist",
        "set the priority: Urgent",
        "tag export, api",
        "take the tag new off",
        f"move to {closed.name}",
    ]
    assert acts(Changes(assignee=NOBODY, team=NOBODY), Names.read()) == ["give it to no team", "assign to nobody"]
    assert acts(Changes(assignee=WHOEVER_ACTS), Names.read()) == ["assign to you"]


def everything_goes(dev) -> Changes:
    team = Team.objects.create(name="Payments")
    status = Status.objects.create(slug="old", name="Old", category=Category.OPEN)
    kind = TicketType.objects.create(slug="old", name="Old type", position=90)
    Tag.objects.create(name="old")
    return Changes(status=status.pk, assignee=dev.pk, team=team.pk, ticket_type=kind.pk, tags_added=("old",))


def test_what_is_gone_is_said_and_it_does_not_run(ticket, sue, dev, as_actor):
    changes = everything_goes(dev)
    Team.objects.all().delete()
    Tag.objects.update(retired_at=ticket.opened_at)
    User.objects.get(pk=dev.pk).leave()
    told = gone(changes, Names.read())
    assert len(told) == 5
    assert "“Old” is on no path" in told[0]
    assert "“Dev Okafor” does not work at the desk" in told[2]
    with pytest.raises(Refused, match="nothing was done.*“Old” is on no path"):
        run(macro(changes), ticket, actor=as_actor(sue))
    assert_replays(Ticket.objects.get(pk=ticket.pk))


def test_what_is_there_is_not_gone(ticket, sue, closed):
    kind = TicketType.objects.get(slug="issue").pk
    assert gone(Changes(status=closed.pk, assignee=sue.pk, ticket_type=kind, tags_added=("free",)), Names.read()) == []
    sue.roles_held.all().delete()
    assert len(gone(Changes(assignee=sue.pk), Names.read())) == 1
    sue.give_roles(Role.CUSTOMER)
    assert len(gone(Changes(assignee=sue.pk), Names.read())) == 1
