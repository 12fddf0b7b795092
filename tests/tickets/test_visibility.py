"""Who may know of a ticket, and of what was said on it. Olga never sees anything."""

import pytest

from tests.tickets.telling import said
from transom.customers.models import Contact
from transom.foundation.addresses import Address
from transom.people import actor as actors
from transom.people.actor import CLOCK, SYSTEM
from transom.tickets import actions
from transom.tickets.files import store
from transom.tickets.messages import Attachment, Message, Note
from transom.tickets.models import Ticket
from transom.tickets.queues import QUEUES
from transom.tickets.words import NewAttachment


@pytest.fixture
def bo(ann):
    return Contact.objects.find_or_make(Address("Bo Berg", "bo@acme.example"))


@pytest.fixture
def told(ticket, quinn, as_actor):
    """The ticket with an answer and a note, each with a file."""
    files = (NewAttachment(store(b"x"), "x.txt", "text/plain"),)
    actions.reply(ticket, said("Water.", attachments=files), actor=as_actor(quinn))
    actions.note(ticket, said("Old building.", attachments=files), actor=as_actor(quinn))
    return ticket


def sees(actor) -> tuple[int, int, int, int]:
    """How many tickets, messages, notes and files."""
    return tuple(model.objects.visible_to(actor).count() for model in (Ticket, Message, Note, Attachment))


def test_people_of_the_desk_see_everything(told, sue, dev, ada, as_actor):
    for who in (sue, dev, ada):
        assert sees(as_actor(who)) == (1, 2, 1, 2)


def test_the_clock_and_the_desk_see_everything(told):
    assert sees(CLOCK) == sees(SYSTEM) == (1, 2, 1, 2)


def test_olga_sees_nothing(told, olga, as_actor):
    assert sees(as_actor(olga)) == (0, 0, 0, 0)
    assert [queue.count(as_actor(olga)) for queue in QUEUES] == ["0"] * len(QUEUES)


def test_who_may_no_longer_sign_in_sees_nothing(told, sue):
    sue.is_active = False
    assert sees(actors.person(sue)) == (0, 0, 0, 0)


def test_the_requester_sees_what_was_said_to_them_and_no_note(told, ann, as_actor):
    assert sees(as_actor(ann)) == (1, 2, 0, 1)


def test_a_colleague_sees_it_while_they_watch(told, bo, quinn, as_actor):
    assert sees(as_actor(bo)) == (0, 0, 0, 0)
    actions.watch(told, bo, actor=as_actor(quinn))
    assert sees(as_actor(bo)) == (1, 2, 0, 1)
    actions.unwatch(told, bo, actor=as_actor(quinn))
    assert sees(as_actor(bo)) == (0, 0, 0, 0)


def test_a_person_and_a_contact_of_the_same_number_are_two(told, ann, as_actor):
    outsider = actors.Actor(actors.ActorKind.PERSON, ann.pk, "Nobody", frozenset())
    assert sees(outsider) == (0, 0, 0, 0)
    customer = actors.Actor(actors.ActorKind.PERSON, ann.pk, "Nobody", frozenset({"customer"}))
    assert sees(customer) == (0, 0, 0, 0)


def test_a_restricted_mailbox_is_its_teams_alone(open_for, ann, closed_doors, petra, sue, ada, as_actor):
    open_for(ann, mailbox=closed_doors)
    assert sees(as_actor(petra))[:2] == (1, 1)
    for who in (sue, ada):
        assert sees(as_actor(who))[:2] == (0, 0)
    assert sees(as_actor(ann))[:2] == (1, 1)


def test_tickets_without_a_mailbox_are_not_hidden_with_the_restricted_ones(closed_doors, ann, sue, as_actor):
    actions.open_ticket("At the desk", ann, actor=as_actor(sue))
    assert sees(as_actor(sue))[0] == 1
