"""A ticket moved by keys alone: to the moves, down to one, what it asks for, and why there is no other."""

from playwright.sync_api import expect

from transom.tickets.models import Ticket
from transom.workflow.models import Requirement, Transition


def test_a_move_with_a_reason_by_keys(live_server, ticket, sue, enter):
    ways = Transition.objects.filter(from_status__slug="submitted", to_status__slug="completed")
    ways.update(requires=[Requirement.REASON], reasons=["Asked twice"])
    page = enter(sue, viewport={"width": 1440, "height": 900})
    page.goto(f"/tickets/{ticket.number}/")
    page.locator("body").press("s")
    expect(page.locator(".moves :focus")).to_contain_text("Answered")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".moves summary:focus")).to_contain_text("needs a reason")
    page.keyboard.press("Enter")
    page.get_by_text("Why not another status?").click()
    expect(page.get_by_text("What Submitted means")).to_be_focused()
    expect(page.get_by_text("Only by merging it into another ticket.")).to_be_visible()
    reason = page.get_by_role("combobox", name="Reason", exact=True)
    reason.focus()
    page.keyboard.type("Asked")
    expect(reason).to_have_value("Asked twice")
    reason.locator("xpath=ancestor::form").get_by_role("button").press("Enter")
    expect(page.locator(".ticket-meta")).to_contain_text("Completed")
    assert Ticket.objects.get().is_closed
