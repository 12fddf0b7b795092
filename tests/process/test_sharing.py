"""A process is one readable file. What comes in is believed in nothing, and comes into use by nobody's hand but an admin's."""

import json

import pytest
from django.utils import timezone

from transom.process import drafts, edits, sharing
from transom.process.models import PathDraft
from transom.tickets.actions import Refused
from transom.workflow.models import TicketType
from transom.workflow.reading import path_today


@pytest.fixture
def file(desk):
    """The question's path as a file, changed by a function on what JSON says."""

    def make(change=lambda told: None) -> bytes:
        told = json.loads(sharing.as_text(TicketType.objects.filter(slug="question")))
        change(told)
        return json.dumps(told).encode()

    return make


def test_what_was_exported_is_read_as_it_was(desk):
    types = TicketType.objects.all()
    text = sharing.as_text(types)
    assert sharing.read(text.encode()) == [path_today(kind) for kind in types]
    assert '\n          "name": "Submitted"' in text


def test_a_type_that_the_desk_has_gets_an_edit_of_its_draft(desk, file, admin):
    def rename(told):
        told["paths"][0]["stops"][1]["name"] = "Told"

    [imported] = sharing.into_drafts(sharing.read(file(rename)), actor=admin, now=timezone.now())
    assert (imported.is_new, imported.told) == (False, [])
    assert drafts.path(imported.draft).stop("answered").name == "Told"
    assert [edit.words for edit in drafts.edits(imported.draft)] == ["As the file says"]
    back = drafts.undo(imported.draft, actor=admin, place=imported.draft.place)
    assert drafts.path(back) == path_today(back.ticket_type)


def test_a_type_that_the_desk_does_not_have_begins_as_a_draft(desk, file, admin):
    def other(told):
        told["paths"][0] |= {"type": "repair", "name": "Repair"}

    [imported] = sharing.into_drafts(sharing.read(file(other)), actor=admin, now=timezone.now())
    assert imported.is_new
    assert imported.draft.ticket_type.slug == "repair"
    assert not imported.draft.ticket_type.versions.exists()


def test_what_does_not_fit_this_desk_is_told_and_stands_in_the_draft(desk, file, admin):
    def strange(told):
        told["paths"][0]["stops"][1]["owner"] = {"kind": "team", "name": "Moon"}
        told["paths"][0]["stops"][0]["owner"] = {"kind": "person", "name": "bo@moon.example"}

    [imported] = sharing.into_drafts(sharing.read(file(strange)), actor=admin, now=timezone.now())
    assert imported.told == [
        "Nobody here is “bo@moon.example”. Choose whose a ticket is in Submitted.",
        "Nobody here is “Moon”. Choose whose a ticket is in Answered.",
    ]
    assert drafts.path(imported.draft).stop("answered").owner.name == "Moon"


def put(where: str, value):
    """A change of the file: `value` at this place, by keys and numbers."""

    def change(told):
        *way, last = (int(step) if step.isdigit() else step for step in where.split("."))
        for step in way:
            told = told[step]
        told[last] = value

    return change


REFUSED = [
    (put("format", 2), "has the format 2, and this desk reads the format 1"),
    (put("transom", "recipe"), "This is no file of a process (Invalid enum value 'recipe')"),
    (put("extra", 1), "Object contains unknown field `extra`"),
    (put("paths", []), "There is no path in this file."),
    (put("paths.0.stops.1.colour", "red"), "Status 2 of path 1 of this file does not fit"),
    (put("paths.0.stops.0.days", "many"), "Status 1 of path 1 of this file does not fit: Expected `int | null`"),
    (put("paths.0.moves.2.to", 7), "Move 3 of path 1 of this file does not fit: Expected `str`, got `int`."),
    (put("paths.0.name", None), "Path 1 of this file does not fit"),
    (put("paths.0.type", "../etc"), "cannot be named in addresses"),
    (put("paths.0.stops", []), "The path has no status."),
    (put("paths.0.stops.1.status", "submitted"), "is on the path twice"),
    (put("paths.0.stops.1.status", "no slug"), "“no slug” cannot name a status in addresses"),
    (put("paths.0.stops.1.category", "asleep"), "has no category"),
    (put("paths.0.stops.1.name", "Sub\x00mitted"), "characters in this file that cannot be printed"),
    (put("paths.0.moves.0.roles", ["desk"]), "“desk” is no role"),
    (put("paths.0.moves.0.to", "nowhere"), "it leaves the path"),
    (put("paths.0.moves", []), "There is no way to an end from Submitted."),
    (lambda told: told["paths"].append(told["paths"][0]), "The type question is in this file twice."),
    (lambda told: told["paths"][0]["stops"].extend(told["paths"][0]["stops"] * 60), "at most 60 statuses"),
]


@pytest.mark.parametrize(("change", "sentence"), REFUSED)
def test_a_file_that_says_what_cannot_be_is_refused_with_a_sentence(file, change, sentence):
    with pytest.raises(Refused) as refused:
        sharing.read(file(change))
    assert sentence in str(refused.value)
    assert not PathDraft.objects.exists()


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"null", b"\xff\xfe", b"[" * 100_000, b'"\xed\xa0\x80"', b"x" * 1_000_001, b'{"transom": "process"}'],
)
def test_what_is_no_such_file_is_refused(data):
    with pytest.raises(Refused):
        sharing.read(data)


def test_a_removed_status_asks_where_its_tickets_go(file, admin, opened):
    opened(ticket_type="question")

    def other_start(told):
        text = json.dumps(told).replace('"submitted"', '"asked"').replace('"Submitted"', '"Asked"')
        told.update(json.loads(text))

    [imported] = sharing.into_drafts(sharing.read(file(other_start)), actor=admin, now=timezone.now())
    assert imported.told == ["1 ticket is in Submitted, which was removed. Say where it goes."]
    path = edits.send_tickets(drafts.path(imported.draft), "submitted", to="asked")
    drafts.edit(imported.draft, path, actor=admin, now=timezone.now(), place=imported.draft.place)
