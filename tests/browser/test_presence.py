"""Two people at one ticket see each other: who looks, who writes, and that they have gone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_live import listening, live_server  # noqa: F401, fixtures

SUE, DEV = "Sue Lindqvist", "Dev Okafor"


@pytest.fixture
def both(listening, ticket, sue, dev):  # noqa: F811
    return [listening(person, f"/tickets/{ticket.number}/") for person in (sue, dev)]


def company(page):
    return page.get_by_role("list", name="Who else is here")


def test_who_looks_and_who_writes_is_seen_and_ends_by_itself(both):
    sues, devs = both
    expect(company(sues)).to_contain_text(f"{DEV} is looking")
    expect(company(devs)).to_contain_text(f"{SUE} is looking")
    expect(company(sues)).not_to_contain_text(SUE)
    before = sues.locator(".thread").bounding_box()
    devs.locator("[data-composer-body]").press_sequentially("Try")
    expect(company(sues)).to_contain_text(f"{DEV} is writing a reply")
    assert sues.locator(".thread").bounding_box() == before
    expect(company(sues)).to_contain_text(f"{DEV} is looking", timeout=60_000)


def test_a_note_is_told_from_a_reply(both):
    sues, devs = both
    devs.get_by_role("radio", name="Note").check()
    devs.locator("[data-composer-body]").press_sequentially("Hm")
    expect(company(sues)).to_contain_text(f"{DEV} is writing a note")


def test_whoever_closes_the_window_or_goes_elsewhere_is_gone(both):
    sues, devs = both
    expect(company(sues)).to_contain_text(DEV)
    devs.close()
    expect(company(sues)).not_to_contain_text(DEV)


def test_the_list_marks_what_somebody_has_open(listening, ticket, sue, dev):  # noqa: F811
    sues = listening(sue, "/queues/open/")
    devs = listening(dev, f"/tickets/{ticket.number}/")
    mark = sues.locator(f"#row-{ticket.number} .row-company")
    expect(mark).to_have_attribute("title", f"{DEV} is looking")
    devs.goto("/queues/mine/")
    expect(mark).to_have_count(0)


def test_moving_from_ticket_to_ticket_takes_the_sign_along(listening, mail, sue, dev):  # noqa: F811
    first, second = mail("One.", subject="The first").ticket, mail("Two.", subject="The second").ticket
    sues = listening(sue, f"/tickets/{first.number}/")
    devs = listening(dev, f"/tickets/{first.number}/")
    expect(company(sues)).to_contain_text(DEV)
    devs.get_by_role("link", name="The second").first.click()
    expect(devs.get_by_role("heading", level=1)).to_have_text("The second")
    expect(company(sues)).not_to_contain_text(DEV)
    expect(sues.locator(f"#row-{second.number} .row-company")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_it_can_be_read_by_everyone(listening, ticket, sue, dev, scheme, width):  # noqa: F811
    size = {"width": width, "height": 900}
    sues = listening(sue, f"/tickets/{ticket.number}/", color_scheme=scheme, viewport=size)
    devs = listening(dev, f"/tickets/{ticket.number}/")
    sues.locator("[data-composer-body]").fill("My words")
    devs.get_by_role("radio", name="Note").check()
    devs.locator("[data-composer-body]").press_sequentially("I know this one.")
    expect(company(sues)).to_contain_text("is writing a note")
    devs.get_by_role("button", name="Add note").click()
    expect(sues.locator(".came-in-bar")).to_be_visible()
    found = Axe().run(sues).response["violations"]
    assert not found, [(fault["id"], [node["html"][:120] for node in fault["nodes"]]) for fault in found]
    assert sues.evaluate("document.documentElement.scrollWidth <= innerWidth")
