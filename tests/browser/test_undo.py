"""Undo in a real browser: it counts down, stays while one moves on, and works by a key and without a script."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from transom.composing.models import Draft, State
from transom.tickets import actions
from transom.tickets.messages import Message
from transom.tickets.words import Words
from transom.worker import drain


@pytest.fixture
def holds(settings):
    settings.UNDO_SECONDS = 15


def write(page, ticket, body="Try this."):
    page.goto(f"/tickets/{ticket.number}/")
    page.wait_for_load_state("load")
    page.keyboard.press("r")
    page.keyboard.type(body)
    page.keyboard.press("Control+Enter")


def bar(page):
    return page.get_by_role("region", name="About to leave")


def test_it_counts_down_and_one_key_takes_it_back(live_server, holds, ticket, sue, enter):
    page = enter(sue)
    write(page, ticket, "My long words")
    expect(page.locator("[data-waiting]")).to_contain_text("My long words")
    expect(bar(page)).to_contain_text(re.compile(r"Sending in 1\d s"))
    page.keyboard.press("z")
    expect(page.get_by_label("Your words", exact=True)).to_have_value("My long words")
    expect(bar(page).locator("form")).to_have_count(0)
    drain(lambda: timezone.now() + timedelta(seconds=20))
    assert Message.objects.count() == 1
    assert Draft.objects.get().state == State.WRITING


def test_it_stays_while_one_moves_on_and_leads_back(live_server, holds, ticket, mail, sue, enter):
    mail(subject="Another matter")
    page = enter(sue)
    write(page, ticket)
    expect(bar(page)).to_contain_text("Sending in")
    page.get_by_role("link", name="Another matter", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Another matter")
    expect(bar(page)).to_contain_text("The printer is on fire")
    bar(page).get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The printer is on fire")
    expect(page.get_by_label("Your words", exact=True)).to_have_value("Try this.")


def test_what_was_sent_is_said(live_server, settings, ticket, sue, enter):
    settings.UNDO_SECONDS = 2
    page = enter(sue)
    write(page, ticket)
    expect(bar(page)).to_contain_text("Sending in")
    drain(lambda: timezone.now() + timedelta(seconds=3))
    expect(bar(page)).to_contain_text("Sent")
    expect(page.locator(".message.is-ours:not(.is-leaving)")).to_contain_text("Try this.")
    expect(page.locator(".message.is-ours")).to_have_count(1)


def test_what_came_back_says_so_and_stands_in_the_composer(live_server, settings, ticket, dev, sue, enter, as_actor):
    settings.UNDO_SECONDS = 2
    page = enter(sue)
    write(page, ticket, "My long words")
    expect(bar(page)).to_contain_text("Sending in")
    actions.note(ticket, Words(text="Wait, I know this one."), actor=as_actor(dev))
    drain(lambda: timezone.now() + timedelta(seconds=3))
    expect(page.get_by_text("Your answer was not sent: something came in first.")).to_be_visible()
    expect(page.get_by_label("Your words", exact=True)).to_have_value("My long words")


def test_send_and_next_by_keys(live_server, holds, ticket, mail, sue, enter):
    mail(subject="Another matter")
    page = enter(sue)
    page.goto(f"/tickets/{ticket.number}/?queue=open")
    page.wait_for_load_state("load")
    page.keyboard.press("r")
    page.keyboard.type("Try this.")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Another matter")
    expect(bar(page)).to_contain_text("Sending in")


def test_without_a_script_there_is_a_button(live_server, holds, ticket, sue, enter):
    page = enter(sue, javascript=False)
    page.goto(f"/tickets/{ticket.number}/")
    page.get_by_label("Your words", exact=True).fill("My long words")
    page.locator(".composer-acts > .if-reply.is-primary").click()
    expect(page.locator("[data-waiting]")).to_contain_text("My long words")
    page.locator("[data-waiting]").get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Your words", exact=True)).to_have_value("My long words")
