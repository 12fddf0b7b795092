"""Every page by axe's rules (WCAG 2.2 A and AA): wide, narrow, light and dark, and none wider than its window."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from transom.mail.models import OutboundEmail
from transom.tickets import actions
from transom.tickets.files import store
from transom.tickets.words import NewAttachment, Words
from transom.worker import drain

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


@pytest.fixture
def pages(live_server, ticket, mail, sue, quinn, as_actor):
    """A desk with one of everything, and the addresses to look at."""
    drain()
    file = NewAttachment(store(b"x"), "plan.pdf", "application/pdf")
    actions.assign(ticket, sue, actor=as_actor(quinn))
    actions.note(ticket, Words(text="Only for us.", attachments=(file,)), actor=as_actor(sue))
    actions.reply(ticket, Words(text="Try https://desk.example/."), actor=as_actor(sue))
    drain()
    mail(
        "Still.\n\nOn Monday, Sue wrote:\n> Try.\n",
        html="<p>Still</p>",
        cc="bo@else.example",
        in_reply_to=f"<{ticket.messages.last().message_id}>",
    )
    held = mail("Hi", sender="eve@out.example", in_reply_to=f"<{ticket.messages.first().message_id}>")
    actions.set_priority(ticket, "urgent", reason="Payroll", actor=as_actor(sue))
    actions.delivery_failed(ticket, 1, ("ann@acme.example",), "550 no", actor=as_actor(sue))
    sent = OutboundEmail.objects.last()
    return [
        "/queues/open/",
        "/queues/mine/",
        f"/tickets/{ticket.number}/",
        "/tickets/new/",
        "/attention/",
        f"/mail/{held.pk}/",
        "/sent/queued/",
        f"/sent/{sent.pk}/",
        "/mailboxes/",
        "/mailboxes/new/",
        "/password/",
        "/nothing/here/",
    ]


def problems(page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{page.url}: {rule['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for rule in found
        for node in rule["nodes"]
    ]


def overflow(page) -> list[str]:
    wider = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [f"{page.url} is wider than its window"] if wider else []


@pytest.mark.parametrize("look", LOOKS)
def test_every_page(pages, quinn, enter, look):
    quinn.give_roles("admin")
    page = enter(quinn, **LOOKS[look])
    found = []
    for address in pages:
        page.goto(address)
        found += problems(page) + overflow(page)
    assert found == []


@pytest.mark.parametrize("look", LOOKS)
def test_signing_in_and_the_stopped_reply(pages, quinn, sue, window, enter, ticket, as_actor, look):
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
