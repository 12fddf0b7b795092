"""Edits of a path, from one document to the next, and how they read."""

import pytest

from transom.process import edits
from transom.process.edits import EditRefused
from transom.workflow.checks import problems
from transom.workflow.differences import differences
from transom.workflow.document import Owner, Path, Stop
from transom.workflow.paths import PATHS

ISSUE = next(path for path in PATHS if path.type == "issue")
WAITING = Stop(status="waiting", name="Waiting for a part", category="waiting")


def told(path: Path, before: Path = ISSUE) -> list[str]:
    return [difference.sentence for difference in differences(before, path)]


def places(path: Path, status: str) -> list[str]:
    return [move.to for move in path.moves_from(status)]


def test_a_status_between_two_others_leads_through_and_can_end():
    path = edits.add_stop(ISSUE, WAITING, after="approved", before="in-progress")
    assert problems(path) == []
    assert path.slugs.index("waiting") == path.slugs.index("approved") + 1
    assert places(path, "approved")[0] == "waiting"
    assert "in-progress" not in places(path, "approved")
    assert places(path, "waiting") == ["in-progress", "closed-without-answer", "not-for-us", "spam", "merged"]
    assert path.move("waiting", "in-progress").requires == ISSUE.move("approved", "in-progress").requires
    assert told(path)[:2] == [
        "Waiting for a part is new.",
        "The move “Waiting for a part” (Approved for action → Waiting for a part) is new.",
    ]


def test_a_status_that_is_removed_takes_its_moves_along():
    path = edits.remove_stop(ISSUE, "cannot-replicate", to="in-review")
    assert problems(path) == []
    assert path.remaps == {"cannot-replicate": "in-review"}
    assert not [move for move in path.moves if "cannot-replicate" in (move.origin, move.to)]
    assert told(path)[0] == "Cannot replicate is removed; its tickets go to In review."


def test_a_status_that_is_merged_leaves_its_ways_to_the_other():
    path = edits.merge_stops(ISSUE, "ready-to-test", into="in-testing")
    assert problems(path) == []
    assert path.move("in-progress", "in-testing").label == "Ready to test"
    assert path.remaps == {"ready-to-test": "in-testing"}


def test_tickets_that_were_to_go_to_a_removed_status_go_on_with_its_own():
    path = edits.merge_stops(ISSUE, "ready-to-test", into="in-testing")
    path = edits.merge_stops(path, "in-testing", into="in-progress")
    assert path.remaps == {"ready-to-test": "in-progress", "in-testing": "in-progress"}


def test_a_status_that_comes_back_is_no_longer_removed():
    path = edits.remove_stop(ISSUE, "cannot-replicate", to="in-review")
    path = edits.add_stop(path, ISSUE.stop("cannot-replicate"), after="in-review")
    assert path.remaps == {}
    assert path.stops == ISSUE.stops


def test_buttons_and_statuses_change_their_places():
    path = edits.shift_move(ISSUE, "in-review", "client-testing", -2)
    assert places(path, "in-review")[:3] == ["client-testing", "approved", "cannot-replicate"]
    assert told(path) == ["The buttons in In review have another order."]
    assert edits.shift_move(path, "in-review", "client-testing", 2) == ISSUE
    path = edits.shift_stop(ISSUE, "in-review", -1)
    assert path.slugs[:2] == ("in-review", "submitted")
    assert told(path)[1] == "Tickets begin in In review."
    assert edits.order_stops(path, ISSUE.slugs) == ISSUE


CHANGES = [
    (lambda: edits.change_stop(ISSUE, "in-review", name="With QA"), "In review is called With QA."),
    (
        lambda: edits.change_stop(ISSUE, "in-review", days=None),
        "A ticket may stay in In review for as long as it takes.",
    ),
    (
        lambda: edits.change_stop(ISSUE, "in-review", owner=Owner("team", "Core")),
        "In In review a ticket is in the hands of the team Core.",
    ),
    (
        lambda: edits.change_stop(ISSUE, "in-review", asks="test"),
        "What In review asks of the customer: To test it: it works, or it is still broken.",
    ),
    (
        lambda: edits.change_move(ISSUE, "submitted", "in-review", roles=("qa", "customer")),
        "Submitted → In review: Customer may take it as well.",
    ),
    (
        lambda: edits.change_move(ISSUE, "submitted", "in-review", requires=("comment", "bug")),
        "Submitted → In review: it asks for a comment, a linked bug.",
    ),
    (
        lambda: edits.remove_move(ISSUE, "in-review", "client-testing"),
        "The move “Ask the client to test” (In review → Client testing) is removed.",
    ),
    (lambda: edits.change_type(ISSUE, name="Defect", purpose=""), "The type Issue is called Defect."),
]


@pytest.mark.parametrize(("change", "sentence"), CHANGES)
def test_an_edit_reads_as_what_it_does(change, sentence):
    assert sentence in told(change())


REFUSED = [
    (lambda: edits.add_stop(ISSUE, ISSUE.stops[0], after=None), "Submitted is on the path already."),
    (
        lambda: edits.add_stop(ISSUE, WAITING, after="completed", before="submitted"),
        "There is no move between these two.",
    ),
    (lambda: edits.remove_stop(ISSUE, "in-review", to="in-review"), "Its tickets cannot stay in In review."),
    (lambda: edits.remove_stop(ISSUE, "in-review", to="completed"), "one of them is closed and the other is not"),
    (lambda: edits.change_stop(ISSUE, "gone", name="Gone"), "gone is not on the path any more."),
    (lambda: edits.change_stop(ISSUE, "in-review", status="other"), "A status stays itself."),
    (lambda: edits.add_move(ISSUE, ISSUE.moves[0]), "There is such a move already."),
    (lambda: edits.change_move(ISSUE, "submitted", "in-review", to="spam"), "There is such a move already."),
    (lambda: edits.remove_move(ISSUE, "spam", "completed"), "This move is not on the path any more."),
    (lambda: edits.order_stops(ISSUE, ["submitted"]), "Name every status of the path once."),
    (lambda: edits.send_tickets(ISSUE, "in-review", to="submitted"), "so its tickets stay there"),
]


@pytest.mark.parametrize(("change", "sentence"), REFUSED)
def test_what_makes_no_sense_is_refused_with_a_sentence(change, sentence):
    with pytest.raises(EditRefused) as refused:
        change()
    assert sentence in str(refused.value)


def test_a_name_finds_its_status_or_gets_a_slug_of_its_own():
    known = {"in-review": "In review", "waiting": "Waiting"}
    assert edits.slug_for("in REVIEW ", known, ISSUE) == "in-review"
    assert edits.slug_for("Wartet auf Üwe!", known, ISSUE) == "wartet-auf-uwe"
    assert edits.slug_for("waiting?", known, ISSUE) == "waiting-2"
    assert edits.slug_for("待つ", known, ISSUE) == "status"
