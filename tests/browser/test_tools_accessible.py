"""The pages that join, part, print and do one thing to many, by axe's rules."""

import pytest

from tests.browser.axe import LOOKS, problems
from transom.bulk.models import BulkRun
from transom.tickets import actions
from transom.tickets.words import Words
from transom.worker import drain
from transom.workflow.models import Status


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_of_the_tools_has_a_fault(look, ticket, mail, sue, as_actor, enter):
    other = mail("Here too.", subject="The same again", sender="Bo Berg <bo@acme.example>").ticket
    actions.note(other, Words("Same building."), actor=as_actor(sue))
    actions.link(other, ticket, "blocks", actor=as_actor(sue))
    actions.change_status(other, Status.objects.get(slug="completed"), actor=as_actor(sue), comment="Done.")
    merged = mail("Once more.", subject="Thrice").ticket
    actions.merge(merged, ticket, actor=as_actor(sue))
    page = enter(sue, **LOOKS[look])
    found = {}
    for address in (
        f"/tickets/{ticket.number}/",
        f"/tickets/{other.number}/merging/?into={ticket.number}",
        f"/tickets/{other.number}/merging/",
        f"/tickets/{ticket.number}/splitting/?from={ticket.messages.last().pk}",
        f"/tickets/{ticket.number}/print/?notes=1",
        "/bulk/",
        "/queues/open/",
    ):
        page.goto(address)
        found[address] = problems(page)
    page.locator(".row").first.hover()
    page.locator(".row-tick").first.check(force=True)
    found["ticked"] = problems(page)
    for act in ("Reply…", "Close…"):
        page.locator("#bulk").get_by_role("button", name=act).click()
        page.get_by_role("dialog").get_by_role("button", name="Cancel").wait_for()
        found[act] = problems(page)
        page.keyboard.press("Escape")
    page.locator("#bulk").get_by_role("button", name="Assign…").click()
    page.get_by_role("dialog").get_by_role("button", name="Assign", exact=True).click()
    page.locator("#bulk-strip progress").wait_for()
    found["strip"] = problems(page)
    drain()
    page.goto(f"/bulk/{BulkRun.objects.get().pk}/")
    found["run"] = problems(page)
    assert {place: faults for place, faults in found.items() if faults} == {}
