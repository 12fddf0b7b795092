"""Over random paths, random changes of them and random tries to move: what holds of every process."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workflow.random_paths import ROLES, changed, paths
from transom.people.actor import Actor, ActorKind
from transom.process import drafts, publishing, run
from transom.process.models import PathRun, PathRunLeft
from transom.tickets import actions
from transom.tickets.history import Event
from transom.tickets.log import assert_replays, event_of
from transom.tickets.models import Ticket
from transom.workflow.checks import problems
from transom.workflow.document import Path
from transom.workflow.models import Status, TicketType, Transition, WorkflowVersion
from transom.workflow.reading import known_for, path_of
from transom.workflow.rules import TransitionDenied
from transom.workflow.writing import write

WORLD = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TRIES = 12
PLACES = {"status-changed", "path-changed", "ticket-opened"}


@WORLD
@given(data=st.data())
def test_whatever_an_admin_does_no_ticket_leaves_its_path_or_is_lost(data, ada, ann, quinn, as_actor):
    with transaction.atomic():
        kind = TicketType.objects.create(slug="wild", name="Wild", position=99)
        first = data.draw(paths())
        write(first, kind, by=None, why="", now=timezone.now())
        tickets = [actions.open_ticket(str(n), ann, actor=as_actor(ann), ticket_type=kind) for n in range(3)]
        actions.assign(tickets[0], quinn, actor=as_actor(quinn))
        for _ in range(data.draw(st.integers(1, 3))):
            _try_to_move(data, tickets)
            _change(data, kind, as_actor(ada))
            _try_to_move(data, tickets)
            if data.draw(st.booleans()):
                _work(data.draw(st.integers(1, 3)))
        _work(100)
        _look(kind, tickets)
        transaction.set_rollback(True)


def _try_to_move(data, tickets: list[Ticket]) -> None:
    """To anywhere, by anyone: what the rows do not allow is denied."""
    everywhere = list(Status.objects.filter(slug__startswith="wild"))
    for _ in range(TRIES):
        ticket, to = data.draw(st.sampled_from(tickets)), data.draw(st.sampled_from(everywhere))
        somebody = Actor(ActorKind.CLOCK, None, "Somebody", frozenset({data.draw(st.sampled_from(ROLES))}))
        current = Ticket.objects.get(pk=ticket.pk)
        version = WorkflowVersion.objects.published_for(current.ticket_type)
        ways = version.transitions.filter(from_status=current.status, to_status=to)
        allowed = any(somebody.roles & set(way.roles) for way in ways)
        try:
            actions.change_status(current, to, actor=somebody, comment="So.")
            assert allowed
        except TransitionDenied as denied:
            assert str(denied)


def _change(data, kind: TicketType, admin: Actor) -> None:
    """Edit and publish; what fails the checks is refused and changes nothing."""
    now = timezone.now()
    draft = drafts.begin(kind, actor=admin, now=now)
    before = drafts.path(draft)
    draft = drafts.edit(draft, data.draw(changed(before)), actor=admin, now=now, place=draft.place)
    versions = kind.versions.count()
    try:
        publishing.publish(draft, why="So.", actor=admin, now=now, seen=draft.place)
    except actions.Refused:
        assert kind.versions.count() == versions
        drafts.discard(draft, actor=admin, place=draft.place)


def _work(steps: int) -> None:
    for _ in range(steps):
        Event.objects.filter(dispatched_at=None).update(dispatched_at=timezone.now())
        if not run.move_next(timezone.now() + timedelta(minutes=1)):
            return


def _look(kind: TicketType, tickets: list[Ticket]) -> None:
    versions = {version.number: version for version in kind.versions.all()}
    for version in versions.values():
        assert problems(path_of(version)) == []
    latest = path_of(WorkflowVersion.objects.published_for(kind))
    assert problems(latest, known_for(kind)) == []
    assert not PathRun.objects.filter(ended_at=None).exists()
    assert not PathRunLeft.objects.exists()
    assert set(Ticket.objects.filter(ticket_type=kind)) == set(tickets)
    for ticket in Ticket.objects.filter(ticket_type=kind).select_related("status"):
        assert_replays(ticket)
        assert latest.stop(ticket.status.slug)
        assert ticket.silence_counts == (ticket.status.silence_counts and not ticket.is_closed)
        _look_at_events(ticket, versions)


def _look_at_events(ticket: Ticket, versions: dict[int, WorkflowVersion]) -> None:
    """Every event that placed it crossed a transition of the version that it names."""
    stands = None
    for row in Event.objects.of_ticket(ticket.pk).filter(kind__in=PLACES):
        event, version = event_of(row), versions[row.payload["workflow_version"]]
        if row.kind == "ticket-opened":
            assert event.status.id == version.start_id
            stands = event.status.id
            continue
        assert event.origin.id == stands
        ways = Transition.objects.filter(version=version, from_status=event.origin.id, to_status=event.to.id)
        if event.origin.id != event.to.id:
            [way] = ways
            assert set(way.roles) & set(row.actor_roles)
        stands = event.to.id
    assert stands == ticket.status_id


@settings(max_examples=60, deadline=None)
@given(path=paths(), data=st.data())
def test_every_change_of_a_sound_path_is_sound_and_reads_back(path: Path, data):
    after = data.draw(changed(path))
    assert problems(path) == problems(after) == []
    assert set(after.remaps.values()) <= set(after.slugs)
    assert not set(after.remaps) & set(after.slugs)


@settings(WORLD, max_examples=8)
@given(path=paths())
def test_what_is_written_is_read_as_it_was(path: Path, desk):
    with transaction.atomic():
        kind = TicketType.objects.create(slug="wild", name="Wild", position=99)
        assert path_of(write(path, kind, by=None, why="", now=timezone.now())) == path
        transaction.set_rollback(True)
