"""People at their browsers: `sign_in(sue)` is a client that Sue has signed in with."""

import pytest
from django.test import Client

from tests.web.matrix.things import Things
from transom.people.models import User
from transom.people.roles import AGENT_ROLES
from transom.tickets.models import Ticket

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(person, **options) -> Client:
    client = Client(**options)
    client.force_login(person, backend=BACKEND)
    return client


@pytest.fixture
def sign_in(desk):
    return signed_in


@pytest.fixture
def sues(sue, sign_in) -> Client:
    return sign_in(sue)


@pytest.fixture
def quinns(quinn, sign_in) -> Client:
    return sign_in(quinn)


@pytest.fixture
def at(ticket):
    """The address of the ticket's page or of a verb of it: `at()`, `at("reply")`."""
    return lambda verb="": f"/tickets/{ticket.number}/{verb}"


@pytest.fixture
def now():
    """A ticket as it stands now."""
    return lambda ticket: Ticket.objects.get(pk=ticket.pk)


def staff_of_the_desk() -> dict[str, User]:
    return {
        role: User.objects.create_user(f"{role}@desk.example", f"The {role}", roles=[role])
        for role in sorted(AGENT_ROLES)
    }


@pytest.fixture
def staff(desk) -> dict[str, User]:
    """One person for each role, who holds it alone."""
    return staff_of_the_desk()


@pytest.fixture
def things(staff, mail) -> Things:
    """One real thing behind every kind of key that an address may have."""
    return Things(mail, staff)
