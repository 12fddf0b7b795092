"""The desk by keys alone."""

from playwright.sync_api import expect

from transom.tickets.messages import Message, Note
from transom.tickets.models import Ticket


def press(page, key):
    """Press a key on a page that has loaded: a module listens from then on."""
    page.wait_for_load_state("load")
    page.keyboard.press(key)


def test_read_answer_and_move_without_a_mouse(live_server, ticket, mail, sue, enter):
    mail(subject="Another matter")
    page = enter(sue)
    press(page, "j")
    press(page, "j")
    expect(page.get_by_role("link", name="Another matter")).to_be_focused()
    press(page, "k")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The printer is on fire")
    press(page, "n")
    page.keyboard.type("Only for us.")
    press(page, "Control+Enter")
    expect(page.locator(".message.is-note")).to_contain_text("Only for us.")
    assert Note.objects.count() == 1
    press(page, "r")
    page.keyboard.type("For Ann.")
    press(page, "Control+Enter")
    expect(page.locator(".message.is-ours")).to_contain_text("For Ann.")
    assert Message.objects.count() == 3
    press(page, "s")
    press(page, "1")
    expect(page.locator(".ticket-meta .chip").first).to_have_text("Completed")
    assert Ticket.objects.get(pk=ticket.pk).status.slug == "completed"


def test_what_is_typed_outlives_a_look_elsewhere(live_server, ticket, sue, enter):
    page = enter(sue)
    page.goto(f"/tickets/{ticket.number}/")
    page.keyboard.press("n")
    page.keyboard.type("Half a thou")
    page.goto("/queues/open/")
    page.goto(f"/tickets/{ticket.number}/")
    expect(page.get_by_label("Your words")).to_have_value("Half a thou")
    expect(page.get_by_role("button", name="Add note")).to_be_visible()


def test_the_keys_are_told(live_server, ticket, sue, enter):
    page = enter(sue)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("next ticket in the list")
    expect(page.get_by_role("dialog")).to_contain_text("Waiting on customer")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
