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


def test_the_keys_of_a_list_and_of_a_ticket_are_others(live_server, ticket, sue, enter):
    page = enter(sue, viewport={"width": 1440, "height": 900})
    press(page, "?")
    dialog = page.get_by_role("dialog", name="Keys of this page")
    expect(dialog).not_to_contain_text("Done, and on to the next")
    expect(dialog.locator("[data-keys-if='[data-composer]']")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    press(page, "j")
    press(page, "o")
    expect(page.get_by_role("heading", level=1)).to_have_text("The printer is on fire")
    press(page, "?")
    expect(dialog).to_contain_text("Done, and on to the next")
    expect(dialog).to_contain_text("Take into review" if "Take into review" in page.content() else "Complete")


def test_g_and_a_letter_lead_to_a_list_and_u_back_to_it(live_server, ticket, sue, enter):
    page = enter(sue, viewport={"width": 1440, "height": 900})
    press(page, "g")
    press(page, "o")
    expect(page.get_by_role("heading", level=1)).to_have_text("All open")
    press(page, "j")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The printer is on fire")
    press(page, "u")
    expect(page.get_by_role("heading", level=1)).to_have_text("All open")
    expect(page.get_by_role("link", name="The printer is on fire")).to_be_focused()


def test_assigning_takes_three_keys(live_server, ticket, sue, dev, enter):
    page = enter(sue, viewport={"width": 1440, "height": 900})
    page.goto(f"/tickets/{ticket.number}/?queue=open")
    press(page, "a")
    expect(page.get_by_role("combobox", name="Assignee")).to_be_focused()
    press(page, "d")
    press(page, "Enter")
    expect(page.locator(".ticket-meta")).to_contain_text("Dev Okafor")
    assert Ticket.objects.get(pk=ticket.pk).assignee_id == dev.pk


def test_single_keys_do_nothing_in_fields_and_escape_leaves_them(live_server, ticket, sue, enter):
    page = enter(sue, viewport={"width": 1440, "height": 900})
    page.goto(f"/tickets/{ticket.number}/?queue=open")
    press(page, "n")
    page.keyboard.type("juanegxo?")
    expect(page.get_by_label("Your words")).to_have_value("juanegxo?")
    press(page, "Escape")
    expect(page.get_by_label("Your words")).not_to_be_focused()
    press(page, "?")
    expect(page.get_by_role("dialog", name="Keys of this page")).to_be_visible()


def test_they_can_be_turned_off_and_stay_off(live_server, ticket, sue, enter):
    page = enter(sue, viewport={"width": 1440, "height": 900})
    press(page, "?")
    page.get_by_label("Single keys work in this browser").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    press(page, "j")
    expect(page.get_by_role("link", name="The printer is on fire")).not_to_be_focused()
    press(page, "Control+k")
    expect(page.get_by_role("combobox", name="Find or do")).to_be_focused()


def test_in_a_narrow_window_j_opens_the_next_ticket_at_once(live_server, ticket, mail, sue, enter):
    mail(subject="Another matter")
    page = enter(sue, viewport={"width": 800, "height": 900})
    page.goto("/queues/open/")
    page.get_by_role("link", name="The printer is on fire").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The printer is on fire")
    press(page, "j")
    expect(page.get_by_role("heading", level=1)).to_have_text("Another matter")
    press(page, "a")
    expect(page.get_by_role("combobox", name="Assignee")).to_be_focused()


def test_x_ticks_the_row(live_server, ticket, mail, sue, enter):
    mail(subject="Another matter")
    page = enter(sue, viewport={"width": 1440, "height": 900})
    press(page, "j")
    press(page, "j")
    press(page, "x")
    ticks = page.locator('[name="tickets"]')
    expect(ticks.nth(1)).to_be_checked()
    expect(ticks.nth(0)).not_to_be_checked()
    press(page, "x")
    expect(ticks.nth(1)).not_to_be_checked()


def test_escape_folds_what_a_key_unfolded_and_stays_there(live_server, ticket, sue, enter):
    page = enter(sue, viewport={"width": 1440, "height": 900})
    page.goto(f"/tickets/{ticket.number}/")
    press(page, "a")
    expect(page.get_by_role("combobox", name="Assignee")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox", name="Assignee")).to_be_hidden()
    expect(page.locator("summary:focus")).to_contain_text("Assignee")


def test_letters_typed_into_what_was_just_unfolded_are_words(live_server, ticket, sue, enter):
    page = enter(sue, viewport={"width": 1440, "height": 900})
    page.goto(f"/tickets/{ticket.number}/")
    page.get_by_text("Merge into another ticket").click()
    field = page.get_by_placeholder("Number, or words to find it").and_(page.locator(":focus"))
    expect(field).to_be_visible()
    page.keyboard.type("visits")
    expect(field).to_have_value("visits")


def test_a_key_never_acts_on_a_ticket_that_one_does_not_look_at(live_server, ticket, mail, sue, enter):
    """Where another row has the focus, the key opens that row first."""
    mail(subject="Another matter")
    page = enter(sue, viewport={"width": 1440, "height": 900})
    page.goto(f"/tickets/{ticket.number}/?queue=open")
    press(page, "j")
    expect(page.get_by_role("link", name="Another matter", exact=True)).to_be_focused()
    press(page, "e")
    expect(page.get_by_role("heading", level=1)).to_have_text("Another matter")
    assert [row.is_closed for row in Ticket.objects.all()] == [False, False]
