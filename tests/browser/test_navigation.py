"""From ticket to ticket without a new page: the list stays, the address and the title follow, and nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from transom.tickets import actions
from transom.tickets.messages import Note
from transom.tickets.models import Ticket
from transom.tickets.words import Words
from transom.worker import drain

WIDE = {"viewport": {"width": 1440, "height": 900}}
NARROW = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def many(live_server, ann, sue, as_actor):
    found = []
    for number in range(30):
        ticket = actions.open_ticket(f"Matter {number:02}", ann, actor=as_actor(sue))
        actions.note(ticket, Words(text=f"Of matter {number:02}."), actor=as_actor(sue))
        found.append(ticket)
    return found


@pytest.fixture
def loads(request):
    """Counts the pages that a window loads whole."""

    def watch(page) -> list[str]:
        seen: list[str] = []
        page.on(
            "request",
            lambda asked: asked.is_navigation_request() and asked.frame == page.main_frame and seen.append(asked.url),
        )
        return seen

    return watch


def at_open(page):
    page.goto("/queues/open/")
    page.wait_for_load_state("load")
    return page


def row(page, words):
    return page.locator(".row", has_text=words)


def heading(page):
    return page.get_by_role("heading", level=1)


def test_a_click_on_a_row_opens_the_ticket_and_leaves_the_list_as_it_is(many, sue, enter, loads):
    page = at_open(enter(sue, **WIDE))
    seen = loads(page)
    page.locator(".list-pane").evaluate(
        "pane => { pane.scrollTop = 400; pane.querySelector('.rows').dataset.same = '1'; }"
    )
    page.get_by_role("link", name="Matter 12").click()
    expect(heading(page)).to_have_text("Matter 12")
    expect(heading(page)).to_be_focused()
    expect(page).to_have_title(f"Matter 12 · #{many[12].number} · Transom")
    expect(page.locator("#panel-body")).to_contain_text("Ann Meyer")
    assert page.url.endswith(f"/tickets/{many[12].number}/?queue=open#latest")
    assert page.locator(".rows").get_attribute("data-same") == "1"
    expect(row(page, "Matter 12")).to_have_class("row is-selected")
    expect(row(page, "Matter 12")).to_be_in_viewport()
    page.get_by_role("link", name="Matter 13").click()
    expect(heading(page)).to_have_text("Matter 13")
    expect(page.locator(".row.is-selected")).to_have_count(1)
    assert seen == []


def test_back_and_forward_go_through_the_tickets_and_to_the_list(many, sue, enter, loads):
    page = at_open(enter(sue, **WIDE))
    seen = loads(page)
    for name in ("Matter 03", "Matter 04"):
        page.get_by_role("link", name=name).click()
        expect(heading(page)).to_have_text(name)
    page.go_back()
    expect(heading(page)).to_have_text("Matter 03")
    expect(page.locator(".row.is-selected")).to_contain_text("Matter 03")
    page.go_back()
    expect(heading(page)).to_have_text("All open")
    expect(page.locator(".ticket-head")).to_have_count(0)
    expect(page).to_have_title("All open · Transom")
    expect(page.get_by_role("link", name="Matter 03")).to_be_focused()
    page.go_forward()
    expect(heading(page)).to_have_text("Matter 03")
    page.reload()
    expect(heading(page)).to_have_text("Matter 03")
    assert len(seen) == 1


def test_another_list_comes_in_place_and_back(many, sue, enter, loads, as_actor):
    actions.assign(many[5], sue, actor=as_actor(sue))
    page = at_open(enter(sue, **WIDE))
    seen = loads(page)
    page.get_by_role("link", name="Mine").click()
    expect(heading(page)).to_have_text("Mine")
    expect(page.locator(".row")).to_have_count(1)
    assert page.url.endswith("/queues/mine/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Matter 05")
    page.go_back()
    expect(heading(page)).to_have_text("Mine")
    page.go_back()
    expect(heading(page)).to_have_text("All open")
    expect(page.locator(".row")).to_have_count(30)
    assert seen == []


def test_verbs_change_the_ticket_in_place(many, sue, enter, loads):
    page = at_open(enter(sue, **WIDE))
    page.get_by_role("link", name="Matter 07").click()
    expect(heading(page)).to_have_text("Matter 07")
    seen, entries = loads(page), page.evaluate("history.length")
    page.locator("#panel-body").get_by_role("button", name="Take it").click()
    expect(page.locator(".ticket-meta")).to_contain_text("Sue Lindqvist")
    assert Ticket.objects.get(pk=many[7].pk).assignee_id == sue.pk
    assert page.evaluate("history.length") == entries
    assert seen == []


def test_what_did_not_go_through_is_said_where_the_reader_is(many, sue, dev, enter, as_actor):
    page = at_open(enter(sue, **WIDE))
    page.get_by_role("link", name="Matter 07").click()
    expect(heading(page)).to_have_text("Matter 07")
    actions.note(many[7], Words(text="I know this one."), actor=as_actor(dev))
    page.locator("#panel-body").get_by_role("button", name="Take it").click()
    stopped = page.locator('#main-pane .notice[role="alert"]').first
    expect(stopped).to_contain_text("Something came in meanwhile")
    expect(stopped).to_be_focused()
    assert Ticket.objects.get(pk=many[7].pk).assignee_id is None


def test_what_is_typed_is_there_again_when_its_ticket_is(many, sue, enter):
    page = at_open(enter(sue, **WIDE))
    page.get_by_role("link", name="Matter 01").click()
    expect(heading(page)).to_have_text("Matter 01")
    page.get_by_label("Your words").fill("Half a thou")
    page.get_by_role("link", name="Matter 02").click()
    expect(heading(page)).to_have_text("Matter 02")
    expect(page.get_by_label("Your words")).to_have_value("")
    page.get_by_role("link", name="Matter 01").click()
    expect(heading(page)).to_have_text("Matter 01")
    expect(page.get_by_label("Your words")).to_have_value("Half a thou")


def test_whoever_has_something_to_keep_is_waited_for_and_may_say_no(many, sue, enter):
    page = at_open(enter(sue, **WIDE))
    page.get_by_role("link", name="Matter 01").click()
    expect(heading(page)).to_have_text("Matter 01")
    page.evaluate(
        """() => document.addEventListener("desk:leaving", (event) => {
            event.detail.waitFor(new Promise((done) => setTimeout(() => { window.kept = true; done(); }, 300)));
        }, { once: true })"""
    )
    page.get_by_role("link", name="Matter 02").click()
    expect(heading(page)).to_have_text("Matter 02")
    assert page.evaluate("window.kept") is True
    page.evaluate(
        """() => document.addEventListener("desk:leaving", (event) => event.preventDefault(), { once: true })"""
    )
    page.get_by_role("link", name="Matter 03").click()
    page.wait_for_timeout(300)
    expect(heading(page)).to_have_text("Matter 02")


def test_of_two_quick_clicks_the_later_one_is_shown(many, sue, enter):
    page = at_open(enter(sue, **WIDE))

    def slowly(route):
        page.wait_for_timeout(600)
        route.continue_()

    page.route(f"**/tickets/{many[1].number}/**", slowly)
    page.get_by_role("link", name="Matter 01").click()
    page.get_by_role("link", name="Matter 02").click()
    expect(heading(page)).to_have_text("Matter 02")
    page.wait_for_timeout(900)
    expect(heading(page)).to_have_text("Matter 02")
    expect(page.locator(".row.is-selected")).to_contain_text("Matter 02")


def test_done_and_next_goes_through_the_list_without_a_load(many, sue, enter, loads):
    page = at_open(enter(sue, **WIDE))
    page.get_by_role("link", name="Matter 00").click()
    expect(heading(page)).to_have_text("Matter 00")
    seen = loads(page)
    page.keyboard.press("e")
    why = page.get_by_label("Why", exact=True).and_(page.locator(":focus"))
    expect(why).to_be_visible()
    page.keyboard.type("She found it herself.")
    page.keyboard.press("Control+Enter")
    expect(heading(page)).to_have_text("Matter 01")
    assert Ticket.objects.get(pk=many[0].pk).status.slug == "completed"
    assert seen == []


def test_a_desk_that_cannot_be_reached_loses_nothing(many, sue, enter):
    page = at_open(enter(sue, **WIDE))
    page.get_by_role("link", name="Matter 01").click()
    expect(heading(page)).to_have_text("Matter 01")
    page.get_by_role("radio", name="Note").check()
    page.get_by_label("Your words").fill("Kept.")
    page.route(
        "**/notes?**", lambda route: route.fulfill(content_type="text/html", body="<!doctype html><p>From a proxy")
    )
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("#said")).to_contain_text("What you wrote is still here")
    expect(page.get_by_label("Your words")).to_have_value("Kept.")
    assert Note.objects.filter(text="Kept.").count() == 0


def test_a_narrow_window_steps_to_the_ticket_and_back(many, sue, enter):
    page = at_open(enter(sue, **NARROW))
    page.get_by_role("link", name="Matter 20").tap()
    expect(heading(page)).to_have_text("Matter 20")
    expect(page.locator(".list-pane")).to_be_hidden()
    page.locator(".is-back").tap()
    expect(page.get_by_role("link", name="Matter 20")).to_be_in_viewport()
    expect(page.locator(".main-pane")).to_be_hidden()


def test_without_scripts_everything_is_a_page(many, sue, enter):
    page = enter(sue, javascript=False, **WIDE)
    page.goto("/queues/open/")
    page.get_by_role("link", name="Matter 12").click()
    expect(heading(page)).to_have_text("Matter 12")
    page.locator("#panel-body").get_by_role("button", name="Take it").click()
    assert Ticket.objects.get(pk=many[12].pk).assignee_id == sue.pk


def test_from_what_was_found_to_a_ticket_and_back(many, sue, enter, loads):
    drain()  # what is found is indexed by the worker
    page = enter(sue, **WIDE)
    page.goto("/find/?q=matter")
    page.wait_for_load_state("load")
    seen = loads(page)
    page.locator("[data-row]", has_text="Matter 12").click()
    expect(heading(page)).to_have_text("Matter 12")
    page.keyboard.press("u")
    expect(page.locator(".ticket-head")).to_have_count(0)
    assert page.url.endswith("/find/?q=matter")
    page.go_back()
    expect(heading(page)).to_have_text("Matter 12")
    assert seen == []
