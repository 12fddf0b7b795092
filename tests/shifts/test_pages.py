"""Shifts on the screen: who answers for the queue stands on every page, and all that changes it is a form."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.shifts.conftest import ROLE
from transom.people import rota
from transom.people.actor import person
from transom.people.shifts import Absence, Holding, Shift
from transom.shifts import handing, planning

DAY = timedelta(days=1)


def signed_in(user) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return client


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def holder():
    return rota.holder(ROLE, timezone.now())


@pytest.fixture
def quinns(quinn, rita):
    """Quinn has the queue for the day around now."""
    now = timezone.now()
    planning.plan(quinn, [(now, now + DAY)], deputy=rita, actor=person(quinn), now=now)


@pytest.mark.parametrize("address", ["/queues/open/", "/shifts/", "/me/"])
def test_who_answers_for_the_queue_stands_on_every_page(quinn, sue, address):
    page = said(signed_in(sue).get(address))
    assert "Queue manager <strong>Quinn Abara</strong>" in page
    assert "/shifts/take-over" not in page
    assert "You answer for the queue" in said(signed_in(quinn).get(address))


def test_taking_over_leads_back_to_the_page_it_was_pressed_on(quinns, rita):
    page = said(signed_in(rita).get("/queues/open/"))
    assert 'data-command="Take over the queue"' in page
    answer = signed_in(rita).post("/shifts/take-over", {"next": "/queues/open/"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/queues/open/")
    assert holder() == rita
    answer = signed_in(rita).post("/shifts/take-over", {"next": "https://evil.example/"}, follow=True)
    assert answer.redirect_chain == [("/shifts/", 303)]
    assert "You answer for the queue already." in said(answer)


def test_a_hand_over_shows_its_card_to_the_taker_and_the_giver_on_every_page(quinns, quinn, rita, ada, ben):
    answer = signed_in(quinn).post("/shifts/hand-over", {"to": rita.pk, "note": "<b>Nordbau</b> waits."})
    assert answer.status_code == 303
    taker, giver = (said(signed_in(who).get("/queues/open/")) for who in (rita, quinn))
    assert "Quinn Abara hands the queue over to you:" in taker
    assert "&lt;b&gt;Nordbau&lt;/b&gt; waits." in taker
    assert "You hand over to Rita Holm." in giver
    assert "Withdraw" in giver
    for other in (ada, ben):
        assert "Nordbau" not in said(signed_in(other).get("/queues/open/"))
    signed_in(rita).post(f"/shifts/hand-over/{rota.offered(ROLE).pk}/accept", {"next": "/queues/open/"})
    assert holder() == rita
    assert "Quinn Abara wrote when they handed over" in said(signed_in(rita).get("/shifts/"))


def test_shifts_are_planned_by_a_form_each_week_on_some_days(quinn, rita):
    week = {"person": rita.pk, "deputy": quinn.pk, "day": "2126-03-04", "starts": "09:00", "ends": "18:00"}
    page = signed_in(quinn).post("/shifts/plan", week)
    assert page.status_code == 422
    assert "within the next two years" in said(page)
    monday = timezone.localdate() + timedelta(days=7 - timezone.localdate().weekday())
    week |= {"day": monday.isoformat(), "until": (monday + 13 * DAY).isoformat(), "weekdays": [0, 1]}
    answer = signed_in(quinn).post("/shifts/plan", week, follow=True)
    assert "Rita Holm is planned for 4 shifts." in said(answer)
    page = said(signed_in(quinn).get(f"/shifts/?day={monday.isoformat()}"))
    assert page.count('<span class="shift-who">Rita Holm</span>') == 2
    assert "09:00 to 18:00" in page
    again = signed_in(quinn).post("/shifts/plan", week)
    assert (again.status_code, Shift.objects.count()) == (422, 4)
    assert "Remove that shift first" in said(again)
    first = Shift.objects.first()
    signed_in(quinn).post(f"/shifts/{first.pk}/remove", {"and_later": "1", "next": "/shifts/"})
    assert not Shift.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("day", "tomorrow", "Enter a valid date."),
        ("starts", "noon", "Enter a valid time."),
        ("until", "2000-01-01", "Choose a day that comes after the first one."),
        ("until", "", "Say until which day it repeats."),
        ("weekdays", ["9"], "is not one of the available choices"),
        ("person", "0", "is not one of the available choices"),
    ],
)
def test_what_is_typed_wrong_comes_back_with_what_to_do(quinn, field, value, why):
    day = timezone.localdate() + DAY
    week = {"person": quinn.pk, "day": day.isoformat(), "starts": "09:00", "ends": "18:00"}
    week |= {"until": (day + 9 * DAY).isoformat(), "weekdays": ["0"]}
    answer = signed_in(quinn).post("/shifts/plan", week | {field: value})
    assert answer.status_code == 422
    assert why in said(answer)
    assert not Shift.objects.exists()


def test_who_is_away_is_written_down_and_ended(quinns, quinn, rita, sue):
    today = timezone.localdate()
    away = {"person": quinn.pk, "first": today.isoformat(), "last": (today + 2 * DAY).isoformat(), "note": "Ill"}
    assert signed_in(sue).post("/shifts/absences", away).status_code == 422
    answer = signed_in(quinn).post("/shifts/absences", away, follow=True)
    assert "It is written down that Quinn Abara is away." in said(answer)
    assert holder() == rita
    assert "Rita Holm" in said(signed_in(sue).get("/shifts/"))
    [row] = Absence.objects.all()
    signed_in(quinn).post(f"/shifts/absences/{row.pk}/end")
    assert holder() == quinn


def test_while_nobody_answers_for_the_queue_every_page_says_so(quinn, rita, sue, ticket):
    now = timezone.now()
    Holding.objects.create(role=ROLE, how="nobody", since=now - DAY, alarmed_at=now)
    for who in (sue, rita):
        page = said(signed_in(who).get("/me/"))
        assert page.count("Nobody answers for the queue") == 2
        assert 'role="alert"' in page
    assert "/shifts/take-over" not in said(signed_in(sue).get("/me/"))
    handing.take_over(actor=person(rita), now=now)
    assert "Nobody answers for the queue" not in said(signed_in(sue).get("/me/"))


@pytest.mark.parametrize("query", ["", "?view=month", "?day=nonsense", "?day=9999-12-31", "?view=month&day=1971-01-01"])
def test_the_page_costs_the_same_however_much_is_planned(quinns, quinn, query, django_assert_max_num_queries):
    now = timezone.now()
    spans = [(now + number * DAY + DAY, now + number * DAY + DAY * 1.5) for number in range(1, 300)]
    planning.plan(quinn, spans, actor=person(quinn), now=now)
    client = signed_in(quinn)
    client.get("/shifts/")
    with django_assert_max_num_queries(12):
        assert client.get(f"/shifts/{query}").status_code == 200
