"""What is wrong with a path is said before it is published, so that no ticket is ever stuck."""

import pytest
from django.utils import timezone

from transom.workflow import checks
from transom.workflow.models import Status, Step, TicketType, Transition, WorkflowVersion


@pytest.fixture
def path(desk):
    """Draw a path of its own type: its stops, the first being the start, and its moves as pairs."""
    ticket_type = TicketType.objects.create(slug="drawn", name="Drawn")

    def draw(*stops, moves, roles=("qa",), published=True):
        statuses = {slug: Status.objects.get(slug=slug) for pair in (stops, *moves) for slug in pair}
        version = WorkflowVersion.objects.create(
            ticket_type=ticket_type,
            number=ticket_type.versions.count() + 1,
            start=statuses[stops[0]],
            published_at=timezone.now() if published else None,
        )
        for position, slug in enumerate(stops):
            Step.objects.create(version=version, status=statuses[slug], position=position)
        for origin, to in moves:
            Transition.objects.create(
                version=version, from_status=statuses[origin], to_status=statuses[to], label="x", roles=list(roles)
            )
        return version

    return draw


STRAIGHT = [("submitted", "in-review"), ("in-review", "completed")]


def test_a_sound_path_has_no_problems(path):
    assert checks.problems(path("submitted", "in-review", "completed", moves=STRAIGHT)) == []


def test_a_move_that_nobody_may_take(path):
    version = path("submitted", "in-review", "completed", moves=STRAIGHT, roles=())
    assert checks.problems(version) == [
        "Submitted → In review can be taken by nobody.",
        "In review → Completed can be taken by nobody.",
    ]


def test_a_move_that_leaves_the_path(path):
    version = path("submitted", "completed", moves=[("submitted", "completed"), ("submitted", "planned")])
    assert checks.problems(version) == ["Submitted → Planned leaves the path."]


def test_a_status_that_nothing_leads_to(path):
    version = path(
        "submitted", "in-review", "completed", moves=[("submitted", "completed"), ("in-review", "completed")]
    )
    assert checks.problems(version) == ["In review cannot be reached."]


def test_a_status_that_nothing_leads_out_of(path):
    version = path(
        "submitted", "in-review", "completed", moves=[("submitted", "completed"), ("submitted", "in-review")]
    )
    assert checks.problems(version) == ["There is no way to an end from In review."]


def test_a_path_without_an_end(path):
    version = path("submitted", "in-review", moves=[("submitted", "in-review"), ("in-review", "submitted")])
    assert checks.problems(version) == [
        "There is no way to an end from Submitted.",
        "There is no way to an end from In review.",
    ]


def test_a_start_that_is_not_on_the_path(path):
    version = path("submitted", "completed", moves=[("submitted", "completed")])
    version.steps.filter(status__slug="submitted").delete()
    assert "The start is not on the path." in checks.problems(version)


def test_a_removed_status_that_tickets_could_not_leave(path):
    path("submitted", "in-review", "completed", moves=STRAIGHT)
    short = path("submitted", "completed", moves=[("submitted", "completed")])
    assert checks.problems(short) == ["In review was removed, but its tickets cannot leave it."]


def test_a_removed_status_may_be_left_but_not_entered(path):
    path("submitted", "in-review", "completed", moves=STRAIGHT)
    left = path("submitted", "completed", moves=[("submitted", "completed"), ("in-review", "submitted")])
    assert checks.problems(left) == []
    entered = path("submitted", "completed", moves=[*STRAIGHT, ("submitted", "completed")])
    assert checks.problems(entered) == ["Submitted → In review leaves the path."]


def test_a_removed_end_and_a_draft_leave_nobody_stuck(path):
    path("submitted", "declined", moves=[("submitted", "declined")])
    path("submitted", "in-review", "completed", moves=STRAIGHT, published=False)
    assert checks.problems(path("submitted", "completed", moves=[("submitted", "completed")])) == []
