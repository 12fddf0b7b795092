"""A silent customer is asked again, once for each silence; their answer stops it, and their silence goes on as it was."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from tests.clearance.conftest import QUESTION, later
from transom.clearance import following_up
from transom.clearance.models import HeldFollowUp
from transom.foundation.addresses import parse_addresses
from transom.mail import gate
from transom.mail.models import OutboundEmail, OutboundKind
from transom.notifications.models import Notification
from transom.tickets import actions
from transom.tickets.actions import Words
from transom.tickets.history import Event
from transom.tickets.log import assert_replays, event_of
from transom.worker import drain


def send(ticket, **time) -> str:
    outcome = following_up.send(ticket, ticket.awaiting_customer_since, later(ticket, **time))
    drain()
    return outcome


def follow_ups(ticket) -> list[OutboundEmail]:
    return list(OutboundEmail.objects.filter(ticket=ticket, kind=OutboundKind.FOLLOW_UP))


def events(ticket, kind: str):
    return [event_of(row) for row in Event.objects.of_ticket(ticket.pk).filter(kind=kind)]


def test_the_clock_asks_again_in_the_thread_and_the_silence_goes_on(silent):
    anchor = silent.awaiting_customer_since
    assert send(silent) == ""
    [sent] = follow_ups(silent)
    mail = message_from_bytes(sent.mime, policy=default)
    text = mail.get_body(("plain",)).get_content()
    assert sent.recipients == ["ann@acme.example"] and sent.automatic_to == "ann@acme.example"
    assert mail["Auto-Submitted"] == "auto-generated" and mail["In-Reply-To"]
    assert "Hello Ann," in text and QUESTION in text  # what was asked stands below
    silent.refresh_from_db()
    assert silent.awaiting_customer_since == anchor
    assert events(silent, "reply-sent")[-1].about == "follow-up"
    assert_replays(silent)


def test_a_word_that_came_first_stops_it(silent, mail):
    anchor = silent.awaiting_customer_since
    mail("Version 7.", in_reply_to=f"<{silent.messages.last().message_id}>")
    assert "not silent" in following_up.send(silent, anchor, anchor + timedelta(days=2))
    assert not follow_ups(silent)


def test_a_held_mail_stops_it_too(silent, mail):
    anchor = silent.awaiting_customer_since
    stranger = mail("Me too!", sender="mallory@elsewhere.example", in_reply_to=f"<{silent.messages.last().message_id}>")
    assert stranger.outcome == "held"
    assert following_up.send(silent, anchor, anchor + timedelta(days=2))
    assert following_up.hold(silent, anchor, anchor + timedelta(days=2))
    assert not follow_ups(silent) and not HeldFollowUp.objects.exists()


def test_a_word_between_the_verb_and_the_mail_stops_the_mail(silent, ann, as_actor):
    anchor = silent.awaiting_customer_since
    assert following_up.send(silent, anchor, later(silent)) == ""
    actions.receive(silent, Words(text="Seven."), ann, trust="verified", actor=as_actor(ann))
    drain()
    assert not follow_ups(silent)
    assert events(silent, "silence-broken")
    assert_replays(silent)


def test_the_second_silence_is_followed_up_as_well(silent, sue, ann, as_actor):
    assert send(silent) == ""
    actions.receive(silent, Words(text="Seven."), ann, trust="verified", actor=as_actor(ann))
    actions.reply(silent, Words(text="And which system?"), actor=as_actor(sue))
    drain()
    first = silent.awaiting_customer_since
    silent.refresh_from_db()
    assert silent.awaiting_customer_since > first
    assert send(silent) == ""
    assert len(follow_ups(silent)) == 2


def test_one_silence_is_followed_up_once_also_where_another_rule_comes_to_hold_in_it(silent, quinn):
    assert send(silent) == ""
    assert "asked again in this silence" in send(silent, days=3)
    assert "asked again in this silence" in following_up.hold(
        silent, silent.awaiting_customer_since, later(silent, days=4)
    )
    drain()
    assert len(follow_ups(silent)) == 1
    assert not HeldFollowUp.objects.exists() and not events(silent, "follow-up-held")


def test_what_may_not_go_out_is_held(silent, monkeypatch):
    monkeypatch.setattr(gate, "PER_SENDER", 0)
    assert "automatic mails in 24 hours" in send(silent)
    assert not follow_ups(silent)
    [row] = HeldFollowUp.objects.all()
    assert "24 hours" in row.reason
    assert "could not follow up" in events(silent, "follow-up-held")[0].sentence()


@pytest.mark.parametrize("address", ["support@desk.example", "sue@desk.example"])
def test_nothing_goes_to_ourselves(silent, sue, as_actor, address):
    silent.requester.addresses.update(address=address)
    actions.reply(silent, Words(text="And you?"), actor=as_actor(sue))
    silent.refresh_from_db()
    assert "ourselves" in send(silent)
    assert not follow_ups(silent) and HeldFollowUp.objects.count() == 1


def test_nobody_without_an_address_is_written_to_and_somebody_hears_of_it(silent, quinn):
    silent.requester.addresses.all().delete()
    assert "no address" in send(silent)
    assert HeldFollowUp.objects.get().reason == "there is no address"
    assert Notification.objects.get(person=quinn, words__contains="no address").ticket == silent


def test_who_got_our_last_word_is_asked(silent, sue, as_actor):
    actions.reply(silent, Words(text="And you?"), actor=as_actor(sue), to=tuple(parse_addresses("bo@acme.example")))
    drain()
    silent.refresh_from_db()
    assert send(silent) == ""
    assert follow_ups(silent)[0].recipients == ["bo@acme.example"]


def test_our_mail_that_came_back_is_not_followed_by_another(silent):
    mail = OutboundEmail.objects.get(ticket=silent, kind=OutboundKind.ANSWER)
    mail.turned_away({"ann@acme.example": "550 no such user"})
    assert "came back" in send(silent)
    assert not follow_ups(silent)
