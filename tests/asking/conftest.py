"""Tickets whose customer is asked: in client testing, and with an estimate that waits for them."""

from decimal import Decimal

import pytest

from tests.asking.telling import asked, path
from transom.tickets import actions
from transom.worker import drain


@pytest.fixture
def testing(ticket, quinn, tess, as_actor):
    """Ann's ticket, an issue that she is asked to test. Gives the token of her link."""
    path(ticket, "issue", "in-review", "client-testing", actor=as_actor(tess), sorter=as_actor(quinn))
    drain()
    return asked(ticket)


@pytest.fixture
def estimate(ticket, quinn, pia, as_actor):
    """A request of Ann's with an estimate, which nobody was asked about yet."""
    path(ticket, "request", "in-review", "needs-estimate", actor=as_actor(pia), sorter=as_actor(quinn))
    return actions.make_estimate(
        ticket,
        "Two days of training for the new clinic.",
        hours=Decimal(16),
        amount=Decimal(2400),
        currency="EUR",
        actor=as_actor(pia),
    )


@pytest.fixture
def pending(ticket, estimate, pia, as_actor):
    """The estimate waits for Ann's approval. Gives the token of her link."""
    path(ticket, "", "estimate-ready", "estimate-pending", actor=as_actor(pia))
    drain()
    return asked(ticket)
