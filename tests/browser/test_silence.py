"""The week's clearance by keyboard alone, as a browser has it; and what is unfolded there holds axe's rules."""

from playwright.sync_api import expect

from tests.browser.axe import bring, overflow, problems
from tests.clearance.conftest import later, silent  # noqa: F401, a fixture
from tests.clearance.test_batch import issue, rules, thursdays  # noqa: F401, fixtures
from transom.clearance import batches, following_up


def test_one_goes_through_the_clearance_by_keys(issue, mail, quinn, enter):  # noqa: F811
    batches.draw_up(thursdays(issue)[0])
    page = enter(quinn, viewport={"width": 1440, "height": 900})
    bring(page.context)
    page.keyboard.press("g")
    page.keyboard.press("y")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 ticket has our word last")
    page.locator("[data-silent-steps]:not([hidden])").wait_for(state="attached")  # its script has come
    page.keyboard.press("c")  # no row has the focus: nobody is closed, one sees whom it would be
    expect(page.locator("[data-silent-link]")).to_be_focused()
    page.keyboard.press("w")
    expect(page.locator("details[open] > form select")).to_be_focused()
    assert problems(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("summary[data-key=w]")).to_be_focused()  # folded up, and the row has the keys still
    page.keyboard.press("p")
    expect(page.get_by_placeholder("What was said")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(page.get_by_role("heading", level=1)).to_contain_text("is done")
    expect(page.locator("table")).to_contain_text("Closed")


def test_a_follow_up_fits_a_phone(silent, quinn, enter):  # noqa: F811
    following_up.hold(
        silent, silent.awaiting_customer_since, later(silent), "they have had 2 automatic mails in 24 hours"
    )
    page = enter(quinn, viewport={"width": 320, "height": 568})
    bring(page.context)
    page.goto("/follow-ups/")
    page.get_by_text("What they read").click()
    page.locator("summary", has_text="Log a call").click()
    assert problems(page) == [] and not overflow(page)
