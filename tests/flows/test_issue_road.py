"""An issue's road: it cannot be replicated, is mended, is still broken, and then works. The customer has no JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import raw_mail
from tests.desks import stop, wait_for
from tests.flows.road import Road, scan


@pytest.fixture
def road(home, peer):
    desk = Road(home, peer)
    yield desk
    stop(desk.process)


@pytest.fixture
def page(browser: Browser):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 640}, color_scheme="dark"
    )
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def test_the_road_of_an_issue(road, page: Page):
    road.begin(raw_mail("The export stops.", subject="Export stops"), "issue")
    road.move("in-review")
    road.move("cannot-replicate", comment="Works here.")
    road.visitor.post("/tickets/1/reply", kind="reply", body="Which browser?", seen=road.visitor.value_of("seen"))
    answer = wait_for(lambda: road.peer.to("ann@acme.example")[1:])[0]
    references = answer.decode().partition("Message-ID: ")[2].split()[0]
    road.post(raw_mail("Firefox.", subject="Re: Export stops", in_reply_to=references))
    wait_for(lambda: road.at == "in-review")

    road.visitor.get("/tickets/1/")
    road.visitor.post("/tickets/1/assignee", assignee=1)
    road.move("approved", "in-progress", "ready-to-test", "in-testing", "ready-to-install", "client-testing")
    scan(road.question())
    assert road.at == "client-testing"

    page.goto(road.link())
    page.get_by_role("button", name="Still broken").click()
    expect(page.get_by_role("alert")).to_contain_text("Write what you saw")
    page.get_by_label("Not working, or a question?").fill("It stops at row 3.")
    page.get_by_role("button", name="Still broken").click()
    expect(page.get_by_role("heading", name="still broken")).to_be_visible()
    assert road.at == "in-progress"
    assert "It stops at row 3." in road.visitor.get("/tickets/1/")

    road.move("ready-to-test", "in-testing", "ready-to-install", "client-testing")
    page.goto(road.link(1))
    page.get_by_role("button", name="It works").click()
    expect(page.get_by_role("heading", name="You said that it works")).to_be_visible()
    assert road.at == "completed"
    page.goto(road.link())
    expect(page.get_by_role("heading", name="still broken")).to_be_visible()
    assert road.replays()
