"""Does this mailbox work? Asked of real sockets, in words, without sending to anybody, and never for long."""

import time

import pytest
from django.core import signing
from django.utils import timezone

from tests.desks import free_port
from tests.faults.bad_peers import BadPeer, cut, dribble, never, stall
from tests.mail.roads.test_sockets import listening
from transom.foundation import secrets
from transom.foundation.heartbeats import Heartbeat
from transom.foundation.pauses import Pause, Paused
from transom.mail import round_trip, smtpd, transport, trying
from transom.mail.accounts import AccountEmail
from transom.mail.fetching.models import ImapAccount
from transom.mail.models import InboundEmail, InboundSource, Outcome
from transom.mail.receive import SMTP, accept
from transom.people.mailboxes import Mailbox
from transom.tickets.models import Ticket
from transom.worker import drain


@pytest.fixture
def tried(adas, desk):
    """Presses the button; gives the page."""

    def press() -> str:
        answer = adas.post(f"/mailboxes/{desk.pk}/test/")
        assert answer.status_code == 200
        return answer.content.decode()

    return press


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(trying, "PATIENCE", 1.5)
    monkeypatch.setattr(trying, "STEP", 0.4)
    monkeypatch.setattr(trying, "HERE", 0.3)


def test_looking_tries_nothing_and_says_what_it_will_do(adas, desk, monkeypatch):
    monkeypatch.setattr(trying, "Session", None)
    page = adas.get(f"/mailboxes/{desk.pk}/test/").content.decode()
    assert "Nothing is sent to anybody" in page
    assert "Test it now" in page


@pytest.mark.django_db(transaction=True)
def test_a_mailbox_that_works_is_told_step_by_step(tried, desk, peer, settings, mail):
    settings.SMTP_URL = peer.url
    mail()
    for part in ("worker", "sender"):
        Heartbeat.objects.start(part, timezone.now())
    with listening(smtpd.SMTP) as port:
        page = tried()
    assert f"The desk listens at 127.0.0.1, port {port}, and takes mail to support@desk.example." in page
    assert f"127.0.0.1:{peer.port} takes mail from support@desk.example." in page
    assert "A mail came in by SMTP." in page
    assert "works, as far as the desk can see" in page
    assert peer.mails == []
    assert InboundEmail.objects.count() == 1


def test_what_stands_still_or_never_came_says_what_to_do(tried, settings):
    settings.SMTP_URL = ""
    page = tried()
    assert "the worker is not running" in page
    assert "The desk does not know how to send mail." in page
    assert "No mail to support@desk.example has ever come." in page
    assert "forward support@desk.example to the desk" in page
    assert "things are wrong with support@desk.example" in page
    Pause.objects.begin(Paused.SENDING, "The desk was restored.")
    assert "Sending is paused on this desk." in tried()


def test_a_sender_that_is_not_allowed_is_told_with_the_remedy(tried, peer, settings):
    settings.SMTP_URL = peer.url
    peer.say["MAIL"] = "553 5.7.1 not owned by user"
    page = tried()
    assert "does not take mail from support@desk.example: 553 5.7.1 not owned by user" in page
    assert "Allow this address as a sender" in page


def test_a_server_that_is_not_there_and_an_address_that_is_none(tried, settings):
    settings.SMTP_URL = f"smtp://127.0.0.1:{free_port()}?tls=off"
    assert "name and port in TRANSOM_SMTP_URL" in tried()
    settings.SMTP_URL = "smtps://me:secret/word@mail.example.com"
    page = tried()
    assert "cannot be read" in page
    assert "secret/word" not in page


@pytest.mark.parametrize(("at", "how"), [("EHLO", stall), ("MAIL", dribble), ("greeting", cut), ("MAIL", never)])
def test_a_server_that_misbehaves_costs_nobody_their_patience(tried, settings, short, at, how):
    with BadPeer(at, how) as bad:
        settings.SMTP_URL = f"smtp://127.0.0.1:{bad.port}?tls=off"
        began = time.monotonic()
        page = tried()
        assert time.monotonic() - began < 4
    assert "is-failed" in page


def test_where_mail_is_fetched_the_server_is_asked(tried, desk):
    ImapAccount.objects.create(
        mailbox=desk, host="127.0.0.1", port=free_port(), login="support", secret=secrets.encrypt("secret")
    )
    page = tried()
    assert "cannot be reached on port" in page
    assert "It was not fetched yet." in page
    assert "takes no mail by SMTP" not in page


@pytest.fixture
def under_way(adas, desk, ada, peer, settings):
    """Ada has asked for a test mail; gives the address of the page that waits for it."""
    settings.SMTP_URL = peer.url
    answer = adas.post(f"/mailboxes/{desk.pk}/test/mail")
    assert answer.status_code == 303
    return answer.headers["Location"].partition("#")[0]


def test_a_test_mail_goes_to_oneself_and_the_mailbox_and_is_seen_coming_back(
    adas, ada, desk, peer, settings, under_way
):
    assert "waits to be sent" in adas.get(under_way).content.decode()
    drain(transport=transport.of(settings.SMTP_URL))
    assert sorted(to for _sender, to, _mime in peer.mails) == [(ada.email,), (desk.address,)]
    assert "Your mail server has taken it" in adas.get(under_way).content.decode()
    [mime] = [mime for _sender, to, mime in peer.mails if to == (desk.address,)]
    inbound = accept(mime, [desk.address], envelope_sender=desk.address, road=SMTP)
    drain()
    page = adas.get(under_way).content.decode()
    assert "It came back after" in page
    assert "It came in by SMTP" in page
    assert "hx-trigger" not in page.partition('id="round-trip"')[2]
    inbound.refresh_from_db()
    assert inbound.outcome == Outcome.IGNORED
    assert not Ticket.objects.exists()


def test_while_it_is_under_way_the_page_asks_again_by_itself(adas, under_way):
    page = adas.get(under_way).content.decode()
    assert "poll=1" in page
    part = adas.get(f"{under_way}&poll=1", headers={"hx-request": "true"}).content.decode()
    assert part.strip().startswith("<div")
    assert "<html" not in part


def test_a_mail_that_is_refused_says_why(adas, desk, peer, settings, under_way):
    peer.say["MAIL"] = "451 4.7.1 greylisted, come again"
    drain(transport=transport.of(settings.SMTP_URL))
    assert "greylisted, come again" in adas.get(under_way).content.decode()


def test_a_mail_that_stays_away_says_where_to_look(adas, desk, ada, peer, settings, under_way):
    drain(transport=transport.of(settings.SMTP_URL))
    key, name, began = signing.loads(under_way.partition("mail=")[2].replace("%3A", ":"), salt=round_trip.SALT)
    old = signing.dumps([key, name, began - 700], salt=round_trip.SALT)
    page = adas.get(f"/mailboxes/{desk.pk}/test/?mail={old}").content.decode()
    assert "It has not come back" in page
    assert ada.email in page


def test_a_made_up_token_and_one_of_another_mailbox_find_nothing(adas, desk, under_way):
    other = Mailbox.objects.create(address="sales@desk.example", name="Sales")
    token = under_way.partition("mail=")[2]
    for where in (f"/mailboxes/{desk.pk}/test/?mail=nonsense", f"/mailboxes/{other.pk}/test/?mail={token}"):
        page = adas.get(where).content.decode()
        assert "waits to be sent" not in page
        assert "Send a test mail" in page


def test_a_desk_that_cannot_send_offers_no_test_mail(adas, desk, settings):
    settings.SMTP_URL = "sink:"
    assert "Send a test mail" not in adas.get(f"/mailboxes/{desk.pk}/test/").content.decode()
    adas.post(f"/mailboxes/{desk.pk}/test/mail")
    assert not AccountEmail.objects.exists()


def test_only_an_admin_may_test_and_looking_sends_nothing(adas, sues, desk, peer, settings):
    settings.SMTP_URL = peer.url
    for where in (f"/mailboxes/{desk.pk}/test/", f"/mailboxes/{desk.pk}/test/mail"):
        assert sues.get(where).status_code == sues.post(where).status_code == 404
        assert adas.get(where).status_code in (200, 303)
    assert adas.post("/mailboxes/987654/test/").status_code == 404
    assert not AccountEmail.objects.exists()
    assert not InboundSource.objects.exists()
