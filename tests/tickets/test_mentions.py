"""Who a text mentions, and what a note does with it."""

import pytest

from transom.people.actor import SYSTEM
from transom.people.mailboxes import Mailbox
from transom.people.models import Team, User
from transom.tickets import actions
from transom.tickets.events import NoteAdded
from transom.tickets.history import Event
from transom.tickets.log import assert_replays, event_of
from transom.tickets.mentions import mentioned
from transom.tickets.words import Words

SUE = User(pk=1, name="Sue Lindqvist", email="sue@desk.example")
OTHER_SUE = User(pk=2, name="Sue Park", email="sue.park@desk.example")
DEV = User(pk=3, name="Dev Okafor", email="dev@desk.example")
ELODIE = User(pk=4, name="Élodie d’Arc", email="elodie@desk.example")
EVERYBODY = (SUE, OTHER_SUE, DEV, ELODIE)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Dev can you look?", [DEV]),
        ("(@dev)", [DEV]),
        ("Ask @Dev.", [DEV]),
        ("Ask @Dev, or not", [DEV]),
        ("@Dev's step", [DEV]),
        ("@dev@desk.example has it", [DEV]),
        ("@Sue Lindqvist has it", [SUE]),
        ("@sue lindqvist\nhas it", [SUE]),
        ("@Sue Park and @Dev", [OTHER_SUE, DEV]),
        ("@sue.park@desk.example", [OTHER_SUE]),
        ("@Dev and again @Dev", [DEV]),
        ("@élodie, look", [ELODIE]),
        ("**@Dev**", [DEV]),
    ],
)
def test_a_name_behind_an_at_is_a_mention(text, named):
    assert mentioned(text, EVERYBODY) == named


def test_a_first_name_that_two_share_means_both():
    assert mentioned("@Sue please", EVERYBODY) == [SUE, OTHER_SUE]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dev can you look?",
        "@Devon is at the customer's",
        "write to dev@desk.example",
        "write to x.@dev.example",
        "see https://example.com/@dev",
        "`@Dev`",
        "``a ` @Dev``",
        "```\n@Dev\n```",
        "~~~python\n@dev\ndef f(): ...\n~~~",
        "@dev_tools",
        "@dev@elsewhere.example",
        "@nobody",
        "@",
    ],
)
def test_addresses_and_code_and_strangers_are_none(text):
    assert mentioned(text, EVERYBODY) == []


@pytest.mark.parametrize("text", ["```\ncode\n```\n@Dev", "`code` @Dev", "a ` and @Dev", "~~~\n```\n~~~\n@Dev"])
def test_behind_code_a_mention_counts_again(text):
    assert mentioned(text, EVERYBODY) == [DEV]


@pytest.mark.parametrize("text", ["@" * 100_000, "`" * 100_000 + "@Dev", "@Sue " * 20_000, "` `` " * 20_000])
def test_a_hostile_text_costs_little(text):
    mentioned(text, EVERYBODY)


def told_of(_ticket):
    return event_of(Event.objects.filter(kind=NoteAdded.kind).latest("pk"))


def test_a_note_records_whom_it_mentions(ticket, sue, dev, as_actor):
    note = actions.note(ticket, Words(text="@Dev can the step name them?"), actor=as_actor(sue))
    event = told_of(note)
    assert [(ref.id, ref.label) for ref in event.mentions] == [(dev.pk, "Dev Okafor")]
    assert event.not_told == ()
    assert_replays(ticket)


def test_who_may_not_see_the_ticket_is_named_apart(ticket, sue, olga, as_actor):
    actions.note(ticket, Words(text="@Olga have you seen this?"), actor=as_actor(sue))
    event = told_of(ticket)
    assert (event.mentions, [ref.id for ref in event.not_told]) == ((), [olga.pk])


def test_a_person_outside_of_the_team_of_a_restricted_mailbox_is_not_told(desk, ticket, sue, dev, as_actor):
    team = Team.objects.create(name="Payroll")
    team.members.add(sue)
    Mailbox.objects.filter(pk=desk.pk).update(team=team, restricted=True)
    actions.note(ticket, Words(text="@Dev and @Sue"), actor=as_actor(sue))
    event = told_of(ticket)
    assert ([ref.id for ref in event.mentions], [ref.id for ref in event.not_told]) == ([sue.pk], [dev.pk])


def test_who_has_left_is_nobody(ticket, sue, dev, as_actor):
    dev.leave()
    actions.note(ticket, Words(text="@Dev"), actor=as_actor(sue))
    assert told_of(ticket).mentions == told_of(ticket).not_told == ()


def test_what_a_note_quotes_mentions_nobody(ticket, sue, dev, as_actor):
    text = "Yes.\n> @Dev can you look?"
    actions.note(ticket, Words(text=text, folds=((5, len(text), "quote"),)), actor=as_actor(sue))
    assert told_of(ticket).mentions == ()


def test_an_event_of_before_mentions_is_still_read(ticket, sue, as_actor):
    note = actions.note(ticket, Words(text="Plain."), actor=as_actor(sue))
    Event.objects.filter(kind=NoteAdded.kind).update(payload={"note": note.pk})
    assert told_of(note) == NoteAdded(note=note.pk)
    assert_replays(ticket)


def test_the_desk_itself_can_write_a_note(ticket, dev):
    actions.note(ticket, Words(text="@Dev"), actor=SYSTEM)
    assert [ref.id for ref in told_of(ticket).mentions] == [dev.pk]
