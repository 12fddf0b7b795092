"""From a draft to the path that tickets follow: what it would do is told first, and its tickets are brought along."""

import pytest

from tests.web.process.conftest import DRAFT, TYPE
from tests.web.process.test_draft import stop_said
from transom.process.models import PathDraft, PathRun
from transom.tickets import actions
from transom.tickets.log import assert_replays
from transom.worker import drain
from transom.workflow.models import Status, TicketType, WorkflowVersion

WHY = "One status less."


@pytest.fixture
def issue(ticket, quinn, as_actor):
    """Ann's ticket as an issue in review."""
    actions.set_type(ticket, TicketType.objects.get(slug="issue"), actor=as_actor(quinn))
    actions.change_status(ticket, Status.objects.get(slug="in-review"), actor=as_actor(quinn))
    drain()
    return ticket


def test_what_a_change_would_do_is_told_before_it_is_published(issue, adas, send):
    page = adas.get(f"{DRAFT}check/").content.decode()
    assert "Nothing is changed in “Issue”" in page
    send("statuses/in-review/remove/", to="approved", merge="on")
    page = adas.get(f"{DRAFT}check/").content.decode()
    assert "1 ticket goes from In review to Approved for action." in page
    assert "/find/?q=type%3Aissue+status%3Ain-review" in page
    assert "Publish it as version 2" in page
    assert "moves come or go with their status" in page


def test_tickets_that_would_be_stuck_are_named_and_linked(issue, adas, send):
    for to in ("approved", "cannot-replicate", "client-testing"):
        send(f"moves/in-review/{to}/remove")
    page = adas.get(f"{DRAFT}check/").content.decode()
    assert "1 ticket would lose its only way forward" in page
    assert f'href="/tickets/{issue.number}/"' in page


def test_a_draft_with_problems_cannot_be_published(adas, send):
    send("statuses/?after=in-review", name="Alone", category="open", where="alone")
    assert "Publish it as version" not in adas.get(f"{DRAFT}check/").content.decode()
    answer = send("publish", why=WHY)
    assert answer.status_code == 422
    assert "The path cannot be published yet" in answer.content.decode()


def test_who_publishes_says_why(send, path):
    send("statuses/in-review/", **stop_said(path().stop("in-review"), name="Under review"))
    answer = send("publish", why=" ")
    assert answer.status_code == 422
    assert "Say why, in a sentence" in answer.content.decode()
    assert WorkflowVersion.objects.filter(ticket_type__slug="issue").count() == 1


def test_a_published_path_is_followed_and_told(adas, ada, send, path, quinn, sign_in):
    send("statuses/in-review/", **stop_said(path().stop("in-review"), name="Under review"))
    assert send("publish", why=WHY).headers["Location"] == TYPE
    page = adas.get(TYPE).content.decode()
    assert "Version 2 of “Issue” is published." in page
    assert WHY in page
    assert "Ada Winter" in page
    compared = adas.get(f"{TYPE}compare/?new=2").content.decode()
    assert "In review is called Under review." in compared
    assert "Under review" in sign_in(quinn).get("/process/issue/").content.decode()


def test_the_run_moves_tickets_and_can_be_stopped_and_gone_on_with(issue, adas, send):
    send("statuses/in-review/remove/", to="approved", merge="on")
    address = send("publish", why=WHY).headers["Location"]
    run = PathRun.objects.get()
    assert address == f"/setup/process/runs/{run.pk}/"
    assert "0 of 1" in adas.get(address).content.decode()
    adas.post(f"{address}stop")
    assert "Moving tickets was stopped" in adas.get(address).content.decode()
    assert "Stopped: tickets of “Issue” on their way to version 2" in adas.get("/setup/process/").content.decode()
    adas.post(f"{address}go-on")
    drain()
    issue.refresh_from_db()
    assert issue.status.slug == "approved"
    assert_replays(issue)
    assert "One ticket was moved" in adas.get(address).content.decode()
    assert f'href="{address}">Tickets that it moved' in adas.get(TYPE).content.decode()
    polled = adas.get(f"{address}?far=1", headers={"HX-Request": "true"})
    assert polled.headers["HX-Refresh"] == "true"


def test_back_to_an_older_version_is_a_draft_of_it(adas, send, path):
    send("statuses/in-review/", **stop_said(path().stop("in-review"), name="Under review"))
    send("publish", why=WHY)
    answer = adas.post(f"{TYPE}begin", {"version": "1"})
    assert answer.headers["Location"] == DRAFT
    page = adas.get(DRAFT).content.decode()
    assert "Back to version 1" in page
    assert "Under review is called In review." in adas.get(f"{DRAFT}check/").content.decode()


def test_tickets_of_a_status_that_an_older_version_lacks_are_asked_about(issue, adas, send, quinn, as_actor):
    send("statuses/?after=in-review", name="Waits for a partner", category="open", where="aside")
    send("publish", why="Partners take their time.")
    actions.change_status(issue, Status.objects.get(slug="waits-for-a-partner"), actor=as_actor(quinn))
    adas.post(f"{TYPE}begin", {"version": "1"})
    page = adas.get(DRAFT).content.decode()
    assert f'href="{DRAFT}statuses/waits-for-a-partner/remove/"' in page
    asked = adas.get(f"{DRAFT}statuses/waits-for-a-partner/remove/").content.decode()
    assert "Where do tickets in “Waits for a partner” go?" in asked
    place = PathDraft.objects.get().place
    adas.post(f"{DRAFT}statuses/waits-for-a-partner/remove/", {"place": place, "to": "in-review"})
    assert "to mend" not in adas.get(DRAFT).content.decode()


def test_what_each_role_would_see(adas, send):
    send("moves/in-review/approved/", origin="in-review", to="approved", label="Go ahead", roles=["qa"], trigger="")
    assert "Go ahead" in adas.get(f"{DRAFT}preview/?role=qa").content.decode()
    assert "Go ahead" not in adas.get(f"{DRAFT}preview/?role=product-owner").content.decode()
