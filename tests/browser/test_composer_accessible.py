"""The composer with all of it open, what waits, and the list of drafts, by axe's rules in four looks."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.axe import LOOKS, overflow, problems
from transom.composing import drafts, sending
from transom.composing.drafts import Writing
from transom.composing.signatures import write


@pytest.mark.parametrize("look", LOOKS)
def test_composer_and_drafts(live_server, settings, ticket, mail, sue, dev, enter, as_actor, look):
    settings.UNDO_SECONDS = 60
    other = mail("More", subject="Another matter", cc="bo@else.example").ticket
    write(sue, None, "Sue, Support")
    shared = drafts.keep(other, Writing(body="A *start*"), actor=as_actor(dev), now=timezone.now())
    drafts.share(shared, True, actor=as_actor(dev))
    sending.send(other, Writing(body="**Soon**", once="x"), actor=as_actor(sue))
    drafts.keep(ticket, Writing(body="Half a thought"), actor=as_actor(sue), now=timezone.now())
    page = enter(sue, **LOOKS[look])
    found = []
    page.goto(f"/tickets/{other.number}/")
    page.get_by_label("Your words", exact=True).click()
    page.locator("[data-recipients] > summary").click()
    page.get_by_label("Bcc").fill("new@else.example")
    page.locator("input[type=file][name=files]").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"}
    )
    expect(page.locator(".composer-file:not(.is-coming)")).to_have_count(1)
    found += problems(page) + overflow(page)
    page.locator("[data-recipients] > summary").click()
    page.get_by_role("radio", name="Note").check()
    page.get_by_label("Your words", exact=True).fill("For @De")
    expect(page.locator("[data-mentions] > [role=option]")).to_be_visible()
    found += problems(page) + overflow(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("region", name="Preview")).to_be_visible()
    found += problems(page) + overflow(page)
    page.goto("/drafts/")
    found += problems(page) + overflow(page)
    assert not found, "\n".join(found)
