"""Handing mail to a server over a real socket: what it says at each step, and what becomes of the mail then."""

import asyncio
import ssl
from datetime import timedelta

import pytest
import trustme
from aiosmtpd.smtp import AuthResult
from django.utils import timezone

from tests.desks import Peer, free_port
from transom.foundation.addresses import parse_addresses
from transom.mail.deliver import GIVE_UP, LEASE, deliver, deliver_next
from transom.mail.models import Delivery, OutboundEmail
from transom.mail.transport import BadAddress, Sink, Submission, Unavailable, of
from transom.tickets import actions
from transom.tickets.actions import Words
from transom.tickets.events import DeliveryFailed
from transom.tickets.history import Event
from transom.tickets.log import assert_replays
from transom.worker import drain

pytestmark = pytest.mark.django_db
ANN, BO = "ann@acme.example", "bo@acme.example"


@pytest.fixture
def peer():
    with Peer() as peer:
        yield peer


@pytest.fixture
def outbound(ticket, sue, as_actor) -> OutboundEmail:
    """Our answer to Ann and Bo, waiting."""
    drain(transport=Sink())
    actions.reply(ticket, Words(text="It is mended."), actor=as_actor(sue), cc=parse_addresses(BO))
    drain()
    return OutboundEmail.objects.get(kind="answer")


def send(peer, now=None, seconds=5.0) -> OutboundEmail:
    assert deliver_next(Submission(peer.url, seconds=seconds), now or timezone.now())
    return OutboundEmail.objects.get(kind="answer")


def failures(ticket) -> list[Event]:
    return list(Event.objects.of_ticket(ticket.pk).filter(kind=DeliveryFailed.kind))


def test_it_arrives_to_the_letter(outbound, peer):
    row = send(peer)
    [(sender, recipients, raw)] = peer.mails
    assert (sender, set(recipients)) == (outbound.envelope_sender, {ANN, BO})
    assert raw == bytes(outbound.mime)
    assert (row.state, row.pending, row.refused) == (Delivery.SENT, [], {})
    assert not deliver_next(Submission(peer.url), timezone.now() + timedelta(days=9))


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_put_off_at_any_step_it_waits_and_comes_later(outbound, peer, ticket, step):
    peer.say[step] = "451 4.7.1 Greylisted"
    now = timezone.now()
    row = send(peer, now)
    assert (row.state, set(row.pending)) == (Delivery.QUEUED, {ANN, BO})
    assert "Greylisted" in row.last_error
    assert row.due_at > now
    assert failures(ticket) == []
    peer.say.clear()
    assert send(peer, row.due_at).state == Delivery.SENT
    assert len(peer.mails) == 1


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
def test_refused_for_good_is_told_on_the_ticket_once(outbound, peer, ticket, step):
    peer.say[step] = "550 5.1.1 No such user"
    row = send(peer)
    assert (row.state, set(row.refused)) == (Delivery.FAILED, {ANN, BO})
    [event] = failures(ticket)
    assert set(event.payload["recipients"]) == {ANN, BO}
    assert "No such user" in event.payload["reason"]
    assert not deliver_next(Submission(peer.url), timezone.now() + timedelta(days=9))
    assert_replays(ticket)


def test_a_mail_that_is_too_large_for_them_is_refused_for_good(outbound, peer, ticket):
    peer.say["MAIL"] = "552 5.3.4 Message too big"
    assert send(peer).state == Delivery.FAILED
    assert len(failures(ticket)) == 1


@pytest.mark.parametrize("words", ["530 5.7.0 Authentication required", "550 5.7.1 Sender not allowed"])
def test_what_the_operator_must_mend_costs_no_mail(outbound, peer, ticket, words):
    peer.say["MAIL"] = words
    assert send(peer).state == Delivery.QUEUED
    assert failures(ticket) == []


def test_some_get_it_some_never_some_later(outbound, peer, ticket):
    peer.say[BO] = "450 4.2.1 Mailbox busy"
    row = send(peer)
    assert (row.state, row.pending) == (Delivery.QUEUED, [BO])
    peer.say[BO] = "550 5.1.1 Gone"
    row = send(peer, row.due_at)
    assert (row.state, list(row.refused)) == (Delivery.FAILED, [BO])
    assert [recipients for _sender, recipients, _raw in peer.mails] == [(ANN,)]
    [event] = failures(ticket)
    assert event.payload["recipients"] == [BO]


def test_a_server_that_is_not_there(outbound, ticket):
    row = deliver_next(Submission(f"smtp://127.0.0.1:{free_port()}?tls=off"), timezone.now())
    row = OutboundEmail.objects.get(kind="answer")
    assert (row.state, set(row.pending)) == (Delivery.QUEUED, {ANN, BO})
    assert "127.0.0.1" in row.last_error


def test_a_server_that_falls_silent(outbound, peer):
    async def stall(server):
        await asyncio.sleep(2)
        return "451 too late"

    peer.say["DATA"] = stall
    assert send(peer, seconds=0.3).state == Delivery.QUEUED


def test_a_server_that_hangs_up_in_the_middle(outbound, peer):
    async def cut(server):
        server.transport.abort()
        return "451 gone"

    peer.say["DATA"] = cut
    row = send(peer)
    assert (row.state, set(row.pending)) == (Delivery.QUEUED, {ANN, BO})


def test_the_waits_grow_and_end_after_five_days(outbound, peer, ticket):
    peer.say["MAIL"] = "421 4.3.2 Shutting down"
    start = now = timezone.now()
    waits = []
    for _ in range(200):
        row = send(peer, now)
        if row.settled_at:
            break
        waits.append(row.due_at - now)
        now = row.due_at
    assert row.state == Delivery.FAILED
    assert GIVE_UP <= now - start <= GIVE_UP + timedelta(hours=5)
    assert waits[0] <= timedelta(minutes=1.2) and max(waits) <= timedelta(hours=4.8)
    assert len(waits) < 60
    [event] = failures(ticket)
    assert "Shutting down" in event.payload["reason"]


def test_a_fault_of_ours_comes_to_an_end_too(outbound, ticket):
    class Broken:
        def send(self, *_):
            raise UnicodeEncodeError("ascii", "ü", 0, 1, "no")

    now = timezone.now()
    assert deliver_next(Broken(), now)
    row = OutboundEmail.objects.get(kind="answer")
    assert (row.state, "UnicodeEncodeError" in row.last_error) == (Delivery.QUEUED, True)
    assert deliver_next(Broken(), now + GIVE_UP + timedelta(hours=1))
    assert len(failures(ticket)) == 1


def test_a_second_worker_sends_the_same_bytes_and_the_first_one_writes_nothing(outbound, peer):
    """The first slept through its lease between the server's 250 and its own commit."""
    now = timezone.now()
    way = Submission(peer.url)

    class Slow:
        def send(self, *mail):
            answers = way.send(*mail)
            assert deliver_next(way, now + LEASE + timedelta(seconds=1))
            return answers

    assert deliver_next(Slow(), now)
    row = OutboundEmail.objects.get(kind="answer")
    assert (row.state, row.attempts) == (Delivery.SENT, 2)
    assert len(peer.mails) == 2
    assert peer.mails[0] == peer.mails[1]


def test_nobody_else_takes_it_while_the_lease_holds(outbound, peer):
    now = timezone.now()
    claimed = OutboundEmail.objects.claim(now, LEASE)
    assert not deliver_next(Submission(peer.url), now + LEASE - timedelta(seconds=1))
    deliver(claimed, Submission(peer.url), now)
    assert len(peer.mails) == 1


def test_the_sink_sends_nothing_anywhere(outbound):
    drain(transport=of("sink:"))
    assert OutboundEmail.objects.get(kind="answer").state == Delivery.SENT


def test_without_a_way_out_mail_waits(outbound):
    assert of("") is None
    drain(transport=of(""))
    assert OutboundEmail.objects.get(kind="answer").state == Delivery.QUEUED


@pytest.mark.parametrize("url", ["mail.example.com", "http://x", "smtp://", "smtps:///x"])
def test_a_way_out_that_cannot_be_read_says_what_one_looks_like(url):
    with pytest.raises(BadAddress, match="It looks like smtps://"):
        of(url)


@pytest.mark.parametrize("offered", [True, False])
def test_addresses_beyond_ascii(offered):
    with Peer(enable_SMTPUTF8=offered) as peer:
        answers = Submission(peer.url).send("s@desk.example", ["åsa@acme.example", ANN], b"Subject: x\r\n\r\nx\r\n")
        recipients = {address for _sender, all_of_them, _raw in peer.mails for address in all_of_them}
    assert recipients == ({"åsa@acme.example", ANN} if offered else {ANN})
    assert set(answers) == (set() if offered else {"åsa@acme.example"})
    assert all(permanent for permanent, _words in answers.values())


class Locked(Peer):
    """A submission server: TLS, and a login."""

    def __init__(self, authority: trustme.CA, name="localhost", **settings):
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(name).configure_cert(context)
        self.logins = []
        if settings.pop("implicit", False):
            settings |= {"ssl_context": context, "auth_require_tls": False}
        else:
            settings |= {"tls_context": context, "require_starttls": True}
        super().__init__(authenticator=self.check, auth_required=True, **settings)

    def check(self, server, session, envelope, mechanism, login):
        self.logins.append((login.login, login.password))
        return AuthResult(success=login.password == b"p@ss word", handled=False)


@pytest.fixture
def authority(tmp_path, monkeypatch):
    one = trustme.CA()
    one.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return one


RAW = b"Subject: x\r\n\r\nx\r\n"


@pytest.mark.parametrize(("scheme", "implicit"), [("smtp", False), ("smtps", True)])
def test_with_tls_and_a_login(authority, scheme, implicit):
    with Locked(authority, implicit=implicit) as peer:
        way = Submission(f"{scheme}://desk%40x:p%40ss%20word@localhost:{peer.port}", seconds=5)
        assert way.send("s@desk.example", [ANN], RAW) == {}
        assert peer.logins == [(b"desk@x", b"p@ss word")]
        assert len(peer.mails) == 1


def test_a_wrong_password_costs_no_mail(authority):
    with Locked(authority) as peer, pytest.raises(Unavailable) as error:
        Submission(f"smtp://desk:wrong@localhost:{peer.port}", seconds=5).send("s@desk.example", [ANN], RAW)
    assert not error.value.permanent
    assert "535" in str(error.value)
    assert "wrong" not in str(error.value)


def test_a_certificate_of_somebody_else_is_no_server_of_ours(authority):
    with Locked(trustme.CA()) as peer, pytest.raises(Unavailable) as error:
        Submission(f"smtp://desk:p%40ss%20word@localhost:{peer.port}", seconds=5).send("s@desk.example", [ANN], RAW)
    assert not error.value.permanent
    assert peer.logins == []


def test_a_certificate_of_another_name_is_no_server_of_ours(authority):
    with Locked(authority, name="other.example") as peer, pytest.raises(Unavailable):
        Submission(f"smtp://desk:x@localhost:{peer.port}", seconds=5).send("s@desk.example", [ANN], RAW)
    assert peer.logins == []


def test_a_server_without_tls_never_sees_the_password():
    with Peer() as peer, pytest.raises(Unavailable):
        Submission(f"smtp://desk:secret@127.0.0.1:{peer.port}", seconds=5).send("s@desk.example", [ANN], RAW)
    assert peer.mails == []
