"""A file of a process is somebody else's: whatever stands in it, it is refused in a sentence, and breaks nothing."""

import json

import pytest

from transom.process import sharing
from transom.tickets.actions import Refused
from transom.workflow.checks_of_stops import MOST_STOPS
from transom.workflow.models import TicketType


def read(told: dict) -> str:
    """The sentence with which it is refused."""
    with pytest.raises(Refused) as refused:
        sharing.read(json.dumps(told).encode())
    return str(refused.value)


@pytest.mark.parametrize(
    "field",
    ["a - at x].y", "a - at `$.paths[²].b", "a - at `$.paths[" + "9" * 5000 + "].b"],
)
def test_a_field_that_is_named_like_a_place_is_told_and_not_believed(field):
    path = {"type": "repair", "name": "Repair"}
    assert read({"transom": "process", "format": 1, "paths": [], field: 1}).startswith("This is no file of a process")
    assert read({"transom": "process", "format": 1, "paths": [path | {field: 1}]}).startswith("Path 1 of this file")


def test_a_field_of_a_megabyte_is_not_told_in_full():
    assert len(read({"transom": "process", "format": 1, "paths": [], "a" * 900_000: 1})) < 400


@pytest.fixture
def told(desk) -> dict:
    return json.loads(sharing.as_text(TicketType.objects.filter(slug="question")))


@pytest.mark.parametrize("sign", ["\n", "\r", "\t\n", "\u2028", "\u2029"])
@pytest.mark.parametrize("where", ["name", "public_name", "reasons", "label", "type"])
def test_words_for_one_line_have_one(told, where, sign):
    path, words = told["paths"][0], f"Told{sign}Bcc: all@acme.example"
    if where == "type":
        path["name"] = words
    elif where == "label":
        path["moves"][0]["label"] = words
    else:
        path["stops"][1][where] = [words] if where == "reasons" else words
    assert "has several lines" in read(told)


def test_a_path_has_no_more_moves_than_can_be_drawn_while_somebody_waits():
    stops = [{"status": f"s{place}", "name": f"S{place}", "category": "open"} for place in range(MOST_STOPS)]
    moves = [{"origin": "s0", "to": "s1", "label": "Go"}] * 401
    path = {"type": "knot", "name": "Knot", "stops": stops, "moves": moves}
    assert "at most 60 statuses and 400 moves" in read({"transom": "process", "format": 1, "paths": [path]})
