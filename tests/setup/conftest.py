"""Admins at their browsers."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.web.conftest import sign_in  # noqa: F401, a fixture


@pytest.fixture
def adas(ada, sign_in) -> Client:  # noqa: F811
    return sign_in(ada)


@pytest.fixture
def sues(sue, sign_in) -> Client:  # noqa: F811
    return sign_in(sue)


@pytest.fixture(autouse=True)
def nobody_tried_before():
    """All tests sign in from one address, and the desk counts that."""
    cache.clear()
