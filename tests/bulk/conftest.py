"""Several tickets of Acme's, and a person who does one thing to all of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from transom.bulk import run as bulk
from transom.bulk.models import BulkRun, Order
from transom.customers.models import Contact
from transom.foundation.addresses import Address
from transom.tickets.models import Ticket
from transom.worker import drain


@pytest.fixture
def three(ticket, mail) -> list[Ticket]:
    """Ann's ticket, and one each by Bo and by Cy, who have other names."""
    others = [mail(f"Hello from {name}.", sender=f"{name} Berg <{name.lower()}@acme.example>") for name in ("Bo", "Cy")]
    return [ticket, *(other.ticket for other in others)]


@pytest.fixture
def begin(sue, as_actor):
    """Begin a run as Sue, or as `who`; nothing is done until `drain()`."""

    def make(order: Order, tickets, who=None, words="A test of many", seen=None) -> BulkRun:
        fresh = [Ticket.objects.get(pk=each.pk) for each in tickets]
        chosen = [(each, each.version if seen is None else seen) for each in fresh]
        return bulk.begin(order, words, chosen, actor=as_actor(who or sue), now=timezone.now())

    return make


@pytest.fixture
def done(begin):
    """Begin a run and let the worker do it all; gives the run."""

    def make(order: Order, tickets, **more) -> BulkRun:
        made = begin(order, tickets, **more)
        drain()
        return made

    return make


@pytest.fixture
def later():
    """A clock for the worker that is ahead by so many seconds."""
    return lambda seconds: lambda: timezone.now() + timedelta(seconds=seconds)


@pytest.fixture
def bo(ann) -> Contact:
    return Contact.objects.find_or_make(Address("Bo Berg", "bo@acme.example"))
