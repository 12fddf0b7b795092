"""The pages of silence: what waits for a look, and the week's clearance, for whoever answers for the queue."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.clearance.conftest import QUESTION, later
from tests.clearance.test_batch import issue, rules, thursdays  # noqa: F401, fixtures
from tests.web.conftest import signed_in
from transom.clearance import batches
from transom.clearance.models import ClearanceItem, HeldFollowUp
from transom.mail.models import OutboundEmail, OutboundKind
from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.actions import Words
from transom.tickets.log import assert_replays
from transom.worker import drain


@pytest.fixture
def item(issue) -> ClearanceItem:  # noqa: F811
    """Ann's issue in the week's batch."""
    return batches.draw_up(thursdays(issue)[0]).items.get()


def page(who, name: str) -> str:
    answer = signed_in(who).get(reverse(name))
    assert answer.status_code == 200
    return answer.content.decode()


def act(who, name: str, row, what: str, **said):
    said.setdefault("seen", row.ticket.version)
    return signed_in(who).post(reverse(name, args=[row.pk, what]), said)


def test_a_held_follow_up_shows_the_last_exchange_and_goes_out_in_changed_words(held, quinn):
    shown = page(quinn, "follow_ups")
    assert "1 follow-up waits for a look" in shown and QUESTION in shown and "It is broken." in shown
    answer = act(quinn, "follow_up_act", held, "send", text="Ann, did you see our question?")
    assert answer.status_code == 303
    drain()
    sent = OutboundEmail.objects.get(kind=OutboundKind.FOLLOW_UP)
    assert b"did you see our question" in sent.mime and sent.automatic_to == ""
    held.refresh_from_db()
    held.ticket.refresh_from_db()
    assert (held.decision, held.decided_by) == ("sent", quinn)
    assert held.ticket.awaiting_customer_since == held.anchor, "a follow-up leaves the silence as it was"
    assert "No follow-up waits for you" in page(quinn, "follow_ups")
    assert_replays(held.ticket)


def test_it_is_skipped_with_a_reason_and_not_without(held, quinn):
    answer = act(quinn, "follow_up_act", held, "skip")
    assert answer.status_code == 422 and "Say why they are not asked again" in answer.content.decode()
    assert act(quinn, "follow_up_act", held, "skip", reason="They are on holiday.").status_code == 303
    held.refresh_from_db()
    assert (held.decision, held.reason) == ("skipped", "They are on holiday.")
    assert act(quinn, "follow_up_act", held, "skip", reason="Again.").status_code == 422


def test_what_came_in_meanwhile_stops_it_and_what_was_typed_stays(held, quinn, sue, as_actor):
    seen = held.ticket.version
    actions.note(held.ticket, Words(text="They called me."), actor=as_actor(sue))
    answer = act(quinn, "follow_up_act", held, "send", seen=seen, text="Hello? Anybody there?")
    assert answer.status_code == 409
    assert "Something came in" in answer.content.decode() and "Anybody there?" in answer.content.decode()


def test_the_customers_word_takes_it_off_the_page(held, quinn, ann, as_actor):
    actions.receive(held.ticket, Words(text="Seven."), ann, trust="verified", actor=as_actor(ann))
    assert "No follow-up waits for you" in page(quinn, "follow_ups")
    assert "moved on" in act(quinn, "follow_up_act", held, "send", text="Hello?").content.decode()


def test_closing_says_how_to_come_back_and_the_ticket_keeps_no_link(item, quinn, settings):
    shown = page(quinn, "clearance")
    assert "1 ticket has our word last" in shown and QUESTION in shown
    assert act(quinn, "clearance_act", item, "close").status_code == 303
    drain()
    item.refresh_from_db()
    item.ticket.refresh_from_db()
    assert (item.decision, item.ticket.status.slug) == ("closed", "closed-without-answer")
    sent = OutboundEmail.objects.get(kind=OutboundKind.FAREWELL)
    assert re.search(rb"/back/[A-Za-z0-9_-]{32}/", sent.mime.replace(b"=\r\n", b"").replace(b"=\n", b""))
    said = item.ticket.messages.last().text
    assert "/back/…/" in said and not re.search(r"/back/[A-Za-z0-9_-]{20}", said)
    assert_replays(item.ticket)


def test_it_is_kept_until_a_day(item, quinn):
    answer = act(quinn, "clearance_act", item, "keep", days="14", reason="They install it in two weeks.")
    assert answer.status_code == 303
    item.refresh_from_db()
    item.ticket.refresh_from_db()
    assert item.decision == "kept" and item.kept_until == item.ticket.kept_until
    assert item.kept_until - item.ticket.last_event_at > timedelta(days=13)
    assert_replays(item.ticket)
    again = act(quinn, "clearance_act", item, "close", seen=item.ticket.version)
    assert again.status_code == 422 and "decided already" in again.content.decode()


@pytest.mark.parametrize("until", ["2001-01-01", "9999-12-31", "yesterday", ""])
def test_a_day_that_makes_no_sense_is_said(item, quinn, until):
    answer = act(quinn, "clearance_act", item, "keep", until=until)
    assert answer.status_code == 422
    item.refresh_from_db()
    assert item.decision == ""


def test_a_call_is_written_down(item, quinn):
    answer = act(quinn, "clearance_act", item, "call", outcome="reached", words="All is well, she says.")
    assert answer.status_code == 303
    item.refresh_from_db()
    assert item.decision == "called" and item.ticket.notes.get().text == "All is well, she says."


def test_many_go_each_for_itself(item, quinn, sue, mail, as_actor):
    other = mail("Another thing.", subject="The other printer").ticket
    second = ClearanceItem.objects.create(batch=item.batch, ticket=other, anchor=item.anchor)
    said = {"what": "close", "items": [f"{row.pk}:{row.ticket.version}" for row in (item, second)]}
    answer = signed_in(quinn).post(reverse("clearance_many"), said, follow=True)
    words = answer.content.decode()
    assert "1 ticket is closed" in words and "The other printer: This ticket has moved on" in words
    item.refresh_from_db()
    second.refresh_from_db()
    assert (item.decision, second.decision) == ("closed", "")


def test_without_the_role_of_the_path_nobody_closes(item, ada):
    answer = act(ada, "clearance_act", item, "close")
    assert answer.status_code == 422 and "Only " in answer.content.decode()
    assert not OutboundEmail.objects.filter(kind=OutboundKind.FAREWELL).exists()


def test_who_may_not_see_the_mailbox_sees_neither(item, desk, quinn):
    desk.team, desk.restricted = Team.objects.create(name="Those inside"), True
    desk.save()
    assert "Ann Meyer" not in page(quinn, "clearance")
    assert act(quinn, "clearance_act", item, "close").status_code == 404


def test_the_pages_ask_a_steady_number_of_questions(item, held_many, quinn, django_assert_max_num_queries):
    browser = signed_in(quinn)
    browser.get(reverse("clearance"))
    with django_assert_max_num_queries(12):
        browser.get(reverse("clearance"))
    with django_assert_max_num_queries(12):
        browser.get(reverse("follow_ups"))


@pytest.fixture
def held_many(mail, sue, as_actor):
    for number in range(3):
        ticket = mail(f"Number {number}.", subject=f"Printer {number}").ticket
        actions.reply(ticket, Words(text="Which one?"), actor=as_actor(sue))
        ticket.refresh_from_db()
        HeldFollowUp.objects.create(
            ticket=ticket, anchor=ticket.awaiting_customer_since, text="Hello?", held_at=later(ticket)
        )


def test_a_supporter_has_no_such_pages(sue, desk):
    for name in ("follow_ups", "clearance", "clock_words"):
        assert signed_in(sue).get(reverse(name)).status_code == 404


def test_on_the_ticket_it_is_kept_and_brought_back(item, quinn):
    browser, ticket = signed_in(quinn), item.ticket
    shown = browser.get(reverse("ticket", args=[ticket.number])).content.decode()
    assert "Keep it from the clearance" in shown
    browser.post(reverse("keep", args=[ticket.number]), {"seen": ticket.version, "days": "7"})
    ticket.refresh_from_db()
    assert ticket.kept_until
    act(quinn, "clearance_act", item, "close", seen=ticket.version)
    ticket.refresh_from_db()
    assert ticket.is_closed and ticket.kept_until is None
    assert "Bring it back" in browser.get(reverse("ticket", args=[ticket.number])).content.decode()
    browser.post(reverse("bring_back", args=[ticket.number]), {"seen": ticket.version})
    ticket.refresh_from_db()
    assert not ticket.is_closed and ticket.awaiting_us_since is not None
    assert_replays(ticket)
    assert "came back" in page(quinn, "clearance")
