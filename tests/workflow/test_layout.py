"""The layout of a path's map: nothing lies on anything else, every arrow ends at its boxes, the main way is straight."""

import random
import time

from hypothesis import given, settings
from hypothesis import strategies as some

from transom.workflow.layout import Arrow, Box, Rect, lay_out
from transom.workflow.paths import PATHS

MOST = 0.05  # seconds for a map of 25 statuses; it takes a fifth of that


def boxes_of(count: int) -> list[Box]:
    return [Box(f"s{number}", 200, 70 + number % 3 * 16) for number in range(count)]


def arrows_of(pairs, width: int = 110) -> list[Arrow]:
    return [Arrow(f"s{one} s{other}", f"s{one}", f"s{other}", width, 24) for one, other in pairs]


def laid_out(count: int, *pairs):
    return lay_out(boxes_of(count), arrows_of(pairs))


graphs = some.integers(1, 25).flatmap(
    lambda count: some.tuples(
        some.just(count),
        some.lists(some.tuples(some.integers(0, count), some.integers(0, count - 1)), unique=True, max_size=60),
    )
)


@settings(max_examples=40, deadline=None)
@given(graphs)
def test_whatever_the_path_no_box_and_no_label_lies_on_another(graph):
    plan = laid_out(graph[0], *graph[1])
    rects = [*plan.boxes.values(), *(route.label for route in plan.arrows.values())]
    for number, rect in enumerate(rects):
        assert rect.x >= 0
        assert rect.y >= 0
        assert rect.x + rect.width <= plan.width
        assert rect.bottom <= plan.height
        assert not any(rect.overlaps(other) for other in rects[number + 1 :])


@settings(max_examples=40, deadline=None)
@given(graphs)
def test_whatever_the_path_every_arrow_runs_from_its_origin_to_its_target_and_through_no_other_box(graph):
    plan = laid_out(graph[0], *graph[1])
    drawn = {(f"s{one}", f"s{other}") for one, other in graph[1] if one != other and one < graph[0]}
    assert {tuple(key.split()) for key in plan.arrows} == drawn
    for key, route in plan.arrows.items():
        origin, to = (plan.boxes[slug] for slug in key.split())
        assert touches(origin, route.points[0])
        assert touches(to, route.points[-1])
        for name, box in plan.boxes.items():
            assert name in key.split() or not any(map(within(box), pairwise(route.points)))


def touches(box: Rect, point: tuple[float, float]) -> bool:
    x, y = point
    return box.x <= x <= box.x + box.width and y in (box.y, round(box.bottom, 1))


def pairwise(points):
    return zip(points, points[1:], strict=False)


def within(box: Rect):
    """Does this piece of an arrow come into the box? A piece never leaves the rectangle between its ends."""

    def asked(piece) -> bool:
        (x, y), (to_x, to_y) = piece
        room = Rect(min(x, to_x), min(y, to_y), max(abs(x - to_x), 0.1), max(abs(y - to_y), 0.1))
        return room.overlaps(box)

    return asked


@settings(max_examples=40, deadline=None)
@given(graphs)
def test_the_same_path_gives_the_same_map(graph):
    assert laid_out(graph[0], *graph[1]) == laid_out(graph[0], *graph[1])


def test_the_main_way_leads_straight_down():
    plan = laid_out(5, (0, 1), (1, 2), (2, 3), (3, 4), (1, 4), (3, 1), (4, 0))
    assert len({box.middle for box in plan.boxes.values()}) == 1
    assert plan.spine == ("s0", "s1", "s2", "s3", "s4")
    for number in range(4):
        route = plan.arrows[f"s{number} s{number + 1}"]
        assert len({x for x, _y in route.points}) == 1
        assert plan.boxes[f"s{number}"].bottom < plan.boxes[f"s{number + 1}"].y


def test_the_longest_way_is_the_main_one_and_a_branch_stands_beside_it():
    plan = laid_out(5, (0, 1), (1, 2), (2, 3), (1, 4))
    assert plan.spine == ("s0", "s1", "s2", "s3")
    assert plan.boxes["s4"].x > plan.boxes["s2"].x + plan.boxes["s2"].width
    assert plan.boxes["s4"].y < plan.boxes["s2"].bottom, "as deep as what is reached as soon"


def test_branches_stand_on_both_sides_where_one_alone_would_grow_wide():
    plan = laid_out(5, (0, 1), (1, 2), (0, 3), (0, 4))
    middle = plan.boxes["s0"].middle
    assert sorted(box.middle < middle for key, box in plan.boxes.items() if key in ("s3", "s4")) == [False, True]


def test_ways_back_run_on_the_left_and_leaps_ahead_on_the_right():
    plan = laid_out(4, (0, 1), (1, 2), (2, 3), (0, 3), (3, 0))
    ahead, back = plan.arrows["s0 s3"], plan.arrows["s3 s0"]
    assert not ahead.back
    assert back.back
    assert back.label.x + back.label.width < plan.boxes["s1"].middle < ahead.label.x


def test_a_label_stands_next_to_where_its_arrow_begins():
    plan = laid_out(4, (0, 1), (1, 2), (2, 3), (0, 3), (3, 0))
    assert plan.boxes["s0"].bottom < plan.arrows["s0 s3"].label.y < plan.boxes["s1"].y
    assert plan.boxes["s2"].bottom < plan.arrows["s3 s0"].label.y < plan.boxes["s3"].y


def test_a_long_arrow_is_straight_where_nothing_is_in_its_way():
    plan = laid_out(6, *((number, number + 1) for number in range(5)), (0, 5))
    assert len({x for x, _y in plan.arrows["s0 s5"].points[2:-2]}) == 1


def test_two_branches_that_could_cross_do_not():
    pairs = [(0, 1), (1, 2), (0, 3), (0, 4), (3, 5), (4, 6), (5, 7), (6, 7), (2, 7)]
    plan = laid_out(8, *pairs)
    right = [key for key, box in plan.boxes.items() if box.x > plan.boxes["s0"].x + 200]
    for upper, lower in (("s3", "s5"), ("s4", "s6")):
        if upper in right:
            assert plan.boxes[upper].middle == plan.boxes[lower].middle


def test_a_status_that_nothing_leads_to_yet_follows_the_one_before_it():
    plan = lay_out(boxes_of(3), arrows_of([(0, 1)]))
    assert plan.boxes["s1"].bottom < plan.boxes["s2"].y


def test_an_arrow_to_itself_or_to_nowhere_has_no_route():
    plan = lay_out(boxes_of(2), [Arrow("a", "s0", "s0", 10, 10), Arrow("b", "s0", "gone", 10, 10)])
    assert plan.arrows == {}
    assert lay_out([], []).boxes == {}


def test_a_map_of_25_statuses_is_laid_out_at_once():
    random_pairs = random.Random(5)
    pairs = {(number, number + 1) for number in range(24)}
    while len(pairs) < 60:
        pairs.add(tuple(random_pairs.sample(range(25), 2)))
    best = min(_seconds(sorted(pairs)) for _ in range(3))
    assert best < MOST


def _seconds(pairs) -> float:
    began = time.process_time()
    laid_out(25, *pairs)
    return time.process_time() - began


def test_the_shipped_paths_lead_straight_down_their_own_road():
    for path in PATHS:
        boxes = [Box(stop.status, 200, 70) for stop in path.stops]
        plan = lay_out(boxes, [Arrow(f"{move.origin} {move.to}", move.origin, move.to, 100, 24) for move in path.moves])
        assert plan.spine[0] == path.stops[0].status
        assert len({plan.boxes[slug].middle for slug in plan.spine}) == 1
