"""The process that ships: sound, installed once, and the admin's from then on."""

import pytest
from django.db import IntegrityError, transaction

from transom.people.roles import Role
from transom.workflow import checks, defaults, paths
from transom.workflow.document import Path
from transom.workflow.models import (
    Category,
    Requirement,
    Status,
    Step,
    TicketType,
    Transition,
    Trigger,
    WorkflowVersion,
)
from transom.workflow.reading import known_for, path_of, path_today
from transom.workflow.writing import UnsoundPath

ROWS = (Status, TicketType, WorkflowVersion, Step, Transition)


def rows() -> list:
    return [list(model.objects.order_by("pk").values()) for model in ROWS]


@pytest.mark.parametrize("slug", [path.type for path in paths.PATHS])
def test_every_shipped_path_is_sound(desk, slug):
    ticket_type = TicketType.objects.get(slug=slug)
    assert checks.problems(path_today(ticket_type), known_for(ticket_type)) == []


@pytest.mark.parametrize("shipped", paths.PATHS, ids=lambda shipped: shipped.type)
def test_the_rows_say_what_the_document_says(desk, shipped):
    assert path_of(WorkflowVersion.objects.published_for(TicketType.objects.get(slug=shipped.type))) == shipped


@pytest.mark.parametrize("slug", [path.type for path in paths.PATHS])
def test_every_type_can_end_without_an_answer_as_not_ours_as_spam_and_merged(desk, slug):
    version = WorkflowVersion.objects.published_for(TicketType.objects.get(slug=slug))
    ends = {"closed-without-answer", "not-for-us", "spam", "merged"}
    for step in version.steps.exclude(status__category=Category.CLOSED):
        ways = version.transitions.filter(from_status=step.status)
        assert ends <= {way.to_status.slug for way in ways.select_related("to_status")}


def test_a_customers_word_leads_back_from_every_end_but_spam_and_merged(desk):
    for version in WorkflowVersion.objects.all():
        for step in version.steps.filter(status__category=Category.CLOSED).select_related("status"):
            back = version.transitions.filter(from_status=step.status, trigger=Trigger.CUSTOMER_WORD).first()
            if step.status.slug in ("spam", "merged"):
                assert back is None
            else:
                assert Role.CUSTOMER in back.roles
                assert back.requires == []
                assert not back.to_status.is_closed


def test_every_unfinished_stop_has_an_owner_and_a_limit(desk):
    for step in Step.objects.exclude(status__category=Category.CLOSED):
        assert step.owner_role in Role
        assert step.dwell_limit_days > 0


def test_nobody_but_a_merge_ends_a_ticket_as_merged(desk):
    for way in Transition.objects.filter(to_status__slug="merged"):
        assert way.requires == [Requirement.MERGE]


def test_installing_twice_changes_nothing(desk):
    before = rows()
    defaults.install()
    assert rows() == before


def test_installing_keeps_what_the_admin_made_of_it(desk):
    Status.objects.filter(slug="in-review").update(name="With QA", silence_counts=False)
    Transition.objects.filter(from_status__slug="submitted", to_status__slug="spam").delete()
    TicketType.objects.filter(is_default=True).update(is_default=False)
    TicketType.objects.filter(slug="issue").update(is_default=True, name="Defect")
    before = rows()
    defaults.install()
    assert rows() == before


def test_a_type_that_comes_back_does_not_take_the_default_away(desk):
    WorkflowVersion.objects.filter(ticket_type__slug="question").delete()
    TicketType.objects.filter(slug="question").delete()
    TicketType.objects.filter(slug="issue").update(is_default=True)
    defaults.install()
    assert TicketType.objects.get(is_default=True).slug == "issue"
    assert TicketType.objects.filter(slug="question").exists()


def test_an_unsound_path_is_not_installed(db, monkeypatch):
    stuck = Path(type="stuck", name="Stuck", stops=(paths.stop("submitted"), paths.stop("planned")))
    monkeypatch.setattr(paths, "PATHS", (stuck,))
    with pytest.raises(UnsoundPath, match="^Stuck: .*Nothing leads to Planned"):
        defaults.install()
    assert not TicketType.objects.exists()


def test_there_is_one_default_type_and_one_move_a_trigger(desk):
    with pytest.raises(IntegrityError), transaction.atomic():
        TicketType.objects.update(is_default=True)
    way = Transition.objects.filter(trigger=Trigger.CUSTOMER_WORD).first()
    other = Transition.objects.filter(version=way.version, from_status=way.from_status).exclude(pk=way.pk).first()
    if other is None:
        other = Transition(version=way.version, from_status=way.from_status, to_status=way.from_status, roles=["qa"])
    other.trigger = way.trigger
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()
