"""Every event that raises work for somebody tells them: who, why, and nobody of what they did themselves."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from transom.mail.models import OutboundEmail
from transom.mail.transport import Sink
from transom.notifications.models import Notification
from transom.people.actor import SYSTEM
from transom.people.mailboxes import Mailbox
from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.history import Event
from transom.tickets.log import assert_replays
from transom.tickets.words import Words
from transom.worker import drain
from transom.worker.dispatch import dispatch_next


def test_a_new_ticket_tells_the_queue_manager(quinn, sue, ada, ticket, told, reasons):
    assert reasons(quinn) == ["unassigned"]
    assert reasons(sue) == reasons(ada) == []
    [row] = told(quinn)
    assert (row.ticket, row.message, row.by) == (ticket, ticket.messages.get(), "Ann Meyer")


def test_without_a_queue_manager_the_admins_are_told(ada, sue, ticket, reasons):
    assert reasons(ada) == ["unassigned"]
    assert reasons(sue) == []


def test_with_neither_everybody_is_told_who_sees_it(sue, dev, olga, ticket, reasons):
    assert reasons(sue) == reasons(dev) == ["unassigned"]
    assert reasons(olga) == []


def test_a_queue_manager_who_has_left_is_nobody(quinn, ada, ticket, more, reasons):
    quinn.leave()
    more(ticket)
    assert reasons(quinn) == ["unassigned"]  # of the first word, before
    assert reasons(ada) == ["unassigned"]


def test_a_customers_answer_tells_whoever_has_the_ticket(quinn, sue, sues, more, reasons):
    more(sues)
    assert reasons(sue) == ["customer-wrote"]
    assert reasons(quinn) == ["unassigned"]  # of the first word alone


@pytest.mark.parametrize("how", ["left", "lost every role", "lost sight of it"])
def test_what_somebody_has_who_cannot_work_on_it_is_the_queue_managers(desk, quinn, sue, sues, more, reasons, how):
    if how == "left":
        sue.leave()
    elif how == "lost every role":
        sue.roles_held.all().delete()
    else:
        team = Team.objects.create(name="Payroll")
        team.members.add(quinn)
        Mailbox.objects.filter(pk=desk.pk).update(team=team, restricted=True)
    more(sues)
    assert reasons(sue) == []
    assert reasons(quinn) == ["unassigned", "unassigned"]


def test_a_restricted_ticket_that_no_manager_sees_is_told_to_its_team(desk, quinn, ada, sue, mail, reasons):
    team = Team.objects.create(name="Payroll")
    team.members.add(sue)
    Mailbox.objects.filter(pk=desk.pk).update(team=team, restricted=True)
    mail()
    assert reasons(sue) == ["unassigned"]
    assert reasons(quinn) == reasons(ada) == []


def test_being_given_a_ticket(quinn, sue, ticket, as_actor, reasons):
    actions.assign(ticket, sue, actor=as_actor(quinn))
    assert reasons(sue) == ["assigned"]


def test_taking_a_ticket_tells_nobody(sue, sues, reasons):
    assert reasons(sue) == []


def test_a_ticket_that_is_put_back_while_a_customer_waits_is_the_managers(quinn, sue, sues, as_actor, reasons):
    actions.assign(sues, None, actor=as_actor(sue))
    assert reasons(quinn) == ["unassigned", "unassigned"]


def test_a_ticket_that_is_put_back_and_nobody_waits_tells_nobody(quinn, sue, sues, as_actor, reasons):
    actions.reply(sues, Words(text="Done."), actor=as_actor(sue))
    actions.assign(sues, None, actor=as_actor(sue))
    assert reasons(quinn) == ["unassigned"]


def test_a_colleagues_note_and_answer(sue, dev, sues, as_actor, reasons):
    actions.note(sues, Words(text="I know this one."), actor=as_actor(dev))
    actions.reply(sues, Words(text="Try the new build."), actor=as_actor(dev))
    assert reasons(sue) == ["colleague", "colleague"]
    assert reasons(dev) == []


def test_an_automatic_answer_of_ours_tells_nobody(sue, sues, reasons):
    actions.reply(sues, Words(text="We look."), actor=SYSTEM)
    assert reasons(sue) == []


def test_a_customers_absence_tells_nobody(sue, sues, more, reasons):
    more(sues, "I am away until Monday.", subject="Automatic reply: away", auto_submitted="auto-replied")
    assert reasons(sue) == []


def test_a_mention(sue, dev, sues, as_actor, told, reasons):
    note = actions.note(sues, Words(text="@Dev can the step name them?"), actor=as_actor(sue))
    assert reasons(dev) == ["mentioned"]
    assert told(dev)[0].note == note
    assert reasons(sue) == []


def test_who_mentions_themselves_is_not_told(sue, sues, as_actor, reasons):
    actions.note(sues, Words(text="@Sue: call them."), actor=as_actor(sue))
    assert reasons(sue) == []


def test_of_several_reasons_the_strongest_counts_once(sue, dev, sues, as_actor, reasons):
    actions.watch(sues, sue, actor=as_actor(sue))
    actions.note(sues, Words(text="@Sue look"), actor=as_actor(dev))
    assert reasons(sue) == ["mentioned"]


def test_who_may_not_see_the_ticket_is_not_told(sue, olga, sues, as_actor, reasons):
    actions.note(sues, Words(text="@Olga look"), actor=as_actor(sue))
    assert reasons(olga) == []


def test_watching(sue, dev, sues, more, as_actor, reasons):
    actions.watch(sues, dev, actor=as_actor(dev))
    more(sues)
    actions.reply(sues, Words(text="We look."), actor=as_actor(sue))
    actions.note(sues, Words(text="Hm."), actor=as_actor(sue))
    assert reasons(dev) == ["watched", "watched", "watched"]
    actions.unwatch(sues, dev, actor=as_actor(dev))
    more(sues, "Anybody?")
    assert len(reasons(dev)) == 3


def test_held_mail_is_told_to_whoever_has_the_ticket_else_to_the_managers(quinn, sue, ticket, more, as_actor, reasons):
    more(ticket, sender="Eve <eve@other.example>")
    assert reasons(quinn) == ["unassigned", "held"]
    actions.assign(ticket, sue, actor=as_actor(sue))
    more(ticket, "Me too.", sender="Mallory <mallory@other.example>")
    assert reasons(sue) == ["held"]


def test_a_mail_that_is_set_aside_is_told_to_those_who_decide(quinn, sue, mail, told, reasons):
    row = mail("To whom?", recipients=["gone@desk.example"])
    assert row.outcome == "quarantined"
    assert reasons(quinn) == ["held"]
    assert (told(quinn)[0].ticket, told(quinn)[0].url) == (None, f"/mail/{row.pk}/")
    assert reasons(sue) == []


def test_an_answer_that_is_not_delivered_is_told_to_its_writer_and_whoever_has_it(sue, dev, sues, as_actor, reasons):
    message = actions.reply(sues, Words(text="Try this."), actor=as_actor(dev))
    drain(transport=Sink())
    mail = OutboundEmail.objects.get(message=message)
    actions.delivery_failed(sues, mail.pk, ("ann@acme.example",), "550 no such user", actor=SYSTEM)
    assert reasons(dev) == ["undelivered"]
    assert reasons(sue) == ["colleague", "undelivered"]


def test_an_answer_that_was_stopped_is_told_to_its_writer(sue, dev, sues, as_actor, told, reasons):
    actions.answer_stopped(sues, dev, "Ann wrote meanwhile.", actor=SYSTEM)
    assert reasons(dev) == ["stopped"]
    assert told(dev)[0].words == "Ann wrote meanwhile."
    assert reasons(sue) == []


def test_who_let_a_held_mail_in_is_not_told_of_it(quinn, sue, sues, more, as_actor, reasons):
    more(sues, sender="Bo <bo@acme.example>")
    assert reasons(sue) == ["customer-wrote"]


def test_everything_is_told_once_though_it_is_dispatched_again(quinn, ticket, reasons):
    assert reasons(quinn) == ["unassigned"]
    Event.objects.update(dispatched_at=None)
    OutboundEmail.objects.all().delete()
    while dispatch_next(timezone.now() + timedelta(minutes=1)):
        pass
    assert reasons(quinn) == ["unassigned"]


def test_what_is_said_on_a_merged_ticket_is_told_where_it_went(sue, dev, sues, mail, as_actor, told):
    other = mail("Another one", sender="Bo <bo@acme.example>").ticket
    note = actions.note(other, Words(text="@Dev"), actor=as_actor(sue))
    actions.merge(other, sues, actor=as_actor(sue))
    rows = {row.note_id: row for row in told(dev)}
    assert rows[note.pk].ticket == sues
    assert_replays(sues)


def test_it_costs_the_same_however_many_work_here(
    desk, quinn, sue, sues, more, django_assert_max_num_queries, as_actor
):
    first = sues.messages.first()
    Event.objects.filter(kind="message-received").update(dispatched_at=None)
    Notification.objects.all().delete()
    with django_assert_max_num_queries(25):
        dispatch_next(timezone.now())
    assert Notification.objects.filter(message=first).exists()


def test_whoever_has_the_ticket_is_told_that_the_customer_approves_or_says_that_it_works(
    sue, sues, ann, told, as_actor
):
    estimate = actions.make_estimate(sues, "A day.", hours=Decimal(8), actor=as_actor(sue))
    by = actions.Way(link=1, address="ann@acme.example", contact=ann)
    actions.approve_estimate(sues, estimate, "Ann", by=by, actor=as_actor(ann))
    actions.it_works(sues, by=by, actor=as_actor(ann))
    words = [row.words for row in told(sue) if row.message is None and row.reason == "customer-wrote"]
    assert words == ["approved estimate 1 (8 hours) as “Ann”", "tested it and said that it works"]
