"""The desk of the flow tests at which days pass, from `BEGIN` of their module on."""

import pytest

from tests.flows.days import Days


@pytest.fixture
def days(request, settings, acme):
    settings.TIME_ZONE, settings.SMTP_URL = "Europe/Berlin", "sink:"
    with Days(request.module.BEGIN) as days:
        yield days
