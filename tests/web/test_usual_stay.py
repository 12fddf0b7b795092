"""Beside what a status means, a ticket tells on request how long tickets of its type usually stay there."""

from tests.tickets.telling import STARTED, hours, now, status
from transom.tickets import actions
from transom.worker import drain

ASKED = "usually stay here for"


def test_what_is_usual_is_told_once_enough_tickets_have_left(sues, sue, ann, ticket, as_actor):
    assert ASKED not in sues.get(f"/tickets/{ticket.number}/places/").content.decode()
    for took in (2, 3, 7):
        other = actions.open_ticket("Another", ann, actor=as_actor(sue), at=STARTED)
        actions.change_status(now(other), status("answered"), actor=as_actor(sue), at=hours(took))
    drain()
    assert f"Question tickets {ASKED} 3 h." in sues.get(f"/tickets/{ticket.number}/places/").content.decode()
