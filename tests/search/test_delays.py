"""`delay:` finds what was not started, by the reason that was given."""

import pytest

from transom.search.finding import Search
from transom.search.listing import listed
from transom.search.question import Trouble, parse
from transom.search.suggesting import completions
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.workflow.models import Step

REASONS = ["Waiting for capacity", "Blocked by…", "Forgotten"]


@pytest.fixture
def delayed(ticket):
    Step.objects.filter(status=ticket.status).update(reasons=REASONS)
    return ticket


@pytest.fixture
def ask(sue, as_actor):
    def make(question):
        search = Search.of(parse(question), as_actor(sue))
        return [row.key for row in listed(search).tickets], search.narrowed.problems

    return make


def explain(ticket, sue, as_actor, reason, detail=""):
    actions.explain_delay(ticket, reason, detail, actor=as_actor(sue))


def test_what_nobody_has_explained_is_found_until_somebody_does(delayed, ask, sue, as_actor):
    assert ask("delay:none") == ([delayed.pk], [])
    assert ask("delay:any") == ([], [])
    explain(delayed, sue, as_actor, "Blocked by…", "the vendor")
    assert ask("delay:none") == ([], [])
    assert ask("delay:any") == ([delayed.pk], [])
    assert ask("-delay:any") == ([], [])


@pytest.mark.parametrize(
    "question", ['delay:"Blocked by…"', "delay:blocked", 'delay:"blocked by"', 'delay:"BLOCKED BY..."']
)
def test_a_reason_is_found_by_its_name_or_a_part_of_it(delayed, ask, sue, as_actor, question):
    explain(delayed, sue, as_actor, "Blocked by…", "the vendor")
    assert ask(question) == ([delayed.pk], [])
    assert ask("delay:forgotten") == ([], [])


def test_a_reason_that_the_path_lists_no_more_is_still_found(delayed, ask, sue, as_actor):
    explain(delayed, sue, as_actor, "Forgotten")
    Step.objects.update(reasons=["Other things"])
    assert ask("delay:forgotten") == ([delayed.pk], [])


def test_where_nothing_is_asked_nothing_is_missing(ticket, ask):
    assert ask("delay:none") == ([], [])


def test_an_unknown_reason_is_told_with_those_that_there_are(delayed, ask):
    _found, [problem] = ask("delay:lazyness")
    assert problem.trouble == Trouble.UNKNOWN_VALUE
    assert "delay:Forgotten" in problem.instead


def test_reasons_are_offered_while_one_types(delayed, sue, as_actor):
    offered = completions("delay:b", Ticket.objects.visible_to(as_actor(sue)))
    assert [one.typed for one in offered] == ['delay:"Blocked by…"']
