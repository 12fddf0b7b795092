"""Two people at one window, one after the other: whoever comes next finds nothing of who was there before."""

import pytest
from playwright.sync_api import expect

from tests.conftest import PASSWORD


@pytest.fixture
def left_behind(ticket, sue, enter):
    """Sue was writing when her session ended: the desk did not take her words, so her window kept them."""
    page = enter(sue)
    page.goto(f"/tickets/{ticket.number}/")
    page.wait_for_load_state("load")
    page.route("**/draft", lambda route: route.fulfill(status=503, body="The disk is full."))
    page.keyboard.press("r")
    page.keyboard.type("For Ann's eyes only")
    expect(page.locator("[data-unkept]")).to_have_count(1)
    page.keyboard.press("Control+k")
    page.keyboard.type("printer")
    page.get_by_role("option", name="The printer is on fire").click()
    page.wait_for_url("**queue=find-**")
    page.wait_for_load_state("load")
    page.goto("about:blank")  # nothing of the page is on its way any more
    page.context.clear_cookies()
    return page


def sign_in(page, person) -> None:
    page.goto("/")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/queues/**")


def stored(page) -> str:
    return page.evaluate("JSON.stringify([{ ...sessionStorage }, { ...localStorage }])")


def test_somebody_else_finds_no_words_and_no_tickets_of_theirs(left_behind, ticket, quinn):
    page = left_behind
    page.goto("/sign-in/")
    assert "eyes only" in stored(page) and "on fire" in stored(page)
    sign_in(page, quinn)
    page.unroute("**/draft")
    page.goto(f"/tickets/{ticket.number}/")
    page.wait_for_load_state("load")
    expect(page.get_by_label("Your words", exact=True)).to_have_value("")
    assert "eyes only" not in stored(page) and "on fire" not in stored(page)


def test_they_themselves_find_what_the_desk_had_not_taken(left_behind, ticket, sue):
    page = left_behind
    sign_in(page, sue)
    page.unroute("**/draft")
    page.goto(f"/tickets/{ticket.number}/")
    page.wait_for_load_state("load")
    expect(page.get_by_label("Your words", exact=True)).to_have_value("For Ann's eyes only")


def test_signing_out_leaves_nothing_of_them(ticket, sue, enter):
    page = enter(sue)
    page.keyboard.press("Control+k")
    page.keyboard.type("printer")
    page.get_by_role("option", name="The printer is on fire").click()
    page.wait_for_url("**/tickets/**")
    page.wait_for_load_state("load")
    assert "on fire" in stored(page)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/**")
    assert "on fire" not in stored(page)
