"""The restricted mailbox of the board: Quinn is in its team, Sue is not. Whatever begins with Hush is told to nobody else."""

import pytest

from tests.web.conftest import quinns, sign_in, sues  # noqa: F401, fixtures
from transom.customers.models import Customer, CustomerDomain
from transom.people.mailboxes import Mailbox
from transom.people.models import Team
from transom.tickets.models import Ticket

HUSH = "Hush Person <hushperson@hush.example>"


@pytest.fixture
def board(desk, quinn) -> Mailbox:
    team = Team.objects.create(name="Board")
    team.members.add(quinn)
    return Mailbox.objects.create(address="hushbox@desk.example", name="Hushbox", team=team, restricted=True)


@pytest.fixture
def hidden(board, mail) -> Ticket:
    customer = Customer.objects.create(name="Hushcorp")
    CustomerDomain.objects.create(domain="hush.example", customer=customer)
    return mail("Hushwords.", sender=HUSH, to=board.address, subject="Hushsubject").ticket
