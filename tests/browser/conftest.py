"""A real browser at a real server. Whatever it complains about, and wherever it wants to go, fails the test."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, TimeoutError, expect

from tests.web.conftest import signed_in
from transom.people.models import User

PATIENCE = 25_000  # milliseconds; others may hold the processor, and a test that passes waits for none of them
expect.set_options(timeout=PATIENCE)
EXPECTED = ("status of 409", "status of 422", "status of 404", "status of 503", "Autofocus processing was blocked")
REPORT = "addEventListener('securitypolicyviolation', (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`))"


def pytest_collection_modifyitems(items) -> None:
    """What a browser waited for in vain is tried once more, for machines are shared; the summary names each such test.

    Nothing else is: a wrong page, a complaint of the browser, an `expect` that did not come true.
    """
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=[TimeoutError]))


@pytest.fixture(autouse=True)
def nobody_has_tried_too_often():
    """All tests sign in from one address, and the desk counts that."""
    cache.clear()


@pytest.fixture
def window(live_server, browser: Browser):
    """Makes windows: `window(javascript=False, color_scheme="dark", viewport=…)`. What they complain about fails the test."""
    complaints: list[str] = []
    opened: list[BrowserContext] = []
    here = urlsplit(live_server.url).netloc

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: line.type in ("error", "warning") and complaints.append(line.text))
        page.on("request", lambda request: urlsplit(request.url).netloc == here or complaints.append(request.url))

    def make(javascript: bool = True, **options) -> Page:
        context = browser.new_context(java_script_enabled=javascript, base_url=live_server.url, **options)
        context.set_default_timeout(PATIENCE)
        context.on("page", watch)
        if javascript:
            context.add_init_script(REPORT)
        opened.append(context)
        return context.new_page()

    yield make
    for context in opened:
        context.close()
    assert [line for line in complaints if not any(word in line for word in EXPECTED)] == []


@pytest.fixture
def enter(window, live_server):
    """A window of somebody who has signed in, at the first page. By hand they do it in `test_next_person` and `test_setup`."""

    def make(person: User, **options) -> Page:
        page = window(**options)
        [session] = signed_in(person).cookies.values()
        page.context.add_cookies([{"name": session.key, "value": session.value, "url": live_server.url}])
        page.goto("/")
        page.wait_for_url("**/queues/**")
        return page

    return make
