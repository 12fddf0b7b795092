"""Estimates, and when who was asked by which link. What customers answered is in their tickets' events."""

from typing import Annotated

from django.db.models import F
from msgspec import Meta

from transom.asking.models import AnswerLink
from transom.operating.export.base import Kind, Row, Time, row_of
from transom.tickets.estimates import Estimate


class ExportedEstimate(Row):
    id: Annotated[int, Meta(description="The estimate's key, by which events' payloads speak of it.")]
    ticket: Annotated[int, Meta(description="The ticket's number.")]
    number: Annotated[int, Meta(description="Which estimate of the ticket it is.")]
    hours: Annotated[str | None, Meta(description="With a point for the fraction.")]
    amount: Annotated[str | None, Meta(description="With a point for the fraction.")]
    currency: Annotated[str, Meta(description="Three letters (ISO 4217); empty where there is no amount.")]
    text: Annotated[str, Meta(description="What the customer read, as Markdown.")]
    valid_until: Annotated[str | None, Meta(description="The last day on which it can be approved, as in 2026-12-31.")]
    author: Annotated[int | None, Meta(description="A person's key.")]
    at: Annotated[Time, Meta(description="When it was made.")]


class ExportedAnswerLink(Row):
    id: Annotated[int, Meta(description="The link's key, by which events' payloads speak of it.")]
    ticket: Annotated[int, Meta(description="The ticket's number.")]
    asks: Annotated[str, Meta(description="test or estimate.")]
    contact: Annotated[int, Meta(description="A contact's key.")]
    address: Annotated[str, Meta(description="Where it was sent.")]
    estimate: Annotated[int | None, Meta(description="The key of the estimate that it asks about.")]
    asked_at: Annotated[Time, Meta(description="When it was sent.")]
    expires_at: Annotated[Time, Meta(description="Until when it was good.")]
    revoked_at: Annotated[Time | None, Meta(description="When another took its place.")]
    answered_at: Annotated[Time | None, Meta(description="When it was used.")]
    answer: Annotated[str, Meta(description="approve, decline, works or broken; empty where there is none.")]


def _estimate(row: Estimate) -> Row:
    return row_of(
        ExportedEstimate,
        row,
        ticket=row.ticket_number,
        hours=_text(row.hours),
        amount=_text(row.amount),
        valid_until=_text(row.valid_until),
        author=row.user_id,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _link(row: AnswerLink) -> Row:
    return row_of(ExportedAnswerLink, row, ticket=row.ticket_number, contact=row.contact_id, estimate=row.estimate_id)


KINDS = (
    Kind(
        "estimates",
        ExportedEstimate,
        lambda: Estimate.objects.annotate(ticket_number=F("ticket__number")),
        _estimate,
    ),
    Kind(
        "answer-links",
        ExportedAnswerLink,
        lambda: AnswerLink.objects.annotate(ticket_number=F("ticket__number")),
        _link,
    ),
)
