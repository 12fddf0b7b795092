"""How it stands with a ticket: how long it may stay, what to do when that is over, why nothing began, and the phone."""

import html
import re
from datetime import timedelta

import pytest

from transom.notifications.models import Notification
from transom.people.models import Membership, Team
from transom.tickets import actions
from transom.tickets.messages import Note
from transom.worker import drain
from transom.workflow.models import Status, Step, SuggestedAct, TicketType

REASONS = ["Waiting for capacity", "Blocked by…", "Forgotten"]


@pytest.fixture
def step(ticket):
    """What the path says of where Ann's question stands."""
    rows = Step.objects.filter(status=ticket.status, version__ticket_type=ticket.ticket_type)
    rows.update(dwell_limit_days=None, reasons=[], suggested_act="", owner_role="")
    return rows


def page(client, at) -> str:
    return client.get(at()).content.decode()


def test_a_ticket_says_how_long_it_is_where_it_is(sues, at, step):
    assert "Submitted for 1 min." in page(sues, at)
    step.update(dwell_limit_days=5)
    assert "Submitted for 1 min, of at most 5 days." in page(sues, at)


def test_what_stays_too_long_is_put_with_what_to_do(sues, at, step, ticket):
    step.update(dwell_limit_days=0, suggested_act=SuggestedAct.CALL)
    said = page(sues, at)
    assert "More than 0 days is too long." in said
    assert "Call Ann Meyer. Their number is not known yet" in said
    ticket.requester.phone = "+49 (30) 55-50"
    ticket.requester.save()
    assert 'Call Ann Meyer: <a href="tel:+493055' in page(sues, at)
    step.update(suggested_act=SuggestedAct.ASK)
    assert "Ask Ann Meyer how it stands" in page(sues, at)
    step.update(suggested_act=SuggestedAct.ESCALATE)
    assert "Tell the queue manager what it waits for." in page(sues, at)


def test_what_is_closed_stays_nowhere(sues, at, step, ticket, sue, as_actor):
    actions.change_status(ticket, Status.objects.get(slug="spam"), actor=as_actor(sue))
    assert "How it stands" not in page(sues, at)


def test_only_its_owner_is_asked_why_it_was_not_started(sues, at, step, ticket, sue, dev, quinn, as_actor):
    step.update(reasons=REASONS, owner_role="queue-manager")
    assert "Why was it not started?" in page(sues, at)
    step.update(owner_role="supporter")
    assert "Why have you not started it?" in page(sues, at)
    actions.assign(ticket, dev, actor=as_actor(quinn))
    assert "Why was it not started?" in page(sues, at)
    actions.assign(ticket, sue, actor=as_actor(quinn))
    assert "Why have you not started it?" in page(sues, at)


def test_a_team_is_asked_for_what_nobody_of_it_has(sues, at, step, sue):
    team = Team.objects.create(name="Installers")
    step.update(reasons=REASONS, owner_team=team)
    assert "Why was it not started?" in page(sues, at)
    Membership.objects.create(team=team, user=sue)
    assert "Why have you not started it?" in page(sues, at)


def test_a_reason_takes_one_press_and_stands_on_the_ticket_and_in_its_lists(sues, at, step, ticket, now):
    step.update(reasons=REASONS)
    assert sues.post(at("delay"), {"reason": "Forgotten", "seen": ticket.version}).status_code == 303
    said = page(sues, at)
    assert '<span class="chip is-due">Forgotten</span>' in said
    assert "said Sue Lindqvist" in said
    assert '<span class="chip row-why">Forgotten</span>' in sues.get("/queues/unassigned/").content.decode()


def test_a_reason_that_is_half_a_sentence_comes_back_with_what_was_typed(sues, at, step, ticket, now):
    step.update(reasons=REASONS)
    answer = sues.post(at("delay"), {"reason": "Blocked by…", "detail": "", "seen": ticket.version})
    assert answer.status_code == 422
    assert "Finish the sentence: “Blocked by…”" in answer.content.decode()
    sues.post(at("delay"), {"reason": "Blocked by…", "detail": "the vendor", "seen": ticket.version})
    assert now(ticket).delay_detail == "the vendor"
    assert "Blocked by the vendor" in page(sues, at)


def test_a_call_is_written_down_with_the_number_that_was_missing(sues, at, ticket, now):
    said = {"outcome": "reached", "phone": "+49 30 5550", "words": "She tries\nit tomorrow.", "seen": ticket.version}
    assert sues.post(at("calls"), said).status_code == 303
    after = now(ticket)
    assert after.awaiting_us_since is None
    assert after.requester.phone == "+49 30 5550"
    assert Note.objects.get(ticket=ticket).text == "She tries\nit tomorrow."
    assert "spoke with Ann Meyer at +49 30 5550 on the phone" in page(sues, at)


def test_a_call_moves_the_ticket_where_the_client_says(sues, at, ticket, now):
    completed = Status.objects.get(slug="completed")
    said = {"outcome": "reached", "words": "It works.", "move_to": completed.pk, "seen": ticket.version}
    assert f'<option value="{completed.pk}">Completed</option>' in page(sues, at)
    assert sues.post(at("calls"), said).status_code == 303
    assert now(ticket).status == completed


def test_a_call_that_says_nothing_comes_back_as_it_was(sues, at, ticket, now):
    answer = sues.post(at("calls"), {"outcome": "reached", "phone": "+49 1", "words": "", "seen": ticket.version})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Write what was said on the phone." in said
    assert 'value="+49 1"' in said
    assert now(ticket).version == ticket.version


def test_the_queue_manager_is_told_and_where_there_is_none_that_is_said(sues, at, ticket, now):
    said = {"words": "It waits for a week.", "seen": ticket.version}
    assert "Nobody else here is queue manager" in sues.post(at("escalations"), said).content.decode()


def test_the_queue_manager_finds_it_in_their_inbox(sues, quinn, at, ticket):
    said = {"words": "It waits for a week.", "seen": ticket.version}
    assert sues.post(at("escalations"), said).status_code == 303
    drain()
    assert Notification.objects.get(person=quinn, reason="mentioned").ticket == ticket


def test_two_at_once_see_what_the_other_said(sues, quinns, at, step, ticket):
    step.update(reasons=REASONS)
    sues.post(at("delay"), {"reason": "Forgotten", "seen": ticket.version})
    answer = quinns.post(at("delay"), {"reason": "Blocked by…", "detail": "the vendor", "seen": ticket.version})
    assert answer.status_code == 409
    assert "say why it was not started: “Blocked by the vendor”" in answer.content.decode()


def test_the_list_of_what_languishes_says_what_to_do_with_each(sues, at, step, ticket, as_actor, sue):
    assert "Nothing of yours stays" in sues.get("/queues/languishing/").content.decode()
    step.update(dwell_limit_days=0, suggested_act=SuggestedAct.CALL)
    everybodys = sues.get("/queues/languishing-all/").content.decode()
    assert "The printer is on fire" in everybodys
    assert "Call: 1 min here" in everybodys
    assert "The printer is on fire" not in sues.get("/queues/languishing/").content.decode()
    actions.assign(ticket, sue, actor=as_actor(sue))
    assert "The printer is on fire" in sues.get("/queues/languishing/").content.decode()
    other = TicketType.objects.exclude(pk=ticket.ticket_type_id).first()
    Step.objects.filter(version__ticket_type=other).update(dwell_limit_days=timedelta(days=9).days)
    assert "The printer is on fire" in sues.get("/queues/languishing/").content.decode()


@pytest.mark.parametrize("slug", ["languishing", "languishing-all", "status-submitted"])
def test_the_lists_that_say_more_ask_as_much_for_many_as_for_few(
    sues, step, sue, ann, as_actor, django_assert_max_num_queries, slug
):
    step.update(dwell_limit_days=0, reasons=REASONS, suggested_act=SuggestedAct.CALL)

    def fill_and_count(number):
        for place in range(number):
            row = actions.open_ticket(f"One of many {place}", ann, actor=as_actor(sue))
            actions.explain_delay(row, "Forgotten" if place % 2 else "Waiting for capacity", actor=as_actor(sue))
            actions.assign(row, sue, actor=as_actor(sue))
        with django_assert_max_num_queries(12) as captured:
            assert sues.get(f"/queues/{slug}/").status_code == 200
        return len(captured)

    assert fill_and_count(2) == fill_and_count(20)


def test_the_list_of_a_status_counts_why_its_tickets_were_not_started(sues, step, sue, ann, as_actor):
    step.update(reasons=REASONS)
    for reason, detail in (("Forgotten", ""), ("Forgotten", ""), ("Blocked by…", "the vendor")):
        row = actions.open_ticket("One of many", ann, actor=as_actor(sue))
        actions.explain_delay(row, reason, detail, actor=as_actor(sue))
    said = sues.get("/queues/status-submitted/").content.decode()
    links = re.findall(r'<a href="([^"]+)">([^<]+) <strong>(\d+)</strong>', said[said.index("Not started:") :])
    assert [(name, number) for _, name, number in links] == [
        ("Blocked by…", "1"),
        ("Forgotten", "2"),
        ("nobody has said", "1"),
    ]
    for address, name, number in links:
        found = sues.get(html.unescape(address)).content.decode()
        assert found.count('class="row-subject"') == int(number), name
