"""What stays in a status for longer than its path says, and before whom it is put."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.tickets.large import seem_large
from tests.tickets.telling import now as read
from tests.tickets.telling import of_type, status
from transom.people.mailboxes import Mailbox
from transom.people.models import Membership, Team
from transom.tickets import actions
from transom.tickets.languishing import languishing, put_before
from transom.tickets.models import Ticket
from transom.workflow.models import Step, WorkflowVersion

DAY = timedelta(days=1)


@pytest.fixture
def issue(ticket, quinn, as_actor):
    """In review, which is QA's, for a day at most; assigned to nobody."""
    quinn = as_actor(quinn)
    Step.objects.filter(status__slug="in-review").update(dwell_limit_days=1, owner_role="qa")
    actions.set_type(ticket, of_type("issue"), actor=quinn)
    actions.change_status(read(ticket), status("in-review"), actor=quinn)
    actions.assign(read(ticket), None, actor=quinn)
    return read(ticket)


def after(days: float):
    return timezone.now() + days * DAY


def found(days: float = 2, visible=None) -> list[int]:
    rows = Ticket.objects.all() if visible is None else visible
    return list(languishing(rows, after(days)).values_list("pk", flat=True))


def before(person, days: float = 2) -> list[int]:
    return list(put_before(Ticket.objects.all(), person.pk, after(days)).values_list("pk", flat=True))


def test_a_ticket_languishes_when_its_days_are_over_and_not_before(issue):
    assert found(0.9) == []
    assert found(1.1) == [issue.pk]


def test_without_a_moment_the_databases_own_counts(issue):
    assert not languishing(Ticket.objects.all()).exists()
    Step.objects.update(dwell_limit_days=0)
    assert languishing(Ticket.objects.all()).get() == issue


def test_each_type_has_its_own_days_in_a_status_that_they_share(issue):
    Step.objects.filter(status__slug="in-review").exclude(version__ticket_type__slug="issue").update(dwell_limit_days=9)
    Step.objects.filter(status__slug="in-review", version__ticket_type__slug="issue").update(dwell_limit_days=3)
    assert found(2) == []
    assert found(4) == [issue.pk]


def test_where_the_path_names_no_days_nothing_languishes(issue):
    Step.objects.update(dwell_limit_days=None)
    assert found(9999) == []


def test_the_path_that_was_published_last_counts_at_once_and_once(issue):
    old = WorkflowVersion.objects.published_for(issue.ticket_type)
    new = WorkflowVersion.objects.create(
        ticket_type=issue.ticket_type, number=old.number + 1, start=old.start, published_at=timezone.now()
    )
    Step.objects.create(version=new, status=issue.status, position=0, dwell_limit_days=5)
    assert found(4) == []
    assert found(6) == [issue.pk]
    WorkflowVersion.objects.create(ticket_type=issue.ticket_type, number=old.number + 2, start=old.start)
    assert found(6) == [issue.pk]  # what is not published says nothing


def test_a_move_begins_anew_and_what_is_closed_rests(issue, quinn, as_actor):
    actions.change_status(issue, status("spam"), actor=as_actor(quinn))
    Step.objects.filter(status__slug="spam").update(dwell_limit_days=1)
    assert found(99) == []


def test_what_may_not_be_seen_languishes_for_others(issue, sue, as_actor):
    Mailbox.objects.update(restricted=True, team=Team.objects.create(name="Secret"))
    assert found(2, Ticket.objects.visible_to(as_actor(sue))) == []


def test_nobodys_ticket_is_put_before_those_who_hold_the_statuss_role(issue, tess, sue):
    assert before(tess) == [issue.pk]
    assert before(sue) == []


def test_an_assigned_ticket_is_put_before_its_assignee_alone(issue, tess, sue, quinn, as_actor):
    actions.assign(issue, sue, actor=as_actor(quinn))
    assert before(sue) == [issue.pk]
    assert before(tess) == []
    assert before(sue, 0.5) == []


def test_a_statuss_person_or_team_is_asked_where_nobody_has_the_ticket(issue, dev, rolf, tess):
    steps = Step.objects.filter(status__slug="in-review")
    steps.update(owner_role="", owner_person=dev)
    assert (before(dev), before(rolf), before(tess)) == ([issue.pk], [], [])
    team = Team.objects.create(name="Installers")
    Membership.objects.create(team=team, user=rolf)
    steps.update(owner_person=None, owner_team=team)
    assert (before(dev), before(rolf)) == ([], [issue.pk])


def test_only_what_is_due_is_read(issue):
    seem_large(Ticket)
    plan = languishing(Ticket.objects.all()).values("pk").explain()
    if connection.vendor == "sqlite":
        assert "USING INDEX dwelling (status_id=? AND status_since<?)" in plan
    else:
        assert "dwelling" in plan
