"""What was said last on silent tickets: the customer's word, and that of a person of ours."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from transom.clearance.models import OfSilence
from transom.tickets.messages import Message, Trust
from transom.tickets.words import snippet


class Said(NamedTuple):
    who: str
    at: datetime
    text: str


class Exchange(NamedTuple):
    """Either may be None."""

    ours: Said | None
    theirs: Said | None


def with_last_words(rows: OfSilence) -> OfSilence:
    """The rows, each with the keys of the two messages, as `exchanges` reads them."""
    return rows.annotate(ours=_last(ours=True), theirs=_last(ours=False))


def exchanges(rows: Iterable) -> dict[int, Exchange]:
    """By the key of each of these rows, which `with_last_words` gave. Whoever sees the rows sees their tickets, and so these."""
    rows = list(rows)
    wanted = {key for row in rows for key in (row.ours, row.theirs) if key}
    words = Message.objects.defer("html").in_bulk(wanted) if wanted else {}
    return {row.pk: Exchange(_said(words.get(row.ours)), _said(words.get(row.theirs))) for row in rows}


def _last(*, ours: bool) -> Subquery:
    said = Message.objects.filter(ticket=OuterRef("ticket")).order_by("-at", "-pk")
    said = said.filter(trust=Trust.OURS, user__isnull=False) if ours else said.exclude(trust=Trust.OURS)
    return Subquery(said.values("pk")[:1])


def _said(message: Message | None) -> Said | None:
    return Said(message.author_label, message.at, snippet(message.text, message.folds)) if message else None
