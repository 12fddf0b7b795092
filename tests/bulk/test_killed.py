"""A worker that dies in the middle of a bulk action, time and again: each ticket is done once, and none is forgotten."""

import json
import time

import pytest

from tests.faults.databases import copy, drop
from transom.bulk.run import ATTEMPTS
from transom.foundation import faults

POINTS = ("bulk.before-commit", "bulk.after-commit")
TICKETS = 6
KILLED = -9
BEGIN = """
from django.utils import timezone
from transom.bulk.models import Order
from transom.bulk.run import begin
from transom.customers.models import Contact
from transom.foundation.addresses import Address
from transom.people.actor import contact, person
from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.tickets import actions
from transom.tickets.messages import Trust
from transom.tickets.words import Words
from transom.worker import drain
from transom.tickets.actions.several import WHOEVER_ACTS, Changes
from transom.tickets.models import Ticket
sue = User.objects.filter(roles_held__role="supporter").first()
mailbox = Mailbox.objects.get()
for number in range(6):
    bo = Contact.objects.find_or_make(Address(f"Bo Berg {number}", f"bo{number}@acme.example"))
    ticket = actions.open_ticket(str(number), bo, actor=contact(bo), mailbox=mailbox)
    actions.receive(ticket, Words("Help."), bo, trust=Trust.VERIFIED, actor=contact(bo))
drain()
order = Order(reply="It works again, {{their first name}}.", changes=Changes(assignee=WHOEVER_ACTS, tags_added=("outage",)))
tickets = [(ticket, ticket.version) for ticket in Ticket.objects.order_by("pk")]
begin(order, "Killed", tickets, actor=person(sue), now=timezone.now())
"""
LOOK = """
import json
from transom.bulk.models import BulkItem
from transom.mail.models import OutboundEmail
from transom.tickets.history import Event
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket
for ticket in Ticket.objects.all():
    assert_replays(ticket)
kinds = {kind: Event.objects.filter(kind=kind).count() for kind in ("reply-sent", "assigned", "tags-changed")}
outcomes = list(BulkItem.objects.values_list("outcome", flat=True))
answers = OutboundEmail.objects.filter(kind="answer").count()
print("LOOK " + json.dumps({"kinds": kinds, "outcomes": outcomes, "answers": answers}))
"""


@pytest.fixture
def desk_of_six(prepared_desk, tmp_path):
    """Six tickets of six customers, and a run of Sue's that waits for them. Leases end soon."""
    desk = copy(prepared_desk, tmp_path / "desk", TRANSOM_TEST_WAIT="0.2")
    done = desk.shell(BEGIN)
    assert done.returncode == 0, done.stderr
    yield desk
    drop(desk)


def look(desk) -> dict:
    done = desk.shell(LOOK)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.decode().partition("LOOK ")[2])


@pytest.mark.parametrize("point", POINTS)
def test_each_ticket_is_done_once_however_often_the_worker_dies(desk_of_six, point):
    assert point in faults.POINTS
    for time_of_death in (1, 2, 3):
        assert desk_of_six.work(KILL_AT=f"{point}:{time_of_death}") == KILLED
        time.sleep(0.3)
        done = desk_of_six.rows("SELECT count(*) FROM transom_bulkitem WHERE outcome = 'done'")[0][0]
        said = desk_of_six.rows("SELECT count(*) FROM transom_event WHERE kind = 'reply-sent'")[0][0]
        assert said == done
    assert desk_of_six.work() == 0
    found = look(desk_of_six)
    assert found["outcomes"] == ["done"] * TICKETS
    assert found["kinds"] == {"reply-sent": TICKETS, "assigned": TICKETS, "tags-changed": TICKETS}
    assert found["answers"] == TICKETS


def test_a_ticket_that_kills_its_worker_each_time_is_given_up_and_holds_no_other_up(desk_of_six):
    """It dies of the first one it comes to, which is the same one until that is given up."""
    for _ in range(ATTEMPTS):
        assert desk_of_six.work(KILL_AT="bulk.before-commit:1") == KILLED
        time.sleep(0.3)
    assert desk_of_six.work() == 0
    found = look(desk_of_six)
    assert found["outcomes"] == ["refused", *["done"] * (TICKETS - 1)]
    assert found["kinds"]["reply-sent"] == found["answers"] == TICKETS - 1
