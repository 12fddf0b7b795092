"""Writing in a real browser: drafts that keep themselves, Markdown, files, recipients, mentions, with keys alone where it matters."""

import pytest
from playwright.sync_api import expect

from transom.composing.models import Draft
from transom.tickets.messages import Message, Note

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


@pytest.fixture
def composer(live_server, ticket, sue, enter):
    """Sue's window on Ann's ticket."""
    page = enter(sue)
    page.goto(f"/tickets/{ticket.number}/")
    page.wait_for_load_state("load")
    return page


def words(page):
    return page.get_by_label("Your words", exact=True)


def kept(page):
    expect(page.locator("[data-draft-status]")).to_contain_text("Draft kept")


def test_a_draft_keeps_itself_and_is_there_on_another_machine(composer, ticket, sue, enter):
    composer.keyboard.press("r")
    composer.keyboard.type("Half a thought")
    kept(composer)
    other = enter(sue)
    other.goto(f"/tickets/{ticket.number}/")
    expect(words(other)).to_have_value("Half a thought")


def test_two_machines_at_once_show_both(composer, ticket, sue, enter):
    other = enter(sue)
    other.goto(f"/tickets/{ticket.number}/")
    other.wait_for_load_state("load")
    words(other).fill("From the other machine")
    kept(other)
    words(composer).fill("From this one")
    expect(composer.locator(".composer-elsewhere")).to_have_text("From the other machine")
    composer.get_by_role("button", name="Put them together").click()
    kept(composer)
    expect(words(composer)).to_have_value("From the other machine\n\nFrom this one")


def test_a_reply_waits_behind_its_tab_while_a_note_is_written(composer):
    composer.keyboard.press("r")
    composer.keyboard.type("Dear Ann, ")
    composer.get_by_role("radio", name="Note").check()
    expect(words(composer)).to_have_value("")
    words(composer).fill("Is this right?")
    composer.keyboard.press("Control+Enter")
    expect(composer.locator(".message.is-note")).to_contain_text("Is this right?")
    expect(words(composer)).to_have_value("Dear Ann,")
    assert Note.objects.get().text == "Is this right?"
    assert Draft.objects.writing().get().body == "Dear Ann,"


def test_words_can_be_moved_to_the_other_tab(composer):
    words(composer).fill("This is for us")
    kept(composer)
    composer.get_by_role("radio", name="Note").check()
    composer.get_by_role("button", name="Move its words here").click()
    expect(words(composer)).to_have_value("This is for us")
    kept(composer)
    assert [row.kind for row in Draft.objects.all()] == ["note"]


def test_while_the_desk_is_away_nothing_is_lost(composer, ticket, sue):
    composer.route(
        "**/draft",
        lambda route: route.fulfill(status=503, content_type="text/plain", body="The desk could not save this."),
    )
    words(composer).fill("Precious words")
    expect(composer.locator("[data-draft-status]")).to_have_text("The desk could not save this.")
    composer.reload()
    expect(words(composer)).to_have_value("Precious words")
    composer.unroute("**/draft")
    words(composer).press("End")
    composer.keyboard.type("!")
    kept(composer)
    assert Draft.objects.get().body == "Precious words!"


def test_markdown_by_keys_and_its_preview(composer):
    composer.keyboard.press("r")
    composer.keyboard.type("very good")
    composer.keyboard.press("Shift+Control+ArrowLeft")
    composer.keyboard.press("Control+b")
    expect(words(composer)).to_have_value("very **good**")
    composer.keyboard.press("End")
    composer.keyboard.type("\n- one\ntwo")
    expect(words(composer)).to_have_value("very **good**\n- one\n- two")
    composer.get_by_role("button", name="Preview").click()
    preview = composer.get_by_role("region", name="Preview")
    expect(preview.locator("strong")).to_have_text("good")
    expect(preview.locator("li")).to_have_count(2)
    composer.get_by_role("button", name="Preview").click()
    expect(words(composer)).to_be_focused()


def test_a_file_goes_up_shows_itself_and_can_be_taken_out(composer):
    composer.locator("input[type=file][name=files]").set_input_files(
        [
            {"name": "shot.png", "mimeType": "image/png", "buffer": PIXEL},
            {"name": "log.txt", "mimeType": "text/plain", "buffer": b"x"},
        ]
    )
    expect(composer.locator(".composer-file img")).to_have_count(1)
    expect(composer.locator(".composer-file:not(.is-coming)")).to_have_count(2)
    composer.get_by_role("button", name="Take log.txt out").click()
    words(composer).fill("See the picture.")
    words(composer).press("Control+Enter")
    expect(composer.locator(".message.is-ours .attachments")).to_contain_text("shot.png")
    assert [row.filename for row in Message.objects.get(trust="ours").attachments.all()] == ["shot.png"]


def test_a_picture_is_pasted(composer):
    words(composer).focus()
    composer.evaluate(
        """(bytes) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], "image.png", { type: "image/png" }));
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        list(PIXEL),
    )
    expect(composer.locator(".composer-file img")).to_have_count(1)


def test_a_file_that_is_too_large_is_said_in_words(composer, monkeypatch):
    monkeypatch.setattr("transom.web.agent.uploads.LARGEST", 2)
    composer.locator("input[type=file][name=files]").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": b"abc"}
    )
    expect(composer.locator("[data-upload-problems]")).to_contain_text("a.txt is too large")


def test_who_gets_it_is_one_line_and_who_is_new_is_said(composer):
    summary = composer.locator("[data-recipients-line]")
    expect(summary).to_have_text("To Ann Meyer")
    summary.click()
    composer.get_by_label("Bcc").fill("bo@else.example")
    expect(summary).to_have_text("To Ann Meyer, and 1 in copy")
    expect(composer.locator("[data-recipients-new]")).to_have_text(
        "bo@else.example was not part of this conversation yet."
    )
    words(composer).fill("Try this.")
    words(composer).press("Control+Enter")
    expect(composer.get_by_role("alert").filter(has_text="Send anyway?")).to_be_visible()
    assert not Message.objects.filter(trust="ours").exists()
    composer.get_by_role("button", name="Send anyway").click()
    expect(composer.locator(".message.is-ours")).to_contain_text("Try this.")
    assert Message.objects.get(trust="ours").bcc == ["bo@else.example"]


def test_a_name_is_completed_in_a_note_with_keys(composer, dev):
    composer.keyboard.press("n")
    composer.keyboard.type("Look, @de")
    option = composer.locator("[data-mentions] > [role=option]")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(words(composer)).to_have_attribute("aria-activedescendant", "mention-0")
    composer.keyboard.press("Enter")
    expect(words(composer)).to_have_value("Look, @Dev Okafor ")


def test_an_answer_completes_no_names(composer, dev):
    composer.keyboard.press("r")
    composer.keyboard.type("Look, @de")
    composer.wait_for_timeout(300)
    expect(composer.locator("[data-mentions] > *")).to_have_count(0)


def test_without_a_script_a_draft_is_kept_by_its_button(live_server, ticket, sue, enter):
    page = enter(sue, javascript=False)
    page.goto(f"/tickets/{ticket.number}/")
    page.get_by_label("Your words", exact=True).fill("Half a thought")
    page.get_by_role("button", name="Keep as draft").click()
    expect(page.get_by_text("Your draft is kept.")).to_be_visible()
    expect(page.get_by_label("Your words", exact=True)).to_have_value("Half a thought")
