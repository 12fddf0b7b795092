"""The page that a customer opens on a phone, by axe's rules in light and dark, and no wider than 320 px; answered in one."""

import pytest
from playwright.sync_api import expect

from tests.asking.conftest import estimate, pending, testing  # noqa: F401, fixtures
from tests.browser.axe import COLOURS, RULES, overflow, problems
from tests.tickets.telling import now

SMALL, PHONE = {"width": 320, "height": 568}, {"width": 390, "height": 844}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_readable_by_everybody(live_server, window, pending, scheme):  # noqa: F811
    page = window(viewport=SMALL, color_scheme=scheme)
    page.goto(f"/a/{pending}/")
    page.get_by_role("button", name="Decline the estimate").click()
    expect(page.get_by_role("alert")).to_contain_text("Write a word about why")
    assert problems(page, RULES if scheme == "light" else COLOURS) == []
    assert overflow(page) == []


def test_still_broken_goes_back_from_a_phone(live_server, window, ticket, testing):  # noqa: F811
    page = window(viewport=PHONE)
    page.goto(f"/a/{testing}/")
    page.get_by_label("Not working, or a question?").fill("It stops at row 3.")
    page.get_by_role("button", name="Still broken").click()
    expect(page.get_by_role("heading", name="You said that it is still broken")).to_be_visible()
    assert (now(ticket).status.slug, now(ticket).messages.last().text) == ("in-progress", "It stops at row 3.")


def test_the_panel_with_an_estimate_is_readable_by_everybody(live_server, enter, pia, ticket, pending):  # noqa: F811
    page = enter(pia, viewport=PHONE)
    page.goto(f"/tickets/{ticket.number}/")
    page.locator("summary", has_text="Make another estimate…").evaluate("one => one.parentElement.open = true")
    assert problems(page) == []
    assert overflow(page) == []
    page.goto(f"/tickets/{ticket.number}/estimates/1/")
    assert problems(page) == []
    assert overflow(page) == []
