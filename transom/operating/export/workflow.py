"""The process as data: types, statuses, the versions of each path, and its moves."""

from typing import Annotated

from msgspec import Meta

from transom.operating.export.base import Kind, Row, Time, row_of
from transom.workflow.models import Status, TicketType, Transition, WorkflowVersion
from transom.workflow.settings import ProcessSettings


class ExportedType(Row):
    id: Annotated[int, Meta(description="The type's key.")]
    slug: Annotated[str, Meta(description="Unique.")]
    name: Annotated[str, Meta(description="As people read it.")]
    purpose: Annotated[str, Meta(description="What it is for; may be empty.")]
    position: Annotated[int, Meta(description="Its place in lists.")]
    is_default: Annotated[bool, Meta(description="What a ticket is until somebody says otherwise.")]


class ExportedStatus(Row):
    id: Annotated[int, Meta(description="The status's key.")]
    slug: Annotated[str, Meta(description="Unique.")]
    name: Annotated[str, Meta(description="As people of the desk read it.")]
    public_name: Annotated[str, Meta(description="As customers read it; empty where it is the same.")]
    category: Annotated[str, Meta(description="new, open, waiting or closed.")]
    silence_counts: Annotated[bool, Meta(description="A customer's silence here is followed up.")]
    position: Annotated[int, Meta(description="Its place in lists.")]


class ExportedStep(Row):
    """A status on a path."""

    status: Annotated[int, Meta(description="The status's key.")]
    position: Annotated[int, Meta(description="Its place on the path.")]
    name: Annotated[str, Meta(description="As it was called on the day of the version.")]
    public_name: Annotated[str, Meta(description="As customers read it then; empty where it is the same.")]
    silence_counts: Annotated[bool, Meta(description="Whether a customer's silence was followed up there then.")]
    entering: Annotated[str, Meta(description="What it means to enter it.")]
    leaving: Annotated[str, Meta(description="What it takes to leave it.")]
    owner_role: Annotated[str, Meta(description="The role whose it is there; empty where no role's.")]
    owner_team: Annotated[int | None, Meta(description="The key of the team whose it is there.")]
    owner_person: Annotated[int | None, Meta(description="The key of the person whose it is there.")]
    dwell_limit_days: Annotated[int | None, Meta(description="How many days are too long; null for no limit.")]
    suggested_act: Annotated[
        str, Meta(description="What to do with what stays too long: call, ask, escalate or empty.")
    ]
    asks: Annotated[str, Meta(description="What the customer is asked there: test, estimate or empty.")]
    reasons: Annotated[list[str], Meta(description="Why it may not be started, to choose from.")]


class ExportedVersion(Row):
    id: Annotated[int, Meta(description="The version's key.")]
    ticket_type: Annotated[int, Meta(description="The key of the type whose path it is.")]
    number: Annotated[int, Meta(description="1, 2, … for each type.")]
    start: Annotated[int, Meta(description="The key of the status in which its tickets begin.")]
    published_at: Annotated[Time | None, Meta(description="When; the latest one is followed.")]
    published_by: Annotated[int | None, Meta(description="The key of who published it; null for what shipped.")]
    why: Annotated[str, Meta(description="Why, in their words.")]
    steps: Annotated[list[ExportedStep], Meta(description="Its statuses, in order.")]


class ExportedTransition(Row):
    id: Annotated[int, Meta(description="The transition's key.")]
    version: Annotated[int, Meta(description="The key of the version of the path.")]
    from_status: Annotated[int, Meta(description="The status's key.")]
    to_status: Annotated[int, Meta(description="The status's key.")]
    label: Annotated[str, Meta(description="What its button says.")]
    roles: Annotated[list[str], Meta(description="Who may.")]
    requires: Annotated[list[str], Meta(description="What must be there first.")]
    reasons: Annotated[list[str], Meta(description="Those to choose from, where it asks for a reason.")]
    trigger: Annotated[str, Meta(description="What it happens at by itself; empty where only when someone moves it.")]
    position: Annotated[int, Meta(description="Its place among the buttons.")]


class ExportedSettings(Row):
    """Of the process as a whole; no line where an admin has set nothing."""

    urgent_limit: Annotated[
        int, Meta(description="Where more tickets are urgent, the lists say that none is any more.")
    ]
    reopen_days: Annotated[int, Meta(description="For how many days a word reopens a closed ticket.")]
    clearance_weekday: Annotated[int, Meta(description="The day of the weekly clearance; 0 is Monday.")]
    clearance_minute: Annotated[int, Meta(description="Its time, in minutes of the desk's day.")]
    digest_minute: Annotated[
        int, Meta(description="When the queue manager's digest comes, in minutes of the desk's day.")
    ]


def _version(row: WorkflowVersion) -> Row:
    steps = [
        row_of(
            ExportedStep, step, status=step.status_id, owner_team=step.owner_team_id, owner_person=step.owner_person_id
        )
        for step in row.steps.all()
    ]
    keys = {"ticket_type": row.ticket_type_id, "start": row.start_id, "published_by": row.published_by_id}
    return row_of(ExportedVersion, row, steps=steps, **keys)


def _transition(row: Transition) -> Row:
    return row_of(
        ExportedTransition,
        row,
        version=row.version_id,
        from_status=row.from_status_id,
        to_status=row.to_status_id,
    )


KINDS = (
    Kind("types", ExportedType, TicketType.objects.all, lambda row: row_of(ExportedType, row)),
    Kind("statuses", ExportedStatus, Status.objects.all, lambda row: row_of(ExportedStatus, row)),
    Kind("versions", ExportedVersion, lambda: WorkflowVersion.objects.prefetch_related("steps"), _version),
    Kind("transitions", ExportedTransition, Transition.objects.all, _transition),
    Kind("process_settings", ExportedSettings, ProcessSettings.objects.all, lambda row: row_of(ExportedSettings, row)),
)
