"""The log: each kind survives storing, has a sentence, and tells what things were called at that moment."""

import typing
from datetime import UTC, date, datetime

import msgspec
import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.tickets.telling import STARTED, hours, last, now, said, status
from transom.clock import changes as clock_changes
from transom.foundation.pauses import Paused
from transom.operating import pausing
from transom.operating.people import events as people_events
from transom.people.roles import Role
from transom.reviews import events as review_events
from transom.tickets import actions
from transom.tickets.collections import COLLECTIONS
from transom.tickets.events import REGISTRY, Audience, Ref, TicketEvent, TicketOpened
from transom.tickets.events.base import upcast
from transom.tickets.history import Event
from transom.tickets.links import Relation
from transom.tickets.log import ReplayDiffers, assert_replays, replay, sentence
from transom.tickets.models import Channel, Priority, TicketTag
from transom.timers.models import Effect, RuleKind

ALSO = (pausing, people_events, review_events, clock_changes)
"""Where kinds of other streams are declared: importing them is what makes them known."""
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
IDS = st.integers(1, 2**60)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
CLOSED_SETS = {
    "relation": st.sampled_from(Relation.values),
    "channel": st.sampled_from(Channel.values),
    "what": st.sampled_from(Paused.values),
    "role": st.sampled_from(Role.values),
    "watches": st.sampled_from(RuleKind.values),
    "effect": st.sampled_from(Effect.values),
}


def values(name: str, kind) -> st.SearchStrategy:
    """Any value of a field by its declared type; words from a closed set where the field's name says so."""
    if name in CLOSED_SETS:
        return CLOSED_SETS[name]
    arguments = typing.get_args(kind)
    if type(None) in arguments:
        [given_kind] = (each for each in arguments if each is not type(None))
        return st.none() | values("", given_kind)
    match typing.get_origin(kind) or kind:
        case origin if origin is tuple:
            return st.lists(values("", arguments[0]), max_size=3).map(tuple)
        case origin if origin is list:
            return st.lists(values("", arguments[0]), max_size=3)
        case origin if origin is dict:
            return st.dictionaries(values("", arguments[0]), values("", arguments[1]), max_size=3)
        case origin if origin is Ref:
            return st.builds(Ref, id=IDS, label=WORDS)
        case typing.Any:
            return WORDS
        case origin if issubclass(origin, msgspec.Struct):
            return events(origin)
        case plain:
            return {str: WORDS, int: IDS, bool: st.booleans(), datetime: MOMENTS, date: st.dates()}[plain]


def events(kind) -> st.SearchStrategy:
    hints = typing.get_type_hints(kind)
    return st.builds(kind, **{field: values(field, hints[field]) for field in kind.__struct_fields__})


@pytest.mark.parametrize("kind", REGISTRY.values(), ids=REGISTRY)
def test_every_kind_survives_storing_and_reads_as_a_sentence(kind):
    @given(events(kind))
    def survives(event):
        stored = msgspec.json.decode(msgspec.json.encode(event.payload()))
        assert upcast(kind.kind, stored, kind.payload_version) == event
        assert isinstance(event.sentence(), str)
        assert event.audience in Audience
        if isinstance(event, TicketEvent):
            assert {change.collection for change in event.changes()} <= set(COLLECTIONS)
            assert all(since.tzinfo for since in event.brings(STARTED).values())

    survives()


def test_every_kind_has_a_name_of_its_own_that_fits_the_column():
    assert all(name == kind.kind and len(name) <= 40 for name, kind in REGISTRY.items())
    assert len({kind.__name__ for kind in REGISTRY.values()}) == len(REGISTRY)


def test_an_unknown_kind_or_a_payload_that_does_not_fit_is_not_guessed_at():
    with pytest.raises(KeyError):
        upcast("never-declared", {}, 1)
    with pytest.raises(msgspec.ValidationError):
        upcast(TicketOpened.kind, {"number": "many"}, 1)


def test_history_survives_renames(ticket, ann, quinn, as_actor):
    actions.assign(ticket, quinn, actor=as_actor(quinn))
    actions.change_status(ticket, status("completed"), actor=as_actor(quinn), comment="Done.")
    before = [(row.actor_label, sentence(row)) for row in Event.objects.of_ticket(ticket.pk)]
    name = quinn.name
    quinn.name, ann.name, moved = "Renamed", "Renamed", status("completed")
    quinn.save()
    ann.save()
    moved.name = "Renamed"
    moved.save()
    assert [(row.actor_label, sentence(row)) for row in Event.objects.of_ticket(ticket.pk)] == before
    assert before[-1] == (name, "moved it from Submitted to Completed")
    assert_replays(ticket)


def test_an_event_keeps_who_did_it_in_which_roles_and_both_times(ticket, quinn, as_actor):
    actions.set_tags(ticket, {"printer"}, actor=as_actor(quinn), at=hours(1))
    row = Event.objects.of_ticket(ticket.pk).last()
    assert (row.actor_kind, row.actor_id, row.actor_roles) == ("person", quinn.pk, ["queue-manager"])
    assert (row.at, row.sequence, row.dispatched_at) == (hours(1), now(ticket).version, None)
    assert row.recorded_at > row.at


def test_the_customer_hears_of_words_and_moves_alone():
    public = {name for name, kind in REGISTRY.items() if kind.audience == Audience.PUBLIC}
    assert public == {
        "ticket-opened",
        "message-received",
        "reply-sent",
        "status-changed",
        "merged-into",
        "unmerged-from",
        "customer-asked",
        "estimate-approved",
        "estimate-declined",
        "said-it-works",
        "said-still-broken",
        "revived",
    }


def test_an_event_has_its_place_once(ticket):
    row = Event.objects.of_ticket(ticket.pk).last()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_row_that_says_other_than_its_events_is_found(ticket):
    TicketTag.objects.create(ticket=ticket, name="forged")
    with pytest.raises(ReplayDiffers, match="tags: the rows say {'forged'}, the events set"):
        assert_replays(ticket)


def test_a_column_that_was_forged_is_found(ticket):
    Event.objects.of_ticket(ticket.pk).filter(sequence=2).delete()
    with pytest.raises(ReplayDiffers, match="version: the row says 2, the events 1"):
        assert_replays(ticket)


def test_a_replay_needs_nothing_but_the_events(ticket, quinn, as_actor):
    actions.set_priority(ticket, Priority.URGENT, actor=as_actor(quinn), reason="Fire.")
    folded, collections = replay(ticket.pk)
    assert (folded.priority, folded.version, folded.awaiting_us_since) == ("urgent", 3, STARTED)
    assert collections["messages"] == set(ticket.messages.values_list("pk", flat=True))


def test_a_verb_that_fails_half_way_leaves_nothing(ticket, sue, as_actor, monkeypatch):
    monkeypatch.setattr("transom.tickets.actions.talking.record", lambda *events, **keywords: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.reply(ticket, said("Water."), actor=as_actor(sue))
    assert ticket.messages.count() == 1
    assert last(ticket).kind == "message-received"
