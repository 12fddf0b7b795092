"""Tickets follow the published path, whichever it was when they began; roles read as people say them."""

import pytest
from django.utils import timezone

from transom.people.roles import AGENT_ROLES, Role
from transom.tickets import actions
from transom.tickets.history import Event
from transom.tickets.log import assert_replays, event_of
from transom.workflow import rules
from transom.workflow.models import Status, Step, TicketType, Transition, WorkflowVersion


@pytest.fixture
def next_version(desk):
    """The path of questions again, as a draft, without `without`, whose tickets may only go back to the start."""

    def draft(without="", published=True):
        old = WorkflowVersion.objects.published_for(TicketType.objects.get(slug="question"))
        new = WorkflowVersion.objects.create(
            ticket_type=old.ticket_type,
            number=old.number + 1,
            start=old.start,
            published_at=timezone.now() if published else None,
        )
        for step in old.steps.exclude(status__slug=without):
            Step.objects.create(version=new, status=step.status, position=step.position)
        for way in old.transitions.exclude(from_status__slug=without).exclude(to_status__slug=without):
            way.pk, way.version = None, new
            way.save(force_insert=True)
        if without:
            gone = Status.objects.get(slug=without)
            Transition.objects.create(
                version=new, from_status=gone, to_status=new.start, label="Back", roles=["supporter"]
            )
        return new

    return draft


@pytest.fixture
def answered(ann, sue, as_actor):
    ticket = actions.open_ticket("Fire", ann, actor=as_actor(ann))
    return actions.change_status(ticket, Status.objects.get(slug="answered"), actor=as_actor(sue))


def test_a_removed_status_can_only_be_left(answered, sue, as_actor, next_version):
    next_version(without="answered")
    [way] = rules.moves(answered.position(), as_actor(sue).roles)
    back = actions.change_status(answered, way.to_status, actor=as_actor(sue))
    told = event_of(Event.objects.of_ticket(back.pk).last())
    assert (told.to.label, told.workflow_version) == ("Submitted", 2)
    with pytest.raises(rules.TransitionDenied, match="no way"):
        actions.change_status(back, Status.objects.get(slug="answered"), actor=as_actor(sue))
    assert_replays(back)


def test_a_draft_binds_nobody(answered, sue, as_actor, next_version):
    next_version(without="answered", published=False)
    assert len(rules.moves(answered.position(), as_actor(sue).roles)) > 1


@pytest.mark.parametrize(
    ("roles", "words"),
    [
        ([], "nobody"),
        ([Role.QA], "QA"),
        ([Role.QA, Role.SUPPORTER], "Supporter or QA"),
        ([Role.QA, Role.SUPPORTER, Role.CUSTOMER], "Supporter, QA or Customer"),
        (AGENT_ROLES, "people of the desk"),
        (AGENT_ROLES - {Role.ADMIN}, "people of the desk"),
        (AGENT_ROLES | {Role.CUSTOMER}, "people of the desk or Customer"),
    ],
)
def test_roles_read_as_people_say_them(roles, words):
    assert rules.role_words(list(roles)) == words
