"""A try to reproduce is written down with its result, its steps and the version; the customer gets nothing of it."""

import pytest

from tests.tickets.telling import hours, kinds, last, now, status
from transom.mail.models import OutboundEmail
from transom.people.actor import CLOCK, contact
from transom.tickets import actions
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.events import Reproduced
from transom.tickets.log import SomethingCameIn, assert_replays
from transom.tickets.models import DirectWriteRefused
from transom.tickets.reproductions import Reproduction, Result
from transom.worker import drain
from transom.workflow.rules import TransitionDenied

STEPS = "Open the printer\nPrint ten pages"


@pytest.fixture
def tried(tess, as_actor):
    def make(ticket, result=Result.REPRODUCED, *, by=tess, **said):
        said = ({"steps": STEPS} if result == Result.REPRODUCED else {"comment": "It prints."}) | said
        return actions.record_reproduction(ticket, result, actor=as_actor(by), at=hours(3), **said)

    return make


def test_a_try_is_an_event_and_a_row(issue, tried, tess):
    ticket = issue()
    tried(ticket, version=" 4.2  beta ", comment="At the third page.")
    row = Reproduction.objects.get()
    assert (row.number, row.result, row.steps, row.version, row.by, row.at) == (
        1,
        "reproduced",
        STEPS,
        "4.2 beta",
        tess,
        hours(3),
    )
    assert last(ticket) == Reproduced(number=1, result="reproduced", version="4.2 beta", comment="At the third page.")
    assert last(ticket).sentence() == "reproduced it in 4.2 beta: “At the third page.”"
    assert (now(ticket).reproduction, now(ticket).status) == ("reproduced", ticket.status)
    assert_replays(ticket)


def test_the_last_try_is_what_counts_and_none_is_lost(issue, tried):
    ticket = issue()
    tried(ticket, Result.NOT_REPRODUCED)
    tried(ticket)
    assert [row.result for row in Reproduction.objects.all()] == ["not-reproduced", "reproduced"]
    assert [row.number for row in Reproduction.objects.all()] == [1, 2]
    assert now(ticket).reproduction == "reproduced"
    assert_replays(ticket)


def test_what_cannot_be_replicated_moves_on_with_the_same_words(issue, tried):
    ticket = issue()
    tried(ticket, Result.NOT_REPRODUCED, move_to=status("cannot-replicate"), comment="It prints in 4.2.")
    assert kinds(ticket)[-2:] == ["reproduced", "status-changed"]
    assert (last(ticket).comment, now(ticket).status.slug) == ("It prints in 4.2.", "cannot-replicate")
    assert_replays(ticket)


def test_the_customer_gets_nothing_of_it(issue, tried):
    ticket = issue()
    drain()
    before = OutboundEmail.objects.count()
    tried(ticket, Result.NOT_REPRODUCED, move_to=status("cannot-replicate"))
    drain()
    assert OutboundEmail.objects.count() == before


def test_a_move_that_is_not_allowed_takes_the_try_back(issue, tried):
    ticket = issue()
    with pytest.raises(TransitionDenied):
        tried(ticket, move_to=status("completed"))
    assert (Reproduction.objects.count(), now(ticket).reproduction) == (0, "")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"result": "perhaps"}, "what came out"),
        ({"result": Result.REPRODUCED, "steps": " "}, "steps"),
        ({"result": Result.NOT_REPRODUCED, "comment": " "}, "what you tried"),
        ({"result": Result.REPRODUCED, "steps": "x" * 20_001}, "too long"),
        ({"result": Result.REPRODUCED, "version": "x" * 101}, "100"),
    ],
)
def test_a_try_that_tells_nothing_is_refused_in_words(issue, tried, said, why):
    ticket = issue()
    with pytest.raises(Refused, match=why):
        tried(ticket, said.pop("result"), **said)
    assert Reproduction.objects.count() == 0


def test_only_people_of_the_desk_try(issue, tried, ann, olga):
    ticket = issue()
    for actor in (contact(ann), CLOCK):
        with pytest.raises(NotAllowed):
            actions.record_reproduction(ticket, Result.REPRODUCED, steps=STEPS, actor=actor)
    with pytest.raises(NotAllowed):
        tried(ticket, by=olga)


def test_two_who_try_at_once_hear_of_each_other(issue, tried):
    ticket = issue()
    tried(ticket, seen=ticket.version)
    with pytest.raises(SomethingCameIn):
        tried(ticket, seen=ticket.version)


def test_a_try_never_changes(issue, tried):
    tried(issue())
    with pytest.raises(DirectWriteRefused):
        Reproduction.objects.update(result="")


def test_who_reproduces_it_is_decided_also_where_they_have_it_already(issue, tess, sue, as_actor):
    ticket = issue()
    assert ticket.assignee == tess  # the only one of QA: it came to her with the move
    actions.give_to_reproduce(ticket, tess, actor=as_actor(tess))
    assert last(ticket).sentence_by(tess.pk) == "took it"
    actions.give_to_reproduce(ticket, sue, actor=as_actor(tess))
    assert now(ticket).assignee == sue
    assert_replays(ticket)


def test_nobody_without_a_role_is_given_it(issue, tess, olga, as_actor):
    with pytest.raises(Refused, match="cannot see"):
        actions.give_to_reproduce(issue(), olga, actor=as_actor(tess))
