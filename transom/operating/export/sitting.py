"""Reviews: who sat together, and how each ticket stood when it was over. What was decided is in the tickets' events."""

from typing import Annotated

from django.db.models import Prefetch
from msgspec import Meta

from transom.operating.export.base import Kind, Row, Time, row_of
from transom.reviews.models import Review, ReviewItem


class ReviewedTicket(Row):
    ticket: Annotated[int, Meta(description="The ticket's number.")]
    place: Annotated[int, Meta(description="1, 2, 3, …: urgent ones first, then the longest stay.")]
    standing: Annotated[str, Meta(description="waiting, looked, skipped or later.")]
    seconds: Annotated[int, Meta(description="How long it lay on the table.")]


class Present(Row):
    person: Annotated[int, Meta(description="A person's key.")]
    joined_at: Annotated[Time, Meta(description="When they sat down.")]
    seen_at: Annotated[Time, Meta(description="When they were there last.")]


class ExportedReview(Row):
    id: Annotated[int, Meta(description="The review's key; events of the stream review speak of it.")]
    name: Annotated[str, Meta(description="As whoever began it called it.")]
    began_by: Annotated[int, Meta(description="A person's key.")]
    began_at: Annotated[Time, Meta(description="When.")]
    ended_by: Annotated[int | None, Meta(description="A person's key; null while it goes on.")]
    ended_at: Annotated[Time | None, Meta(description="When; null while it goes on.")]
    left_out: Annotated[int, Meta(description="How many tickets more were chosen than fit.")]
    people: Annotated[list[Present], Meta(description="Who was there.")]
    tickets: Annotated[list[ReviewedTicket], Meta(description="What lay on the table, in its order.")]


def _reviews():
    items = ReviewItem.objects.select_related("ticket")
    return Review.objects.prefetch_related("people", Prefetch("items", items))


def _review(row: Review) -> Row:
    return row_of(
        ExportedReview,
        row,
        began_by=row.began_by_id,
        ended_by=row.ended_by_id,
        people=[row_of(Present, one, person=one.person_id) for one in row.people.all()],
        tickets=[row_of(ReviewedTicket, item, ticket=item.ticket.number) for item in row.items.all()],
    )


KINDS = (Kind("reviews", ExportedReview, _reviews, _review),)
