"""Asking the search as one of the cast does."""

import pytest

from transom.search import finding, hits
from transom.search.finding import Search
from transom.search.listing import listed
from transom.search.question import parse
from transom.worker import drain


@pytest.fixture
def find(as_actor):
    """The numbers of the tickets that one of the cast finds, in their order; `find.hits` has all that is shown."""

    def search(question, who, **options):
        return Search.of(parse(question), as_actor(who))

    def find(question, who, after=None, size=finding.PAGE):
        asked = search(question, who)
        if asked.question.asks_for_words:
            return [hit.ticket.number for hit in hits.hits(asked, asked.by_words(after, size))]
        return [row.number for row in listed(asked, after, size).tickets]

    def shown(question, who):
        asked = search(question, who)
        return hits.hits(asked, asked.by_words())

    find.search, find.hits = search, shown
    return find


@pytest.fixture
def index():
    """Let the worker do what waits, so that the index has all that was said."""
    return drain
