"""The queue manager's keys, and what was served in runs through what could be answered at once."""

from typing import Annotated

from django.db.models import Prefetch
from msgspec import Meta

from transom.cockpit.models import AnswerRun, AnswerRunItem, Decision
from transom.operating.export.base import Kind, Row, Time, row_of


class ExportedDecision(Row):
    id: Annotated[int, Meta(description="The decision's key.")]
    name: Annotated[str, Meta(description="What its button says.")]
    key: Annotated[str, Meta(description="The letter that presses it.")]
    ticket_type: Annotated[int | None, Meta(description="A type's key: what a ticket becomes.")]
    move_to: Annotated[int | None, Meta(description="A status's key: where it moves to.")]
    team: Annotated[int | None, Meta(description="A team's key: whose it becomes.")]
    asks_team: Annotated[bool, Meta(description="Whoever decides is asked which team.")]
    asks_comment: Annotated[bool, Meta(description="Whoever decides is asked why.")]
    position: Annotated[int, Meta(description="Its place among them.")]


class Served(Row):
    ticket: Annotated[int, Meta(description="The ticket's number.")]
    served_at: Annotated[Time, Meta(description="When it was shown.")]
    outcome: Annotated[str, Meta(description="answered, decided, skipped or gone; empty while it lies there.")]
    reason: Annotated[str, Meta(description="Why it was skipped; may be empty.")]
    settled_at: Annotated[Time | None, Meta(description="When it was done with.")]


class ExportedAnswerRun(Row):
    id: Annotated[int, Meta(description="The run's key.")]
    person: Annotated[int, Meta(description="A person's key: whose run it was.")]
    began_at: Annotated[Time, Meta(description="When it began.")]
    ended_at: Annotated[Time | None, Meta(description="When it ended; null while it goes on.")]
    items: Annotated[list[Served], Meta(description="What it served, in its order.")]


def _decision(row: Decision) -> Row:
    return row_of(ExportedDecision, row, ticket_type=row.ticket_type_id, move_to=row.move_to_id, team=row.team_id)


def _runs():
    return AnswerRun.objects.prefetch_related(Prefetch("items", AnswerRunItem.objects.select_related("ticket")))


def _run(row: AnswerRun) -> Row:
    items = [row_of(Served, item, ticket=item.ticket.number) for item in row.items.all()]
    return row_of(ExportedAnswerRun, row, person=row.person_id, items=items)


KINDS = (
    Kind("decisions", ExportedDecision, Decision.objects.all, _decision),
    Kind("answer_runs", ExportedAnswerRun, _runs, _run),
)
