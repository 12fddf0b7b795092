"""A mail was made, and waits for a server that is away: until it leaves, its person may have lost what it speaks of."""

from datetime import timedelta

import pytest

from tests.notifications.conftest import MONDAY
from transom.mail.models import NoticeEmail
from transom.mail.transport import Unavailable
from transom.notifications.telling import GRACE
from transom.people.mailboxes import Mailbox
from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.words import Words


def leaves(desk, dev):
    dev.leave()


def has_no_role(desk, dev):
    dev.roles_held.all().delete()


def is_shut_out(desk, dev):
    Mailbox.objects.filter(pk=desk.pk).update(team=Team.objects.create(name="Payroll"), restricted=True)


@pytest.mark.parametrize("lose", [leaves, has_no_role, is_shut_out])
def test_it_is_not_sent_to_who_may_not_read_it_any_more(desk, dev, mentioned, work, post, lose):
    post.trouble = Unavailable("the server is away")
    work(MONDAY + GRACE)
    lose(desk, dev)
    post.trouble = None
    assert work(MONDAY + timedelta(minutes=10), dev) == []
    assert bytes(NoticeEmail.objects.get(person=dev).mime) == b""


def test_a_digest_does_not_come_from_a_mailbox_of_others(desk, dev, sue, sues, mail, as_actor, work):
    """Its address would be the first that they ever heard of it."""

    board = Team.objects.create(name="Board")
    Mailbox.objects.create(address="board@desk.example", name="Board", team=board, restricted=True)
    other = mail("And mine", sender="Bo <bo@acme.example>").ticket
    for ticket in (sues, other):
        actions.watch(ticket, dev, actor=as_actor(dev))
        actions.note(ticket, Words(text="Hm."), actor=as_actor(sue), at=MONDAY)
    work(MONDAY)
    [digest] = work(MONDAY + timedelta(days=1), dev)
    assert "board@" not in str(digest["From"]) + str(digest["Reply-To"]) + str(digest["List-Id"])
