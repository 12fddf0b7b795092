"""Saved replies and macros where an answer is written: by keyboard alone, by touch, and without a script."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import LOOKS, overflow, problems
from transom.composing.macros import Macro
from transom.composing.models import Draft
from transom.composing.saved import SavedReply
from transom.composing.signatures import write
from transom.people.mailboxes import Mailbox
from transom.tickets.actions import Changes
from transom.tickets.actions.several import WHOEVER_ACTS
from transom.tickets.log import assert_replays
from transom.tickets.messages import Message
from transom.tickets.models import Ticket
from transom.tickets.tags import Tag

EVIL = '"[Reset](http://evil.example) <img src=x onerror=alert(1)>" <eve@evil.example>'


@pytest.fixture
def saved(sue):
    """What Sue may use: two replies and two macros."""
    SavedReply.objects.create(name="Which version", body="Hello {{their first name}}, which version?")
    SavedReply.objects.create(name="Thank you", body="Thank you, {{their name}}.", owner=sue)
    does = Changes(assignee=WHOEVER_ACTS, tags_added=("export",)).as_json()
    Macro.objects.create(name="Wait for them", words="We wait, {{their first name}}.", stored_changes=does, key="W")
    Macro.objects.create(name="Mine now", stored_changes=Changes(assignee=WHOEVER_ACTS).as_json(), key="M")


@pytest.fixture
def composer(enter, ticket, sue, saved):
    def make(number=None, **options):
        page = enter(sue, **options)
        page.goto(f"/tickets/{number or ticket.number}/")
        return page, page.locator("[data-composer-body]")

    return make


def test_by_keyboard_alone(composer):
    page, field = composer()
    page.keyboard.press("r")
    page.keyboard.type("/which")
    chosen = page.locator(".slash").get_by_role("option", selected=True)
    expect(chosen).to_contain_text("Which version")
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    expect(page.locator(".slash-preview")).to_contain_text("Hello Ann, which version?")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Hello Ann, which version?")
    expect(field).to_be_focused()
    expect(page.locator(".slash")).to_be_hidden()
    assert SavedReply.objects.get(name="Which version").uses == 1


def test_who_types_faster_than_the_menu_comes_gets_it_all_the_same(composer):
    page, field = composer()
    page.route("**/saved/menu", lambda route: (page.wait_for_timeout(400), route.continue_()))
    field.click()
    page.keyboard.type("/thank")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Thank you, Ann Meyer.")


def test_arrows_go_round_and_escape_leaves_what_was_typed(composer):
    page, field = composer()
    field.click()
    page.keyboard.type("Hi /")
    expect(page.locator(".slash").get_by_role("option")).to_have_count(4)
    first = page.locator(".slash").get_by_role("option").first.get_attribute("id")
    page.keyboard.press("ArrowUp")
    expect(field).not_to_have_attribute("aria-activedescendant", first)
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", first)
    page.keyboard.press("Escape")
    expect(page.locator(".slash")).to_be_hidden()
    page.keyboard.type("thank")
    expect(page.locator(".slash")).to_be_hidden()
    expect(field).to_have_value("Hi /thank")


@pytest.mark.parametrize("typed", ["and/or ", "/usr/bin ", "/nothing is called that", "1/2"])
def test_other_slashes_are_only_slashes(composer, typed):
    page, field = composer()
    field.click()
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.keyboard.type("x")
    expect(field).to_have_value(f"{typed}\nx")


def test_a_macro_says_what_it_will_do_and_one_key_sends_all_of_it(composer, ticket, sue):
    page, field = composer()
    field.click()
    page.keyboard.type("/wait")
    page.keyboard.press("Enter")
    expect(field).to_have_value("We wait, Ann.")
    expect(page.locator("[data-slash-told]")).to_contain_text("Then: assign to you, tag export")
    expect(page.locator("[data-slash-then]")).to_be_visible()
    page.keyboard.press("Control+Enter")
    page.locator(".message", has_text="We wait, Ann.").wait_for()
    now = Ticket.objects.get(pk=ticket.pk)
    assert now.assignee == sue
    assert [tag.name for tag in now.tags.all()] == ["export"]
    assert_replays(now)


def test_a_macro_for_the_other_tab_goes_there_and_each_keeps_its_own(composer, ticket):
    page, field = composer()
    page.keyboard.press("n")
    page.keyboard.type("Look. /wait")
    page.keyboard.press("Enter")
    expect(field).to_have_value("We wait, Ann.")
    expect(page.locator('[name="kind"][value="reply"]')).to_be_checked()
    expect(page.locator("[data-slash-then]")).to_be_visible()
    page.locator("label", has_text="Note").first.click()
    expect(field).to_have_value("Look. ")
    expect(page.locator("[data-slash-told] [data-slash-then]")).to_have_count(0)
    field.press("Control+Enter")
    page.locator(".message", has_text="Look.").first.wait_for()
    assert Ticket.objects.get(pk=ticket.pk).assignee is None
    expect(page.locator("[data-slash-then]")).to_contain_text("Then: assign to you, tag export")
    assert Draft.objects.get(kind="reply", state="writing").changes.tags_added == ("export",)


def test_only_the_words_can_be_sent(composer, ticket):
    page, field = composer()
    field.click()
    page.keyboard.type("/wait")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Only send the words").click()
    expect(page.get_by_text("Then: assign")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    page.locator(".message", has_text="We wait, Ann.").wait_for()
    assert Ticket.objects.get(pk=ticket.pk).assignee is None


def test_a_macro_runs_by_its_key(composer, ticket, sue):
    page, _field = composer()
    page.keyboard.press("Shift+M")
    page.get_by_text("took it").first.wait_for()
    assert Ticket.objects.get(pk=ticket.pk).assignee == sue


def test_a_macro_runs_from_the_palette(composer, ticket, sue):
    page, _field = composer()
    page.keyboard.press("Control+k")
    page.keyboard.type("mine now")
    page.get_by_role("option", name="Run the macro “Mine now”").wait_for()
    page.keyboard.press("Enter")
    page.get_by_text("took it").first.wait_for()
    assert Ticket.objects.get(pk=ticket.pk).assignee == sue


def test_what_is_not_known_is_said_before_it_is_sent(composer, mail):
    ticket = mail(sender="nobody@elsewhere.example").ticket
    page, field = composer(ticket.number)
    field.click()
    page.keyboard.type("/which")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Hello {{their first name}}, which version?")
    expect(page.get_by_text("We know only their address")).to_be_visible()
    page.keyboard.press("Control+Enter")
    page.get_by_text("Write it yourself, or take it out").last.wait_for()
    assert not Message.objects.filter(user__isnull=False).exists()


def test_a_hostile_name_stays_words(composer, mail):
    ticket = mail(sender=EVIL).ticket
    page, field = composer(ticket.number)
    field.click()
    page.keyboard.type("/thank")
    expect(page.locator(".slash-preview")).to_contain_text("evil.example")
    assert page.locator(".slash a, .slash img").count() == 0
    page.keyboard.press("Enter")
    expect(field).not_to_have_value("/thank")
    page.keyboard.press("Control+Enter")
    page.locator(".message", has_text="Thank you").wait_for()
    assert page.locator(".message img, .message a[href*=evil]").count() == 0


def test_by_touch(composer):
    page, field = composer(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    field.tap()
    page.get_by_role("button", name="Saved replies").tap()
    page.get_by_role("option", name="Which version").tap()
    expect(field).to_have_value("Hello Ann, which version?")


def test_without_a_script(composer):
    page, field = composer(javascript=False)
    field.fill("First.")
    page.get_by_role("button", name="Saved replies").click()
    page.get_by_role("button", name="Put it in Which version").click()
    expect(field).to_have_value("First.\n\nHello Ann, which version?")
    assert Draft.objects.get().body == "First.\n\nHello Ann, which version?"


def test_tags_are_completed_behind_those_that_are_there(composer, ticket):
    Tag.objects.create(name="export", purpose="Files")
    Tag.objects.create(name="invoices")
    page, _field = composer(viewport={"width": 1440, "height": 900})
    page.locator(".edit summary", has_text="Tags").click()
    tags = page.locator("input[data-tags]")
    tags.fill("export, in")
    options = page.locator("#tags-offered option")
    expect(options).to_have_count(1)
    expect(options).to_have_attribute("value", "export, invoices")


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_of_it(enter, ada, ticket, saved, look):
    Tag.objects.create(name="export", purpose="Files")
    Tag.objects.create(name="old", retired_at=ticket.opened_at)
    write(None, Mailbox.objects.get(), "{{my name}}")
    page, found = enter(ada, **LOOKS[look]), []
    reply, macro = SavedReply.objects.get(owner=None), Macro.objects.first()
    for address in (
        "/replies/",
        "/replies/new/",
        f"/replies/{reply.pk}/",
        "/macros/",
        "/macros/new/",
        f"/macros/{macro.pk}/",
        "/setup/tags/",
        "/setup/signatures/",
        f"/tickets/{ticket.number}/saved/",
    ):
        page.goto(address)
        found += problems(page) + overflow(page)
    page.goto(f"/tickets/{ticket.number}/")
    page.locator("[data-composer-body]").click()
    page.keyboard.type("/wait")
    page.locator(".slash-words").wait_for()
    found += problems(page)
    page.keyboard.press("Enter")
    page.locator("[data-slash-then]").wait_for()
    found += problems(page) + overflow(page)
    assert found == []
