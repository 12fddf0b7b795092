"""A person answers the mail that told them: that is a note of theirs. Nothing that comes of such a mail starts another."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.utils import timezone

from tests.conftest import raw_mail
from transom.customers.models import ContactAddress
from transom.foundation.addresses import parse_addresses, split_tag, with_tag
from transom.mail.models import InboundEmail, NoticeEmail, OutboundEmail, Outcome
from transom.mail.thread import signed_address, signed_address_of
from transom.mail.transport import of
from transom.notifications.models import Notification
from transom.people.mailboxes import Mailbox
from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.log import assert_replays
from transom.tickets.messages import Note
from transom.tickets.models import Ticket
from transom.tickets.words import Words
from transom.worker import drain

DEV = "Dev Okafor <dev@desk.example>"
BOUNCE = (
    "From: Mail Delivery <mailer-daemon@desk.example>\r\nTo: support@desk.example\r\nSubject: Undelivered\r\n"
    "Message-ID: <bounce.1@desk.example>\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
    "--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
    "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.desk.example\r\n\r\n"
    "Final-Recipient: rfc822; dev@desk.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    "Diagnostic-Code: smtp; 550 no such user\r\n\r\n"
    "--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{about}>\r\n\r\n--b--\r\n"
)


@pytest.fixture
def notice(settings, peer, sue, dev, sues, as_actor):
    """The mail that Dev gets, over a real socket, when Sue mentions him."""
    settings.SMTP_URL = peer.url
    actions.note(sues, Words(text="@Dev can the step name them?"), actor=as_actor(sue))
    drain()
    drain(lambda: timezone.now() + timedelta(minutes=3), of(peer.url))
    [raw] = peer.to(dev.email)
    return message_from_bytes(raw, policy=default)


@pytest.fixture
def answer(notice, mail):
    """Somebody answers it, as a mail program does."""

    def write(text="Yes, three of them.", sender=DEV, to="", **parts):
        quoted = "".join(f"> {line}\r\n" for line in notice.get_content().splitlines())
        [there] = parse_addresses(to or str(notice["Reply-To"]))
        body = f"{text}\r\n\r\nOn Monday, Support wrote:\r\n{quoted}"
        parts = {"to": there.address, "subject": f"Re: {notice['Subject']}"} | parts
        return mail(body, sender=sender, in_reply_to=str(notice["Message-ID"]), **parts)

    return write


def last_note() -> Note:
    return Note.objects.latest("pk")


def test_an_answer_becomes_a_note_without_what_it_quotes(dev, sues, answer, reasons, sue):
    row = answer()
    assert row.outcome == Outcome.NOTE
    assert (last_note().user, last_note().ticket, last_note().text) == (dev, sues, "Yes, three of them.")
    assert Ticket.objects.count() == 1
    assert reasons(sue) == ["colleague"]
    assert not OutboundEmail.objects.filter(ticket=sues, kind="answer").exists()
    assert_replays(sues)


def test_it_can_mention_and_what_it_quotes_does_not(dev, quinn, sues, answer, reasons):
    answer("@Quinn, they need a call.")
    assert reasons(quinn)[-1] == "mentioned"
    assert reasons(dev) == ["mentioned"]


def test_the_address_is_made_for_one_person(sue, dev, sues, answer):
    assert answer(sender="Sue Lindqvist <sue@desk.example>").outcome == Outcome.HELD
    assert answer("Me!", sender="Ann Meyer <ann@acme.example>").outcome == Outcome.MESSAGE
    assert Note.objects.count() == 1


def test_the_customers_address_makes_no_note_of_ours(sues, desk, answer):
    assert answer(to=signed_address(desk, sues)).outcome == Outcome.HELD


def test_an_address_that_is_bent_leads_nowhere(desk, sues, dev, answer):
    base, tag = split_tag(signed_address_of(desk, sues, dev.pk))
    number, person, mark = tag.split("-")
    for bent in (f"{number}-p{int(person[1:]) + 1}-{mark}", f"9{number}-{person}-{mark}", f"{number}-{person}-aaaa"):
        assert answer(bent, to=with_tag(base, bent)).outcome == Outcome.HELD
    assert Note.objects.count() == 1


def test_who_has_left_writes_no_note(dev, answer):
    dev.leave()
    assert answer().outcome == Outcome.HELD


def test_who_lost_sight_of_the_ticket_writes_no_note(desk, dev, answer):
    Mailbox.objects.filter(pk=desk.pk).update(team=Team.objects.create(name="Payroll"), restricted=True)
    assert answer().outcome == Outcome.HELD


def test_where_the_mailbox_has_no_such_addresses_its_hop_vouches(settings, peer, desk, sue, dev, sues, mail, as_actor):
    settings.SMTP_URL = peer.url
    Mailbox.objects.filter(pk=desk.pk).update(signed_addresses=False, trusted_hop="mx.desk.example")
    actions.note(sues, Words(text="@Dev?"), actor=as_actor(sue))
    drain()
    drain(lambda: timezone.now() + timedelta(minutes=3), of(peer.url))
    notice = message_from_bytes(peer.to(dev.email)[0], policy=default)
    assert parse_addresses(str(notice["Reply-To"]))[0].address == desk.address
    passed = "mx.desk.example; dmarc=pass header.from=desk.example"
    parts = {"in_reply_to": str(notice["Message-ID"]), "authentication_results": passed}
    assert mail("Yes.", sender=DEV, **parts).outcome == Outcome.NOTE
    assert last_note().ticket == sues


def quiet(sues) -> tuple:
    """What must stay as it is: the ticket, the notifications, what goes out, who is known."""
    sues.refresh_from_db()
    known = ContactAddress.objects.filter(address="dev@desk.example").exists()
    return sues.version, Notification.objects.count(), OutboundEmail.objects.count(), NoticeEmail.objects.count(), known


def test_an_absence_that_answers_it_is_ignored(sues, answer):
    before = quiet(sues)
    row = answer("I am away.", subject="Automatic reply", auto_submitted="auto-replied")
    assert row.outcome == Outcome.IGNORED
    assert quiet(sues) == before


@pytest.mark.parametrize("to", ["the mailbox", "the address that answers go to"])
def test_a_bounce_of_it_reaches_no_ticket(desk, dev, sues, notice, mail, to):
    before = quiet(sues)
    address = desk.address if to == "the mailbox" else parse_addresses(str(notice["Reply-To"]))[0].address
    about = str(notice["Message-ID"]).strip("<>")
    row = mail(raw=BOUNCE.format(about=about).encode(), recipients=[address], envelope_sender="")
    assert row.outcome == Outcome.BOUNCE
    assert "550 no such user" in NoticeEmail.objects.get(person=dev).refused
    assert quiet(sues) == before


def test_a_bounce_that_names_nothing_reaches_no_ticket_either(sues, notice, mail):
    before = quiet(sues)
    [there] = parse_addresses(str(notice["Reply-To"]))
    raw = BOUNCE.format(about="unknown@elsewhere.example").encode()
    assert mail(raw=raw, recipients=[there.address], envelope_sender="").outcome == Outcome.BOUNCE
    assert quiet(sues) == before


def test_the_mail_itself_that_comes_back_is_ignored(sues, notice, peer, dev, mail):
    before = quiet(sues)
    row = mail(raw=peer.to(dev.email)[0], recipients=["support@desk.example"], envelope_sender="")
    assert row.outcome == Outcome.IGNORED
    assert quiet(sues) == before


def test_an_answer_to_a_digest_waits_for_a_person(settings, peer, sue, dev, sues, mail, as_actor):
    settings.SMTP_URL = peer.url
    other = mail("And mine", sender="Bo <bo@acme.example>").ticket
    for ticket in (sues, other):
        actions.watch(ticket, dev, actor=as_actor(dev))
        actions.note(ticket, Words(text="Hm."), actor=as_actor(sue))
    drain()
    drain(lambda: timezone.now() + timedelta(days=4), of(peer.url))
    digest = message_from_bytes(peer.to(dev.email)[0], policy=default)
    row = mail("Which one?", sender=DEV, in_reply_to=str(digest["Message-ID"]))
    assert row.outcome == Outcome.QUARANTINED
    assert Ticket.objects.count() == 2


def test_a_mail_of_ones_own_is_no_answer(sues, notice, mail):
    raw = raw_mail("My own printer.", sender=DEV, subject="Help")
    assert (
        mail(raw=raw, recipients=["support@desk.example"], envelope_sender="dev@desk.example").outcome == Outcome.TICKET
    )
    assert InboundEmail.objects.filter(outcome=Outcome.NOTE).count() == 0
