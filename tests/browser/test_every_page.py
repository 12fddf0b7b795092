"""Every page of the URL configuration, by axe's rules in light, dark and on a phone, and none wider than a window of 320 px.

The pages are those addresses of the matrix in `tests/web/matrix` that answer with a whole page, so a new one is walked by itself;
one that is open to all needs a place in `DOORS`, or fails here. What a page complains of, and where it goes, `window` watches.
"""

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.browser.axe import COLOURS, RULES, bring, overflow, problems
from tests.conftest import PASSWORD
from tests.web.matrix.addresses import PATTERNS, ROWS, address_of, values_of
from tests.web.matrix.desk import OPEN_TO_ALL
from tests.web.matrix.things import Things
from transom.people.models import User
from transom.people.roles import AGENT_ROLES
from transom.tickets import actions
from transom.worker import drain

WIDE, PHONE, SMALL = {"width": 1440, "height": 900}, {"width": 390, "height": 844}, {"width": 320, "height": 568}
SHOWN_AGAIN = {"landmark-unique": {"enabled": False}}
"""The style guide shows components as often as they have states, and its own page holds that of each theme."""
UNFOLD = """() => document.querySelectorAll("details:not([open], :has(iframe))")
  .forEach((one) => { one.open = one.dataset.unfolded = true; })"""
FOLD = "() => document.querySelectorAll('[data-unfolded]').forEach((one) => { one.open = false; })"
OVER_EACH_OTHER = {"target-size": {"enabled": False}}
"""What is unfolded all at once lies over its neighbours; how large they are is asked when it is folded again."""
BARRED = "/reviews/"
"""Where a bar stays at the foot, over whatever is scrolled behind it: axe counts what it covers as too small."""
THEIRS = {"formatted": "a customer's own mail, alone in its frame"}
DOORS = {
    "account_login": "/sign-in/",
    "account_logout": "/sign-out/",
    "account_inactive": "/sign-in/inactive/",
    "account_reset_password": "/password/forgotten/",
    "account_reset_password_done": "/password/forgotten/sent/",
    "account_reset_password_from_key": "/password/new/1-x/",
    "account_reset_password_from_key_done": "/password/new/done/",
    "account_change_password": "/password/",
    "setup_first": "/setup/first/x/",
    "answer": "/a/x/",
    "way-back": "/back/x/",
}
SIGNED_IN = {"account_change_password", "account_logout"}


@pytest.fixture
def everybody(live_server, desk) -> User:
    """Somebody who may come in everywhere."""
    return User.objects.create_user("all@desk.example", "Ada All", PASSWORD, roles=sorted(AGENT_ROLES))


@pytest.fixture
def addresses(everybody, mail, as_actor) -> list[str]:
    """Each page of the desk, with one of everything on it."""
    things = Things(mail, dict.fromkeys(AGENT_ROLES, everybody))
    ticket, actor = things.open.ticket, as_actor(everybody)
    ticket.refresh_from_db()
    actions.assign(ticket, everybody, actor=actor)
    actions.set_priority(ticket, "urgent", reason="Payroll", actor=actor)
    drain()
    mail(
        "Still.\n\nOn Monday, Sue wrote:\n> Try.\n",
        cc="bo@else.example",
        in_reply_to=f"<{things.open.sent.message_id_header}>",
    )
    actions.delivery_failed(ticket, 1, ("ann@acme.example",), "550 no", actor=actor)
    asking = Client(raise_request_exception=True)
    asking.force_login(everybody)
    found = []
    for pattern in PATTERNS:
        row = ROWS[pattern.name]
        if 200 in row.get and pattern.name not in THEIRS:
            values = values_of(pattern, row, lambda kind: kind.own(things, everybody))
            address = f"{address_of(pattern, values)}?{row.query}"
            if is_page(asking.get(address)):
                found.append(address)
    return found


def is_page(answer) -> bool:
    """A whole page; a piece of one is walked where it stands, and a file is none."""
    return answer["Content-Type"].startswith("text/html") and b"<html" in answer.content[:200].lower()


def allowed(address: str) -> dict:
    """The rules that do not hold at this address."""
    return SHOWN_AGAIN if address.startswith("/setup/styleguide/") else {}


def walk(page, address: str) -> list[str]:
    """Looks at the page once, with all that it folds away opened, and then turns the light off and makes the window small around it."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(WIDE)
    page.goto(address)
    page.evaluate(UNFOLD)
    less = allowed(address)
    found = problems(page, RULES | {"rules": less | OVER_EACH_OTHER})
    page.emulate_media(color_scheme="dark")
    found += problems(page, COLOURS)
    page.evaluate(FOLD)
    page.set_viewport_size(PHONE)
    barred = OVER_EACH_OTHER if address.startswith(BARRED) else {}
    found += problems(page, RULES | {"rules": less | barred}) + overflow(page)
    page.set_viewport_size(SMALL)
    return found + overflow(page)


def test_every_page_of_the_desk(addresses, everybody, enter):
    page = enter(everybody)
    bring(page.context)
    page.emulate_media(reduced_motion="reduce")
    assert len(addresses) > 40
    found = [line for address in addresses for line in walk(page, address)]
    assert not found, "\n".join(found)


def test_every_page_of_a_desk_without_anything(everybody, enter):
    page = enter(everybody)
    bring(page.context)
    page.emulate_media(reduced_motion="reduce")
    asking = Client()
    asking.force_login(everybody)
    bare = [address_of(each, {}) for each in PATTERNS if 200 in ROWS[each.name].get and not each.pattern.converters]
    found = []
    for address in filter(lambda each: is_page(asking.get(each)), bare):
        page.set_viewport_size(WIDE)
        page.goto(address)
        found += problems(page, RULES | {"rules": allowed(address)})
        page.set_viewport_size(SMALL)
        found += overflow(page)
    assert not found, "\n".join(found)


def test_every_page_that_is_open_to_all(everybody, window, enter):
    outside = {each.name for each in get_resolver().url_patterns} & OPEN_TO_ALL
    assert outside == set(DOORS), "give the new page a place in DOORS"
    stranger, inside = window(), enter(everybody)
    found = []
    for page in (stranger, inside):
        bring(page.context)
        page.emulate_media(reduced_motion="reduce")
    for name in sorted(DOORS):
        found += walk(inside if name in SIGNED_IN else stranger, DOORS[name])
    found += walk(inside, "/nothing/here/")
    assert not found, "\n".join(found)
