"""A request's road: an estimate, a customer who approves it on a phone, the work, and their word that it works."""

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import raw_mail
from tests.desks import stop
from tests.flows.road import Road, scan

EVENTS = "SELECT count(*) FROM transom_event"


@pytest.fixture
def road(home, peer):
    desk = Road(home, peer)
    yield desk
    stop(desk.process)


@pytest.fixture
def phone(browser: Browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def test_the_road_of_a_request(road, phone):
    road.begin(raw_mail("Can you train two people?", subject="Training"), "request")
    road.move("in-review", "needs-estimate")
    figures = {"hours": "16", "amount": "2400", "currency": "EUR", "text": "Two days, remote."}
    road.visitor.post("/tickets/1/estimates", **figures)
    road.move("estimate-ready", "estimate-pending")

    mail = road.question()
    assert mail.subject == "Please approve our estimate: Training"
    assert "16 hours, 2,400.00 EUR" in mail.text
    before = road.desk.rows(EVENTS)
    assert scan(mail) >= 3  # the link, the style sheet of its page, and more
    assert road.desk.rows(EVENTS) == before
    assert road.at == "estimate-pending"

    phone.goto(road.link())
    expect(phone.get_by_text("2,400.00 EUR")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.get_by_label("Your name").fill("Ann Meyer")
    phone.get_by_role("button", name="Approve this estimate").click()
    expect(phone.get_by_role("heading", name="You approved our estimate")).to_be_visible()
    assert road.at == "approved"
    assert "approved estimate 1 (16 hours, 2,400.00 EUR) as “Ann Meyer”" in road.visitor.get("/tickets/1/")
    assert "Ann Meyer" in road.visitor.get("/tickets/1/estimates/1/")

    road.visitor.get("/tickets/1/")
    road.visitor.post("/tickets/1/assignee", assignee=1)
    road.move("in-progress", "ready-to-test", "in-testing", "ready-to-install", "client-testing")
    phone.goto(road.link(1))
    phone.get_by_role("button", name="It works").click()
    expect(phone.get_by_role("heading", name="You said that it works")).to_be_visible()
    assert road.at == "completed"
    assert road.replays()
