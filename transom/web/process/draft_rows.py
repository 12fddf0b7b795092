"""The statuses and moves of a draft as its page shows them: what can be done to each, and what is wrong with it."""

from django.urls import reverse

from transom.process.placing import shared_ends
from transom.web.process.drafting import Open
from transom.web.process.shown import stop_rows
from transom.workflow.document import Move


def draft_rows(at: Open, problems: list[dict]) -> list[dict]:
    """The contract of `process/draft.html`. Moves to an end that most statuses share stand together in a line."""
    by_id: dict[str, list[str]] = {}
    for problem in problems:
        by_id.setdefault(problem["id"], []).append(problem["sentence"])
    rows, shared = stop_rows(at.path), shared_ends(at.path)
    for place, row in enumerate(rows):
        row |= _stop_links(at.slug, row["slug"])
        row |= {"up": place > 0, "down": place + 1 < len(rows), "problems": by_id.get(row["id"], [])}
        for number, move in enumerate(row["moves"]):
            move |= _move_links(at.slug, move["move"])
            move |= {"up": number > 0, "problems": by_id.get(move["id"], [])}
        common = [move for move in row["moves"] if move["move"].to in shared and not move["problems"]]
        row |= {"common_moves": common, "own_moves": [move for move in row["moves"] if move not in common]}
    return rows


def _stop_links(slug: str, stop: str) -> dict:
    return {
        "url": reverse("draft_stop", args=[slug, stop]),
        "order_url": reverse("order_stop", args=[slug, stop]),
        "remove_url": reverse("remove_stop", args=[slug, stop]),
        "new_stop_url": f"{reverse('new_stop', args=[slug])}?after={stop}",
        "new_move_url": f"{reverse('new_move', args=[slug])}?from={stop}",
    }


def _move_links(slug: str, move: Move) -> dict:
    places = [slug, move.origin, move.to]
    return {"url": reverse("draft_move", args=places), "order_url": reverse("order_move", args=places)}
