"""Where a folder's numbers change (UIDVALIDITY), nothing is lost, nothing opens a second ticket, and no archive comes in."""

from datetime import timedelta
from email.utils import format_datetime

import pytest
from django.utils import timezone

from tests.mail.fetching.conftest import words
from tests.mail.fetching.peers import Scripted
from transom.mail.fetching.models import ImapAccount
from transom.mail.models import InboundEmail, Outcome
from transom.tickets.models import Ticket
from transom.worker import drain

FOLDER = "Support"


@pytest.fixture
def account(server, account_at, login):
    with server.client(login) as client:
        client.create_folder(FOLDER)
    return account_at(server, folder=FOLDER, afterwards="seen")


@pytest.fixture
def renumber(server, login):
    """Make the folder anew, as a move to another server does, with these mails in it: (mail, flags, arrival)."""

    def make(*mails) -> None:
        with server.client(login) as client:
            before = client.folder_status(FOLDER, ["UIDVALIDITY"])[b"UIDVALIDITY"]
            while True:
                client.delete_folder(FOLDER)
                client.create_folder(FOLDER)
                if client.folder_status(FOLDER, ["UIDVALIDITY"])[b"UIDVALIDITY"] != before:
                    break
            for mail, flags, arrival in mails:
                client.append(FOLDER, mail, flags, arrival)

    return make


def looked(account) -> None:
    """As the runner notes after a look that went well."""
    ImapAccount.objects.filter(pk=account.pk).update(fetched_at=timezone.now())


def written(number, days_ago: int) -> bytes:
    return words(number, date=format_datetime(timezone.now() - timedelta(days=days_ago)))


def test_what_is_here_already_is_a_copy_and_what_is_new_comes_in(server, account, login, fetch, renumber):
    old = written("old", 0)
    server.post(login, old, folder=FOLDER)
    assert fetch(account) == 1
    looked(account)
    now = timezone.now()
    renumber(
        (old, [rb"\Seen"], now),
        (written("read by a person first", 0), [rb"\Seen"], now),
        (written("unread", 0), [], now),
    )
    fetch(account)
    drain()
    assert Ticket.objects.count() == 3
    assert list(InboundEmail.objects.filter(outcome=Outcome.DUPLICATE).values_list("subject", flat=True)) in (
        ["old"],
        [""],
    )
    assert fetch(account) == 0


@pytest.mark.parametrize("arrival", ["kept", "of the move"])
def test_an_archive_does_not_come_in(account, fetch, renumber, arrival):
    """Ten years of mail that people have read; some servers date all of it on the day when they move it."""
    fetch(account)
    looked(account)
    archive = [
        (
            written(year, year * 365),
            [rb"\Seen"],
            timezone.now() - timedelta(days=year * 365 if arrival == "kept" else 0),
        )
        for year in range(1, 11)
    ]
    renumber(*archive, (written("unread", 0), [], timezone.now()))
    assert fetch(account) == 1


def test_a_mail_without_a_usable_date_is_rather_taken(account, fetch, renumber):
    fetch(account)
    looked(account)
    renumber((words("dateless", date="the day before yesterday"), [rb"\Seen"], timezone.now()))
    assert fetch(account) == 1


def test_a_crash_in_the_midst_of_it_loses_nothing(server, account, login, fetch, renumber, monkeypatch):
    fetch(account)
    looked(account)
    renumber(*((written(number, 0), [rb"\Seen"], timezone.now()) for number in range(3)))
    with monkeypatch.context() as broken:
        broken.setattr("transom.mail.fetching.session.Session.put_away", _die)
        with pytest.raises(Died):
            fetch(account)
    assert fetch(account) == 0  # all three were stored, and none is stored twice
    assert InboundEmail.objects.count() == 3


class Died(Exception):
    pass


def _die(*_):
    raise Died


def test_numbers_that_a_server_gives_twice_are_seen_through(account_at, server, fetch):
    """The same UIDVALIDITY with lower numbers must not be, and is: another mail bears the number of one that we have."""
    with Scripted() as peer:
        account = account_at(server, host="127.0.0.1", port=peer.port, security="none")
        fetch(account)
        assert InboundEmail.objects.count() == 1
        peer.on[b"RFC822.SIZE"] = b'* 1 FETCH (UID 1 RFC822.SIZE 50 INTERNALDATE "22-Nov-2026 06:30:00 +0000")\r\n'
        fetch(account)
        assert InboundEmail.objects.count() == 2
