"""What is new between two versions of a path is told in sentences, each about its status or move."""

import pytest

from tests.workflow.test_checks import SOUND, move, stop
from transom.process.edits import add_move, add_stop, change_stop, remove_stop
from transom.workflow.differences import differences
from transom.workflow.models import Category


def told(old, new) -> list[str]:
    return [difference.sentence for difference in differences(old, new)]


def test_two_versions_that_say_the_same_differ_in_nothing():
    assert differences(SOUND, SOUND) == []


@pytest.mark.parametrize(("days", "words"), [(1, "at most 1 day."), (5, "at most 5 days.")])
def test_how_long_a_ticket_may_stay(days, words):
    assert told(SOUND, change_stop(SOUND, "work", days=days)) == [f"A ticket may stay in Work for {words}"]


def test_what_is_new_and_what_is_gone_is_told_from_either_side():
    longer = add_stop(SOUND, stop("shown", Category.WAITING), after="work")
    longer = add_move(longer, move("work", "shown"))
    assert told(SOUND, longer)[0] == "Shown is new."
    assert told(longer, SOUND)[0] == "Shown is removed."


def test_a_removed_status_says_where_its_tickets_go():
    [first, *_] = differences(SOUND, remove_stop(SOUND, "work", to="new"))
    assert (first.sentence, first.stop) == ("Work is removed; its tickets go to New.", "work")
