"""Where a mailbox's mail is fetched: without scripts, by axe's rules, wide and narrow, light and dark."""

import pytest
from django.utils import timezone

from tests.browser.axe import LOOKS, overflow, problems
from tests.desks import free_port
from transom.foundation import secrets
from transom.mail.fetching.models import ImapAccount

TICK = "Fetch the mail of this mailbox"


def test_the_fields_appear_with_the_tick_without_scripts(desk, ada, enter):
    page = enter(ada, javascript=False)
    page.goto("/mailboxes/new/")
    assert not page.get_by_label("User name").is_visible()
    page.get_by_label(TICK).check()
    assert page.get_by_label("User name").is_visible()
    page.get_by_label("Once a mail is stored here").select_option("seen")
    assert not page.get_by_label("Move it to").is_visible()


def test_trying_without_scripts_keeps_what_was_entered(desk, ada, enter):
    page = enter(ada, javascript=False)
    page.goto(f"/mailboxes/{desk.pk}/")
    page.get_by_label(TICK).check()
    page.get_by_label("Server", exact=True).fill("127.0.0.1")
    page.get_by_label("Port").fill(str(free_port()))
    page.get_by_label("User name").fill("ann")
    page.get_by_label("Password or access token").fill("secret")
    page.get_by_role("button", name="Try to fetch").click()
    assert "cannot be reached on port" in page.locator(".findings").inner_text()
    assert page.get_by_label("Password or access token").input_value() == "secret"
    assert not ImapAccount.objects.exists()


@pytest.mark.parametrize("look", LOOKS)
def test_a_failing_mailbox_is_fit_to_read(desk, ada, enter, look):
    ImapAccount.objects.create(
        mailbox=desk,
        host="127.0.0.1",
        port=free_port(),
        login="support@desk.example",
        secret=secrets.encrypt("secret"),
        failing_since=timezone.now(),
        last_error="127.0.0.1 cannot be reached on port 993: Connection refused. Check the server's name and the port.",
    )
    page = enter(ada, **LOOKS[look])
    found = []
    for address in ("/mailboxes/", f"/mailboxes/{desk.pk}/"):
        page.goto(address)
        assert page.get_by_text("cannot be reached").is_visible()
        found += problems(page) + overflow(page)
    page.get_by_role("button", name="Try to fetch").click()
    page.locator(".findings").wait_for()
    assert found + problems(page) + overflow(page) == []
