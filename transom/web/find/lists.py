"""A question as a list of tickets: it stands beside a ticket, and work goes on along it, as with any queue.

Its name, the slug in addresses, holds the question itself.
"""

import binascii
from base64 import b32decode, b32encode
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.search.finding import Search
from transom.search.listing import bounded, listed, rows_of
from transom.search.question import LONGEST, parse
from transom.tickets import queues
from transom.tickets.models import TicketQuerySet
from transom.tickets.queues import Page, Queue

BEGINS = "find-"
MOST = 500  # tickets of a question that are acted on together


def slug_of(question: str) -> str:
    """The name of the list of what this question finds."""
    return BEGINS + b32encode(question[:LONGEST].encode(errors="replace")).decode().rstrip("=").lower()


def question_of(slug: str) -> str:
    """The question of such a name; empty for any other."""
    if not slug.startswith(BEGINS):
        return ""
    letters = slug.removeprefix(BEGINS).upper()
    try:
        return b32decode(letters + "=" * (-len(letters) % 8)).decode()[:LONGEST]
    except (binascii.Error, ValueError):
        return ""


def find_url(question: str = "", **more: object) -> str:
    said = {"q": question, **more}
    given = {name: value for name, value in said.items() if value not in ("", None)}
    return f"{reverse('find')}?{urlencode(given)}" if given else reverse("find")


@dataclass(frozen=True)
class FoundQueue(Queue):
    """What a question finds, asked by whoever looks."""

    question: str = field(default="", compare=False)

    def page(
        self,
        actor: Actor,
        visible: TicketQuerySet,
        after: int | None = None,
        before: int | None = None,
        size: int = 0,
    ) -> Page:
        """As every list pages; but not backwards."""
        search, size = Search.of(parse(self.question), actor, visible), size or queues.PAGE
        if not search.question.asks_for_words:
            found = listed(search, after, size)
            return Page(found.tickets, found.next, None)
        found = search.by_words(search.newest_of(after) if after else None, size)
        rows = rows_of(search.narrowed.tickets, list(found.tickets))
        tickets = [rows[key] for key in found.tickets if key in rows]
        return Page(tickets, tickets[-1].key if found.next and tickets else None, None)


def found_queue(slug: str) -> FoundQueue | None:
    """The list of that name; None where it is no question's."""
    question = question_of(slug)
    if not question.strip():
        return None
    words = question if len(question) <= 40 else f"{question[:39]}…"
    return FoundQueue(
        slug, words, partial(_all_of, question), _("Nothing was found."), latest_first=True, question=question
    )


def _all_of(question: str, tickets: TicketQuerySet, actor: Actor) -> TicketQuerySet:
    """For what is done to a whole list: all that the question finds now among these tickets, at most 500 where it has words."""
    search = Search.of(parse(question), actor, tickets)
    if not search.question.asks_for_words:
        return bounded(search)
    return tickets.filter(pk__in=list(search.by_words(size=MOST).tickets))


def named(slug: str) -> Queue | None:
    """The list of that name, a queue or a question's, or None."""
    return found_queue(slug) if slug.startswith(BEGINS) else queues.named(slug)
