"""Which ticket a mail belongs to: the signed address, then the nearest Message-ID; never what a subject claims."""

import pytest

from transom.mail import thread
from transom.mail.models import OutboundEmail, Outcome
from transom.people.mailboxes import Mailbox
from transom.tickets import actions
from transom.tickets.actions import Words
from transom.tickets.events import OtherTicketNamed
from transom.tickets.history import Event
from transom.tickets.models import Ticket

pytestmark = pytest.mark.django_db
OLGA = "Olga Out <olga@outside.example>"


@pytest.fixture
def signed(ticket, desk) -> str:
    return thread.signed_address(desk, ticket)


def first_id(ticket) -> str:
    return f"<{ticket.messages.first().message_id}>"


def test_the_signed_address_leads_to_its_ticket(ticket, signed, mail):
    inbound = mail("More.", to=signed, subject="Something else")
    assert (inbound.outcome, inbound.ticket) == (Outcome.MESSAGE, ticket)


def test_it_may_lose_its_case_on_the_way(ticket, signed, mail):
    assert mail("More.", to=signed.upper()).ticket == ticket


def test_it_counts_in_the_envelope_and_in_the_headers(ticket, signed, mail, desk):
    assert mail("One.", to=signed, recipients=[desk.address]).ticket == ticket
    assert mail("Two.", to="others@acme.example", recipients=[signed]).ticket == ticket
    assert mail("Three.", to="others@acme.example", cc=signed, recipients=[desk.address]).ticket == ticket


@pytest.mark.parametrize(
    "bend",
    [
        lambda tag: tag[:-1] + ("a" if tag[-1] != "a" else "b"),
        lambda tag: tag[:-1],
        lambda tag: "2" + tag,
        lambda tag: tag.partition("-")[0],
        lambda tag: tag.replace("-", ""),
        lambda tag: "99999999999999999999-" + tag.partition("-")[2],
        lambda tag: "¹-" + tag.partition("-")[2],
        lambda tag: "",
    ],
)
def test_a_tampered_token_leads_nowhere(ticket, signed, desk, bend):
    tag = signed.partition("+")[2].partition("@")[0]
    assert thread.ticket_of_token(tag) == ticket
    assert thread.ticket_of_token(bend(tag)) is None


def test_the_token_of_another_ticket_does_not_fit(ticket, signed, mail, desk):
    other = mail(subject="Another").ticket
    mark = signed.partition("-")[2].partition("@")[0]
    assert thread.ticket_of_token(f"{other.number}-{mark}") is None


def test_a_mailbox_may_do_without_tokens(ticket, desk):
    desk.signed_addresses = False
    assert thread.signed_address(desk, ticket) == desk.address


def test_a_merged_ticket_leads_to_its_successor(ticket, signed, mail, quinn, as_actor):
    target = mail(subject="The same again").ticket
    last = mail(subject="And again").ticket
    actions.merge(ticket, target, actor=as_actor(quinn))
    actions.merge(target, last, actor=as_actor(quinn))
    assert mail("By token.", to=signed).ticket == last
    assert mail("By reference.", in_reply_to=f"<{last.messages.first().message_id}>").ticket == last


def test_an_answer_to_a_message_id_joins(ticket, mail):
    assert mail("More.", in_reply_to=first_id(ticket)).ticket == ticket
    assert mail("More still.", references=f"<else@where> {first_id(ticket)}").ticket == ticket


def test_an_id_that_was_merely_referred_to_leads_here_too(mail, ann):
    """Ann answers a mail that we never saw; so does her colleague later."""
    ticket = mail(in_reply_to="<unseen@acme.example>").ticket
    assert mail("Me too.", in_reply_to="<unseen@acme.example>").ticket == ticket


def test_a_mail_that_arrives_after_its_answer_joins_it(mail, ann):
    ticket = mail("The answer.", in_reply_to="<late@acme.example>").ticket
    assert mail("The question.", message_id="<late@acme.example>").ticket == ticket


def test_who_foretells_a_message_id_gets_nobodys_mail(mail, ann):
    """Olga puts the ID that Ann's next mail will bear among the references of a ticket of her own."""
    hers = mail("Wait for it.", sender=OLGA, in_reply_to="<next@acme.example>").ticket
    inbound = mail("It is broken.", message_id="<next@acme.example>")
    assert (inbound.outcome, inbound.ticket.requester) == (Outcome.TICKET, ann)
    assert inbound.ticket != hers
    assert hers.held_since is None


def test_the_nearest_reference_wins_and_nothing_is_joined(ticket, mail):
    other = mail(subject="Another").ticket
    inbound = mail("Which?", references=f"{first_id(ticket)} {first_id(other)}")
    assert inbound.ticket == other
    assert mail("Which now?", in_reply_to=first_id(ticket), references=first_id(other)).ticket == ticket
    assert Ticket.objects.filter(merged_into=None).count() == 2


def test_the_token_beats_the_references(ticket, signed, mail):
    other = mail(subject="Another").ticket
    assert mail("Here.", to=signed, in_reply_to=first_id(other)).ticket == ticket


def test_the_answer_to_our_answer_joins(ticket, mail, sue, as_actor):
    message = actions.reply(ticket, Words(text="It is mended."), actor=as_actor(sue))
    assert mail("Thanks.", in_reply_to=f"<{message.message_id}>").ticket == ticket


def test_the_answer_to_our_acknowledgement_joins(ticket, mail, desk):
    acknowledgement = OutboundEmail.objects.get(kind="acknowledgement")
    inbound = mail("More.", in_reply_to=f"<{acknowledgement.message_id_header}>")
    assert inbound.ticket == ticket


def test_a_number_in_the_subject_only_suggests(ticket, mail):
    inbound = mail(subject=f"Re: [#{ticket.number}] The printer")
    assert inbound.outcome == Outcome.TICKET
    assert inbound.ticket != ticket
    [named] = Event.objects.of_ticket(inbound.ticket.pk).filter(kind=OtherTicketNamed.kind)
    assert named.payload["other"]["id"] == ticket.pk


def test_olga_guesses_a_number_and_gets_nothing(ticket, mail, sue, as_actor):
    """A ticket of her own: nothing is added to Ann's, and no answer carries a word of it."""
    secret = "The password of the printer is 1234."
    actions.reply(ticket, Words(text=secret), actor=as_actor(sue))
    before = ticket.messages.count()
    inbound = mail("Tell me all.", sender=OLGA, subject=f"Re: [#{ticket.number}] {ticket.subject}")
    actions.reply(inbound.ticket, Words(text="What do you mean?"), actor=as_actor(sue))
    mail("Well?", sender="x@y.example")  # the worker runs
    assert ticket.messages.count() == before
    assert inbound.ticket.requester.address == "olga@outside.example"
    sent = OutboundEmail.objects.filter(ticket=inbound.ticket)
    assert {tuple(row.recipients) for row in sent} == {("olga@outside.example",)}
    assert not any(secret.encode() in bytes(row.mime) for row in sent)


@pytest.mark.parametrize("subject", ["[#]", "[#0]", "[#999999999999]", "[#9999999999999999999999]", "[#-1] [#1e3]"])
def test_odd_numbers_suggest_nothing(ticket, mail, subject):
    assert mail(subject=subject).outcome == Outcome.TICKET


def test_tags_that_are_no_tokens_reach_the_mailbox(mail, ann):
    Mailbox.objects.create(address="sales+eu@desk.example", name="Sales, EU")
    assert mail(to="support+newsletter@desk.example").ticket.mailbox.address == "support@desk.example"
    assert mail(to="sales+eu@desk.example").ticket.mailbox.address == "sales+eu@desk.example"
