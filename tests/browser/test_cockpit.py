"""The cockpit by keyboard alone: from the proposal to the answer and on to the next; the mark on a row; axe's rules."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import COLOURS, overflow, problems
from transom.composing.saved import SavedReply
from transom.tickets.models import Ticket


@pytest.fixture
def asked(mail):
    SavedReply.objects.create(name="A second approver", body="Hello {{their first name}}, under Settings.")
    subjects = ("Is it raining?", "How do I add a second approver?")
    return [mail("I see one field only.", subject=subject).ticket for subject in subjects]


@pytest.mark.django_db(transaction=True)
def test_answers_and_decisions_go_by_keys_alone(enter, asked, quinn):
    page = enter(quinn)
    page.goto("/queues/open/")
    page.keyboard.press("j")
    page.locator(".row :focus").wait_for()
    page.keyboard.press("b")
    expect(page.locator("[data-quick]:visible")).to_have_count(1)
    marked = Ticket.objects.get(is_quick=True)
    page.keyboard.press("g")
    page.keyboard.press("k")
    expect(page.get_by_role("heading", name="Nothing missed")).to_be_visible()
    expect(page.locator(".answer-card")).to_contain_text("somebody marked it")
    found = problems(page)
    page.keyboard.press("r")
    page.wait_for_url("**/cockpit/answer/")
    expect(page.locator("h1")).to_have_text(marked.subject)
    page.wait_for_load_state()
    page.keyboard.press("t")
    expect(page.locator(".decide-ask[open]")).to_contain_text("no team yet")
    found += problems(page)
    page.keyboard.press("Escape")
    if marked != asked[1]:  # to the one that a saved reply fits
        page.keyboard.press("k")
        page.locator("[name=reason]").fill("Ask the weather")
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(asked[1].subject)
    page.wait_for_load_state()
    page.keyboard.press("1")
    body = page.locator("[data-composer-body]")
    expect(body).to_have_value("Hello Ann, under Settings.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".run-bar")).to_contain_text("1 answered")
    assert asked[1].messages.get(user=quinn).text == "Hello Ann, under Settings."
    assert found == []


@pytest.mark.django_db(transaction=True)
def test_on_a_phone_in_the_dark_nothing_is_cut_off(enter, asked, quinn):
    page = enter(quinn, viewport={"width": 320, "height": 640}, color_scheme="dark")
    page.goto("/cockpit/")
    found = problems(page, COLOURS) + overflow(page)
    page.get_by_role("button", name="Answer", exact=True).click()
    page.wait_for_url("**/cockpit/answer/")
    assert found + problems(page, COLOURS) + overflow(page) == []


@pytest.mark.django_db(transaction=True)
def test_what_comes_in_is_there_by_itself_and_the_proposal_stays(enter, asked, quinn, mail):
    page = enter(quinn)
    page.goto("/cockpit/")
    proposed = page.locator(".answer-card h3").inner_text()
    table = page.locator(".deadline-table")
    expect(table).not_to_contain_text("While one looks")
    page.mouse.move(5, 5)
    mail("And this?", subject="While one looks")
    page.evaluate("document.dispatchEvent(new CustomEvent('live:tickets', { detail: { numbers: [3], many: false } }))")
    expect(table).to_contain_text("While one looks", timeout=10_000)
    assert page.locator(".answer-card h3").inner_text() == proposed
