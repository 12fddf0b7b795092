"""The bell at work: it counts while one looks on, its sheet is walked with keys, and the browser speaks when allowed."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import LOOKS, overflow, problems
from tests.desks import wait_for
from tests.serving import serving
from transom.notifications.models import MutedTicket, Notification, NotificationSettings
from transom.tickets import actions
from transom.tickets.words import Words
from transom.worker import drain

SPEAKS = """
window.spoken = [];
window.Notification = class extends EventTarget {
  static permission = "default";
  static asked = 0;
  static async requestPermission() { this.asked += 1; this.permission = "granted"; return "granted"; }
  constructor(title, options) { super(); window.spoken.push({ title, ...options }); }
  close() {}
};
"""


@pytest.fixture
def live_server(transactional_db):
    """With its streams, which Django's own server has not."""
    with serving() as served:
        yield served


@pytest.fixture
def mention(quinn, ticket, dev, sue, as_actor):
    """Sue mentions Dev on Ann's ticket."""

    def say(text="@Dev can the step name them?", on=ticket):
        note = actions.note(on, Words(text=text), actor=as_actor(sue))
        drain()
        return note

    return say


def bell(page):
    return page.locator(".rail [data-bell]")


def unread(person) -> int:
    return Notification.objects.unread().filter(person=person).count()


def test_the_bell_counts_while_one_looks_on(mention, dev, enter):
    page = enter(dev)
    page.add_init_script("document.addEventListener('live:open', () => (window.listens = true))")
    page.reload()
    wait_for(lambda: page.evaluate("window.listens"))
    expect(bell(page)).to_have_accessible_name("Notifications, all read")
    mention()
    expect(bell(page)).to_have_accessible_name("Notifications, 1 unread")
    expect(page.locator("[data-bell-said]")).to_have_text("1 unread")


def test_with_keys_alone_from_the_bell_to_the_word_which_is_read_then(mention, dev, ticket, enter):
    note = mention()
    page = enter(dev)
    page.keyboard.press("g")
    page.keyboard.press("b")
    link = page.get_by_role("link", name="Sue Lindqvist mentioned you")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The printer is on fire")
    assert page.url.endswith(f"/tickets/{ticket.number}/#note-{note.pk}")
    expect(page.locator(f"#note-{note.pk} .mention")).to_have_text("@Dev")
    expect(bell(page)).to_have_accessible_name("Notifications, all read")
    assert unread(dev) == 0


def test_the_sheet_closes_with_escape_and_gives_the_focus_back(mention, dev, enter):
    mention()
    page = enter(dev)
    bell(page).click()
    sheet = page.locator("#inbox-sheet")
    expect(sheet.get_by_role("link", name="Sue Lindqvist mentioned you")).to_be_focused()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(bell(page)).to_be_focused()
    assert unread(dev) == 1


def test_marking_as_read_in_the_sheet_stays_there(mention, dev, ann, sue, as_actor, enter):
    mention()
    mention(on=actions.open_ticket("The scanner", ann, actor=as_actor(sue)))
    page = enter(dev)
    bell(page).click()
    page.locator("#inbox-sheet").get_by_role("button", name="Mark as read").first.click()
    expect(bell(page)).to_have_accessible_name("Notifications, 1 unread")
    page.locator("#inbox-sheet").get_by_role("button", name="Mark all as read").click()
    expect(page.locator("#inbox-sheet h2").first).to_have_text("You have read everything")
    expect(bell(page)).to_have_accessible_name("Notifications, all read")


def test_without_a_script_everything_is_a_page_and_a_button(mention, dev, ticket, enter):
    note = mention()
    page = enter(dev, javascript=False)
    bell(page).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 waits to be read")
    page.get_by_role("link", name="Sue Lindqvist mentioned you").click()
    assert page.url.endswith(f"#note-{note.pk}")
    assert unread(dev) == 1
    page.get_by_role("button", name="Mark 1 notification as read").click()
    assert unread(dev) == 0
    page.get_by_role("button", name="Mute it for yourself").click()
    assert MutedTicket.objects.filter(person=dev, ticket=ticket).exists()
    page.get_by_role("link", name="Settings").click()
    row = page.get_by_role("row", name="Somebody mentions you")
    row.get_by_label("Mail").select_option("daily digest")
    page.get_by_role("button", name="Save what you are told").click()
    assert NotificationSettings.objects.get(person=dev).chosen == {"mentioned": [True, True, "digest"]}


def test_muting_in_the_ticket_says_what_still_comes_through(mention, dev, ticket, enter):
    mention()
    page = enter(dev)
    page.goto(f"/tickets/{ticket.number}/")
    page.get_by_role("button", name="Mute it for yourself").click()
    expect(page.get_by_text(f"#{ticket.number} is quiet for you now.")).to_be_visible()
    expect(page.get_by_role("button", name="Hear of it again")).to_be_visible()


def elsewhere(page, away: bool) -> None:
    page.evaluate("(away) => { document.hasFocus = () => !away; }", away)


def test_the_browser_asks_only_when_it_is_switched_on_and_speaks_when_one_looks_elsewhere(mention, dev, enter):
    page = enter(dev)
    page.context.add_init_script(SPEAKS)
    page.goto("/me/")
    assert page.evaluate("Notification.asked") == 0
    page.get_by_role("button", name="Let this browser tell me").click()
    expect(page.get_by_role("button", name="Stop it in this browser")).to_be_visible()
    assert page.evaluate("Notification.asked") == 1
    page.evaluate("document.dispatchEvent(new CustomEvent('live:bell', {detail: {unread: 0}}))")
    wait_for(lambda: page.evaluate("localStorage.getItem('transom.told.newest')"))
    elsewhere(page, True)
    note = mention()
    wait_for(lambda: page.evaluate("window.spoken.length") == 1)
    [spoken] = page.evaluate("window.spoken")
    assert spoken["title"] == "Somebody mentions you"
    assert spoken["body"] == f"#{note.ticket.number}"
    elsewhere(page, False)
    mention("@Dev again")
    expect(bell(page)).to_have_accessible_name("Notifications, 2 unread")
    assert len(page.evaluate("window.spoken")) == 1


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_of_the_bell_has_a_fault(look, mention, quinn, dev, olga, ticket, as_actor, enter):
    mention("@Dev and @Olga, look")
    drain()
    actions.assign(ticket, dev, actor=as_actor(quinn))
    drain()
    page = enter(dev, **LOOKS[look])
    found = []
    for address in ("/notifications/", "/notifications/?about=mentioned", "/me/"):
        page.goto(address)
        found += problems(page) + overflow(page)
    page.goto("/queues/open/")
    page.locator("[data-bell]:visible").click()
    page.locator("#inbox-sheet .entry-what").first.wait_for()
    found += problems(page) + overflow(page)
    page.goto(f"/tickets/{ticket.number}/")
    found += problems(page) + overflow(page)
    assert found == [], "\n".join(found)
