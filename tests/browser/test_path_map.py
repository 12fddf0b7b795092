"""The map of a path on a phone and on paper: the main way is in view, what is told of a move is too, the desk stays away."""

from tests.browser.axe import problems

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
MIDDLE = "node => { const box = node.getBoundingClientRect(); return box.left + box.width / 2; }"


def test_a_map_that_is_wider_than_its_window_begins_with_the_main_way_and_shows_what_is_asked_for(sue, enter):
    page = enter(sue, **PHONE)
    page.goto("/process/issue/")
    frame = page.locator(".path-map-frame")
    assert frame.evaluate("node => node.scrollWidth > node.clientWidth")
    assert abs(page.locator(".path-box").first.evaluate(MIDDLE) - 390 / 2) < 2
    label = page.get_by_role("link", name="Ask the client to test: In review to Client testing")
    tip = label.locator(".path-tip")
    assert not tip.is_visible()
    page.locator(".path-zoom input[value=plain]").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        if label.evaluate("node => node === document.activeElement"):
            break
    assert tip.is_visible()
    inside = tip.bounding_box()
    around = frame.bounding_box()
    assert around["x"] <= inside["x"]
    assert inside["x"] + inside["width"] <= around["x"] + around["width"]
    page.get_by_label("Fit the width").check()
    assert not frame.evaluate("node => node.scrollWidth > node.clientWidth")


def test_on_paper_there_is_the_map_and_nothing_of_the_desk_around_it(sue, enter):
    page = enter(sue, color_scheme="dark")
    page.goto("/process/issue/")
    assert problems(page) == []
    page.emulate_media(media="print")
    assert page.locator(".path-box").first.is_visible()
    assert page.locator(".path-table").is_visible()
    for chrome in (".rail", ".desk-bar", ".path-zoom"):
        assert not page.locator(chrome).is_visible(), chrome
