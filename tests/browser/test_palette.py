"""One box that finds and does, by the keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import LOOKS, overflow, problems
from transom.tickets import actions
from transom.tickets.models import Ticket

WIDE = {"viewport": {"width": 1440, "height": 900}}


@pytest.fixture
def page(live_server, ticket, mail, sue, enter):
    mail(subject="Another matter")
    made = enter(sue, **WIDE)
    made.goto(f"/tickets/{ticket.number}/?queue=open")
    made.wait_for_load_state("load")
    return made


def opened(page, words=""):
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Find or do")).to_be_focused()
    if words:
        page.keyboard.type(words)
    return page.locator("[data-palette]")


def chosen(palette):
    return palette.locator('[role=option][aria-selected="true"]')


def test_it_shows_what_can_be_done_here_and_then_where_to_go(page):
    palette = opened(page)
    groups = palette.get_by_role("group")
    expect(groups.nth(0)).to_have_attribute("aria-label", "This ticket")
    expect(groups.last).to_have_attribute("aria-label", "Go to")
    expect(palette.get_by_role("option", name="Assign…")).to_be_visible()
    expect(palette.get_by_role("option", name="Waiting on customer")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(palette).to_be_hidden()


def test_the_chosen_one_is_named_to_a_screen_reader(page):
    palette = opened(page)
    box = page.get_by_role("combobox", name="Find or do")
    expect(box).to_have_attribute("aria-activedescendant", "palette-0")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "palette-1")
    expect(chosen(palette)).to_have_id("palette-1")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(chosen(palette)).to_have_id("palette-0")


def test_words_in_any_order_find_it_and_are_marked(page):
    palette = opened(page, "cust wait")
    expect(chosen(palette)).to_have_text("Waiting on customer g w".replace(" g w", "gw"))
    assert palette.locator("mark").all_inner_texts() == ["Wait", "cust"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/queues/waiting/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Waiting on customer")


def test_a_number_leads_to_its_ticket_without_a_load(page, ticket):
    other = Ticket.objects.exclude(pk=ticket.pk).get()
    palette = opened(page, f"#{other.number}")
    expect(chosen(palette)).to_contain_text(f"Open ticket #{other.number}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Another matter")


def test_it_acts_on_the_ticket(page, ticket, sue):
    opened(page, "take it")
    page.keyboard.press("Enter")
    expect(page.locator(".ticket-meta")).to_contain_text("Sue Lindqvist")
    assert Ticket.objects.get(pk=ticket.pk).assignee_id == sue.pk


def test_what_asks_for_more_is_opened_and_has_the_focus(page):
    opened(page, "assign")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Assignee")).to_be_focused()


def test_what_was_used_last_comes_first(page):
    opened(page, "take it")
    page.keyboard.press("Enter")
    expect(page.locator(".ticket-meta")).to_contain_text("Sue Lindqvist")
    opened(page, "closed")
    page.keyboard.press("Enter")
    page.wait_for_url("**/queues/closed/")
    palette = opened(page)
    expect(palette.get_by_role("group").nth(0)).to_have_attribute("aria-label", "Recently used")
    expect(chosen(palette)).to_contain_text("Closed")


def test_nothing_that_fits_is_said(page):
    palette = opened(page, "xyzzy")
    expect(palette.locator(".palette-none")).to_contain_text("Nothing fits")
    expect(palette.get_by_role("option")).to_have_count(0)


def test_the_server_answers_too_and_late_answers_are_not_heard(page, ticket):
    asked = []

    def answer(route):
        words = route.request.url.partition("q=")[2].partition("&")[0]
        asked.append(words)
        route.fulfill(
            content_type="text/html", body=f'<li role="option" data-href="/tickets/{ticket.number}/">For {words}</li>'
        )

    page.route("**/palette/?*", answer)
    page.evaluate("document.querySelector('[data-palette]').dataset.answers = '/palette/'")
    palette = opened(page, "printer")
    expect(palette.get_by_role("group", name="Found").get_by_role("option")).to_have_text("For printer")
    assert asked[-1] == "printer"
    assert len(asked) < len("printer")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The printer is on fire")


def test_the_box_in_the_rail_and_the_slash_open_it(page):
    palette = page.locator("[data-palette]")
    page.get_by_role("searchbox", name="Find or do").click()
    expect(palette).to_be_visible()
    page.keyboard.press("Escape")
    expect(palette).to_be_hidden()
    page.keyboard.press("/")
    expect(palette).to_be_visible()
    expect(page.get_by_role("combobox", name="Find or do")).to_have_value("")


def test_it_opens_above_what_is_being_typed_and_gives_the_focus_back(page):
    page.keyboard.press("r")
    page.keyboard.type("Half")
    opened(page)
    page.keyboard.press("Escape")
    expect(page.get_by_label("Your words")).to_be_focused()
    page.keyboard.type(" a thou")
    expect(page.get_by_label("Your words")).to_have_value("Half a thou")


def test_after_a_move_it_offers_what_the_new_ticket_offers(page, ticket, sue, as_actor):
    other = Ticket.objects.exclude(pk=ticket.pk).get()
    actions.assign(other, sue, actor=as_actor(sue))
    page.get_by_role("link", name="Another matter").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Another matter")
    palette = opened(page, "take it")
    expect(palette.get_by_role("group", name="This ticket").get_by_role("option", name="Take it")).to_have_count(0)


@pytest.mark.parametrize("look", LOOKS)
def test_it_and_the_list_of_keys_are_fit_for_everyone(live_server, ticket, sue, enter, look):
    page = enter(sue, **LOOKS[look])
    page.goto(f"/tickets/{ticket.number}/?queue=open")
    page.wait_for_load_state("load")
    palette = opened(page, "re")
    expect(palette.get_by_role("option").first).to_be_visible()
    found = problems(page) + overflow(page)
    page.keyboard.press("Escape")
    expect(palette).to_be_hidden()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys of this page")).to_be_visible()
    assert found + problems(page) + overflow(page) == []
