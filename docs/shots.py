"""What is on each picture of the docs: who looks, in which light and width, and what they do before it is taken.

Whoever shows something acts as a person would, so a picture cannot show what the desk does not do. Pictures are taken one
after the other on the same desk, each may be taken alone, and none sends or changes what another shows.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from smtplib import SMTP

from playwright.sync_api import Locator, Page

EXPORT, PAYMENTS, APPROVER, VISITS = "Export stops at", "Card payments fail", "second approver", "Two visits overlap"
REPORT, TABLET = "Report is empty", "Login loop"


@dataclass(frozen=True)
class Desk:
    """The window of the picture, more windows by `window("quinn")`, and where mail is handed in."""

    page: Page
    window: Callable[..., Page]
    smtp: str

    def ticket(self, subject: str, page: Page | None = None) -> None:
        page = page or self.page
        page.goto("/queues/open/")
        page.locator("a[data-row]", has_text=subject).first.click()
        page.locator(".ticket-title h1", has_text=subject).wait_for()
        page.wait_for_load_state("networkidle")

    def mail(self, sender: str, subject: str, text: str) -> None:
        host, port = self.smtp.split(":")
        lines = (f"From: {sender}", "To: support@desk.example", f"Subject: {subject}", "", text)
        with SMTP(host, int(port)) as server:
            server.sendmail(sender.partition("<")[2].rstrip(">"), "support@desk.example", "\n".join(lines))

    def type(self, words: str) -> None:
        self.page.locator("[data-composer-body]").press_sequentially(words)

    def part(self, selector: str) -> Locator:
        return self.page.locator(selector)


@dataclass(frozen=True)
class Shot:
    """`show` gives the piece of the page to take, or nothing for the whole window."""

    name: str
    show: Callable[[Desk], Locator | None]
    who: str = "sue"
    scheme: str = "light"
    size: tuple[int, int] = (1440, 900)
    scripts: bool = True


def ticket(desk: Desk) -> None:
    desk.ticket(EXPORT)


def a_list(desk: Desk) -> None:
    desk.page.goto("/queues/open/")
    desk.page.wait_for_load_state("networkidle")


def rail(desk: Desk) -> None:
    a_list(desk)
    desk.page.get_by_role("button", name="Queues").click()


def note(desk: Desk) -> Locator:
    desk.ticket(EXPORT)
    desk.page.keyboard.press("n")
    desk.type("The three lost it in Friday’s import. @Tess")
    desk.part("#mentions").get_by_text("Tess Moreau").wait_for()
    return desk.part(".main-pane")


def saved(desk: Desk) -> Locator:
    desk.ticket(REPORT)
    desk.page.keyboard.press("r")
    desk.type("/")
    desk.part(".slash").get_by_text("Which browser and version").wait_for()
    desk.part(".slash-preview").get_by_text("Hello Omar").wait_for()
    return desk.part(".main-pane")


def recipient(desk: Desk) -> Locator:
    desk.ticket(APPROVER)
    desk.part("[data-recipients] summary").click()
    desk.page.get_by_label("Cc", exact=True).fill("ines@lumen.exampel")
    desk.page.keyboard.press("Tab")
    desk.part("[data-recipients-new]").get_by_text("was not part").wait_for()
    return desk.part(".dock")


def undo(desk: Desk) -> None:
    desk.page.clock.install()
    desk.ticket(TABLET)
    desk.page.keyboard.press("r")
    desk.type("Thank you, Mara. That is the version I was missing: I will try it on the same tablet today.")
    desk.page.keyboard.press("Control+Enter")
    desk.part("[data-waiting]").wait_for()


def company(desk: Desk) -> Locator:
    desk.ticket(PAYMENTS)
    quinns = desk.window("quinn")
    desk.ticket(PAYMENTS, quinns)
    quinns.locator("[data-composer-body]").press_sequentially("Hello Bruno,")
    desk.part("[data-company]").get_by_text("writing a reply").wait_for()
    return desk.part(".main-pane")


def stopped(desk: Desk) -> Locator:
    desk.ticket(VISITS)
    desk.page.keyboard.press("r")
    desk.type("Good morning Priya, which nurse was it?")
    quinns = desk.window("quinn")
    desk.ticket(VISITS, quinns)
    quinns.keyboard.press("n")
    quinns.locator("[data-composer-body]").press_sequentially(
        "Their planner is still the old one, so this is known. I’ll write to Priya."
    )
    quinns.keyboard.press("Control+Enter")
    desk.part(".came-in-bar").wait_for()
    desk.page.keyboard.press("Control+Enter")
    desk.part(".composer .notice").wait_for()
    return desk.part(".dock")


def ticked(desk: Desk) -> None:
    a_list(desk)
    for key in ("j", "j", "x", "j", "x", "j", "x"):
        desk.page.keyboard.press(key)
    desk.page.get_by_text("3 ticked").wait_for()


def many(desk: Desk) -> None:
    ticked(desk)
    desk.page.keyboard.press("r")
    desk.page.get_by_role("dialog").get_by_role("heading").wait_for()


def merging(desk: Desk) -> None:
    desk.ticket(VISITS)
    here = desk.page.url.split("/tickets/")[1].split("/")[0]
    desk.ticket(EXPORT)
    other = desk.page.url.split("/tickets/")[1].split("/")[0]
    desk.page.goto(f"/tickets/{here}/merging/?into={other}")


def palette(desk: Desk) -> None:
    desk.ticket(PAYMENTS)
    desk.page.keyboard.press("Control+k")
    desk.page.keyboard.type("invoice")
    desk.page.get_by_role("option", name="Invoices twice").first.wait_for()


def keys(desk: Desk) -> Locator:
    desk.ticket(PAYMENTS)
    desk.page.keyboard.press("?")
    return desk.part("[data-keys-dialog]")


def find(desk: Desk) -> None:
    desk.page.goto("/find/?q=region")
    desk.page.wait_for_load_state("networkidle")


def bell(desk: Desk) -> None:
    a_list(desk)
    desk.page.keyboard.press("g")
    desk.page.keyboard.press("b")
    desk.part("#inbox-sheet .inbox-head").wait_for()


def told(desk: Desk) -> Locator:
    desk.page.goto("/me/")
    return desk.part("#notifications")


def overview(desk: Desk) -> None:
    desk.page.goto("/setup/")


def person(desk: Desk) -> None:
    desk.page.goto("/setup/people/")
    desk.page.get_by_role("link", name="Sue Lindqvist").click()


def mailbox(desk: Desk) -> None:
    desk.page.goto("/mailboxes/1/test/")
    desk.page.get_by_role("button", name="Test it now").click()
    desk.part("#found").wait_for()


def process_draft(desk: Desk) -> None:
    desk.page.goto("/setup/process/")
    desk.page.get_by_role("link", name="A draft by").click()
    desk.part(".draft-edits").wait_for()


def process_check(desk: Desk) -> Locator:
    process_draft(desk)
    desk.page.keyboard.press("p")
    desk.part("#publish").wait_for()
    return desk.part(".check-pair")


def a_page(address: str) -> Callable[[Desk], None]:
    def show(desk: Desk) -> None:
        desk.page.goto(address)
        desk.page.wait_for_load_state("networkidle")

    return show


WIDE, MIDDLE, NARROW, LOW, HIGH = (1440, 900), (1100, 760), (390, 844), (1100, 560), (1100, 1100)


def review(desk: Desk) -> None:
    """Quinn begins with all that languishes, and Tess sits down beside her."""
    desk.page.goto("/reviews/new/?list=languishing-all")
    desk.page.get_by_role("button", name="Begin").click()
    desk.page.wait_for_url(re.compile(r"/reviews/\d+/"))
    desk.window("tess").goto(desk.page.url)
    desk.page.get_by_text("Tess Moreau").first.wait_for()
    desk.page.wait_for_load_state("networkidle")


SHOTS = (
    Shot("ticket-light", ticket),
    Shot("ticket-dark", ticket, scheme="dark"),
    Shot("ticket-narrow", ticket, size=NARROW),
    Shot("list-narrow", a_list, size=NARROW),
    Shot("rail-narrow", rail, size=NARROW, scheme="dark"),
    Shot("ticket-without-scripts", ticket, scripts=False, size=MIDDLE),
    Shot("ticked", ticked, size=MIDDLE),
    Shot("many", many, size=MIDDLE, scheme="dark"),
    Shot("merging", merging, size=MIDDLE),
    Shot("palette", palette, size=LOW),
    Shot("keys", keys),
    Shot("find", find, size=LOW),
    Shot("bell", bell, size=MIDDLE, who="quinn"),
    Shot("told", told, size=HIGH),
    Shot("setup", overview, who="ada", size=LOW),
    Shot("person", person, who="ada", size=MIDDLE),
    Shot("mailbox-test", mailbox, who="ada", size=LOW),
    Shot("cockpit", a_page("/cockpit/"), who="quinn", size=(1360, 780)),
    Shot("clearance", a_page("/clearance/"), who="quinn", size=LOW, scheme="dark"),
    Shot("nothing-missed", a_page("/nothing-missed/"), who="quinn", size=(1040, 500)),
    Shot("clock", a_page("/setup/clock/"), who="ada", size=(940, 460)),
    Shot("process-draft", process_draft, who="ada", size=(1240, 620)),
    Shot("process-check", process_check, who="ada", size=MIDDLE),
    # From here on words are written, and drafts of them are kept.
    Shot("note", note, size=LOW),
    Shot("saved", saved, size=MIDDLE),
    Shot("recipient", recipient),
    Shot("company", company, size=LOW),
    Shot("stopped", stopped),
    Shot("undo", undo, size=MIDDLE),
    # The last, for a review that is on stands in every rail.
    Shot("review", review, who="quinn"),
)
