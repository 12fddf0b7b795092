"""One who takes all the room at the mail socket keeps nobody else out."""

import smtplib
from contextlib import ExitStack

import pytest

from tests.mail.roads.test_sockets import listening, stored
from transom.mail import callers, smtpd
from transom.mail.callers import peer_of

pytestmark = pytest.mark.django_db(transaction=True)
SUPPORT = ["support@desk.example"]
GREEDY = "127.0.0.2"


@pytest.fixture
def port(desk):
    with listening(smtpd.SMTP) as port:
        yield port


@pytest.fixture
def guests(port):
    """Makes sessions of somebody else: `guests(3)`. They are not waited for."""
    with ExitStack() as stack:

        def make(count: int) -> list[smtplib.SMTP]:
            made = [smtplib.SMTP(timeout=10, source_address=(GREEDY, 0)) for _ in range(count)]
            for one in made:
                stack.callback(one.close)
                one.greeting = one.connect("127.0.0.1", port)[0]
            return made

        yield make


def bring(session: smtplib.SMTP, size: int) -> None:
    """So much of a mail that does not end."""
    session.ehlo()
    session.mail("a@b.example")
    session.rcpt(SUPPORT[0])
    assert session.docmd("DATA")[0] == 354
    session.send(b"line\r\n" * (size // 6))


def post(port: int, raw: bytes) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as session:
        session.sendmail("ann@acme.example", SUPPORT, raw)


def test_whoever_brings_the_most_makes_room(port, guests, monkeypatch):
    monkeypatch.setattr(callers, "UNDER_WAY", 100_000)
    small, large = guests(2)
    bring(small, 30_000)
    bring(large, 60_000)
    raw = b"line\r\n" * 5_000
    post(port, raw)
    assert stored() == [raw]
    assert large.getreply()[0] == 421
    small.send(b"\r\n.\r\n")
    assert small.getreply()[0] == 250


def test_what_is_not_kept_takes_no_room(port, guests, settings, monkeypatch):
    """A mail that turned out too large is read to its end, and forgotten."""
    monkeypatch.setattr(callers, "UNDER_WAY", 100_000)
    settings.LARGEST_MAIL = 60_000
    for guest in guests(3):
        bring(guest, 70_000)
    raw = b"line\r\n" * 8_000
    post(port, raw)
    assert stored() == [raw]


def test_a_mail_that_never_ends_is_not_read_for_ever(guests, settings, monkeypatch):
    settings.LARGEST_MAIL = 60_000
    monkeypatch.setattr(callers, "OVERRUN", 50_000)
    [guest] = guests(1)
    bring(guest, 120_000)
    assert guest.getreply()[0] == 552
    with pytest.raises(smtplib.SMTPServerDisconnected):
        guest.getreply()


def test_whoever_holds_the_most_connections_makes_room(port, guests, monkeypatch):
    monkeypatch.setattr(callers, "most_connections", lambda: 4)
    idle = guests(4)
    post(port, b"words\r\n")
    assert stored() == [b"words\r\n"]
    assert [one.greeting for one in guests(2)] == [220, 421]
    assert [_is_told_to_go(one) for one in idle].count(True) == 1


def _is_told_to_go(session: smtplib.SMTP) -> bool:
    session.sock.settimeout(1)
    try:
        return session.getreply()[0] == 421
    except smtplib.SMTPServerDisconnected:
        return False


@pytest.mark.parametrize(
    ("name", "peer"),
    [
        (("192.0.2.1", 25), "192.0.2.1"),
        (("2001:db8:1:2:3:4:5:6", 25, 0, 0), "2001:db8:1:2::/64"),
        (("fe80::1%eth0", 25, 0, 2), "fe80::/64"),
        (("::ffff:192.0.2.1", 25, 0, 0), "192.0.2.1"),
        ("", ""),
        (None, ""),
    ],
)
def test_who_counts_as_one(name, peer):
    assert peer_of(name) == peer
