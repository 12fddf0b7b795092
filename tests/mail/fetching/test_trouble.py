"""What goes wrong at a server is said in words that help, and costs no mail."""

import time
from datetime import timedelta

import pytest
import trustme
from django.utils import timezone

from tests.desks import free_port
from tests.mail.fetching import dovecot as dovecots
from tests.mail.fetching.conftest import words
from tests.mail.fetching.dovecot import token
from tests.mail.fetching.peers import DRIP, Scripted
from transom.mail.fetching import connecting
from transom.mail.fetching import session as sessions
from transom.mail.fetching.probe import probe
from transom.mail.fetching.trouble import Trouble, echo
from transom.mail.models import InboundEmail


def refused(account) -> Trouble:
    with pytest.raises(Trouble) as caught:
        sessions.begin(account, account.read_secret())
    return caught.value


def test_a_wrong_password(server, account_at):
    error = refused(account_at(server, secret="wrong"))
    assert "refused the login" in error.said
    assert "app password" in error.remedy


def test_a_token_that_has_run_out(server, account_at, login):
    error = refused(account_at(server, sign_in="oauth", secret=token(login, seconds=-60)))
    assert "refused the login" in error.said
    assert "enter a new one" in error.remedy


def test_a_token_of_somebody_else(server, account_at):
    assert "refused the login" in refused(account_at(server, sign_in="oauth", secret=token("eve@mail.example"))).said


def test_a_server_without_tokens(server_of, account_at, login):
    server = server_of(mechanisms="plain")
    assert "takes no OAuth 2 tokens" in refused(account_at(server, sign_in="oauth", secret=token(login))).said


def test_nobody_is_there(account_at, server):
    assert "cannot be reached on port" in refused(account_at(server, port=free_port())).said


def test_a_name_that_nobody_has(account_at, server):
    assert "nowhere.invalid cannot be reached" in refused(account_at(server, host="nowhere.invalid")).said


@pytest.mark.parametrize("way", ["tls", "starttls"])
@pytest.mark.parametrize("fault", ["expired", "unknown", "name"])
def test_a_certificate_that_does_not_hold(account_at, authority, way, fault):
    now = timezone.now()
    bad = {
        "expired": lambda: authority.issue_cert(
            "localhost", not_before=now - timedelta(9), not_after=now - timedelta(1)
        ),
        "unknown": lambda: trustme.CA().issue_cert("localhost"),
        "name": lambda: authority.issue_cert("mail.example"),
    }[fault]()
    said = {"expired": "certificate has expired", "unknown": "issuer certificate", "name": "Hostname mismatch"}[fault]
    with dovecots.running(bad) as server:
        port = server.tls_port if way == "tls" else server.port
        error = refused(account_at(server, port=port, security=way))
        assert "does not hold" in error.said
        assert said in error.said or "self-signed" in error.said
        assert "Login" not in server.log  # no password was given away


def test_tls_where_it_is_not_spoken(server, account_at):
    account = account_at(server, port=server.port)
    assert "Try STARTTLS" in refused(account).remedy
    with Scripted(greeting=b"* OK [CAPABILITY IMAP4rev1] ready\r\n") as peer:
        account.port, account.security = peer.port, "starttls"
        assert "Try TLS from the start" in refused(account).remedy


def test_a_password_never_crosses_the_network_unencrypted(server, account_at):
    assert "unencrypted" in refused(account_at(server, host="mail.example", security="none")).said


def test_without_encryption_on_this_machine(server_of, account_at, login, fetch):
    server = server_of(encrypted=False)
    server.post(login, words("one"))
    assert fetch(account_at(server, port=server.port, security="none", host="127.0.0.1")) == 1


def test_a_folder_that_is_not_there(server, account_at):
    assert "The folder Nowhere cannot be opened" in refused(account_at(server, folder="Nowhere")).said


def test_a_folder_that_cannot_be_made(server, account_at):
    assert "would not make one" in refused(account_at(server, move_to="a//b")).said


def test_a_secret_of_another_key(server, account_at, settings):
    account = account_at(server)
    settings.SECRET_KEY = "another"
    [*_, last] = probe(account)
    assert not last.ok
    assert "secret key has changed" in last.remedy


GARBAGE = [
    b"HTTP/1.1 400 Bad Request\r\n\r\n",
    b"\x00\xff\xfe\r\n" * 50,
    b"* BYE go away\r\n",
    b"* OK" + b" x" * 600_000,
    b"* OK {99999999999}\r\n",
    b"* PREAUTH welcome\r\n",
    b"",
]


@pytest.mark.parametrize("greeting", GARBAGE, ids=range(len(GARBAGE)))
def test_what_speaks_no_imap(server, account_at, greeting, impatient):
    with Scripted(greeting=greeting) as peer:
        error = refused(account_at(server, port=peer.port, security="none", host="127.0.0.1"))
        assert "127.0.0.1" in error.said
        assert "Bad Request" not in str(error)  # nothing of an inner server is shown


NONSENSE = {
    "more than we asked for": b"* 1 FETCH (UID 1 BODY[] {9999999999}\r\n",
    "no end": b"* 1 FETCH (UID 1 BODY[] {5}\r\nab",
    "not a fetch": b"* 1 FETCH (((((((\r\nA OK\r\n",
    "not IMAP": b"\xff\xff\xff\r\n",
    "another's answer": b"ZZZ1 OK done\r\n",
}


@pytest.mark.parametrize("answer", NONSENSE.values(), ids=NONSENSE)
def test_a_server_that_begins_well_and_then_talks_nonsense(server, account_at, fetch, answer, impatient):
    with Scripted(on={b"FETCH": answer}) as peer, pytest.raises(Trouble):
        fetch(account_at(server, port=peer.port, security="none", host="127.0.0.1"))
    assert not InboundEmail.objects.exists()


def test_an_answer_without_end_is_given_up(server, account_at, fetch, settings):
    settings.LARGEST_MAIL = 100_000
    with Scripted(on={b"SEARCH": b"* OK still searching\r\n" * 1_000_000}) as peer:
        began = time.monotonic()
        with pytest.raises(Trouble, match="far more"):
            fetch(account_at(server, port=peer.port, security="none", host="127.0.0.1"))
        assert time.monotonic() - began < 30


def test_a_greeting_without_end_is_given_up(account_at, desk, settings):
    """Before it has even said what it can: with STARTTLS, anybody on the way may say that."""
    endless = Scripted(on={b"CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n" * 1_000_000}, greeting=b"* OK ready\r\n")
    with endless as peer, pytest.raises(Trouble, match="far more"):
        connecting.reach(account_at(peer, port=peer.port, security="none", host="127.0.0.1"))


@pytest.mark.parametrize("word", [b"CAPABILITY", b"SELECT"])
def test_whoever_drips_keeps_nobody_waiting(account_at, word):
    """The test of a mailbox takes a thread of the pages, of which there are few."""
    with Scripted(greeting=b"* OK ready\r\n", on={word: DRIP}) as peer:
        began = time.monotonic()
        found = probe(account_at(peer, port=peer.port, security="none", host="127.0.0.1"), whole=1.0)
        assert time.monotonic() - began < 15
    assert not found[-1].ok
    assert "too slowly" in found[-1].said


def test_a_servers_words_are_repeated_as_one_short_line():
    assert echo(b"[ALERT] \x1b[31mcall\r\n* 1 OK now" + b"x" * 500).startswith("[31mcall * 1 OK nowxxx")
    assert len(echo(b"x" * 5000)) < 130
