"""The newcomer's story in a real browser and over real sockets: from an empty folder to a customer who is heard again."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import raw_mail
from tests.desks import MAILBOX, Desk, stop, wait_for
from tests.flows.running import ANN, Running
from transom.mail.reading.parse import parse

OLGA = "olga@outside.example"


@pytest.fixture
def empty(tmp_path, peer):
    desk = Running(Desk(tmp_path), peer)
    yield desk
    stop(desk.process)


@pytest.fixture
def page(browser: Browser, empty):
    context = browser.new_context(base_url=empty.visitor.base)
    yield context.new_page()
    context.close()


def begin(page: Page, desk: Desk) -> None:
    """Follow the link that the empty desk printed, and make its first admin and its first mailbox."""
    page.goto(wait_for(lambda: re.search(r"http://\S+/setup/first/\S+", desk.log)).group(0))
    page.get_by_label("Your name").fill("Ada Winter")
    page.get_by_label("Your email address").fill("ada@desk.example")
    page.get_by_label("Your password").fill("a long enough phrase")
    page.get_by_label("Address of your desk").fill(MAILBOX)
    page.get_by_role("button", name="Open the desk").click()
    page.wait_for_url("**/queues/**")


def answer(page: Page, words: str) -> None:
    page.get_by_label("Your words").fill(words)
    page.get_by_role("button", name="Send", exact=False).last.click()
    expect(page.locator(".message.is-ours").last).to_contain_text(words)


def test_from_an_empty_folder_to_a_customer_who_is_heard_again(empty, peer, page):
    begin(page, empty.desk)

    empty.post(raw_mail("It is broken.", subject="The printer is on fire"))
    wait_for(lambda: empty.desk.count("message") == 1)
    page.goto("/queues/unassigned/")
    page.get_by_role("link", name="The printer is on fire").click()
    expect(page.locator(".message.is-incoming")).to_contain_text("It is broken.")
    answer(page, "Is it plugged in?")
    [_acknowledgement, question] = wait_for(lambda: len(peer.to(ANN)) == 2 and peer.to(ANN))
    [reply_to] = parse(question).reply_to

    empty.post(raw_mail("It is, and now it works.", subject="Re: nothing to go by"), to=reply_to.address)
    wait_for(lambda: empty.desk.count("message") == 3)
    page.reload()
    expect(page.locator(".message.is-incoming").last).to_contain_text("now it works")
    answer(page, "Glad to hear.")
    page.get_by_role("button", name="Complete", exact=False).first.click()
    expect(page.locator(".ticket-meta .chip").first).to_have_text("Completed")

    empty.post(raw_mail("It burns again.", in_reply_to=f"<{parse(question).message_id}>"))
    wait_for(lambda: empty.desk.count("message") == 5)
    page.reload()
    expect(page.locator(".ticket-meta .chip").first).to_have_text("Submitted")
    expect(page.get_by_text("moved it from Completed to Submitted")).to_be_visible()


def test_a_stranger_who_guesses_a_number_gets_nothing(empty, peer, page):
    begin(page, empty.desk)
    empty.post(raw_mail("Our safe opens with 1234.", subject="The safe"))
    wait_for(lambda: empty.desk.count("message") == 1)

    empty.post(raw_mail("What was that?", sender=f"Olga <{OLGA}>", subject="Re: The safe [#1]"), sender=OLGA)
    [told] = wait_for(lambda: peer.to(OLGA))
    assert b"1234" not in told
    assert b"safe" not in told
    page.goto("/tickets/1/")
    expect(page.locator(".message.is-incoming")).to_have_count(1)
    page.goto("/tickets/2/")
    answer(page, "Who are you?")
    question = wait_for(lambda: peer.to(OLGA)[1:])[0]
    assert b"1234" not in question
