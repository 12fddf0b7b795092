"""Saved replies and macros where an answer is written: the menu, what is put in, and the way without a script."""

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from transom.composing.macros import Macro
from transom.composing.models import Draft, Kind
from transom.composing.saved import SavedReply
from transom.people.mailboxes import Mailbox
from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.actions import Changes
from transom.tickets.actions.several import WHOEVER_ACTS
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket
from transom.tickets.tags import Tag

TAGGED = Changes(tags_added=("export",), assignee=WHOEVER_ACTS)


@pytest.fixture
def reply(sue):
    return SavedReply.objects.create(name="Which version", body="Hello {{their first name}}, which?", owner=sue)


@pytest.fixture
def macro(sue):
    words, stored = "Hello {{their first name}}, wait.", TAGGED.as_json()
    return Macro.objects.create(name="Then wait", words=words, stored_changes=stored, owner=sue, key="W")


def test_the_menu_has_what_one_may_use_the_usual_first(sues, at, reply, macro, quinn):
    SavedReply.objects.create(name="Not yours", body="x", owner=quinn)
    Macro.objects.update(uses=3)
    page = sues.get(at("saved/menu")).content.decode()
    assert page.index("Then wait") < page.index("Which version")
    assert "assign to you, tag export" in page
    assert "Not yours" not in page


def test_an_empty_menu_teaches(sues, at):
    assert "Save what you write more than twice" in sues.get(at("saved/menu")).content.decode()


def test_looking_changes_nothing_and_taking_counts(sues, at, reply):
    assert "Hello Ann, which?" in sues.get(at(f"saved/replies/{reply.pk}")).content.decode()
    reply.refresh_from_db()
    assert reply.uses == 0
    taken = sues.post(at(f"saved/replies/{reply.pk}")).json()
    assert (taken["words"], taken["changes"]) == ("Hello Ann, which?", None)
    reply.refresh_from_db()
    assert reply.uses == 1


def test_a_macro_brings_what_it_does(sues, at, macro):
    taken = sues.post(at(f"saved/macros/{macro.pk}")).json()
    assert (taken["words"], taken["speaks"]) == ("Hello Ann, wait.", "reply")
    assert msgspec.convert(taken["changes"], Changes) == TAGGED
    assert "Then: assign to you, tag export" in taken["told"]


@pytest.mark.parametrize("kind", ["reply", "note"])
def test_the_composers_button_does_all_of_it(sues, at, ticket, sue, kind):
    form = {"kind": kind, "body": "Wait.", "seen": ticket.version, "changes": msgspec.json.encode(TAGGED).decode()}
    assert sues.post(at("reply" if kind == "reply" else "notes"), form).status_code == 303
    now = Ticket.objects.get(pk=ticket.pk)
    assert now.assignee == sue
    assert [tag.name for tag in now.tags.all()] == ["export"]
    assert_replays(now)


def test_what_has_no_value_is_said_when_it_is_taken(sues, mail, reply):
    ticket = mail(sender="nobody@elsewhere.example").ticket
    taken = sues.post(f"/tickets/{ticket.number}/saved/replies/{reply.pk}").json()
    assert taken["words"] == "Hello {{their first name}}, which?"
    assert "only their address" in taken["told"]
    answer = sues.post(f"/tickets/{ticket.number}/reply", {"body": taken["words"], "seen": ticket.version})
    assert answer.status_code == 422
    assert "is not filled in" in answer.content.decode()
    assert Ticket.objects.get(pk=ticket.pk).messages.count() == 1


def test_a_macro_that_misses_something_gives_nothing(sues, at, macro):
    Tag.objects.create(name="export", retired_at=macro.created_at)
    assert "Cannot run" in sues.get(at("saved/menu")).content.decode()
    taken = sues.post(at(f"saved/macros/{macro.pk}")).json()
    assert set(taken) == {"told"}
    assert "The tag export was retired" in taken["told"]
    assert Macro.objects.get().uses == 0


def test_what_is_foreign_is_not_there(quinns, at, reply, macro):
    for url in (f"saved/replies/{reply.pk}", f"saved/macros/{macro.pk}", "saved/replies/999", "saved/tickets/1"):
        assert quinns.get(at(url)).status_code == 404
        assert quinns.post(at(url)).status_code == 404


def test_a_ticket_that_one_may_not_see_has_no_menu(sues, at, ticket, reply):
    Mailbox.objects.update(team=Team.objects.create(name="Board"), restricted=True)
    for url in ("saved/menu", "saved/", f"saved/replies/{reply.pk}", "macros"):
        assert sues.get(at(url)).status_code == 404


# Without a script


def test_without_a_script_what_was_typed_is_kept_and_the_words_come_behind(sues, at, ticket, sue, reply):
    form = {"kind": "reply", "body": "First.", "cc": "bo@acme.example", "seen": ticket.version, "version": 0}
    answer = sues.post(at("saved/"), form)
    assert answer.url == f"/tickets/{ticket.number}/saved/?kind=reply"
    assert "Which version" in sues.get(answer.url).content.decode()
    answer = sues.post(at(f"saved/replies/{reply.pk}"), {"put": "1", "kind": "reply"})
    assert answer.url == f"/tickets/{ticket.number}/#composer"
    draft = Draft.objects.get()
    assert (draft.body, draft.cc, draft.person) == ("First.\n\nHello Ann, which?", "bo@acme.example", sue)


def test_without_a_script_a_macro_brings_its_acts_into_the_draft(sues, at, ticket, macro):
    sues.post(at(f"saved/macros/{macro.pk}"), {"put": "1", "kind": "note"})
    draft = Draft.objects.get()
    assert (draft.kind, draft.body, draft.changes) == (Kind.REPLY, "Hello Ann, wait.", TAGGED)
    assert "Then: assign to you, tag export" in sues.get(at()).content.decode()


def test_a_draft_that_is_newer_elsewhere_is_shown_first(sues, at, ticket, reply):
    sues.post(at(f"saved/replies/{reply.pk}"), {"put": "1"})
    answer = sues.post(at("saved/"), {"kind": "reply", "body": "Other.", "version": 0})
    assert answer.status_code == 409
    assert "Other." in answer.content.decode()


# Run at once


def test_a_macro_is_run_from_its_ticket(sues, at, ticket, sue, macro):
    page = sues.get(at()).content.decode()
    assert 'data-command="Run the macro “Then wait”"' in page
    assert 'data-key="W"' in page
    answer = sues.post(at("macros"), {"macro": macro.pk, "seen": ticket.version})
    now = Ticket.objects.get(pk=ticket.pk)
    message = now.messages.latest("pk")
    assert answer.url == f"/tickets/{ticket.number}/#message-{message.pk}"
    assert message.text == "Hello Ann, wait."
    assert now.assignee == sue
    assert_replays(now)


def test_what_came_in_stops_it_and_is_shown(sues, at, ticket, macro, quinn, as_actor):
    seen = ticket.version
    actions.note(ticket, actions.Words("I am on it."), actor=as_actor(quinn))
    answer = sues.post(at("macros"), {"macro": macro.pk, "seen": seen})
    assert answer.status_code == 409
    assert "I am on it." in answer.content.decode()
    assert Ticket.objects.get(pk=ticket.pk).assignee is None


def test_one_that_misses_something_says_so(sues, at, ticket, macro):
    Tag.objects.create(name="export", retired_at=macro.created_at)
    answer = sues.post(at("macros"), {"macro": macro.pk, "seen": ticket.version})
    assert answer.status_code == 422
    assert "The tag export was retired" in answer.content.decode()


def test_anothers_macro_cannot_be_run(quinns, at, ticket, macro):
    answer = quinns.post(at("macros"), {"macro": macro.pk})
    missing = quinns.post(at("macros"), {"macro": 999999})
    assert answer.status_code == missing.status_code == 422
    assert "not offered to you" in answer.content.decode()
    assert Ticket.objects.get(pk=ticket.pk).messages.count() == 1


def test_one_key_is_one_macros_and_ones_own_goes_first(sues, at, ticket, macro):
    Macro.objects.create(name="The desk's", stored_changes=TAGGED.as_json(), key="W")
    page = sues.get(at()).content.decode()
    assert page.count('data-key="W"') == 1
    assert page.index("Then wait") < page.index("The desk&#39;s")


def test_macros_cost_the_page_no_query(sues, at, ticket, sue):
    sues.get(at())
    before = len(_queries(sues, at()))
    for number in range(60):
        Macro.objects.create(name=f"Macro {number}", stored_changes=TAGGED.as_json(), owner=sue)
    assert len(_queries(sues, at())) == before
    assert sues.get(at()).content.decode().count("Run the macro") == 40


def _queries(client, url):
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return queries
