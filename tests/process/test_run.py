"""The run behind a change: stopped and resumed, killed and begun again, one after another; nothing lost or done twice."""

from functools import partial

import pytest
from django.utils import timezone

from tests.faults.databases import copy, drop
from transom.people.actor import SYSTEM
from transom.process import edits, run, strays, telling
from transom.process.models import PathRun, PathRunLeft
from transom.tickets import actions
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.history import Event
from transom.tickets.log import assert_replays, sentence
from transom.tickets.models import Ticket
from transom.worker import drain
from transom.workflow import rules
from transom.workflow.models import Status, Transition

KILLED = -9
remove = partial(edits.remove_stop, status="cannot-replicate", to="in-review")


@pytest.fixture
def going(issue, change, opened, monkeypatch):
    """A run that has four tickets to move, two in each transaction."""
    monkeypatch.setattr(run, "AT_ONCE", 2)
    monkeypatch.setattr(run, "SECONDS", 60)
    for _ in range(4):
        opened("in-review", "cannot-replicate")
    drain()
    change(issue, remove)
    return PathRun.objects.get()


def once(now=None) -> bool:
    return run.move_next(now or timezone.now())


def moved() -> int:
    return Ticket.objects.filter(status__slug="in-review").count()


def test_it_stops_and_goes_on_where_it_was(going, admin, issue):
    assert once()
    run.stop(going, actor=admin, now=timezone.now())
    assert not once()
    assert (moved(), run.progress(going)) == (2, (4, 2, 0))
    with pytest.raises(Refused):
        run.stop(going, actor=admin, now=timezone.now())
    run.resume(going, actor=admin, now=timezone.now())
    while once():
        pass
    assert (moved(), run.progress(going)) == (4, (4, 4, 0))
    assert [sentence(row) for row in telling.history(issue)][:3] == [
        "took 4 tickets along to version 2",
        "went on moving the tickets of version 2",
        "stopped moving the tickets of version 2",
    ]
    assert Event.objects.filter(kind="path-changed").count() == 4


def test_only_an_admin_stops_it(going, quinn, as_actor):
    for verb in (run.stop, run.resume):
        with pytest.raises(NotAllowed):
            verb(going, actor=as_actor(quinn), now=timezone.now())


def test_a_ticket_that_cannot_be_moved_is_told_with_its_reason_and_holds_no_other_up(going, admin, monkeypatch):
    second = Ticket.objects.order_by("pk")[1]
    whole = run.take_along

    def taken(ticket, places, now):
        if ticket.pk == second.pk:
            raise rules.TransitionDenied("There is no way.")
        return whole(ticket, places, now)

    monkeypatch.setattr(run, "take_along", taken)
    while once():
        pass
    going.refresh_from_db()
    assert (going.ended_at is not None, run.progress(going)) == (True, (4, 3, 1))
    left = PathRunLeft.objects.get()
    assert (left.ticket, left.reason) == (second, "There is no way.")
    monkeypatch.setattr(run, "take_along", whole)
    run.resume(going, actor=admin, now=timezone.now())
    while once():
        pass
    assert run.progress(going) == (4, 4, 0)
    assert_replays(second)


def test_a_later_change_takes_over_what_an_earlier_one_had_left(going, issue, change):
    assert once()
    change(issue, partial(edits.remove_stop, status="in-review", to="submitted"), partial(_lead, to="approved"))
    going.refresh_from_db()
    assert going.ended_at
    while once():
        drain()
    assert set(Ticket.objects.values_list("status__slug", flat=True)) == {"submitted"}
    for ticket in Ticket.objects.all():
        assert_replays(ticket)
        crossed = Event.objects.of_ticket(ticket.pk).filter(kind="path-changed")
        for row in crossed:
            assert Transition.objects.filter(
                version__ticket_type=issue,
                version__number=row.payload["workflow_version"],
                from_status=row.payload["origin"]["id"],
                to_status=row.payload["to"]["id"],
                roles=["desk"],
            ).exists()


def _lead(path, to):
    """The ways that led through what was removed."""
    path = edits.add_move(path, edits.Move(origin="submitted", to=to, label="Approve", roles=("qa",)))
    return edits.add_move(path, edits.Move(origin="completed", to="submitted", label="Reopen", roles=("qa",)))


def test_it_gives_way_while_events_wait(going, monkeypatch, ann, as_actor):
    monkeypatch.setattr(run, "WAITING", 1)
    drain()
    Event.objects.filter(kind="path-changed").delete()
    actions.open_ticket("Fire", ann, actor=as_actor(ann))
    assert not once()


def test_a_ticket_that_comes_late_into_a_removed_status_is_taken_along(issue, change, opened, taken_along):
    late = opened("in-review")
    change(issue, remove)
    taken_along()
    gone = Status.objects.get(slug="cannot-replicate")
    way = Transition.objects.get(version__ticket_type=issue, version__number=1, from_status=late.status, to_status=gone)
    actions.moving.record(late, actions.moving.moved(way), actor=SYSTEM)  # as a move that had begun before
    late.refresh_from_db()
    assert late.status == gone
    drain()
    late.refresh_from_db()
    assert late.status.slug == "in-review"
    assert_replays(late)
    strays.bring_along(Event.objects.of_ticket(late.pk).last(), timezone.now())
    assert Ticket.objects.get(pk=late.pk).version == late.version


BEGIN = """
from datetime import timedelta
from django.utils import timezone
from transom.customers.models import Contact
from transom.foundation.addresses import Address
from transom.people.actor import contact, person
from transom.people.models import User
from transom.process import drafts, edits, publishing, run
from transom.tickets import actions
from transom.worker import drain
from transom.workflow.models import TicketType
sue = User.objects.filter(roles_held__role="supporter").first()
sue.give_roles("admin", "qa")
sue = User.objects.get(pk=sue.pk)
issue = TicketType.objects.get(slug="issue")
bo = Contact.objects.find_or_make(Address("Bo Berg", "bo@acme.example"))
for number in range(45):
    ticket = actions.open_ticket(str(number), bo, actor=contact(bo), ticket_type=issue)
drain()
now = timezone.now()
draft = drafts.begin(issue, actor=person(sue), now=now)
path = drafts.path(draft)
first = path.stops[0]
path = edits.add_stop(path, edits.replace(first, status="came-in", name="Came in"), after=None)
for move in path.moves_from(first.status):
    path = edits.add_move(path, edits.replace(move, origin="came-in"))
path = edits.merge_stops(path, first.status, into="came-in")
draft = drafts.edit(draft, path, actor=person(sue), now=now, place=0)
publishing.publish(draft, why="Another word", actor=person(sue), now=now, seen=draft.place)
"""
LOOK = """
from transom.process.models import PathRun
from transom.process.run import progress
from transom.tickets.history import Event
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket
for ticket in Ticket.objects.all():
    assert_replays(ticket)
    assert ticket.status.slug == "came-in", ticket.status
    assert Event.objects.of_ticket(ticket.pk).filter(kind="path-changed").count() == 1
assert progress(PathRun.objects.get()) == (45, 45, 0), progress(PathRun.objects.get())
assert PathRun.objects.get().ended_at
"""


def test_killed_and_begun_again_it_loses_and_repeats_nothing(prepared_desk, tmp_path):
    desk = copy(prepared_desk, tmp_path / "desk")
    try:
        begun = desk.shell(BEGIN)
        assert begun.returncode == 0, begun.stderr
        for death in ("path.before-commit:1", "path.after-commit:1", "path.before-commit:2"):
            assert desk.work(KILL_AT=death) == KILLED
        assert desk.work() == 0
        found = desk.shell(LOOK)
        assert found.returncode == 0, found.stderr
    finally:
        drop(desk)
