"""Many tickets at once in a browser: with the keyboard alone, with the mouse, and without scripts."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from transom.bulk import run as bulk
from transom.bulk.models import BulkRun
from transom.mail.models import OutboundEmail, OutboundKind
from transom.tickets.models import Ticket
from transom.worker import drain


@pytest.fixture
def five(ann, mail) -> list[Ticket]:
    names = (
        "Ann Meyer <ann@acme.example>",
        *(f"{name} Berg <{name.lower()}@acme.example>" for name in ("Bo", "Cy", "Di", "Ed")),
    )
    return [mail(f"Hello {place}.", sender=name, subject=f"Number {place}").ticket for place, name in enumerate(names)]


def count(page) -> str:
    return page.locator("[data-bulk-count]").inner_text()


def test_three_tickets_are_assigned_without_the_mouse(five, sue, enter):
    page = enter(sue)
    page.goto("/queues/open/")
    for key in ("j", "x", "j", "x", "j", "x"):
        page.keyboard.press(key)
    page.get_by_text("3 ticked").wait_for()
    page.keyboard.press("a")
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("heading", name="Who takes these 3 tickets?").wait_for()
    assert page.evaluate("document.activeElement.name") == "assignee"
    page.keyboard.press("Control+Enter")
    page.locator("#bulk-strip progress").wait_for()
    assert not sheet.is_visible()
    assert page.locator(".row-tick:checked").count() == 0
    drain()
    page.locator("#bulk-strip").get_by_text("3 done").wait_for()
    assert Ticket.objects.filter(assignee=sue).count() == 3
    page.get_by_role("link", name="Each ticket").click()
    page.get_by_role("heading", name="Assign to Sue Lindqvist").wait_for()
    assert page.locator("tbody tr").count() == 3


def test_shift_ticks_a_range_and_escape_unticks(five, sue, enter):
    page = enter(sue)
    page.goto("/queues/open/")
    ticks = page.locator(".row-tick")
    assert not page.locator("#bulk").is_visible()
    page.locator(".row").first.hover()
    ticks.nth(0).click()
    ticks.nth(3).click(modifiers=["Shift"])
    assert count(page) == "4 ticked"
    ticks.nth(1).click(modifiers=["Shift"])
    assert count(page) == "1 ticked"
    page.get_by_role("button", name="All on this page").click()
    assert count(page) == "5 ticked"
    page.keyboard.press("Escape")
    assert page.locator(".row-tick:checked").count() == 0
    assert not page.locator("#bulk").is_visible()


def test_what_is_folded_away_has_its_keys_only_while_something_is_ticked(five, sue, enter):
    page = enter(sue)
    page.goto("/queues/open/")
    page.keyboard.press("j")
    page.keyboard.press("t")
    page.wait_for_timeout(300)
    assert not page.get_by_role("dialog").is_visible()
    for key in ("x", "t"):
        page.keyboard.press(key)
    page.get_by_role("dialog").get_by_label("Add, with commas between them").fill("outage, Late")
    page.keyboard.press("Control+Enter")
    page.locator("#bulk-strip progress").wait_for()
    drain()
    page.locator("#bulk-strip").get_by_text("1 done").wait_for()
    assert {tag.name for ticket in five for tag in ticket.tags.all()} == {"outage", "late"}


def test_one_answer_to_many_is_seen_before_and_can_be_stopped(five, sue, enter, settings):
    settings.UNDO_SECONDS = 300
    page = enter(sue)
    page.goto("/queues/open/")
    for key in ("j", "x", "j", "x", "r"):
        page.keyboard.press(key)
    page.get_by_role("dialog").get_by_label("Your answer").wait_for()
    page.keyboard.type("Hello {{their first name}}, fixed.")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Hello Ann, fixed.").wait_for()
    page.get_by_text("Hello Bo, fixed.").wait_for()
    assert not BulkRun.objects.exists()
    page.keyboard.press("Control+Enter")
    page.get_by_text("begins in").wait_for()
    drain()
    page.locator("#bulk-strip").get_by_role("button", name="Stop").click()
    page.locator("#bulk-strip").get_by_text("2 stopped").wait_for()
    drain()
    assert not OutboundEmail.objects.filter(kind=OutboundKind.ANSWER).exists()
    assert [item.outcome for item in BulkRun.objects.get().items.all()] == ["stopped", "stopped"]


def test_who_is_faster_than_anybody_stays_at_the_list(five, sue, enter):
    """What comes into a page is bound in the same moment: pressed at once, it does not load a page as it does without a script."""
    page = enter(sue)
    page.goto("/queues/open/")
    for key in ("j", "x", "r"):
        page.keyboard.press(key)
    page.get_by_role("dialog").get_by_label("Your answer").fill("Hello.")
    page.evaluate(
        """() => new MutationObserver(() => document.querySelector(".bulk-preview ~ .buttons .is-primary")?.click())
            .observe(document.querySelector("#bulk-sheet"), { childList: true })"""
    )
    page.keyboard.press("Control+Enter")
    expect(page.locator("#bulk-strip")).to_contain_text("0 of 1")
    assert urlsplit(page.url).path == "/queues/open/"


def test_ticks_survive_a_look_at_a_ticket(five, sue, enter):
    page = enter(sue, viewport={"width": 1440, "height": 900})
    page.goto("/queues/open/")
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    page.keyboard.press("o")
    page.locator(".ticket-head h1").wait_for()
    assert count(page) == "2 ticked"
    page.keyboard.press("r")  # means the ticket that is read
    assert page.evaluate("document.activeElement.name") == "body"
    assert not page.locator("#bulk-sheet").is_visible()
    page.keyboard.press("Escape")
    page.locator("[data-row]").first.focus()
    page.keyboard.press("r")  # means the ticked ones
    page.locator("#bulk-sheet").get_by_label("Your answer").wait_for()


def test_everything_works_without_scripts(five, sue, enter):
    page = enter(sue, javascript=False)
    page.goto("/queues/open/")
    page.locator(".row-tick").nth(0).check()
    page.locator(".row-tick").nth(2).check()
    page.locator("#bulk").get_by_role("button", name="Assign…").click()
    page.get_by_role("heading", name="Who takes these 2 tickets?").wait_for()
    page.get_by_role("button", name="Assign", exact=True).click()
    page.get_by_text("0 of 2").wait_for()
    drain()
    page.get_by_role("status").get_by_text("2 done").wait_for()  # the page looks again by itself
    assert Ticket.objects.filter(assignee=sue).count() == 2


def test_a_refused_ticket_is_told_with_its_reason(five, sue, enter, as_actor):
    page = enter(sue)
    page.goto("/queues/open/")
    for key in ("j", "x", "j", "x", "e"):
        page.keyboard.press(key)
    page.get_by_role("dialog").get_by_label("Where they go").select_option(label="Completed")
    page.get_by_role("dialog").get_by_role("button", name="Close them").click()
    page.locator("#bulk-strip progress").wait_for()
    sue.roles_held.all().delete()
    sue.give_roles("supporter")
    assert bulk.do_next(BulkRun.objects.get().began_at.replace(year=2090))
    drain()
    page.locator("#bulk-strip").get_by_text("2").first.wait_for()
    assert set(BulkRun.objects.get().items.values_list("outcome", flat=True)) <= {"done", "refused"}
