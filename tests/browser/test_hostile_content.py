"""What strangers write does nothing at the desk: no dialog, no foreign request, no script and no handler in the page."""

from urllib.parse import quote, urlsplit

import pytest

from tests.browser.hostile import OURS, THEIRS, of_strangers
from tests.desks import wait_for
from transom.customers.models import Contact, Customer
from transom.tickets import actions
from transom.tickets.files import store
from transom.tickets.models import Ticket
from transom.tickets.words import NewAttachment, Words
from transom.worker import drain

LOOK = """() => {
    const found = [];
    for (const script of document.querySelectorAll("script")) {
        const ours = script.src.startsWith(location.origin + "/static/");
        if (!ours || script.textContent.trim()) found.push(script.outerHTML.slice(0, 200));
    }
    for (const element of document.querySelectorAll("*")) {
        for (const { name, value } of element.attributes) {
            const styled = name === "style" && !element.matches("[data-mail-frame], textarea");
            const acts = name.startsWith("on") || name.startsWith("hx-on") || styled || name === "srcdoc";
            if (acts || /^\\s*(javascript|data|vbscript):/i.test(value)) {
                found.push(`${element.tagName} ${name}=${value.slice(0, 200)}`);
            }
        }
    }
    for (const name of ["base", "object", "embed", "meta[http-equiv]"]) {
        for (const element of document.querySelectorAll(name)) found.push(element.outerHTML.slice(0, 200));
    }
    return found;
}"""
"""Scripts that are not our files, handlers, styles, and addresses that are code. Our own scripts set heights: of frames, and
of what one writes in."""

FRAMES = """() => [...document.querySelectorAll("iframe")].every((frame) => {
    frame.loading = "eager";
    const inside = frame.contentDocument;
    return inside?.readyState === "complete" && inside.URL !== "about:blank";
})"""
"""Whether every mail in a frame has come, those far down the page too."""


@pytest.fixture
def made(desk, sue, as_actor, mail):
    """Makes a ticket out of one string: as body, subject, display name, file name, tag, note, answer and pinned note."""

    def make(text: str, number: int) -> Ticket:
        line = " ".join(text.split())
        name = line.replace("\\", "").replace('"', "'")[:150] or "x"
        mail(
            text,
            sender=f'"{name}" <writer{number}@hostile.example>',
            subject=line[:280] or "x",
            html=text or "x",
            attachments=((line[:120].replace("/", "-") or "x", "text/plain", b"x"),),
        )
        ticket, actor = Ticket.objects.latest("pk"), as_actor(sue)
        actions.set_tags(ticket, {line[start : start + 50] for start in range(0, 200, 50)}, actor=actor)
        file = NewAttachment(store(text.encode()), f"{line[:200]}.png", "image/png")
        actions.note(ticket, Words(text=text, attachments=(file,)), actor=actor)
        actions.reply(ticket, Words(text=text, attachments=(file,)), actor=actor)
        actions.set_customer(ticket, Customer.objects.get_or_create(name=line[:190] or "x")[0], actor=actor)
        actions.correct_contact(ticket, {"phone": line[:50]}, actor=actor)
        actions.pin(ticket, Contact.objects.get(pk=ticket.requester_id), text or "x", actor=actor)
        actions.set_priority(ticket, "urgent", reason=text or "x", actor=actor)
        return ticket

    return make


def looked_at(page, address: str, here: str) -> list[str]:
    """What is wrong with a page and the frames within it, when everything that is folded is open."""
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    wait_for(lambda: page.evaluate(FRAMES))
    found = [f"{address}: {fault}" for fault in page.evaluate(LOOK)]
    for frame in page.frames[1:]:
        if urlsplit(frame.url).netloc not in ("", here):
            found.append(f"{address}: a frame of {frame.url}")
        html = frame.content()
        if "<script" in html.lower() or "onerror" in frame.evaluate(
            "[...document.querySelectorAll('*')].flatMap((e) => [...e.attributes].map((a) => a.name)).join(' ')"
        ):
            found.append(f"{address}: a script or a handler in the frame of {frame.url}")
    return found


def walk(strings, made, live_server, enter, sue) -> list[str]:
    tickets = [(text, made(text, number).number) for number, text in enumerate(strings)]
    drain()
    page, here, faults = enter(sue, viewport={"width": 1440, "height": 900}), urlsplit(live_server.url).netloc, []
    page.on("dialog", lambda dialog: (faults.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
    for text, number in tickets:
        for address in (f"/tickets/{number}/", f"/tickets/{number}/print/?notes=1", f"/find/?q={quote(text[:200])}"):
            faults += looked_at(page, address, here)
    faults += looked_at(page, "/queues/open/", here)
    return faults


def test_what_we_could_think_of(made, live_server, enter, sue):
    assert walk(OURS, made, live_server, enter, sue) == []


@pytest.mark.skipif(not THEIRS.exists(), reason=f"the strings of strangers are not here: {THEIRS}")
def test_what_strangers_thought_of(made, live_server, enter, sue):
    assert walk(of_strangers(), made, live_server, enter, sue) == []
