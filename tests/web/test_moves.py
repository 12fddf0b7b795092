"""Moving a ticket along its path."""

from transom.tickets import actions
from transom.tickets.words import Words
from transom.workflow.models import Status, TicketType


def status(slug):
    return Status.objects.get(slug=slug)


def test_a_move_with_its_reason(ticket, sues, at, now):
    said = {"to": status("completed").pk, "comment": "She found it herself.", "seen": now(ticket).version}
    assert sues.post(at("moves"), said).status_code == 303
    assert now(ticket).status == status("completed")
    assert "She found it herself." in sues.get(at()).content.decode()


def test_a_reason_that_is_missing_is_asked_for(ticket, sues, at, now):
    answer = sues.post(at("moves"), {"to": status("completed").pk, "comment": " ", "seen": now(ticket).version})
    assert answer.status_code == 422
    assert "Say why in a comment." in answer.content.decode()
    assert now(ticket).status == status("submitted")


def test_a_move_that_the_path_does_not_know(ticket, sues, at, now):
    answer = sues.post(at("moves"), {"to": status("in-testing").pk, "comment": "Why not", "seen": now(ticket).version})
    assert answer.status_code == 422
    assert "There is no way from Submitted to In testing." in answer.content.decode()


def test_a_move_of_someone_elses_role(ticket, petra, sign_in, at, now):
    said = {"to": status("spam").pk, "seen": now(ticket).version}
    answer = sign_in(petra).post(at("moves"), said)
    assert answer.status_code == 422
    assert "may move this" in answer.content.decode()


def test_what_came_in_meanwhile_stops_a_move_and_its_reason_stays(ticket, dev, sues, at, now, as_actor):
    seen = now(ticket).version
    actions.note(ticket, Words(text="Not yet!"), actor=as_actor(dev))
    said = {"to": status("completed").pk, "comment": "All is well.", "seen": seen}
    answer = sues.post(at("moves"), said)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nothing was changed." in page
    assert "Not yet!" in page
    assert "All is well.</textarea>" in page


def test_a_move_that_needs_an_assignee_says_so(ticket, dev, tess, sign_in, sue, at, now, as_actor):
    sorted_out = actions.set_type(ticket, TicketType.objects.get(slug="issue"), actor=as_actor(sue))
    actions.change_status(sorted_out, status("in-review"), actor=as_actor(sue))
    actions.change_status(now(ticket), status("approved"), actor=as_actor(tess))
    actions.assign(now(ticket), None, actor=as_actor(dev))
    said = {"to": status("in-progress").pk, "seen": now(ticket).version}
    answer = sign_in(dev).post(at("moves"), said)
    assert answer.status_code == 422
    assert "Assign it to someone first." in answer.content.decode()
    assert sign_in(dev).post(at("moves"), said | {"who": dev.pk}).status_code == 303
    assert (now(ticket).status, now(ticket).assignee) == (status("in-progress"), dev)


def test_nonsense_is_refused(ticket, sues, at, now):
    for to in ("", "x", "99999"):
        assert sues.post(at("moves"), {"to": to, "seen": now(ticket).version}).status_code == 422
