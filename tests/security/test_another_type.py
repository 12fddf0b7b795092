"""Another type is no way around a path: nobody gets a ticket further by it than they could bring it by hand."""

import pytest

from tests.tickets.telling import now, of_type, status
from transom.tickets import actions
from transom.tickets.actions import Refused


@pytest.mark.parametrize(("kind", "place"), [("request", "in-progress"), ("request", "estimate-pending")])
def test_a_supporter_skips_no_approval(ticket, sue, as_actor, kind, place):
    with pytest.raises(Refused, match="You cannot put it at"):
        actions.set_type(ticket, of_type(kind), status=status(place), actor=as_actor(sue))


def test_what_they_could_do_by_hand_they_may_choose(ticket, tess, as_actor):
    actions.set_type(ticket, of_type("request"), status=status("in-review"), actor=as_actor(tess))
    assert (now(ticket).ticket_type.slug, now(ticket).status.slug) == ("request", "in-review")
