"""Mail that lies at an IMAP server becomes tickets, each once; it is put away there when it is durable here, never before."""

import threading
import time
from collections import Counter

import pytest

from tests.mail.fetching.conftest import NO_MOVE, NOTHING, words
from tests.mail.fetching.dovecot import WIDE_PASSWORD, token
from tests.mail.fetching.peers import Scripted
from transom.mail.fetching import session as sessions
from transom.mail.fetching.look import Look
from transom.mail.fetching.models import ImapAccount
from transom.mail.models import InboundEmail, Outcome
from transom.tickets.models import Ticket
from transom.worker import drain


def test_mail_becomes_a_ticket_and_is_moved(server, account_at, login, fetch):
    account = account_at(server)
    server.post(login, words("one"), words("two"))
    assert fetch(account) == 2
    assert server.subjects(login) == []
    assert server.subjects(login, "Transom") == ["one", "two"]
    drain()
    assert sorted(Ticket.objects.values_list("subject", flat=True)) == ["one", "two"]
    assert set(InboundEmail.objects.values_list("road", "outcome")) == {("imap", Outcome.TICKET)}
    assert {mail.recipients[0] for mail in InboundEmail.objects.all()} == {account.mailbox.address}


def test_the_bytes_are_kept_to_the_letter(server, account_at, login, fetch):
    raw = b"From: ann@acme.example\r\nSubject: raw\r\n\r\nbytes \xff\xfe, a lone \x7f and a line\r\n.\r\n"
    server.post(login, raw)
    fetch(account_at(server))
    assert bytes(InboundEmail.objects.get().raw) == raw


@pytest.mark.parametrize("capability", [NO_MOVE, "IMAP4rev1 IDLE MOVE", "IMAP4rev1 LITERAL+ UIDPLUS"])
def test_it_is_moved_however_the_server_can(server_of, account_at, login, fetch, capability):
    server = server_of(capability=capability)
    server.post(login, words("one"), words("two"))
    assert fetch(account_at(server)) == 2
    assert server.subjects(login) == []
    assert server.subjects(login, "Transom") == ["one", "two"]


def test_copying_takes_away_nothing_that_a_person_deleted(server_of, account_at, login, fetch):
    """They may still want it back: a plain EXPUNGE would take it."""
    server = server_of(capability=NO_MOVE)
    server.post(login, words("thrown away"), flags=[rb"\Deleted", rb"\Seen"])
    server.post(login, words("one"))
    fetch(account_at(server))
    assert server.subjects(login) == ["thrown away"]


def test_a_server_that_can_neither_move_nor_expunge_gets_a_mark(server_of, account_at, login, fetch):
    server = server_of(capability=NOTHING)
    account = account_at(server)
    server.post(login, words("one"))
    assert (fetch(account), fetch(account)) == (1, 0)
    assert server.subjects(login, criteria="SEEN") == ["one"]


def test_mail_can_stay_and_be_marked_as_read(server, account_at, login, fetch):
    account = account_at(server, afterwards="seen", move_to="")
    server.post(login, words("one"))
    assert (fetch(account), fetch(account)) == (1, 0)
    assert server.subjects(login, criteria="SEEN") == ["one"]
    assert server.subjects(login, "Transom") == []


@pytest.mark.parametrize("afterwards", ["move", "seen"])
def test_the_first_look_leaves_what_people_read_before(server, account_at, login, fetch, afterwards):
    server.post(login, *map(words, range(3)), flags=[rb"\Seen"])
    server.post(login, words("new"))
    assert fetch(account_at(server, afterwards=afterwards)) == 1
    assert InboundEmail.objects.count() == 1
    assert {"0", "1", "2"} <= set(server.subjects(login, criteria="SEEN"))


@pytest.mark.parametrize("afterwards", ["move", "seen"])
def test_a_person_who_reads_first_hides_nothing(server, account_at, login, fetch, afterwards):
    account = account_at(server, afterwards=afterwards)
    fetch(account)
    server.post(login, words("read at once"), flags=[rb"\Seen"])
    assert fetch(account) == 1


def test_what_a_person_puts_back_as_unread_comes_in(server, account_at, login, fetch):
    account = account_at(server)
    server.post(login, words("old"), flags=[rb"\Seen"])
    assert fetch(account) == 0
    with server.client(login) as client:
        client.select_folder("INBOX")
        client.remove_flags(client.search(), [rb"\Seen"])
    assert fetch(account) == 1


def test_what_is_stored_already_is_only_put_away(server, account_at, login, fetch):
    """As after a crash between the two: the mail is still there, and the desk has it."""
    account = account_at(server, afterwards="seen")
    server.post(login, words("one"))
    assert fetch(account) == 1
    with server.client(login) as client:
        client.select_folder("INBOX")
        client.remove_flags([1], [rb"\Seen"])
    ImapAccount.objects.update(last_uid=0)
    assert fetch(account) == 0
    assert server.subjects(login, criteria="SEEN") == ["one"]
    assert InboundEmail.objects.count() == 1


def test_another_server_with_the_same_numbers_is_another_place(server, server_of, account_at, login, fetch):
    """Pointed elsewhere, an account meets numbers that it knows, and they mean other mails."""
    account = account_at(server)
    server.post(login, words("here"))
    fetch(account)
    other = server_of(capability=NO_MOVE)
    other.post(login, words("there"))
    with other.client(login) as client:
        theirs = client.select_folder("INBOX", readonly=True)[b"UIDVALIDITY"]
    first = InboundEmail.objects.get()
    pk, _ours, uid, digest = first.fetched_as.split("/")
    InboundEmail.objects.update(fetched_as=f"{pk}/{theirs}/{uid}/{digest}")
    account.refresh_from_db()
    account.port = other.tls_port
    account.begin_anew()
    account.save()
    assert fetch(account) == 1


def test_many_mails_come_in_order(server, account_at, login, fetch):
    server.post(login, *map(words, range(60)))
    fetch(account_at(server))
    drain()
    assert [int(subject) for subject in Ticket.objects.order_by("number").values_list("subject", flat=True)] == list(
        range(60)
    )


def test_folders_may_have_any_name(server, account_at, login, fetch):
    with server.client(login) as client:
        client.create_folder("Anfragen & Größen")
    server.post(login, words("one"), folder="Anfragen & Größen")
    assert fetch(account_at(server, folder="Anfragen & Größen", move_to='Erledigt "heute"')) == 1
    assert server.subjects(login, 'Erledigt "heute"') == ["one"]


def test_signing_in_with_letters_beyond_ascii(server, account_at, login, fetch):
    server.post(login, words("one"))
    assert fetch(account_at(server, secret=WIDE_PASSWORD)) == 1


def test_a_user_name_may_have_any_sign(account_at, server, fetch):
    with Scripted() as peer:
        account = account_at(server, host="127.0.0.1", port=peer.port, security="none", login='DESK\\ann "a" smith')
        fetch(account)
        assert any(b'LOGIN "DESK\\\\ann \\"a\\" smith" "staple-battery"' in line for line in peer.heard)


@pytest.mark.parametrize("mechanisms", ["plain oauthbearer", "plain xoauth2", "plain xoauth2 oauthbearer"])
def test_signing_in_with_a_token(server_of, account_at, login, fetch, mechanisms):
    server = server_of(mechanisms=mechanisms)
    server.post(login, words("one"))
    assert fetch(account_at(server, sign_in="oauth", secret=token(login))) == 1


def test_starttls(server, account_at, login, fetch):
    server.post(login, words("one"))
    assert fetch(account_at(server, port=server.port, security="starttls")) == 1
    assert "TLS" in server.log.rpartition(f"Login: user=<{login}>")[2].splitlines()[0]


def test_without_idle_the_folder_is_looked_at_again_soon(server_of, account_at, login, monkeypatch):
    monkeypatch.setattr(sessions, "SLEEP_WITHOUT_IDLE", 1.0)
    account = account_at(server_of(capability=NOTHING))
    with sessions.begin(account, account.read_secret()) as session:
        look = Look(session, account, Counter())
        look.look()
        server_of(capability=NOTHING).post(login, words("one"))
        session.wait(60, lambda: False)
        look.look()
    assert InboundEmail.objects.count() == 1


def test_idle_ends_when_something_comes_and_when_its_time_is_over(server, account_at, login):
    account = account_at(server)
    with sessions.begin(account, account.read_secret()) as session:
        assert session.idles
        began = time.monotonic()
        session.wait(3, lambda: False)
        assert 2 < time.monotonic() - began < 30
        threading.Timer(1, lambda: server.post(login, words("one"))).start()
        session.wait(60, lambda: False)
        assert time.monotonic() - began < 60
        assert session.search("ALL") == [1]
