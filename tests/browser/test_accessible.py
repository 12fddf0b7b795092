"""The pages of somebody who is not in yet, and an answer that was stopped, by axe's rules in every look. See `test_every_page`."""

import pytest

from tests.browser.axe import LOOKS, overflow, problems
from transom.tickets import actions
from transom.tickets.words import Words


@pytest.mark.parametrize("look", LOOKS)
def test_signing_in_and_the_stopped_reply(quinn, sue, window, enter, ticket, as_actor, look):
    page = window(**LOOKS[look])
    page.goto("/sign-in/")
    found = problems(page)
    page.goto("/password/forgotten/")
    found += problems(page)
    page = enter(quinn, **LOOKS[look])
    page.goto(f"/tickets/{ticket.number}/")
    page.locator("[name=body]").fill("Words")
    actions.note(ticket, Words(text="Wait."), actor=as_actor(sue))
    page.locator("[data-composer-send]:visible").click()
    page.get_by_text("Something came in").first.wait_for()
    found += problems(page) + overflow(page)
    assert found == []
