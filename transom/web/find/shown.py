"""How a question and what it found read on the screen."""

from collections.abc import Sequence

from django.utils import timezone

from transom.search.finding import Search
from transom.search.hits import Hit, Said, hits
from transom.search.listing import listed
from transom.search.models import Kind
from transom.search.question import Problem, Trouble
from transom.timers.rules import Rule
from transom.web.agent.rows import plain_rows
from transom.web.agent.show import ticket_row, ticket_url
from transom.web.clock.chips import due_chips
from transom.web.find.lists import find_url, slug_of
from transom.web.find.words import problem_words


def answer(search: Search, text: str, after: int | None, look: int | None, clock: Sequence[Rule]) -> dict:
    """A page of what was found. `after` is the key of the ticket before it; `look` the place in the index to go on from.

    `clock` are the rules of time, for the due chips.
    """
    slug = slug_of(text)
    if not search.question.asks_for_words:
        page = listed(search, after)
        rows = plain_rows(page.tickets, slug, timezone.now(), clock)
        return _page(search, rows, find_url(text, after=page.next) if page.next else "")
    found = search.by_words(look or (search.newest_of(after) if after else None))
    shown = hits(search, found)
    chips = due_chips([hit.ticket for hit in shown], timezone.now(), clock)
    rows = [hit_row(hit, slug) | {"due": chip} for hit, chip in zip(shown, chips, strict=True)]
    next_url = find_url(text, look=found.next) if found.next else ""
    return _page(search, rows, next_url) | {"unread": found.unread}


def _page(search: Search, rows: list[dict], next_url: str) -> dict:
    problems = [*search.question.problems, *search.narrowed.problems]
    return {
        "tickets": rows,
        "next_url": next_url,
        "unread": False,
        "by_words": search.question.asks_for_words,
        "by_need": search.narrowed.by_need,
        "problems": [shown_problem(problem) for problem in problems],
    }


def hit_row(hit: Hit, slug: str) -> dict:
    """A ticket that was found, as a row of a list, with the places of the words beneath."""
    row = ticket_row(hit.ticket, slug)
    said = [_said(hit, one, slug) for one in hit.said if one.text]
    if said and said[0]["url"]:
        row["url"] = said[0]["url"]
    return row | {"marks": hit.subject, "said": said}


def _said(hit: Hit, said: Said, slug: str) -> dict:
    """Where a place leads: to the message or the note itself; what stands in the head of a ticket leads nowhere."""
    anchor = {Kind.MESSAGE: "message", Kind.NOTE: "note"}.get(said.kind)
    return {
        "kind": anchor or "",
        "author": said.author,
        "at": said.at,
        "text": said.text,
        "url": f"{ticket_url(hit.ticket.number, slug)}#{anchor}-{said.key}" if anchor else "",
    }


def shown_problem(problem: Problem) -> dict:
    """What was left out of the question, with questions that would have been understood."""
    instead = [] if problem.trouble == Trouble.TOO_MUCH else list(problem.instead)
    return {"words": problem_words(problem), "instead": instead, "part": problem.part}
