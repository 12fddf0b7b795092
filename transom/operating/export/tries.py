"""Tries to reproduce what customers reported."""

from typing import Annotated

from django.db.models import F
from msgspec import Meta

from transom.operating.export.base import Kind, Row, Time, row_of
from transom.tickets.reproductions import Reproduction


class ExportedReproduction(Row):
    id: Annotated[int, Meta(description="The try's key.")]
    ticket: Annotated[int, Meta(description="The ticket's number.")]
    number: Annotated[int, Meta(description="Which try of the ticket it is.")]
    result: Annotated[str, Meta(description="reproduced or not-reproduced.")]
    steps: Annotated[str, Meta(description="What was done, a step a line; may be empty.")]
    version: Annotated[str, Meta(description="In which version; may be empty.")]
    comment: Annotated[str, Meta(description="What was seen; may be empty.")]
    by: Annotated[int, Meta(description="A person's key.")]
    at: Annotated[Time, Meta(description="When it was written down.")]


def _reproduction(row: Reproduction) -> Row:
    return row_of(ExportedReproduction, row, ticket=row.ticket_number, by=row.by_id)


KINDS = (
    Kind(
        "reproductions",
        ExportedReproduction,
        lambda: Reproduction.objects.annotate(ticket_number=F("ticket__number")),
        _reproduction,
    ),
)
