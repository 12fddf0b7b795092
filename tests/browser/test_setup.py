"""The desk is set up by somebody who is no programmer: by keyboard, without scripts, light and dark, wide and narrow."""

import pytest

from tests.browser.axe import LOOKS, overflow, problems
from tests.desks import wait_for
from transom.foundation.pauses import Pause, Paused
from transom.people.models import ProductArea, Team, User
from transom.people.roles import Role
from transom.tickets import actions
from transom.tickets.models import Ticket


@pytest.fixture
def desk_of_many(ada, sue, olga, ticket, as_actor):
    """What the pages can show: somebody without a role, one who left with an open ticket, a team with its area, a pause."""
    team = Team.objects.create(name="Payments")
    team.members.add(sue)
    ProductArea.objects.create(name="Invoices", team=team)
    actions.assign(ticket, sue, actor=as_actor(sue))
    sue.leave()
    User.objects.create_user("bo@desk.example", "Bo Berg", roles=[Role.QA])
    Pause.objects.begin(Paused.SENDING, "The desk was restored.")
    return team


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_is_fit_to_read(desk, ada, sue, desk_of_many, enter, look):
    page = enter(ada, **LOOKS[look])
    pages = (
        "/setup/",
        "/setup/people/",
        "/setup/people/new/",
        f"/setup/people/{sue.pk}/",
        f"/setup/people/{ada.pk}/",
        "/setup/teams/",
        "/setup/teams/new/",
        f"/setup/teams/{desk_of_many.pk}/",
        "/mailboxes/",
        f"/mailboxes/{desk.pk}/test/",
    )
    found = {}
    for address in pages:
        page.goto(address)
        if faults := problems(page) + overflow(page):
            found[address] = faults
    page.goto(f"/mailboxes/{desk.pk}/test/")
    page.get_by_role("button", name="Test it now").click()
    page.locator(".findings").wait_for()
    if faults := problems(page) + overflow(page):
        found["tested"] = faults
    assert found == {}


def test_a_person_is_added_without_scripts_and_comes_in_by_the_link(desk, ada, enter, window, settings):
    settings.SMTP_URL = ""
    page = enter(ada, javascript=False)
    page.get_by_role("link", name="Set up the desk").click()
    page.get_by_role("navigation", name="Set up").get_by_role("link", name="People").click()
    page.get_by_role("link", name="Add a person").click()
    page.get_by_label("Name").fill("Bo Berg")
    page.get_by_label("Email address").fill("bo@desk.example")
    page.get_by_label("Supporter").check()
    page.get_by_role("button", name="Add them").click()
    link = page.get_by_label("The link to set a password").input_value()
    theirs = window(javascript=False)
    theirs.goto("/" + link.split("/", 3)[3])
    for label in theirs.locator("input[type=password]").all():
        label.fill("a long enough secret 7")
    theirs.get_by_role("button", name="Set the password").click()
    theirs.goto("/")
    if "sign-in" in theirs.url:
        theirs.get_by_label("Email address").fill("bo@desk.example")
        theirs.get_by_label("Password", exact=True).fill("a long enough secret 7")
        theirs.get_by_role("button", name="Sign in").click()
    theirs.wait_for_url("**/queues/**")


def test_who_leaves_hands_over_by_keyboard_alone(desk, ada, dev, desk_of_many, sue, ticket, enter):
    page = enter(ada)
    page.goto(f"/setup/people/{sue.pk}/")
    chooser = page.get_by_label("Who takes them")
    chooser.focus()
    page.keyboard.type("Dev")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("1 ticket was handed over.").wait_for()
    assert Ticket.objects.get(pk=ticket.pk).assignee == dev


def test_the_zone_of_the_browser_is_offered_and_taken(desk, sue, enter):
    page = enter(sue, timezone_id="Asia/Tokyo")
    offer = page.locator("[data-zone-offer]")
    assert "Asia/Tokyo" in offer.inner_text()
    offer.get_by_role("button", name="Use this zone").click()
    page.get_by_text("Times are now shown as in Asia/Tokyo.").wait_for()
    sue.refresh_from_db()
    assert sue.time_zone == "Asia/Tokyo"
    assert page.locator("[data-zone-offer]").count() == 0


def test_no_zone_is_offered_where_the_browser_stands_in_it(desk, sue, enter):
    page = enter(sue, timezone_id="UTC")
    assert not page.locator("[data-zone-offer]").is_visible()


def test_a_theme_that_is_chosen_holds_against_the_device(desk, sue, enter):
    page = enter(sue, color_scheme="light")
    page.goto("/me/")
    page.locator("#appearance").get_by_label("Dark").check()
    page.get_by_role("button", name="Save how it looks").click()
    page.get_by_text("Saved.").wait_for()
    assert (
        page.evaluate(
            "getComputedStyle(document.body).colorScheme || getComputedStyle(document.documentElement).colorScheme"
        )
        == "dark"
    )
    red, green, blue = page.evaluate(
        "getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"
    )
    assert max(red, green, blue) < 60


def test_the_style_guide_has_both_themes_side_by_side_as_high_as_they_are(desk, ada, enter):
    page = enter(ada, viewport={"width": 1600, "height": 1000})
    page.goto("/setup/styleguide/")
    frames = page.locator("iframe[data-whole-frame]")
    high = "[...document.querySelectorAll('iframe[data-whole-frame]')].every((frame) => frame.offsetHeight > 3000)"
    wait_for(lambda: page.evaluate(high))
    light, dark = (frames.nth(number).bounding_box() for number in (0, 1))
    assert light["y"] == dark["y"]
    assert abs(light["height"] - dark["height"]) < 40
    for theme in ("light", "dark"):
        page.goto(f"/setup/styleguide/{theme}/")
        page.locator(".specimen").first.wait_for()
        assert overflow(page) == []


def test_on_a_phone_the_place_where_one_is_can_be_seen(live_server, ada, enter):
    page = enter(ada, viewport={"width": 390, "height": 844})
    page.goto("/setup/signatures/")
    here = page.locator(".setup-places [aria-current]").bounding_box()
    assert here["x"] >= 0
    assert here["x"] + here["width"] <= 390
