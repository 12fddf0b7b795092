"""An agent's hour at the desk, with and without JavaScript: sign in, read, reply, note, move, and be stopped in time."""

import pytest
from playwright.sync_api import expect

from transom.tickets import actions
from transom.tickets.messages import Message, Note
from transom.tickets.models import Ticket
from transom.tickets.words import Words

pytestmark = pytest.mark.parametrize("javascript", [True, False], ids=["js", "no js"])


@pytest.fixture
def sues_page(live_server, ticket, sue, enter, javascript):
    page = enter(sue, javascript=javascript)
    page.get_by_role("link", name="The printer is on fire").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The printer is on fire")
    return page


def test_reply(sues_page, ticket):
    sues_page.get_by_label("Your words").fill("Try the new build.")
    sues_page.locator("[data-recipients] > summary").click()
    sues_page.get_by_label("Cc", exact=True).fill("bo@acme.example")
    sues_page.get_by_role("button", name="Send", exact=False).last.click()
    expect(sues_page.get_by_role("alert")).to_contain_text("bo@acme.example was not part of this conversation yet.")
    sues_page.get_by_role("button", name="Send anyway").click()
    expect(sues_page.locator(".message.is-ours")).to_contain_text("Try the new build.")
    message = Message.objects.latest("pk")
    assert (message.text, message.cc) == ("Try the new build.", ["bo@acme.example"])
    assert sues_page.url.endswith(f"#message-{message.pk}")
    expect(sues_page.get_by_label("Your words")).to_have_value("")


def test_note(sues_page, ticket):
    sues_page.get_by_role("radio", name="Note").check()
    sues_page.get_by_label("Your words").fill("Their admin left.")
    sues_page.get_by_role("button", name="Add note").click()
    expect(sues_page.locator(".message.is-note")).to_contain_text("Their admin left.")
    assert Note.objects.get().text == "Their admin left."
    assert Message.objects.count() == 1


def test_a_file_goes_along(sues_page, ticket):
    sues_page.get_by_label("Your words").fill("See the file.")
    sues_page.locator("input[type=file]").set_input_files(
        {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"abc"}
    )
    sues_page.get_by_role("button", name="Send", exact=False).last.click()
    expect(sues_page.get_by_role("link", name="plan.txt")).to_be_visible()


def test_move_with_a_reason(sues_page, ticket):
    sues_page.locator("summary", has_text="Complete").click()
    sues_page.get_by_label("Why", exact=True).first.fill("She found it herself.")
    sues_page.get_by_role("button", name="Complete", exact=True).click()
    expect(sues_page.locator(".ticket-meta .chip").first).to_have_text("Completed")
    assert Ticket.objects.get().status.slug == "completed"


def test_send_and_move(sues_page, ticket):
    sues_page.get_by_label("Your words").fill("It is fixed.")
    sues_page.locator("summary", has_text="Send, and…").click()
    sues_page.get_by_role("button", name="Send and move to Answered").click()
    expect(sues_page.locator(".ticket-meta .chip").first).to_have_text("Answered")
    assert Message.objects.latest("pk").text == "It is fixed."


def test_enter_in_a_field_sends_nothing(sues_page, ticket):
    sues_page.get_by_label("Your words").fill("Half a thou")
    sues_page.locator("[data-recipients] > summary").click()
    sues_page.get_by_label("Cc", exact=True).fill("bo@acme.example")
    sues_page.get_by_label("Cc", exact=True).press("Enter")
    expect(sues_page.get_by_label("Your words")).to_have_value("Half a thou")
    assert Message.objects.count() == 1


def test_a_reply_is_stopped_and_nothing_is_lost(sues_page, ticket, dev, as_actor):
    sues_page.get_by_label("Your words").fill("My long words")
    actions.note(ticket, Words(text="Wait, I know this one."), actor=as_actor(dev))
    sues_page.get_by_role("button", name="Send", exact=False).last.click()
    stopped = sues_page.get_by_role("alert").filter(has_text="Something came in")
    expect(stopped).to_contain_text("Wait, I know this one.")
    expect(sues_page.get_by_label("Your words")).to_have_value("My long words")
    sues_page.get_by_role("button", name="Send anyway").click()
    expect(sues_page.locator(".message.is-ours")).to_contain_text("My long words")


def test_take_it_and_make_it_urgent(sues_page, ticket, sue):
    sues_page.get_by_role("button", name="Take it").click()
    expect(sues_page.locator(".ticket-meta")).to_contain_text(sue.name)
    sues_page.locator("summary", has_text="Priority").click()
    sues_page.get_by_label("Priority", exact=True).select_option("urgent")
    sues_page.get_by_role("button", name="Set the priority").click()
    expect(sues_page.get_by_role("alert")).to_contain_text("Say why this is urgent")
    sues_page.get_by_label("Why it is urgent").fill("Payroll is tonight.")
    sues_page.get_by_role("button", name="Set the priority").click()
    expect(sues_page.locator(".ticket-meta")).to_contain_text("Urgent")


def test_a_mail_as_it_was_formatted(live_server, mail, sue, enter, javascript):
    row = mail(
        "plain",
        html='<h2>Formatted</h2><img src="https://pixel.example/x.png"><script>parent.document.title = "broken into"</script>',
    )
    page = enter(sue, javascript=javascript)
    page.goto(f"/tickets/{row.ticket.number}/")
    page.locator("summary", has_text="As it was formatted").click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Formatted")).to_be_visible()
    expect(frame.get_by_role("link", name="Show images from elsewhere")).to_be_visible()
    expect(page).not_to_have_title("broken into")
