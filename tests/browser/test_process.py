"""The draft of a path with keys: what is moved keeps the focus, and nothing is loaded anew."""

from playwright.sync_api import expect

from transom.process.models import PathDraft

DRAFT = "/setup/process/types/issue/draft/"


def names(page) -> list[str]:
    return page.locator(".stop h3").all_inner_texts()


def test_a_status_is_put_elsewhere_by_keys_and_back_by_undo(enter, ada):
    page = enter(ada)
    page.goto("/setup/process/types/issue/")
    page.keyboard.press("e")
    page.wait_for_url(f"**{DRAFT}")
    before = names(page)
    page.evaluate("window.kept = true")
    page.locator(".stop h3 a").nth(1).focus()
    page.keyboard.press("Shift+J")
    expect(page.locator(".stop h3").nth(2)).to_have_text(before[1])
    expect(page.locator("#name-in-review")).to_be_focused()
    page.keyboard.press("Shift+J")
    expect(page.locator(".stop h3").nth(3)).to_have_text(before[1])
    page.keyboard.press("z")
    expect(page.locator(".stop h3").nth(2)).to_have_text(before[1])
    page.keyboard.press("z")
    expect(page.locator(".stop h3").nth(1)).to_have_text(before[1])
    assert names(page) == before
    assert page.evaluate("window.kept") is True
    assert PathDraft.objects.get().place == 0
