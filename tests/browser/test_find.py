"""Finding with the keyboard: the page with its completions, the ticket beside the search, the palette, saved views."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import LOOKS, overflow, problems
from transom.search.models import SavedView
from transom.tickets import actions
from transom.tickets.actions import Words
from transom.worker import drain

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def found(ticket, mail, sue, as_actor):
    """Ann's ticket with a note, and one of somebody else."""
    actions.note(ticket, Words("Ask Bodo about the flux capacitor."), actor=as_actor(sue))
    mail("The capacitor of our own is fine.", sender="Lena Voss <lena@nordbau.example>", subject="Nothing burns")
    drain()
    return ticket


def test_a_question_is_completed_and_answered_with_the_keyboard_alone(found, sue, enter):
    page = enter(sue)
    page.goto("/find/")
    box = page.get_by_role("combobox", name="What are you looking for?")
    expect(box).to_be_focused()
    page.keyboard.type("capacitor sta")
    expect(page.get_by_role("option", name="status:")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("option", name="status:open")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box).to_have_value("capacitor status:open ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/find/?q=*")
    expect(page.locator(".hit")).to_have_count(2)
    expect(page.locator(".hit mark").first).to_have_text(re.compile("capacitor", re.IGNORECASE))


def test_a_hit_opens_beside_the_search(found, sue, enter):
    page = enter(sue)
    page.goto("/find/?q=capacitor")
    page.locator(".hit", has_text="printer").locator("[data-row]").click()
    page.wait_for_url(re.compile(rf"/tickets/{found.number}/\?queue=find-"))
    expect(page.locator("#main-pane").get_by_role("heading", name="The printer is on fire")).to_be_visible()
    expect(page.locator(".list-pane [data-row]")).to_have_count(2)
    page.reload()
    expect(page.locator(".list-pane [data-row]")).to_have_count(2)
    page.locator(".list-pane .pane-head a").first.click()
    page.wait_for_url("**/find/?q=capacitor")


def test_the_palette_finds_what_was_said(found, sue, enter):
    page = enter(sue)
    page.keyboard.press("Control+k")
    page.keyboard.type("capac")
    option = page.get_by_role("option", name=re.compile("printer is on fire"))
    expect(option).to_be_visible()
    expect(option.locator("mark").last).to_have_text(re.compile("capac"))
    option.click()
    page.wait_for_url(re.compile(rf"/tickets/{found.number}/"))


def test_a_view_is_saved_and_counts_behind_the_page(found, sue, enter):
    page = enter(sue)
    page.goto("/find/?q=capacitor")
    page.get_by_text("Save as a view").click()
    page.get_by_label("Name", exact=True).fill("Capacitors")
    page.get_by_role("button", name="Save the view").click()
    link = page.locator(".rail-link", has_text="Capacitors")
    expect(link).to_have_attribute("aria-current", "page")
    expect(link.locator(".rail-count")).to_have_text("2")
    assert SavedView.objects.get().question == "capacitor"


def test_without_a_script_the_same_page_finds(found, sue, enter):
    page = enter(sue, javascript=False)
    page.goto("/find/")
    page.get_by_role("searchbox", name="What are you looking for?").fill("capacitor")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.locator(".hit")).to_have_count(2)
    page.locator(".hit [data-row]").first.click()
    expect(page.get_by_role("heading", name="Nothing burns")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_and_nothing_is_wider_than_its_window(found, sue, enter, look):
    page = enter(sue, **LOOKS[look])
    for question in ("", "capacitor sattus:open", "is:open", "kettle"):
        page.goto(f"/find/?q={question}")
        assert problems(page) + overflow(page) == [], question
