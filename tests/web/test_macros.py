"""The pages of macros: made without code, told in words, refused where they make no sense."""

import pytest

from transom.composing.macros import Macro
from transom.people.models import Team
from transom.tickets.actions import Changes
from transom.tickets.actions.several import NOBODY, WHOEVER_ACTS
from transom.tickets.tags import Tag
from transom.workflow.models import Category, Status, TicketType


@pytest.fixture
def adas(ada, sign_in):
    return sign_in(ada)


def make(client, **more):
    form = {"name": "Then wait", "words": "", "speaks": "reply", "whose": "me", "tags_added": "export"}
    return client.post("/macros/new/", form | more)


def test_all_that_it_can_do_is_kept(sues, sue):
    team = Team.objects.create(name="Payments")
    status, kind = Status.objects.get(slug="spam"), TicketType.objects.get(slug="issue")
    answer = make(
        sues,
        words="Hello {{their name}}",
        speaks="note",
        status=status.pk,
        assignee=WHOEVER_ACTS,
        team=team.pk,
        ticket_type=kind.pk,
        priority="urgent",
        comment="Nobody can pay.",
        tags_added="Export,  api;export",
        tags_removed="new",
        key="W",
        position=3,
    )
    assert answer.status_code == 303
    row = Macro.objects.get()
    assert (row.owner, row.words, row.speaks, row.key, row.position) == (sue, "Hello {{their name}}", "note", "W", 3)
    assert row.changes == Changes(
        status=status.pk,
        assignee=WHOEVER_ACTS,
        team=team.pk,
        ticket_type=kind.pk,
        priority="urgent",
        comment="Nobody can pay.",
        tags_added=("export", "api"),
        tags_removed=("new",),
    )


def test_it_is_changed_and_shows_what_it_holds(sues):
    make(sues, assignee=NOBODY, key="W")
    row = Macro.objects.get()
    page = sues.get(f"/macros/{row.pk}/").content.decode()
    assert 'value="export"' in page
    assert '<option value="0" selected>Nobody</option>' in page
    assert '<option value="W" selected>Shift W</option>' in page
    form = {"name": "Then wait", "words": "Hello", "speaks": "reply", "whose": "me"}
    assert sues.post(f"/macros/{row.pk}/", form).status_code == 303
    row.refresh_from_db()
    assert (row.words, row.changes, row.key) == ("Hello", Changes(), "")


def test_the_list_says_what_each_does(sues):
    make(sues, assignee=WHOEVER_ACTS)
    assert "It will: assign to you, tag export" in sues.get("/macros/").content.decode()


def test_the_empty_list_teaches(sues):
    assert "A macro does what you do by hand each time" in sues.get("/macros/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"tags_added": ""}, "It neither says nor does anything"),
        ({"priority": "urgent"}, "Say why it is urgent"),
        ({"words": "{{nope}}"}, "There is no {{nope}}"),
        ({"name": ""}, "Give it a name that says what it does"),
        ({"tags_added": "x" * 51}, "too long for a tag"),
        ({"status": "999999"}, "Select a valid choice"),
        ({"key": "w"}, "Select a valid choice"),
    ],
)
def test_what_makes_no_sense_is_refused(sues, wrong, words):
    answer = make(sues, **wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Macro.objects.exists()


def test_a_key_is_given_once_among_the_same_people(sues, quinns, adas):
    make(sues, key="W")
    again = make(sues, key="W", name="Other")
    assert again.status_code == 422
    assert "It runs “Then wait” already" in again.content.decode()
    assert make(quinns, key="W").status_code == 303
    assert make(adas, key="W", whose="desk").status_code == 303
    row = Macro.objects.filter(owner__name__startswith="Sue").get()
    form = {"name": "New name", "words": "", "speaks": "reply", "whose": "me", "tags_added": "x", "key": "W"}
    assert sues.post(f"/macros/{row.pk}/", form).status_code == 303


def test_what_is_gone_is_said_in_the_list_and_on_its_page(sues):
    old = Status.objects.create(slug="old", name="Old", category=Category.OPEN)
    make(sues)
    Macro.objects.update(stored_changes=Changes(status=old.pk).as_json())
    row = Macro.objects.get()
    assert "The status “Old” is on no path any more." in sues.get("/macros/").content.decode()
    assert "It cannot run as it is" in sues.get(f"/macros/{row.pk}/").content.decode()


def test_a_private_one_is_not_there_for_others(sues, quinns, adas):
    make(sues)
    row = Macro.objects.get()
    for client in (quinns, adas):
        for act in ("", "retired", "copies"):
            assert client.post(f"/macros/{row.pk}/{act}").status_code == 404
        assert "Then wait" not in client.get("/macros/").content.decode()


def test_a_copy_has_no_key(sues):
    make(sues, key="W")
    sues.post(f"/macros/{Macro.objects.get().pk}/copies")
    copy = Macro.objects.latest("pk")
    assert (copy.name, copy.key, copy.changes) == ("Then wait (copy)", "", Changes(tags_added=("export",)))


def test_the_list_asks_the_same_for_many(sues, sue, django_assert_max_num_queries):
    for number in range(30):
        Macro.objects.create(name=f"Macro {number}", owner=sue, stored_changes=Changes(tags_added=("x",)).as_json())
    Tag.objects.create(name="x")
    with django_assert_max_num_queries(17):
        assert "Macro 29" in sues.get("/macros/").content.decode()
