"""Ada at her browser, and the rule of answers that ships."""

import pytest
from django.test import Client

from transom.timers.models import TimerRule


@pytest.fixture
def adas(ada, sign_in) -> Client:
    return sign_in(ada)


@pytest.fixture
def answers(desk) -> TimerRule:
    """Every customer's word is answered within a day."""
    return TimerRule.objects.get(kind="reaction")
