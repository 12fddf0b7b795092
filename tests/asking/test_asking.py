"""A status that asks the customer sends one mail with a one-time link, or says on the ticket why it could not."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.asking.telling import LINK, asked, path, questions, text_of
from tests.tickets.telling import kinds, last, now, status
from transom.asking.models import AnswerLink
from transom.foundation import tokens
from transom.mail.transport import Sink
from transom.people.mailboxes import Mailbox
from transom.tickets import actions
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket
from transom.worker import drain


def test_client_testing_asks_the_requester_by_a_link_that_is_stored_hashed(ticket, testing):
    [mail] = questions(ticket)
    link = AnswerLink.objects.get()
    assert mail.recipients == ["ann@acme.example"]
    assert mail.subject == "Please test: The printer is on fire"
    assert (link.token_hash, link.asks, link.address) == (tokens.hashed(testing), "test", "ann@acme.example")
    assert last(ticket).sentence() == "asked Ann Meyer by mail to test it"
    assert_replays(ticket)


def test_nobody_in_copy_gets_the_link(mail, ann, quinn, tess, as_actor):
    ticket = mail(cc="bo@acme.example", authentication_results="mx.desk.example; dmarc=pass").ticket
    actions.watch(ticket, mail(sender="Bo <bo@acme.example>").ticket.requester, actor=as_actor(quinn))
    path(ticket, "issue", "in-review", "client-testing", actor=as_actor(tess), sorter=as_actor(quinn))
    drain()
    assert [row.recipients for row in questions(ticket)] == [["ann@acme.example"]]


def test_a_pending_estimate_is_in_the_mail_with_what_it_comes_to_and_until_when(ticket, estimate, pia, as_actor):
    until = timezone.localdate() + timedelta(days=9)
    actions.make_estimate(ticket, "Three days.", hours=Decimal(24), valid_until=until, actor=as_actor(pia))
    path(ticket, "", "estimate-ready", "estimate-pending", actor=as_actor(pia))
    drain()
    text = text_of(questions(ticket)[0])
    assert "24 hours" in text
    assert "Three days." in text
    assert f"until {until.day} {until:%B %Y}" in text
    link = AnswerLink.objects.get()
    assert timezone.localtime(link.expires_at).date() == until + timedelta(days=1)
    assert (link.estimate.number, now(ticket).estimate) == (2, "asked")
    assert last(ticket).sentence() == "asked Ann Meyer by mail to approve estimate 2"
    assert_replays(ticket)


def test_a_new_estimate_while_one_is_pending_ends_the_link_before_it(ticket, pending, pia, as_actor):
    actions.make_estimate(ticket, "One day will do.", hours=Decimal(8), actor=as_actor(pia))
    drain()
    assert len(questions(ticket)) == 2
    first, second = AnswerLink.objects.order_by("pk")
    assert first.revoked_at is not None
    assert (second.revoked_at, second.estimate.number) == (None, 2)
    assert asked(ticket) != pending


def test_an_estimate_that_is_made_before_its_time_asks_nobody(ticket, estimate):
    drain()
    assert questions(ticket) == []
    assert now(ticket).estimate == "ready"


def test_being_asked_again_is_another_mail_and_another_link(ticket, testing, tess, as_actor):
    actions.ask_again(ticket, actor=as_actor(tess))
    drain()
    assert len(questions(ticket)) == 2
    assert AnswerLink.objects.with_token(testing).get().revoked_at is not None
    assert_replays(ticket)


def test_asking_again_is_refused_where_nothing_is_asked(ticket, tess, as_actor):
    with pytest.raises(actions.Refused, match="asked for nothing"):
        actions.ask_again(ticket, actor=as_actor(tess))


def test_a_ticket_that_moved_on_before_the_mail_asks_nothing(ticket, quinn, tess, as_actor):
    path(ticket, "issue", "in-review", "client-testing", actor=as_actor(tess), sorter=as_actor(quinn))
    actions.change_status(ticket, status("completed"), actor=as_actor(tess))
    drain()
    assert questions(ticket) == []


def test_to_and_fro_before_the_mail_is_one_mail(ticket, quinn, tess, as_actor):
    path(ticket, "issue", "in-review", "client-testing", actor=as_actor(tess), sorter=as_actor(quinn))
    path(ticket, "", "in-progress", actor=as_actor(tess))
    drain()
    assert questions(ticket) == []


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda ticket: ticket.requester.addresses.all().delete(), "we know no address"),
        (lambda ticket: ticket.requester.addresses.update(address="support@desk.example"), "one of our own"),
    ],
)
def test_who_cannot_be_asked_is_told_on_the_ticket(ticket, quinn, tess, as_actor, spoil, why):
    spoil(ticket)
    path(ticket, "issue", "in-review", "client-testing", actor=as_actor(tess), sorter=as_actor(quinn))
    drain()
    assert questions(ticket) == []
    assert why in last(ticket, "customer-not-asked").sentence()
    assert_replays(ticket)


def test_without_an_estimate_that_stands_nobody_is_asked_to_approve_one(ticket, pending, pia, as_actor):
    actions.withdraw_estimate(ticket, actor=as_actor(pia))
    actions.ask_again(ticket, actor=as_actor(pia))
    drain()
    assert "no estimate" in last(ticket).sentence()
    actions.make_estimate(ticket, "One day.", hours=Decimal(8), actor=as_actor(pia))
    drain()
    assert now(ticket).estimate == "asked"


def test_nobody_is_asked_more_than_five_times_a_day(ticket, testing, tess, as_actor):
    for _more in range(6):
        actions.ask_again(ticket, actor=as_actor(tess))
        drain()
    assert len(questions(ticket)) == 5
    assert "5 times within a day" in last(ticket).sentence()


def test_a_ticket_of_no_mailbox_is_asked_about_from_one_that_all_may_know(ann, petra, quinn, tess, as_actor, desk):
    team = petra.teams.create(name="Payroll")
    Mailbox.objects.create(address="a-payroll@desk.example", name="Payroll", team=team, restricted=True)
    ticket = actions.open_ticket("By phone", ann, actor=as_actor(quinn))
    path(ticket, "issue", "in-review", "client-testing", actor=as_actor(tess), sorter=as_actor(quinn))
    drain()
    assert b"From: Support <support@desk.example>" in questions(ticket)[0].mime


def test_what_went_out_keeps_no_link(ticket, testing):
    drain(transport=Sink())
    [mail] = questions(ticket)
    assert mail.settled_at is not None
    assert testing not in mail.mime.decode()
    assert LINK.search(text_of(mail)) is None
    assert "say on this page whether it works" in " ".join(text_of(mail).split())


def test_the_link_lasts_thirty_days_where_nothing_else_ends_it(ticket, quinn, tess, as_actor):
    path(ticket, "issue", "in-review", "client-testing", actor=as_actor(tess), sorter=as_actor(quinn))
    moment = timezone.now() + timedelta(minutes=1)
    drain(now=lambda: moment)
    assert AnswerLink.objects.get().expires_at == moment + timedelta(days=30)


def test_an_estimate_whose_day_is_over_asks_nobody(ticket, estimate, pia, as_actor):
    tomorrow = timezone.localdate() + timedelta(days=1)
    actions.make_estimate(ticket, "Soon.", hours=Decimal(1), valid_until=tomorrow, actor=as_actor(pia))
    path(ticket, "", "estimate-ready", "estimate-pending", actor=as_actor(pia))
    late = timezone.now() + timedelta(days=3)
    drain(now=lambda: late)
    assert questions(ticket) == []
    assert "not valid any more" in last(ticket, "customer-not-asked").sentence()
    assert kinds(Ticket.objects.get(pk=ticket.pk)).count("customer-not-asked") == 1


def test_the_question_is_our_answer_and_the_customers_silence_begins(ticket, testing):
    assert now(ticket).awaiting_us_since is None
    assert now(ticket).awaiting_customer_since is not None
    assert_replays(ticket)


def test_a_word_that_came_before_the_mail_went_waits_on(ticket, mail, quinn, tess, as_actor):
    path(ticket, "issue", "in-review", "client-testing", actor=as_actor(tess), sorter=as_actor(quinn))
    mail("One more thing.", in_reply_to=f"<{ticket.messages.first().message_id}>")
    assert len(questions(ticket)) == 1
    assert now(ticket).awaiting_us_since is not None
    assert_replays(ticket)


def test_asking_again_answers_nothing_that_was_said_meanwhile(ticket, pending, mail, pia, as_actor):
    mail("Does it include travel?", in_reply_to=f"<{ticket.messages.first().message_id}>")
    actions.ask_again(now(ticket), actor=as_actor(pia))
    drain()
    assert now(ticket).awaiting_us_since is not None
    actions.make_estimate(now(ticket), "With travel.", hours=Decimal(20), actor=as_actor(pia))
    drain()
    assert now(ticket).awaiting_us_since is None
    assert_replays(ticket)
