"""QA decides on one page who reproduces what; a try and a thank-you are acted on from the ticket."""

import pytest

from tests.tickets.telling import STARTED, hours, last, now, said, status
from tests.web.conftest import signed_in
from transom.people.actor import contact
from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.people.roles import Role
from transom.people.shifts import Absence
from transom.tickets import actions
from transom.tickets.log import assert_replays
from transom.tickets.messages import Trust
from transom.tickets.reproductions import Reproduction, Result


@pytest.fixture
def page(tess):
    client = signed_in(tess)

    def get(query=""):
        answer = client.get(f"/qa/{query}")
        assert answer.status_code == 200
        return answer.content.decode()

    get.client = client
    return get


def test_what_came_to_qa_waits_for_a_decision_also_where_a_move_gave_it_to_tess(issue, page):
    ticket = issue()
    shown = page()
    assert "1 ticket waits for somebody to reproduce it" in shown
    assert f'action="/qa/tickets/{ticket.number}"' in shown
    assert "It came to Tess Moreau" in shown


def test_one_press_gives_it_to_somebody_who_owns_it_from_then_on(issue, page, sue, tess):
    ticket = issue()
    answer = page.client.post(f"/qa/tickets/{ticket.number}", {"assignee": sue.pk, "seen": ticket.version}, follow=True)
    assert "Sue Lindqvist reproduces #" in answer.content.decode()
    assert now(ticket).assignee == sue
    assert last(ticket, "assigned").to.id == sue.pk
    shown = page()
    assert "Everything that came to QA has somebody" in shown
    assert "Being reproduced" in shown
    assert_replays(ticket)


def test_who_keeps_it_for_herself_has_decided(issue, page, tess):
    ticket = issue()
    page.client.post(f"/qa/tickets/{ticket.number}", {"assignee": tess.pk, "seen": ticket.version})
    assert "Everything that came to QA has somebody" in page()
    assert_replays(ticket)


def test_the_longest_need_comes_first_and_one_can_be_left_for_now(issue, page):
    second, first = issue("Second"), issue("First", at=hours(-5))
    assert page().index("First") < page().index("Second")
    shown = page(f"?ticket={second.number}")
    assert f'action="/qa/tickets/{second.number}"' in shown
    assert f'href="/qa/?ticket={first.number}"' in shown  # k, the one before


def test_what_somebody_saw_meanwhile_stops_the_decision(issue, page, ann, sue):
    ticket = issue()
    actions.receive(ticket, said("And now it smokes."), ann, trust=Trust.VERIFIED, actor=contact(ann))
    answer = page.client.post(f"/qa/tickets/{ticket.number}", {"assignee": sue.pk, "seen": ticket.version}, follow=True)
    assert "Something came in" in answer.content.decode()
    assert now(ticket).assignee != sue


def test_nobody_chosen_and_nobody_known_is_told_in_words(issue, page, olga):
    ticket = issue()
    for chosen, words in (("", "Choose who reproduces it."), (olga.pk, "Choose someone with a role at the desk.")):
        answer = page.client.post(
            f"/qa/tickets/{ticket.number}", {"assignee": chosen, "seen": ticket.version}, follow=True
        )
        assert words in answer.content.decode()


def test_whoever_is_away_is_not_offered(issue, page, sue):
    issue()
    assert "Sue Lindqvist" in page()
    Absence.objects.create(person=sue, starts_at=STARTED, ends_at=hours(24 * 3650))
    assert "Sue Lindqvist" not in page()


def test_tried_asked_and_to_be_tested_stand_apart(issue, page, tess, dev, as_actor):
    tried, asked, fixed = issue("Tried"), issue("Asked"), issue("Fixed")
    actor = as_actor(tess)
    actions.record_reproduction(tried, Result.REPRODUCED, steps="Print.", actor=actor)
    actions.record_reproduction(
        asked, Result.NOT_REPRODUCED, comment="It prints.", move_to=status("cannot-replicate"), actor=actor
    )
    actions.change_status(fixed, status("approved"), actor=actor)
    actions.assign(fixed, dev, actor=actor)
    for slug in ("in-progress", "ready-to-test"):
        actions.change_status(fixed, status(slug), actor=as_actor(dev))
    shown = page()
    parts = [shown.index(f'id="qa-{part}"') for part in ("wanted", "trying", "asked", "testing")]
    places = [shown.index(f">{subject}<", parts[1]) for subject in ("Tried", "Asked", "Fixed")]
    assert parts[1] < places[0] < parts[2] < places[1] < parts[3] < places[2]


def test_a_restricted_mailbox_stays_out_of_it(issue, page, petra, quinn, tess, as_actor):
    team = petra.teams.create(name="Payroll")
    box = Mailbox.objects.create(address="payroll@desk.example", name="Payroll", team=team)
    ticket = issue("Secret", mailbox=box)
    actions.record_reproduction(ticket, Result.REPRODUCED, steps="Pay.", actor=as_actor(tess))
    assert "Secret" in page()
    Mailbox.objects.filter(pk=box.pk).update(restricted=True)
    assert "Secret" not in page()
    assert page.client.post(f"/qa/tickets/{ticket.number}", {"assignee": tess.pk}).status_code == 404


def test_the_rail_leads_qa_there_and_counts(issue, page, sue, tess):
    issue()
    ticket = issue("Mine")
    assert 'href="/qa/"' in page()
    assert "with you already" not in page()
    page.client.post(f"/qa/tickets/{ticket.number}", {"assignee": tess.pk, "seen": ticket.version})
    assert "1 lies with you already." in page()  # so that what the rail counts is told here
    assert 'href="/qa/"' not in signed_in(sue).get("/queues/open/").content.decode()


def test_it_asks_the_database_the_same_for_2_and_40(issue, page, django_assert_max_num_queries):
    for number in range(2):
        issue(f"Issue {number}")
    with django_assert_max_num_queries(12) as few:
        page()
    for number in range(10):
        issue(f"More {number}")
    for number in range(12):
        User.objects.create_user(f"p{number}@desk.example", f"Person {number}", roles=[Role.SUPPORTER])
    with django_assert_max_num_queries(len(few)):
        assert "Somebody else" in page()


def test_a_try_is_recorded_on_the_tickets_page(issue, page):
    ticket, client = issue(), page.client
    shown = client.get(f"/tickets/{ticket.number}/").content.decode()
    assert "Record a try" in shown
    assert "And then: Cannot replicate" in shown
    assert "And then: Approve for action" in shown
    said = {"result": "not-reproduced", "comment": "It prints here.", "version": "4.2", "seen": ticket.version}
    to = status("cannot-replicate")
    answer = client.post(f"/tickets/{ticket.number}/reproductions", said | {"move_to": to.pk}, follow=True)
    shown = answer.content.decode()
    assert "could not reproduce it in 4.2" in shown
    assert "Record another try" in shown
    assert (now(ticket).status, now(ticket).reproduction) == (to, "not-reproduced")
    assert_replays(ticket)


def test_what_was_typed_stays_where_it_does_not_go_through(issue, page):
    ticket = issue()
    answer = page.client.post(
        f"/tickets/{ticket.number}/reproductions",
        {"result": "reproduced", "steps": "", "comment": "Look at page 3", "version": "4.2", "seen": ticket.version},
    )
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Write the steps" in shown
    assert "Look at page 3" in shown
    assert 'value="reproduced" required checked' in shown


def test_what_happened_is_not_asked_about(issue, page):
    ticket = issue()
    said = {"result": "reproduced", "steps": "Print.", "move_to": status("cannot-replicate").pk, "seen": ticket.version}
    answer = page.client.post(f"/tickets/{ticket.number}/reproductions", said)
    assert answer.status_code == 422
    assert Reproduction.objects.count() == 0


@pytest.fixture
def thanked(issue, ann, quinn, as_actor):
    ticket = issue()
    actions.change_status(
        ticket, status("closed-without-answer"), actor=as_actor(quinn), comment="Silent.", at=hours(2)
    )
    message = actions.receive(ticket, said("Thank you!"), ann, trust=Trust.VERIFIED, actor=contact(ann), at=hours(3))
    return now(ticket), message


def test_a_thank_you_says_what_it_did_and_one_click_makes_it_count(thanked, page):
    ticket, message = thanked
    assert "It wants one: reopen the ticket" in page.client.get(f"/tickets/{ticket.number}/").content.decode()
    said = {"message": message.pk, "seen": ticket.version}
    answer = page.client.post(f"/tickets/{ticket.number}/thanks", said, follow=True)
    assert "It wants one" not in answer.content.decode()
    assert (now(ticket).is_closed, now(ticket).awaiting_us_since) == (False, hours(3))
    assert_replays(ticket)


def test_a_message_of_another_ticket_cannot_be_made_to_count(thanked, issue, page):
    _ticket, message = thanked
    other = issue("Another")
    answer = page.client.post(f"/tickets/{other.number}/thanks", {"message": message.pk, "seen": other.version})
    assert answer.status_code == 422
