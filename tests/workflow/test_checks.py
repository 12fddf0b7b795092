"""What is wrong with a path is said before it is published, so that no ticket is ever stuck."""

import pytest
from msgspec.structs import replace

from transom.people.roles import Role
from transom.process.edits import change_move, change_stop, merge_stops, remove_stop
from transom.workflow.checks import Known, problems
from transom.workflow.document import Move, Owner, Path, Stop
from transom.workflow.models import Category, Requirement, Trigger


def stop(slug: str, category: str = Category.OPEN, **beside) -> Stop:
    return Stop(status=slug, name=slug.title(), category=category, **beside)


def move(origin: str, to: str, **beside) -> Move:
    return Move(**{"origin": origin, "to": to, "label": f"To {to}", "roles": (Role.QA, Role.CUSTOMER)} | beside)


SOUND = Path(
    type="drawn",
    name="Drawn",
    stops=(stop("new", Category.NEW), stop("work"), stop("done", Category.CLOSED)),
    moves=(move("new", "work"), move("work", "done"), move("done", "work")),
)


def sentences(path: Path, known: Known | None = None) -> list[str]:
    return [problem.sentence for problem in problems(path, known)]


def test_a_sound_path_has_no_problems():
    assert problems(SOUND) == []


def test_a_path_without_a_status():
    [problem] = problems(Path(type="drawn", name="Drawn"))
    assert problem.sentence == "The path has no status. Add the one in which its tickets begin."


def test_a_problem_says_about_what_it_is():
    [problem] = problems(change_move(SOUND, "new", "work", label=" "))
    assert (problem.move, problem.stop) == (("new", "work"), None)
    assert problem.sentence == "New → Work: its button needs 1 to 60 characters."
    [problem] = problems(change_stop(SOUND, "work", days=0))
    assert (problem.move, problem.stop) == (None, "work")


def test_a_status_that_nothing_leads_to():
    path = replace(SOUND, moves=(move("new", "done"), move("work", "done")))
    assert sentences(path) == ["Nothing leads to Work. Add a move that does, or remove it."]


def test_a_status_that_nothing_leads_out_of():
    path = replace(SOUND, moves=(move("new", "done"), move("new", "work")))
    assert sentences(path) == ["There is no way to an end from Work. Add a move that leads on."]


def test_a_move_that_nobody_may_take_leads_nowhere():
    assert sentences(change_move(SOUND, "work", "done", roles=())) == [
        "Work → Done: nobody may take it. Say who may, or remove it.",
        "There is no way to an end from New. Add a move that leads on.",
        "There is no way to an end from Work. Add a move that leads on.",
        "Nothing leads to Done. Add a move that does, or remove it.",
    ]


def test_a_start_that_is_closed():
    path = replace(SOUND, stops=(SOUND.stops[2], *SOUND.stops[:2]), moves=(*SOUND.moves, move("work", "new")))
    assert sentences(path) == ["Done is closed, so no ticket can begin there. Put another status first."]


UNFIT_STOPS = [
    ({"name": " "}, "Give the status a name."),
    ({"name": "x" * 61}, "A status's name has at most 60 characters."),
    ({"name": "NEW"}, "Two statuses are called NEW. Rename one."),
    ({"category": "asleep"}, "has no category"),
    ({"entering": "x" * 2001}, "at most 2000 characters"),
    ({"owner": Owner("role", "customer")}, "Nobody here is “customer”."),
    ({"owner": Owner("team", "Nobody's")}, "Nobody here is “Nobody's”."),
    ({"owner": Owner("person", "gone@desk.example")}, "Nobody here is “gone@desk.example”."),
    ({"days": 3651}, "1 to 3650 days"),
    ({"act": "shout"}, "“shout” is nothing to be done"),
    ({"asks": "money"}, "“money” is nothing that can be asked"),
    ({"asks": "test"}, "Work asks the customer. Add the move that happens when the customer says that it works."),
    ({"reasons": ("",)}, "A reason has 1 to 60 characters."),
    ({"reasons": ("Why", "why")}, "A reason stands there twice."),
]


@pytest.mark.parametrize(("changes", "told"), UNFIT_STOPS)
def test_a_status_that_says_what_cannot_be(changes, told):
    assert any(told in sentence for sentence in sentences(change_stop(SOUND, "work", **changes), Known()))


UNFIT_MOVES = [
    ({"roles": ("boss",)}, "“boss” is no role"),
    ({"roles": (Role.DESK,)}, "“desk” is no role that can take a move"),
    ({"roles": ("qa", "qa")}, "a role stands there twice"),
    ({"requires": ("a bribe",)}, "“a bribe” is nothing that a move can ask for"),
    ({"requires": (Requirement.REASON,)}, "it asks for a reason, but there is none to choose"),
    ({"reasons": ("Because",)}, "it has reasons that nobody is asked for"),
    ({"trigger": "full-moon"}, "“full-moon” is nothing that can happen"),
    ({"trigger": Trigger.OUR_WORD, "roles": ("customer",)}, "nobody who answers may take it"),
    ({"trigger": Trigger.CUSTOMER_WORD, "roles": ("qa",)}, "the customer must be among those who may take it"),
    ({"trigger": Trigger.CUSTOMER_WORD, "requires": ("comment",)}, "nobody can give a comment"),
    ({"trigger": Trigger.OBJECTS, "requires": ("merge",)}, "nobody can give another ticket to merge into"),
    ({"trigger": Trigger.CONFIRMS}, "Work does not ask the customer"),
]


@pytest.mark.parametrize(("changes", "told"), UNFIT_MOVES)
def test_a_move_that_says_what_cannot_be(changes, told):
    assert any(told in sentence for sentence in sentences(change_move(SOUND, "work", "done", **changes)))


def test_moves_that_are_in_each_others_way():
    twice = replace(SOUND, moves=(*SOUND.moves, SOUND.moves[0]))
    assert "New → Work is there twice. Remove one." in sentences(twice)
    alike = replace(SOUND, moves=(*SOUND.moves, move("work", "new", label="to DONE")))
    assert "Two moves from Work say “to DONE”. Give each button words of its own." in sentences(alike)
    heard = [move("work", "new", trigger=Trigger.CUSTOMER_WORD), move("work", "done", trigger=Trigger.CUSTOMER_WORD)]
    told = sentences(replace(SOUND, moves=(SOUND.moves[0], *heard)))
    assert told == ["Two moves from Work happen by themselves when the customer writes. Only one can."] * 2


def test_a_move_that_leaves_the_path():
    path = replace(SOUND, moves=(*SOUND.moves, move("work", "planned"), move("work", "work", label="Stay")))
    assert sentences(path) == [
        "Work → planned: it leaves the path. Remove the move, or add the status.",
        "Work → Work: it leads to where it begins. Remove it.",
    ]


def test_a_status_that_asks_is_sound_with_both_answers():
    answers = (
        move("work", "done", trigger=Trigger.CONFIRMS),
        move("work", "new", trigger=Trigger.OBJECTS, requires=(Requirement.COMMENT,)),
    )
    path = replace(change_stop(SOUND, "work", asks="test"), moves=(SOUND.moves[0], *answers))
    assert problems(path) == []


NAMES = {"new": "New", "work": "Work", "done": "Done", "gone": "Gone", "over": "Over"}
CATEGORIES = {"new": "new", "work": "open", "done": "closed", "gone": "open", "over": "closed"}
KNOWN = Known(names=NAMES, categories=CATEGORIES, earlier=frozenset({"gone", "over"}), occupied={"gone": 41})


def test_tickets_in_a_removed_status_are_told_where_to_go():
    [problem] = problems(SOUND, KNOWN)
    assert problem.sentence == "41 tickets are in Gone, which was removed. Say where they go."
    assert problem.stop == "gone"
    assert problems(replace(SOUND, remaps={"gone": "work"}), KNOWN) == []


@pytest.mark.parametrize(
    ("remaps", "told"),
    [
        ({"gone": "done"}, "Tickets in Gone are not done, so they cannot go to Done."),
        ({"gone": "work", "over": "work"}, "Over is closed, so its tickets cannot go to Work, where work goes on."),
        ({"gone": "over"}, "The tickets in Gone would go to a status that is not on the path."),
        ({"gone": "work", "new": "work"}, "New is on the path, so its tickets stay there."),
    ],
)
def test_a_place_to_go_to_is_one(remaps, told):
    assert [sentence for sentence in sentences(replace(SOUND, remaps=remaps), KNOWN) if told in sentence]


def test_a_category_never_changes():
    [sentence] = sentences(
        change_stop(SOUND, "work", category=Category.WAITING), KNOWN.__class__(categories=CATEGORIES)
    )
    assert sentence.startswith("Work was made as “Open”, which stays.")


def test_a_name_of_another_status_is_taken():
    told = sentences(change_stop(SOUND, "work", name="gone"), Known(names=NAMES))
    assert told == ["There is a status gone already. Add that one, or choose another name."]


def test_a_status_that_was_removed_or_merged_leaves_a_sound_path():
    wide = replace(
        SOUND,
        stops=(*SOUND.stops[:2], stop("test"), SOUND.stops[2]),
        moves=(*SOUND.moves, move("work", "test"), move("test", "done")),
    )
    assert problems(remove_stop(wide, "test", to="work")) == []
    merged = merge_stops(wide, "work", into="test")
    assert problems(merged) == []
    assert [(way.origin, way.to) for way in merged.moves] == [("test", "done"), ("new", "test"), ("done", "test")]
