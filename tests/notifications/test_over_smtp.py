"""From one end to the other, as it runs: the desk's own processes, its own sockets, and a mail server of somebody else's."""

from email import message_from_bytes
from email.policy import default

import pytest

from tests.conftest import raw_mail
from tests.desks import stop, wait_for
from tests.flows.running import Running
from transom.foundation.addresses import parse_addresses

MENTION = """
from transom.people.actor import person
from transom.people.models import User
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.tickets.words import Words
dev = User.objects.create_user("dev@desk.example", "Dev Okafor", roles=["support-developer"])
actions.note(Ticket.objects.get(), Words(text="@Sue they wrote again"), actor=person(dev))
"""
DUE = """
from django.utils import timezone
from transom.notifications.models import Notification
Notification.objects.filter(reason="mentioned").update(mail_due_at=timezone.now())
"""


@pytest.fixture
def running(home, peer):
    made = Running(home, peer)
    yield made
    stop(made.process)


def test_a_mention_goes_out_and_its_answer_comes_back_as_a_note(home, peer, running):
    running.post(raw_mail())
    wait_for(lambda: home.count("ticket") == 1)
    assert home.shell(MENTION).returncode == 0
    wait_for(lambda: home.count("notification", "reason = 'mentioned'") == 1)
    assert home.shell(DUE).returncode == 0
    [raw] = wait_for(lambda: peer.to("sue@desk.example"))
    notice = message_from_bytes(raw, policy=default)
    assert "@Sue they wrote again" in notice.get_content()
    [there] = parse_addresses(str(notice["Reply-To"]))
    said = raw_mail("I call them.", sender="Sue Sand <sue@desk.example>", to=there.address)
    running.post(said, to=there.address, sender="sue@desk.example")
    wait_for(lambda: home.count("note") == 2)
    assert home.rows("SELECT text FROM transom_note ORDER BY id DESC")[0] == ("I call them.",)
    assert home.count("ticket") == 1
    assert len(peer.to("sue@desk.example")) == 1
