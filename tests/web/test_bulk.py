"""One thing done to many tickets, from the ticks of a list to the result of each, with scripts and without."""

import re

import pytest
from django.utils import timezone

from transom.bulk import run as bulk
from transom.bulk.models import BulkRun, Outcome
from transom.composing.macros import Macro
from transom.mail.models import OutboundEmail, OutboundKind
from transom.people.mailboxes import Mailbox
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.worker import drain
from transom.workflow.models import Status

HTMX = {"HX-Request": "true"}


@pytest.fixture
def three(ticket, mail) -> list[Ticket]:
    others = [mail(f"Hello from {name}.", sender=f"{name} Berg <{name.lower()}@acme.example>") for name in ("Bo", "Cy")]
    return [Ticket.objects.get(pk=each.pk) for each in (ticket, *(other.ticket for other in others))]


@pytest.fixture
def ticks(three):
    """The ticks of a list as a browser sends them."""
    return [f"{ticket.number}:{ticket.version}" for ticket in three]


def outcomes(run: BulkRun | None = None) -> list[str]:
    return [item.outcome for item in (run or BulkRun.objects.latest("pk")).items.all()]


def answers() -> int:
    return OutboundEmail.objects.filter(kind=OutboundKind.ANSWER).count()


def test_every_row_of_a_list_has_a_tick_with_what_was_seen(three, sues, ticks):
    for page in ("/queues/open/", f"/tickets/{three[0].number}/"):
        body = sues.get(page).content.decode()
        assert sorted(re.findall(r'name="tickets" form="bulk" value="([\d:]+)"', body)) == sorted(ticks)
        assert 'id="bulk"' in body


def test_assigning_many_without_scripts(three, ticks, sue, sues):
    sheet = sues.post("/bulk/choose", {"act": "assign", "tickets": ticks, "queue": "open"})
    body = sheet.content.decode()
    assert "Who takes these 3 tickets?" in body
    assert all(f'name="tickets" value="{tick}"' in body for tick in ticks)
    assert not BulkRun.objects.exists()
    begun = sues.post("/bulk/begin", {"act": "assign", "tickets": ticks, "assignee": sue.pk})
    run = BulkRun.objects.get()
    assert (begun.status_code, begun.headers["Location"]) == (303, f"/bulk/{run.pk}/")
    waiting = sues.get(f"/bulk/{run.pk}/").content.decode()
    assert '<noscript><meta http-equiv="refresh"' in waiting
    assert "0 of 3" in waiting
    drain()
    page = sues.get(f"/bulk/{run.pk}/").content.decode()
    assert "3 done" in page
    assert 'http-equiv="refresh"' not in page
    assert all(f'href="/tickets/{ticket.number}/"' in page for ticket in three)
    assert {Ticket.objects.get(pk=ticket.pk).assignee for ticket in three} == {sue}


def test_with_scripts_a_sheet_opens_and_a_strip_tells_how_far_it_is(three, ticks, sue, sues):
    sheet = sues.post("/bulk/choose", {"act": "assign", "tickets": ticks}, headers=HTMX)
    assert sheet.headers["HX-Retarget"] == "#bulk-sheet"
    assert "<html" not in sheet.content.decode()
    strip = sues.post("/bulk/begin", {"act": "assign", "tickets": ticks, "assignee": sue.pk}, headers=HTMX)
    assert strip.headers["HX-Trigger"] == "bulk-begun"
    run = BulkRun.objects.get()
    assert f'hx-get="/bulk/{run.pk}/?far=strip"' in strip.content.decode()
    drain()
    over = sues.get(f"/bulk/{run.pk}/?far=strip", headers=HTMX)
    assert over.headers["HX-Retarget"] == "#bulk-strip"
    assert "3 done" in over.content.decode()
    assert "hx-trigger" not in over.content.decode()
    assert sues.get(f"/bulk/{run.pk}/?far=page", headers=HTMX).headers["HX-Refresh"] == "true"


def test_answers_are_looked_at_before_they_go_out(three, ticks, sues):
    said = {"act": "reply", "tickets": ticks, "body": "Hello {{their first name}}, it works again."}
    looked = sues.post("/bulk/begin", said)
    page = looked.content.decode()
    assert looked.status_code == 200
    assert not BulkRun.objects.exists()
    for name in ("Ann", "Bo", "Cy"):
        assert f"Hello {name}, it works again." in page
    assert "Ann Meyer &lt;ann@acme.example&gt;" in page
    assert "Send 3 answers" in page
    mark = re.search(r'name="looked" value="(\w+)"', page)[1]
    changed = sues.post("/bulk/begin", said | {"looked": mark, "body": "Something else."})
    assert changed.status_code == 200  # other words than those that were looked at
    assert not BulkRun.objects.exists()
    assert sues.post("/bulk/begin", said | {"looked": mark}).status_code == 303
    drain()
    assert (outcomes(), answers()) == ([Outcome.DONE] * 3, 3)


def test_what_cannot_go_out_is_told_before(three, mail, sues):
    nameless = mail(sender="who@else.example").ticket
    said = {"act": "reply", "tickets": [three[0].number, nameless.number], "body": "Hello {{their first name}} {{x y}}"}
    page = sues.post("/bulk/begin", said).content.decode()
    assert "1 answer cannot go out" in page
    assert "{{their first name}} is not filled in" in page
    assert "Is this meant to be filled in?" in page
    assert "Send 1 answer" in page


def test_everything_in_a_queue_as_far_as_one_go_takes(three, sue, sues, monkeypatch):
    page = sues.post("/bulk/choose", {"act": "assign", "all": "1", "queue": "open"}).content.decode()
    assert "Who takes these 3 tickets?" in page
    monkeypatch.setattr("transom.web.bulk.selection.MOST", 2)
    page = sues.post("/bulk/choose", {"act": "assign", "all": "1", "queue": "open"}).content.decode()
    assert "Who takes these 2 tickets?" in page
    assert "More cannot be done in one go" in page


def test_everything_that_a_question_finds(three, sues):
    slug = re.search(r'name="queue" value="(find-\w+)"', sues.get("/find/", {"q": "Hello"}).content.decode())[1]
    page = sues.post("/bulk/choose", {"act": "assign", "all": "1", "queue": slug}).content.decode()
    assert "Who takes these 2 tickets?" in page  # Ann's mail says something else


def test_what_came_in_since_the_list_was_shown_skips_that_ticket(three, ticks, mail, sues):
    mail("Wait, it is worse!", in_reply_to=f"<{three[1].messages.first().message_id}>")
    completed = Status.objects.get(slug="completed").pk
    sues.post("/bulk/begin", {"act": "close", "tickets": ticks, "to": completed, "comment": "Over."})
    drain()
    run = BulkRun.objects.get()
    assert outcomes() == [Outcome.DONE, Outcome.CAME_IN, Outcome.DONE]
    page = sues.get(f"/bulk/{run.pk}/").content.decode()
    assert "something came in" in page
    again = re.findall(r'name="again" value="([\d:]+)" checked', page)
    assert again == [f"{run.items.all()[1].pk}:{Ticket.objects.get(pk=three[1].pk).version}"]
    sues.post(f"/bulk/{run.pk}/again", {"again": again})
    drain()
    assert outcomes() == [Outcome.DONE] * 3


def test_it_can_be_stopped(three, ticks, sues, sue):
    sues.post("/bulk/begin", {"act": "assign", "tickets": ticks, "assignee": sue.pk})
    bulk.do_next(timezone.now())
    run = BulkRun.objects.get()
    assert sues.post(f"/bulk/{run.pk}/stop").headers["Location"] == f"/bulk/{run.pk}/"
    drain()
    assert outcomes() == [Outcome.DONE, Outcome.STOPPED, Outcome.STOPPED]
    assert "stopped before it began" in sues.get(f"/bulk/{run.pk}/").content.decode()


def test_the_moves_that_are_offered_say_for_how_many_they_are_one(three, sues, sue, as_actor):
    actions.change_status(three[0], Status.objects.get(slug="answered"), actor=as_actor(sue), comment="So.")
    page = sues.post("/bulk/choose", {"act": "move", "tickets": [t.number for t in three]}).content.decode()
    assert "(a way for 2 of 3)" in page


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"act": "reply", "body": "  "}, "Your answer is empty"),
        ({"act": "move"}, "Choose where they go."),
        ({"act": "close"}, "Choose how they end."),
        ({"act": "priority", "priority": "urgent"}, "Say why this is urgent"),
        ({"act": "tags"}, "Write the tags to add or to take off."),
        ({"act": "type"}, "Choose what they are."),
        ({"act": "macro"}, "Choose a macro."),
        ({"act": "assign", "assignee": "x"}, "Select a valid choice"),
        ({"act": "team", "team": "9" * 30}, "Select a valid choice"),
    ],
)
def test_what_makes_no_sense_comes_back_in_words(three, ticks, sues, said, words):
    answer = sues.post("/bulk/begin", said | {"tickets": ticks})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not BulkRun.objects.exists()


def test_nothing_ticked_and_nothing_known_lead_back(sues, desk):
    for said in ({}, {"act": "assign"}, {"act": "nothing", "tickets": ["1:1"]}, {"tickets": ["x", "9" * 40, "-1:2"]}):
        assert sues.post("/bulk/choose", said).status_code == 303
        assert sues.post("/bulk/begin", said).status_code in (303, 422)
    for queue in ("status-\x00", "nowhere", "../x", "find-x", ""):
        assert sues.post("/bulk/choose", {"act": "assign", "all": "1", "queue": queue}).status_code == 303
    assert not BulkRun.objects.exists()


def test_what_one_may_not_see_is_left_out_like_what_is_not_there(three, ticks, sues, petra, desk):
    page = sues.post("/bulk/choose", {"act": "assign", "tickets": [*ticks, "4711:1"]}).content.decode()
    assert "these 3 tickets" in page
    Mailbox.objects.filter(pk=desk.pk).update(team=petra.teams.create(name="Payroll"), restricted=True)
    assert sues.post("/bulk/choose", {"act": "assign", "tickets": ticks}).status_code == 303
    assert sues.post("/bulk/choose", {"act": "assign", "all": "1", "queue": "open"}).status_code == 303


def test_a_result_has_no_word_of_a_ticket_that_went_behind_closed_doors(three, ticks, sues, sue, petra, desk):
    sues.post("/bulk/begin", {"act": "assign", "tickets": ticks, "assignee": sue.pk})
    Mailbox.objects.filter(pk=desk.pk).update(team=petra.teams.create(name="Payroll"), restricted=True)
    drain()
    page = sues.get(f"/bulk/{BulkRun.objects.get().pk}/").content.decode()
    assert page.count("A ticket that you may no longer see") == 3
    assert "printer" not in page


def test_a_run_is_a_missing_page_for_everyone_else(three, ticks, sues, quinns, sue):
    sues.post("/bulk/begin", {"act": "assign", "tickets": ticks, "assignee": sue.pk})
    run = BulkRun.objects.get()
    assert quinns.get(f"/bulk/{run.pk}/").status_code == 404
    for verb in ("stop", "again"):
        assert quinns.post(f"/bulk/{run.pk}/{verb}").status_code == 404
    assert "Assign to" not in quinns.get("/bulk/").content.decode()
    assert "Assign to Sue Lindqvist" in sues.get("/bulk/").content.decode()
    drain()
    assert outcomes() == [Outcome.DONE] * 3


def test_a_macro_that_speaks_is_looked_at_and_counts_as_used(three, ticks, sues):
    macro = Macro.objects.create(name="Fixed", words="Hello {{their first name}}, fixed.", stored_changes={})
    said = {"act": "macro", "tickets": ticks, "macro": macro.pk}
    page = sues.post("/bulk/begin", said).content.decode()
    assert "Hello Cy, fixed." in page
    mark = re.search(r'name="looked" value="(\w+)"', page)[1]
    assert sues.post("/bulk/begin", said | {"looked": mark}).status_code == 303
    drain()
    macro.refresh_from_db()
    assert (outcomes(), answers(), macro.uses) == ([Outcome.DONE] * 3, 3, 1)


def test_somebody_elses_macro_is_none(three, ticks, sues, quinn):
    macro = Macro.objects.create(name="Private", words="x", stored_changes={}, owner=quinn)
    answer = sues.post("/bulk/begin", {"act": "macro", "tickets": ticks, "macro": macro.pk})
    assert answer.status_code == 422


@pytest.mark.parametrize("size", [3, 12])
def test_a_result_page_asks_as_much_for_many_as_for_few(size, mail, sues, sue, as_actor, django_assert_max_num_queries):
    tickets = [mail(subject=f"Number {place}").ticket for place in range(size)]
    sues.post("/bulk/begin", {"act": "watch", "tickets": [each.number for each in tickets]})
    drain()
    with django_assert_max_num_queries(14):
        sues.get(f"/bulk/{BulkRun.objects.get().pk}/")
