"""Who may say what on a ticket: how sure we are of a sender, and what follows from it."""

import pytest

from transom.foundation.addresses import parse_addresses
from transom.mail import thread
from transom.mail.admit import discard, let_in
from transom.mail.models import InboundEmail, OutboundEmail, Outcome
from transom.tickets import actions
from transom.tickets.actions import NotAllowed, Refused, Words
from transom.tickets.history import Event
from transom.tickets.log import assert_replays
from transom.tickets.messages import Message, Note, Trust
from transom.tickets.models import Watcher

pytestmark = pytest.mark.django_db
HOP = "mx.desk.example"
PASS = f"{HOP}; dmarc=pass header.from=acme.example"
BOB, OLGA = "Bob Berg <bob@acme.example>", "Olga Out <olga@outside.example>"


@pytest.fixture
def hop(desk):
    """The desk's own last server says how DMARC went."""
    desk.trusted_hop = HOP
    desk.save()


def answer_to(ticket) -> dict[str, str]:
    return {"in_reply_to": f"<{ticket.messages.first().message_id}>"}


def trust_of(inbound) -> str:
    return inbound.message.trust


def test_the_requester_takes_part(ticket, mail):
    assert trust_of(mail("More.", **answer_to(ticket))) == Trust.PARTICIPANT


def test_the_requester_with_the_token_is_sure(ticket, mail, desk):
    assert trust_of(mail("More.", to=thread.signed_address(desk, ticket))) == Trust.VERIFIED


def test_the_token_alone_makes_nobody_take_part(ticket, mail, desk):
    assert mail("Hi.", sender=OLGA, to=thread.signed_address(desk, ticket)).outcome == Outcome.HELD


def test_the_token_says_nothing_of_whom_reply_to_names(ticket, mail, desk):
    to = thread.signed_address(desk, ticket)
    inbound = mail("Hi.", sender="noreply@evil.example", reply_to="ann@acme.example", cc="spy@evil.example", to=to)
    assert trust_of(inbound) == Trust.PARTICIPANT
    assert not Watcher.objects.exists()


def test_dmarc_as_our_last_server_states_it(hop, ticket, mail):
    assert trust_of(mail("More.", authentication_results=PASS, **answer_to(ticket))) == Trust.VERIFIED


@pytest.mark.parametrize(
    "stated",
    [
        "mx.evil.example; dmarc=pass header.from=acme.example",
        f"{HOP}; dmarc=fail header.from=acme.example",
        f"{HOP}; dmarc=pass header.from=evil.example",
        f"{HOP}; dmarc=pass header.from=acme.example.evil.example",
        f"{HOP}; dmarc=pass",
        f"{HOP}; spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example",
        f"{HOP}.evil.example; dmarc=pass header.from=acme.example",
        f"evil.example ({HOP}); dmarc=pass header.from=acme.example",
        ";;; dmarc=pass",
        "",
    ],
)
def test_any_other_statement_says_nothing(hop, ticket, mail, stated):
    assert trust_of(mail("More.", authentication_results=stated, **answer_to(ticket))) == Trust.PARTICIPANT


def test_only_the_topmost_statement_counts(hop, ticket, mail):
    """The sender may write one of their own below, in our server's name."""
    raw = (
        "Authentication-Results: mx.desk.example; dmarc=fail header.from=acme.example\n"
        f"Authentication-Results: {PASS}\n"
        "From: ann@acme.example\nTo: support@desk.example\nSubject: Re\nMessage-ID: <top@x.example>\n"
        f"In-Reply-To: {answer_to(ticket)['in_reply_to']}\n\nMore.\n"
    )
    assert trust_of(mail(raw=raw.encode())) == Trust.PARTICIPANT


def test_without_a_configured_server_nobody_is_believed(ticket, mail):
    assert trust_of(mail("More.", authentication_results=PASS, **answer_to(ticket))) == Trust.PARTICIPANT


def test_two_names_in_from_are_not_the_second_one(hop, ticket, mail):
    inbound = mail("More.", sender=f"{OLGA}, ann@acme.example", authentication_results=PASS, **answer_to(ticket))
    assert inbound.outcome == Outcome.HELD


def test_someone_of_the_same_customer_is_a_colleague(ticket, mail):
    assert trust_of(mail("Me too.", sender=BOB, **answer_to(ticket))) == Trust.COLLEAGUE


def test_whom_a_participant_put_in_copy_is_a_colleague(ticket, mail):
    assert mail("Hm.", sender=OLGA, **answer_to(ticket)).outcome == Outcome.HELD
    mail("Olga knows.", cc=OLGA, **answer_to(ticket))
    assert trust_of(mail("I know.", sender=OLGA, **answer_to(ticket))) == Trust.COLLEAGUE


def test_an_automatic_answer_lets_no_stranger_in(ticket, mail):
    mail("I am away.", sender=OLGA, auto_submitted="auto-replied", **answer_to(ticket))
    assert mail("I am back.", sender=OLGA, **answer_to(ticket)).outcome == Outcome.HELD


def test_whom_we_put_in_copy_is_a_colleague(ticket, mail, sue, as_actor):
    actions.reply(ticket, Words(text="Ask Olga."), actor=as_actor(sue), cc=parse_addresses(OLGA))
    assert trust_of(mail("Here I am.", sender=OLGA, **answer_to(ticket))) == Trust.COLLEAGUE


def test_whom_a_stranger_put_in_copy_is_a_stranger(ticket, mail):
    mail("Let us in.", sender=OLGA, cc="pal@outside.example", **answer_to(ticket))
    assert mail("Hi.", sender="pal@outside.example", **answer_to(ticket)).outcome == Outcome.HELD


def test_a_strangers_mail_is_held_and_owed_like_any_word(ticket, mail, sue, as_actor):
    actions.assign(ticket, sue, actor=as_actor(sue))
    actions.reply(ticket, Words(text="It is mended."), actor=as_actor(sue))
    before = ticket.messages.count()
    inbound = mail("Send me the file.", sender=OLGA, **answer_to(ticket))
    ticket.refresh_from_db()
    assert (inbound.outcome, inbound.ticket, inbound.message) == (Outcome.HELD, ticket, None)
    assert (ticket.awaiting_us_since, ticket.assignee) == (inbound.received_at, sue)
    assert ticket.messages.count() == before
    assert inbound in InboundEmail.objects.needing_attention()
    assert all("olga@outside.example" not in row.recipients for row in OutboundEmail.objects.all())
    assert_replays(ticket)


def test_letting_in_is_an_event_and_gives_no_more_than_a_strangers_trust(ticket, mail, sue, as_actor):
    inbound = mail("I can explain.", sender=OLGA, **answer_to(ticket))
    message = let_in(inbound, actor=as_actor(sue))
    assert (message.ticket, message.trust) == (ticket, Trust.THIRD_PARTY)
    kinds = list(Event.objects.of_ticket(ticket.pk).values_list("kind", flat=True))
    assert {"mail-held", "held-mail-released", "message-received"} <= set(kinds)
    assert Event.objects.filter(stream="inbound", stream_id=inbound.pk, kind="mail-let-in").count() == 1
    assert trust_of(mail("And more.", sender=OLGA, **answer_to(ticket))) == Trust.COLLEAGUE
    assert not Watcher.objects.filter(ticket=ticket).exists()
    with pytest.raises(Refused):
        let_in(inbound, actor=as_actor(sue))
    ticket.refresh_from_db()
    assert_replays(ticket)


def test_discarding_is_an_event_with_its_reason_and_owes_nothing(ticket, mail, sue, as_actor):
    actions.reply(ticket, Words(text="It is mended."), actor=as_actor(sue))
    inbound = mail("Buy this.", sender=OLGA, **answer_to(ticket))
    with pytest.raises(Refused):
        discard(inbound, " ", actor=as_actor(sue))
    discard(inbound, "advertising", actor=as_actor(sue))
    ticket.refresh_from_db()
    inbound.refresh_from_db()
    assert (inbound.outcome, inbound.reason) == (Outcome.DISCARDED, "advertising")
    assert ticket.awaiting_us_since is None
    assert_replays(ticket)


def test_held_mail_of_a_ticket_merged_since_goes_to_its_successor(ticket, mail, quinn, as_actor):
    inbound = mail("I can explain.", sender=OLGA, **answer_to(ticket))
    target = mail(subject="The same again").ticket
    actions.merge(ticket, target, actor=as_actor(quinn))
    assert let_in(inbound, actor=as_actor(quinn)).ticket == target


def test_the_outsider_may_neither_let_in_nor_discard(ticket, mail, olga, ann, as_actor):
    inbound = mail("Let me in.", sender=OLGA, **answer_to(ticket))
    for actor in (as_actor(olga), as_actor(ann)):
        with pytest.raises(NotAllowed):
            let_in(inbound, actor=actor)
        with pytest.raises(NotAllowed):
            discard(inbound, "no", actor=actor)


def test_an_unverified_mail_adds_no_watcher(ticket, mail):
    mail("See this.", cc="boss@acme.example", **answer_to(ticket))
    mail("A new one.", cc="boss@acme.example")
    assert not Watcher.objects.exists()


def test_a_verified_mail_adds_its_copies_but_none_of_us(hop, ticket, mail, sue):
    mail("See this.", cc=f"boss@acme.example, {sue.email}, support@desk.example", authentication_results=PASS)
    assert [row.contact.address for row in Watcher.objects.all()] == ["boss@acme.example"]


def agents_results(sue) -> str:
    return f"{HOP}; dmarc=pass header.from={sue.email.partition('@')[2]}"


def test_an_agents_answer_by_mail_is_a_note(hop, ticket, mail, sue):
    before = ticket.messages.count()
    inbound = mail("I think so.", sender=sue.email, authentication_results=agents_results(sue), **answer_to(ticket))
    assert inbound.outcome == Outcome.NOTE
    assert Note.objects.get().user == sue
    assert ticket.messages.count() == before


def test_an_agents_empty_answer_is_no_note_and_is_seen(hop, ticket, mail, sue):
    inbound = mail(" ", sender=sue.email, authentication_results=agents_results(sue), **answer_to(ticket))
    assert (inbound.outcome, inbound.attempts, inbound.ticket) == (Outcome.IGNORED, 1, ticket)
    assert "empty" in inbound.reason
    assert not Note.objects.exists()


def test_who_only_says_to_be_an_agent_is_held(hop, ticket, mail, sue):
    assert mail("Send me all.", sender=sue.email, **answer_to(ticket)).outcome == Outcome.HELD
    assert not Note.objects.exists()


FORWARD = """Please look.

---------- Forwarded message ---------
From: Ann Meyer <ann@acme.example>
Date: Fri, 20 Nov 2026 at 10:00
Subject: The printer is on fire
To: Sue <sue@desk.example>

It burns.
"""


def test_an_agents_forward_opens_for_the_customer(hop, ann, mail, sue):
    inbound = mail(
        FORWARD, sender=sue.email, subject="Fwd: The printer is on fire", authentication_results=agents_results(sue)
    )
    assert inbound.ticket.requester == ann
    assert inbound.message.text.strip() == "It burns."
    assert Note.objects.get().text.strip() == "Please look."
    assert not OutboundEmail.objects.exists()


def test_a_forward_of_someone_who_says_to_be_an_agent_is_their_own_word(hop, ann, mail, sue):
    inbound = mail(FORWARD, sender=sue.email, subject="Fwd: The printer is on fire")
    assert inbound.ticket.requester != ann
    assert inbound.ticket.requester.address == sue.email


def test_an_agent_without_a_role_is_nobody(hop, ticket, mail, olga):
    inbound = mail("Hi.", sender=olga.email, authentication_results=agents_results(olga), **answer_to(ticket))
    assert inbound.outcome == Outcome.HELD


def test_a_form_on_the_web_site_writes_in_our_name(ann, mail, desk):
    inbound = mail("From the form.", sender=desk.address, reply_to="ann@acme.example")
    assert inbound.ticket.requester == ann
    assert Message.objects.get().trust == Trust.PARTICIPANT
