"""Joining and parting in a browser: the result is seen first, and a merge can be taken back."""

import pytest
from playwright.sync_api import expect

from transom.tickets.models import Ticket

PRESS = 500  # milliseconds that a finger rests on a button: what the page does meanwhile must not eat the press


@pytest.fixture
def other(ticket, mail) -> Ticket:
    return mail("Here too.", subject="The same again", sender="Bo Berg <bo@acme.example>").ticket


def test_a_merge_by_keys_and_its_undo(ticket, other, sue, enter):
    page = enter(sue, viewport={"width": 1440, "height": 900})
    page.goto(f"/tickets/{other.number}/")
    page.locator(".ticket-head h1").wait_for()
    page.keyboard.press("m")
    assert page.evaluate("document.activeElement.name") == "into"
    page.keyboard.type(str(ticket.number))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=f"#{other.number} becomes a part of #{ticket.number}").wait_for()
    page.get_by_text("The joined thread: 2 messages and notes").wait_for()
    assert Ticket.objects.get(pk=other.pk).merged_into is None
    page.keyboard.press("Enter")  # the button has the focus
    page.wait_for_url(f"**/tickets/{ticket.number}/**")
    page.get_by_role("button", name="Undo the merge").click()
    page.wait_for_url(f"**/tickets/{other.number}/**")
    page.get_by_text("Here too.").first.wait_for()
    assert Ticket.objects.get(pk=other.pk).merged_into is None


def test_others_are_offered_while_somebody_types(ticket, other, sue, enter):
    page = enter(sue, viewport={"width": 1440, "height": 900})
    page.goto(f"/tickets/{ticket.number}/")
    page.locator(".ticket-head h1").wait_for()
    page.keyboard.press("l")
    page.get_by_label("The other ticket").focus()
    page.locator(f'#others-other option[value="{other.number}"]').wait_for(state="attached")
    page.get_by_label("The other ticket").fill(str(other.number))
    page.get_by_label("This ticket", exact=True).select_option(label="is blocked by")
    page.get_by_role("button", name="Link them").click()
    page.locator(".links").get_by_text("is blocked by").wait_for()
    assert other.links.get().other == ticket


def test_splitting_from_a_message_shows_the_result_as_one_ticks(ticket, mail, sue, enter):
    for text in ("And the coffee machine, too.", "It hisses."):
        mail(text, in_reply_to=f"<{ticket.messages.first().message_id}>")
    page = enter(sue, viewport={"width": 1440, "height": 900})
    page.goto(f"/tickets/{ticket.number}/")
    second = ticket.messages.all()[1]
    page.locator(f"#message-{second.pk}").hover()
    page.locator(f"#message-{second.pk}").get_by_role("link", name="Split off from here…").click()
    page.get_by_role("heading", name="A new ticket with 2 messages").wait_for()
    subject = page.get_by_label("Its subject")
    expect(subject).to_have_value("And the coffee machine, too.")
    page.get_by_role("checkbox").nth(1).uncheck()
    expect(subject).to_have_value("It hisses.")
    page.get_by_role("checkbox").nth(1).check()
    expect(subject).to_have_value("And the coffee machine, too.")
    subject.fill("Coffee")
    page.get_by_role("checkbox").nth(2).uncheck()
    page.get_by_role("heading", name="A new ticket with 1 message").wait_for()
    subject.press("End")
    subject.press_sequentially(" for all")
    page.get_by_role("button", name="Split off").hover()
    page.mouse.down()
    page.wait_for_timeout(PRESS)
    page.mouse.up()
    page.get_by_role("heading", name="Coffee for all").first.wait_for()
    page.locator(".links").get_by_text("was split from").wait_for()
    assert Ticket.objects.latest("pk").messages.get() == second


def test_what_was_ticked_before_the_script_came_counts_too(ticket, mail, sue, enter):
    mail("It hisses.", in_reply_to=f"<{ticket.messages.first().message_id}>")
    page, held = enter(sue), []
    page.route("**/transom/js/desk*.js", lambda route: held.append(route))
    page.goto(f"/tickets/{ticket.number}/splitting/", wait_until="commit")
    page.get_by_role("checkbox").nth(1).check()
    page.get_by_role("heading", name="Tick the messages that leave").wait_for()
    held[0].continue_()
    page.get_by_role("heading", name="A new ticket with 1 message").wait_for()
    expect(page.get_by_label("Its subject")).to_have_value("It hisses.")


def test_a_link_is_copied_and_said(ticket, sue, enter):
    page = enter(sue, viewport={"width": 1440, "height": 900}, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/tickets/{ticket.number}/")
    page.locator(".ticket-head h1").wait_for()
    page.keyboard.press("y")
    page.get_by_text(f"Copied: the link to #{ticket.number}").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"/tickets/{ticket.number}/")
    page.get_by_role("button", name="Copy the number").click()
    page.get_by_text(f"Copied: #{ticket.number}").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"#{ticket.number}"
