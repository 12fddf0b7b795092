"""Two people at one table, each in their own window: what one does, the other sees without asking."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.test_live import listening, live_server  # noqa: F401, fixtures
from tests.reviews.conftest import OPEN, tickets  # noqa: F401, fixtures
from transom.reviews import meeting


@pytest.fixture
def url(tickets, quinn, as_actor) -> str:  # noqa: F811
    review = meeting.begin("Monday", OPEN, actor=as_actor(quinn), now=timezone.now())
    return f"/reviews/{review.pk}/"


def test_what_one_decides_the_other_sees_and_no_words_are_lost(listening, url, quinn, sue):  # noqa: F811
    quinns, sues = listening(quinn, url), listening(sue, url)
    heading = sues.get_by_role("heading", level=1)
    expect(heading).to_have_text("Invoices")
    expect(quinns.get_by_role("list", name="At the table")).to_contain_text("Sue Lindqvist")

    quinns.keyboard.press("n")
    quinns.keyboard.type("Ask the bank")
    quinns.keyboard.press("Control+Enter")
    expect(sues.locator(".review-word.is-note")).to_contain_text("Ask the bank")

    sues.keyboard.press("n")
    sues.keyboard.type("Half a wo")
    quinns.keyboard.press("i")
    expect(sues.locator(".review-state")).to_contain_text("Quinn Abara has it")
    expect(sues.get_by_label("Note, only for us")).to_have_value("Half a wo")
    expect(sues.get_by_label("Note, only for us")).to_be_focused()

    quinns.keyboard.press("j")
    expect(heading).to_have_text("Labels", timeout=2_000)
    kept = sues.get_by_label("Kept words")
    expect(kept).to_contain_text("Invoices")
    expect(kept.get_by_role("textbox")).to_have_value("Half a wo")
    kept.get_by_role("button", name="Add note").click()
    expect(kept).to_be_hidden()

    sues.keyboard.press("l")
    expect(quinns.get_by_role("heading", level=1)).to_have_text("Login")
    sues.keyboard.press("k")
    expect(quinns.get_by_role("heading", level=1)).to_have_text("Labels")
    expect(quinns.locator("[data-clock][data-running]").first).to_have_text("0:02", timeout=6_000)

    quinns.keyboard.press("t")
    expect(quinns.get_by_role("button", name="Invoices")).to_be_focused()
    quinns.keyboard.press("e")
    quinns.get_by_role("button", name="End the review").click()
    expect(sues.get_by_role("heading", level=1)).to_have_text("Monday")
    expect(sues.get_by_role("listitem").filter(has_text="Half a wo").first).to_be_visible()
