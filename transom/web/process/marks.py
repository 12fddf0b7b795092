"""What is wrong with a draft, beside the thing that it is about, and its map with what it changes."""

from django.urls import reverse

from transom.process.standing import problems_of as problems_at_desk
from transom.web.process.drafting import Open, at_stop
from transom.web.process.map import Drawing, Links, drawing
from transom.web.process.shown import anchor
from transom.workflow.problem import Problem


def placed_problems(at: Open) -> list[dict]:
    """Each sentence with the id of the status or move that it is about, and the address that leads there."""
    return [_placed(at, problem) for problem in problems_at_desk(at.path, at.draft.ticket_type)]


def _placed(at: Open, problem: Problem) -> dict:
    place = problem.move or ((problem.stop,) if problem.stop else ())
    there = bool(place) and (at.path.move(*place) if problem.move else at.path.stop(*place))
    return {
        "sentence": problem.sentence,
        "id": anchor(*place) if place else "",
        "url": at_stop(at, *place) if there else _way_out(at, problem),
    }


def _way_out(at: Open, problem: Problem) -> str:
    """Where it is said to what status the tickets of one go that is not on the path any more."""
    return reverse("remove_stop", args=[at.slug, problem.stop]) if problem.stop else ""


def problems_of(at: Open, *place: str) -> list[str]:
    """The sentences about one status, or about the move from one to another."""
    return [problem["sentence"] for problem in placed_problems(at) if problem["id"] == anchor(*place)]


def draft_drawing(at: Open) -> Drawing:
    """The map of the draft, which leads to the forms and marks what differs from what is published."""
    links = Links(
        stop=lambda status: reverse("draft_stop", args=[at.slug, status]) if at.path.stop(status) else at.url,
        move=lambda origin, to: (
            reverse("draft_move", args=[at.slug, origin, to]) if at.path.move(origin, to) else at.url
        ),
    )
    return drawing(at.path, links=links, before=at.published)
