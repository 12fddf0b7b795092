"""A change comes into use when it is sound, with who, when and why, and its tickets are taken along."""

from functools import partial

import pytest
from django.utils import timezone

from tests.process.changing import stop_says
from transom.process import drafts, edits, publishing, telling
from transom.process.models import PathDraft, PathRun
from transom.process.run import progress
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.history import Event
from transom.tickets.log import assert_replays, event_of, sentence
from transom.tickets.models import Ticket
from transom.tickets.stays import Stay
from transom.web.agent.history import told
from transom.web.agent.timeline import timeline
from transom.workflow import rules
from transom.workflow.models import Status, TicketType, WorkflowVersion
from transom.workflow.reading import path_of

rename = stop_says("in-review", name="With QA")
remove = partial(edits.remove_stop, status="cannot-replicate", to="in-review")


def test_a_version_says_who_when_and_why(issue, change, ada):
    version = change(issue, rename, why="Nobody knew whose it was.")
    assert (version.number, version.published_by, version.why) == (2, ada, "Nobody knew whose it was.")
    row = telling.history(issue).get()
    assert (row.stream, row.actor_label) == ("workflow", "Ada Winter")
    assert event_of(row).differences == ("In review is called With QA.",)
    assert sentence(row) == "published version 2: Nobody knew whose it was"
    assert not PathDraft.objects.exists()
    assert not PathRun.objects.exists()  # no ticket has to go anywhere


def test_the_words_are_the_statuss_and_history_keeps_those_of_its_day(issue, change, opened):
    ticket = opened("in-review")
    change(issue, rename)
    assert Status.objects.get(slug="in-review").name == "With QA"
    assert path_of(WorkflowVersion.objects.get(ticket_type=issue, number=1)).stop("in-review").name == "In review"
    assert path_of(WorkflowVersion.objects.get(ticket_type=issue, number=2)).stop("in-review").name == "With QA"
    moved = Event.objects.of_ticket(ticket.pk).get(kind="status-changed")
    assert sentence(moved) == "moved it from Submitted to In review"


def test_a_new_status_stands_behind_the_one_before_it(issue, change):
    stop = edits.Stop(status="waiting", name="Waiting for a part", category="open")
    change(issue, partial(edits.add_stop, stop=stop, after="approved", before="in-progress"))
    order = list(Status.objects.values_list("slug", flat=True))
    assert order.index("waiting") == order.index("approved") + 1
    ways = rules.ways_from(rules.Position(issue, Status.objects.get(slug="waiting")))
    assert [way.to_status.slug for way in ways][0] == "in-progress"


def test_tickets_of_a_removed_status_are_taken_along(issue, change, opened, taken_along):
    tickets = [opened("in-review", "cannot-replicate") for _ in range(3)]
    since = [ticket.status_since for ticket in tickets]
    change(issue, remove)
    run = PathRun.objects.get()
    assert progress(run) == (3, 0, 0)
    taken_along()
    run.refresh_from_db()
    assert progress(run) == (3, 3, 0)
    assert run.ended_at
    for ticket, stood in zip(tickets, since, strict=True):
        ticket.refresh_from_db()
        assert ticket.status.slug == "in-review"
        assert ticket.status_since == stood
        stay = Stay.objects.get(ticket=ticket, status__slug="cannot-replicate")
        assert (stay.since, stay.until) == (stood, Event.objects.of_ticket(ticket.pk).last().at)
        last = Event.objects.of_ticket(ticket.pk).last()
        assert (last.kind, last.actor_kind, last.payload["workflow_version"]) == ("path-changed", "system", 2)
        assert sentence(last) == "moved it from Cannot replicate to In review, as the path was changed"
        assert [stay["name"] for stay in timeline(told(Event.objects.of_ticket(ticket.pk)), timezone.now())] == [
            *("Submitted", "In review", "Cannot replicate", "In review"),
        ]
        assert_replays(ticket)
    assert sentence(telling.history(issue).first()) == "took 3 tickets along to version 2"


def test_only_the_desk_takes_the_way_out_of_a_removed_status(issue, change, opened, quinn, as_actor):
    ticket = opened("in-review", "cannot-replicate")
    change(issue, remove)
    assert rules.moves(ticket.position(), as_actor(quinn).roles) == []
    with pytest.raises(rules.TransitionDenied, match="Only The desk itself may"):
        rules.transition_for(ticket.position(), Status.objects.get(slug="in-review"), as_actor(quinn).roles)


def test_silence_that_no_longer_counts_is_forgotten_for_every_type(issue, change, opened, taken_along, sue, as_actor):
    from_issue, from_idea = opened("in-review", "client-testing"), opened(ticket_type="request")
    assert from_issue.awaiting_customer_since
    change(issue, stop_says("client-testing", silence_counts=False))
    change(issue, stop_says("submitted", silence_counts=False))
    taken_along()
    for ticket in (from_issue, from_idea):
        ticket.refresh_from_db()
        assert not ticket.silence_counts
        assert ticket.awaiting_customer_since is None
        assert_replays(ticket)
    change(issue, stop_says("client-testing", silence_counts=True))
    taken_along()
    from_issue.refresh_from_db()
    assert from_issue.awaiting_customer_since == Event.objects.of_ticket(from_issue.pk).last().at


def test_a_path_that_fails_its_checks_is_not_published(issue, change, opened):
    opened("in-review", "cannot-replicate")
    gone = partial(edits.remove_move, origin="client-testing", to="completed")
    with pytest.raises(publishing.StillWrong) as refused:
        change(issue, gone)
    assert {problem.stop for problem in refused.value.problems} == {"client-testing", "completed"}
    assert WorkflowVersion.objects.filter(ticket_type=issue).count() == 1


def test_nobody_publishes_what_they_had_not_seen_or_for_no_reason(issue, admin):
    now = timezone.now()
    draft = drafts.begin(issue, actor=admin, now=now)
    with pytest.raises(Refused, match="says what the path says already"):
        publishing.publish(draft, why="Why not", actor=admin, now=now, seen=0)
    drafts.edit(draft, rename(drafts.path(draft)), actor=admin, now=now, place=0)
    with pytest.raises(drafts.SomeoneEdited) as came:
        publishing.publish(draft, why="Why not", actor=admin, now=now, seen=0)
    assert [edit.words for edit in came.value.edits] == ["In review is called With QA."]
    with pytest.raises(Refused, match="Say why"):
        publishing.publish(draft, why=" ", actor=admin, now=now, seen=1)


def test_only_an_admin_changes_the_process(issue, quinn, as_actor):
    with pytest.raises(NotAllowed):
        drafts.begin(issue, actor=as_actor(quinn), now=timezone.now())


def test_another_types_tickets_stay_where_they_are(issue, change, opened, taken_along):
    custom = opened("in-review", "cannot-replicate", ticket_type="custom-code")
    change(issue, remove)
    taken_along()
    assert Ticket.objects.get(pk=custom.pk).status.slug == "cannot-replicate"
    assert TicketType.objects.get(slug="custom-code").versions.count() == 1
