"""The past of many tickets at once: the same rows and events as the verbs make, in few statements."""

from itertools import groupby

import pytest
from msgspec.structs import replace

from tests.tickets.telling import hours, kinds, last, said, status
from transom.people import actor as actors
from transom.people.actor import Actor
from transom.tickets import actions
from transom.tickets.collections import COLLECTIONS
from transom.tickets.events import MessageReceived, Watched
from transom.tickets.files import store
from transom.tickets.history import Event
from transom.tickets.loading import UNKNOWN, CannotLoad, Step, load
from transom.tickets.log import ReplayDiffers, assert_replays, event_of
from transom.tickets.messages import Message, Note
from transom.tickets.models import Ticket
from transom.tickets.words import NewAttachment


def past_of(ticket) -> list[Step]:
    """A ticket's own history as something to load: what an importer would bring."""
    steps = []
    rows = Event.objects.of_ticket(ticket.pk)
    for (at, label), group in groupby(rows, key=lambda row: (row.at, row.actor_label)):
        group = list(group)
        actor = Actor(group[0].actor_kind, group[0].actor_id, label, frozenset(group[0].actor_roles))
        steps.append(_step(actor, at, [event_of(row) for row in group]))
    return steps


def _step(actor, at, events) -> Step:
    said = None
    for place, event in enumerate(events):
        for field, model in (("number", None), ("message", Message), ("note", Note)):
            if not hasattr(event, field):
                continue
            if model:
                said = model.objects.get(pk=getattr(event, field))
                said.pk = None
            events[place] = replace(event, **{field: UNKNOWN})
    return Step(actor, at, tuple(events), said)


@pytest.fixture
def lived(ticket, ann, quinn, as_actor):
    """Ann's ticket with a bit of everything on it."""
    acts = as_actor(quinn)
    actions.assign(ticket, quinn, actor=acts, at=hours(1))
    actions.reply(ticket, said("Water."), actor=acts, at=hours(2))
    actions.receive(ticket, said("It still burns."), ann, trust="verified", actor=as_actor(ann), at=hours(3))
    actions.note(ticket, said("Hm."), actor=acts, at=hours(4))
    actions.set_tags(ticket, {"printer", "fire"}, actor=acts)
    actions.set_tags(ticket, {"printer"}, actor=acts)
    actions.watch(ticket, ann, actor=acts)
    actions.change_status(ticket, status("closed-without-answer"), actor=acts, comment="Burnt.", at=hours(9))
    ticket.refresh_from_db()
    return ticket


def test_a_loaded_ticket_is_what_the_verbs_would_have_made(lived):
    [loaded] = load([past_of(lived)])
    columns = [field.attname for field in Ticket._meta.concrete_fields if field.attname not in ("id", "number")]
    assert Ticket.objects.values(*columns).get(pk=loaded.pk) == Ticket.objects.values(*columns).get(pk=lived.pk)
    assert kinds(loaded) == kinds(lived)
    assert [row.text for row in loaded.messages.all()] == [row.text for row in lived.messages.all()]
    assert [tag.name for tag in loaded.tags.all()] == ["printer"]
    assert_replays(loaded)


def test_every_ticket_of_a_load_replays_and_has_a_number_of_its_own(lived):
    tickets = load([past_of(lived) for _ in range(30)])
    assert len({ticket.number for ticket in tickets} | {lived.number}) == 31
    for ticket in tickets:
        assert_replays(ticket)


def test_a_loaded_ticket_goes_on_by_the_verbs(lived, ann, as_actor):
    [loaded] = load([past_of(lived)])
    actions.receive(loaded, said("Again!"), ann, trust="verified", actor=as_actor(ann))
    assert last(loaded, "message-received").author == ann.label
    assert_replays(loaded)


def test_nothing_goes_out_for_the_past(lived):
    before = Event.objects.undispatched().count()
    load([past_of(lived)])
    assert Event.objects.undispatched().count() == before


def test_the_first_ticket_keeps_a_message_id(lived, ann):
    actor = actors.contact(ann)
    opening = Step(actor, hours(0), past_of(lived)[0].events[:1])

    def word(*references):
        event = MessageReceived(message=UNKNOWN, author=ann.label, trust="verified", references=references)
        row = Message(contact=ann, author_label=ann.label, trust="verified", at=hours(1), text="Word")
        return Step(actor, hours(1), (event,), row)

    one, two = load([[opening, word("a@x", " <b@x> ", "a@x")], [opening, word("b@x", "c@x")]], sample=2)
    assert set(one.thread_references.values_list("message_id", flat=True)) == {"a@x", "b@x"}
    assert set(two.thread_references.values_list("message_id", flat=True)) == {"c@x"}
    [three] = load([[opening, word("c@x")]])
    assert not three.thread_references.exists()
    assert_replays(three)


def test_files_come_with_their_word(lived):
    past = past_of(lived)
    file = NewAttachment(store(b"log"), "log.txt", "text/plain")
    at = next(place for place, step in enumerate(past) if isinstance(step.said, Note))
    past[at] = Step(past[at].actor, past[at].at, past[at].events, past[at].said, (file,))
    [loaded] = load([past])
    assert [row.filename for row in loaded.notes.get().attachments.all()] == ["log.txt"]


def test_a_load_costs_few_statements_whatever_its_size(lived, django_assert_max_num_queries):
    pasts = [past_of(lived) for _ in range(20)]
    with django_assert_max_num_queries(20):
        load(pasts, sample=0)


def test_a_past_that_does_not_add_up_is_refused_whole(lived, monkeypatch):
    steps = past_of(lived)
    stranger = Watched(watcher="contact:0", label="Nobody")
    forgetful = COLLECTIONS["watchers"]._replace(rows=lambda ticket, members: [])
    monkeypatch.setitem(COLLECTIONS, "watchers", forgetful)
    before = Ticket.objects.count(), Event.objects.count()
    with pytest.raises(ReplayDiffers):
        load([[*steps, Step(steps[0].actor, hours(10), (stranger,))]])
    assert (Ticket.objects.count(), Event.objects.count()) == before


def test_a_word_is_loaded_once(lived):
    past = past_of(lived)
    with pytest.raises(CannotLoad, match="a word of its own"):
        load([past, past])


def test_a_past_without_a_beginning_is_refused(lived):
    with pytest.raises(CannotLoad, match="begins with its opening"):
        load([past_of(lived)[1:]])


def test_a_merge_is_for_the_verb(lived, open_for, ann, quinn, as_actor):
    other = open_for(ann, subject="The same fire")
    actions.change_status(lived, status("submitted"), actor=as_actor(quinn))
    actions.merge(other, lived, actor=as_actor(quinn))
    with pytest.raises(CannotLoad, match="call the verb"):
        load([past_of(other)])
