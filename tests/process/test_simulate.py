"""What a change would do to the tickets that there are, said before it is done. Nothing is written."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.process.changing import move_says, stop_says
from transom.process import edits
from transom.process.simulate import simulate
from transom.tickets.history import Event
from transom.workflow.document import Owner
from transom.workflow.reading import path_today


@pytest.fixture
def would(issue):
    """What the path of issues would do after these changes of it."""

    def ask(*steps):
        path = path_today(issue)
        for step in steps:
            path = step(path)
        return simulate(path, issue)

    return ask


def sentences(effects) -> list[str]:
    return [effect.sentence for effect in effects]


def test_a_change_of_nothing_does_nothing(opened, would):
    opened("in-review")
    found = would()
    assert (found.tickets, bool(found)) == (1, False)


def test_tickets_that_lose_their_only_way_forward(opened, would):
    tickets = [opened("in-review", "client-testing") for _ in range(6)]
    [effect] = would(partial(edits.remove_move, origin="client-testing", to="completed")).stuck
    assert effect.sentence == (
        "6 tickets would lose their only way forward: in Client testing no move leads on any more."
    )
    assert (effect.status, effect.count) == ("client-testing", 6)
    assert effect.numbers == tuple(ticket.number for ticket in tickets[:5])


def test_tickets_that_nobody_could_move_any_more(opened, would, issue):
    opened("in-review", "cannot-replicate")
    there = [move.to for move in path_today(issue).moves_from("in-review")]
    steps = [partial(edits.remove_move, origin="in-review", to=to) for to in there]
    opened("in-review")
    [effect] = would(*steps).stuck
    assert effect.sentence == "1 ticket could not be moved any more: nobody may take a move from In review."


def test_tickets_that_go_elsewhere(opened, would):
    for _ in range(2):
        opened("in-review", "cannot-replicate")
    found = would(partial(edits.remove_stop, status="cannot-replicate", to="in-review"))
    assert sentences(found.moving) == ["2 tickets go from Cannot replicate to In review."]
    assert found.losing == found.stuck == []


def test_moves_that_some_lose(opened, would):
    opened("in-review")
    found = would(
        partial(edits.remove_move, origin="in-review", to="cannot-replicate"),
        move_says("in-review", "approved", roles=("qa", "queue-manager")),
    )
    assert sentences(found.losing) == [
        "With 1 ticket in In review, “Approve for action” is no longer for: Product owner.",
        "1 ticket in In review loses the move “Cannot replicate”.",
    ]
    assert found.stuck == []


def test_owners_and_silence_that_change(opened, would):
    opened("in-review")
    opened(ticket_type="question")
    found = would(
        stop_says("in-review", owner=Owner("role", "supporter")),
        stop_says("submitted", silence_counts=False),
    )
    assert sentences(found.owners) == [
        "1 ticket in In review came to QA; what comes in later goes to Supporter. Whoever has it keeps it."
    ]
    assert sentences(found.silence) == ["For 1 ticket in Submitted the customer's silence no longer counts."]
    assert sentences(found.words) == [
        "What Submitted says of silence counts for these types as well: Question, Request, Idea, Custom code."
    ]


def test_other_types_that_get_other_words(would):
    found = would(stop_says("client-testing", name="With the client"))
    assert sentences(found.words) == [
        "Client testing is called With the client in these types as well: Request, Custom code."
    ]


def test_it_asks_the_database_as_often_for_many_tickets_and_writes_nothing(opened, would):
    counts = []
    for _ in range(2):
        opened("in-review", "cannot-replicate")
        opened("in-review", "client-testing")
        events = Event.objects.count()
        with CaptureQueriesContext(connection) as asked:
            would(partial(edits.remove_stop, status="cannot-replicate", to="in-review"))
        counts.append(len(asked))
        assert Event.objects.count() == events
    assert counts[0] == counts[1] <= 18
