"""axe's rules (WCAG 2.2 A and AA) and the width of a page, asked of a page that is already open."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import BrowserContext, Page

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "preload": False,  # axe would write our style sheets into the page, which our policy forbids
}
LOOKS = {
    "wide": {"viewport": {"width": 1440, "height": 900}},
    "wide dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "narrow dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "preload": False}
"""What a theme can break; the rest was found in the other one."""
FOUND = """async (rules) => (await axe.run(document, {...rules, resultTypes: ["violations"]})).violations.flatMap((rule) =>
  rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 300)}`))"""
SCRIPT = Path(axe_playwright_python.__file__).parent / "axe.min.js"


def bring(context: BrowserContext) -> None:
    """Every page of this window carries axe from its beginning, so that asking again costs no second reading of it."""
    context.add_init_script(path=SCRIPT)


def problems(page: Page, rules: dict = RULES) -> list[str]:
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    return [f"{page.url}: {line}" for line in page.evaluate(FOUND, rules)]


def overflow(page: Page) -> list[str]:
    wider = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [f"{page.url} is wider than its window of {page.viewport_size['width']} px"] if wider else []
