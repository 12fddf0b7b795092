"""The cockpit and a run, as pages that work without a script."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from transom.cockpit.models import AnswerRun, AnswerRunItem, Decision, ServedOutcome
from transom.composing.models import Draft
from transom.people.mailboxes import Mailbox
from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.history import Event
from transom.tickets.log import assert_replays
from transom.tickets.models import Priority, Ticket
from transom.tickets.words import Words

LONG = "I have tried a number of things. " * 12


@pytest.fixture
def quinns(client, quinn):
    client.force_login(quinn)
    return client


def words(client, name, *args, query="") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def act(client, ticket, what, follow=True, **said):
    return client.post(reverse("cockpit_act", args=[ticket.number, what]), said, follow=follow)


def begin(client, **said):
    return client.post(reverse("answer_begin"), said, follow=True)


def test_it_says_what_is_owed_and_links_every_ticket(quinns, asks, quinn, as_actor):
    first, second = asks("It is all broken", LONG), asks("No paper", LONG)
    actions.set_priority(second, Priority.URGENT, reason="Now", actor=as_actor(quinn))
    page = words(quinns, "cockpit")
    assert "Quinn." in page
    for ticket in (first, second):
        assert f"/tickets/{ticket.number}/" in page
    table = page[page.index('id="by-deadline"') :]
    assert table.index("No paper") < table.index("It is all broken")
    assert "style=" not in page


def test_a_desk_where_nobody_waits_says_so(quinns, desk):
    page = words(quinns, "cockpit")
    assert "Nobody waits for an answer." in page
    assert "Nothing that waits can be answered at once" in page


def test_what_is_late_is_said_in_words(quinns, mail):
    mail("It is broken.", at=timezone.now() - timedelta(days=3))
    page = words(quinns, "cockpit")
    assert "It is late." in page
    assert "overdue" in page


def test_the_figures_come_with_the_page_where_no_script_fetches_them(quinns, asks):
    asks("Is it raining?")
    assert "Nothing missed" in words(quinns, "cockpit", query="?figures=1")
    assert "Nothing missed" in words(quinns, "cockpit_figures")


def test_the_proposal_says_why_and_a_decision_leads_to_the_next(quinns, asks, approvers, tess):
    first, _second = asks("How do I add a second approver?"), asks("Is it raining?")
    page = words(quinns, "cockpit")
    assert "it has words of the saved reply “A second approver”" in page
    key = first.version and first.number
    answer = act(quinns, first, "decide", decision=_decision("q"), seen=first.version)
    assert f"#{first.number} How do I add a second approver?: Issue, to QA." in answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("cockpit")
    assert Ticket.objects.get(number=key).assignee == tess
    assert "it is short (3 words)" in answer.content.decode()


def _decision(key: str) -> int:
    return Decision.objects.get(key=key).pk


def test_a_refused_decision_says_why(quinns, asks):
    ticket = asks("Is it raining?")
    page = act(quinns, ticket, "decide", decision=_decision("x")).content.decode()
    assert "Say why, in a word or two." in page
    page = act(quinns, ticket, "decide", decision="99999").content.decode()
    assert "no longer there" in page


def test_a_run_answers_one_after_the_other(quinns, asks, quinn):
    tickets = [asks(f"Is it {what}?") for what in ("cold", "raining")]
    page = begin(quinns).content.decode()
    assert "<h1>Is it cold?</h1>" in page
    answer = act(quinns, tickets[0], "reply", kind="reply", body="Very.", seen=tickets[0].version, once="a", asks="1")
    page = answer.content.decode()
    assert "<h1>Is it raining?</h1>" in page
    assert "1 answered" in page
    assert Draft.objects.get().body == "Very."
    page = act(quinns, tickets[1], "skip", reason="Ask the weather").content.decode()
    assert "Nothing more can be answered at once" in page
    page = quinns.post(reverse("answer_end"), follow=True).content.decode()
    assert "One customer has an answer" in page
    assert "Ask the weather" in page
    outcomes = AnswerRunItem.objects.values_list("outcome", flat=True)
    assert list(outcomes) == [ServedOutcome.ANSWERED, ServedOutcome.SKIPPED]


def test_a_reload_shows_the_same_ticket_and_serves_nothing(quinns, asks):
    asks("Is it raining?"), asks("Is it cold?")
    begin(quinns)
    before = Event.objects.count(), AnswerRunItem.objects.count()
    for _time in range(2):
        assert "<h1>Is it raining?</h1>" in words(quinns, "answer_now")
    assert (Event.objects.count(), AnswerRunItem.objects.count()) == before


def test_an_answer_that_does_not_go_through_keeps_its_words(quinns, asks):
    ticket = asks("Is it raining?")
    begin(quinns)
    answer = act(quinns, ticket, "reply", kind="note", body="Look outside.", seen=ticket.version, once="a", asks="1")
    assert answer.status_code == 422
    assert "Look outside." in answer.content.decode()
    assert "You chose Note and pressed Send" in answer.content.decode()


def test_a_note_leaves_the_ticket_where_it_is(quinns, asks):
    ticket = asks("Is it raining?")
    begin(quinns)
    page = act(quinns, ticket, "note", kind="note", body="Ask Tess.", seen=ticket.version, once="a", asks="1")
    assert "<h1>Is it raining?</h1>" in page.content.decode()
    assert ticket.notes.get().text == "Ask Tess."


def test_who_was_slower_is_told_and_goes_on(quinns, asks, sue, as_actor):
    ticket, _other = asks("Is it raining?"), asks("Is it cold?")
    begin(quinns)
    actions.reply(ticket, Words(text="No."), actor=as_actor(sue))
    assert "This one is done already" in words(quinns, "answer_now")
    page = quinns.post(reverse("answer_next"), follow=True).content.decode()
    assert "<h1>Is it cold?</h1>" in page


def test_why_it_was_skipped_is_told_to_whoever_comes_next(quinns, client, asks, sue):
    ticket = asks("Is it raining?")
    act(quinns, ticket, "skip", reason="Ask the weather")
    quinns.post(reverse("answer_end"))
    client.force_login(sue)
    page = begin(client).content.decode()
    assert "Quinn Abara skipped it" in page
    assert "Ask the weather" in page


def test_the_page_of_a_ticket_takes_decisions_too(quinns, asks, pia):
    ticket = asks("Please train us", LONG)
    page = words(quinns, "ticket", ticket.number)
    assert 'data-command="Decide: Request, to services"' in page
    answer = quinns.post(reverse("decide", args=[ticket.number]), {"decision": _decision("p"), "seen": ticket.version})
    assert answer.status_code == 303
    now = Ticket.objects.get(pk=ticket.pk)
    assert now.assignee == pia
    assert_replays(now)


def test_nothing_of_a_mailbox_that_one_may_not_see(quinns, asks):
    ticket = asks("Takeover of Nordbau")
    begin(quinns)
    Mailbox.objects.update(team=Team.objects.create(name="Board"), restricted=True)
    for name in ("cockpit", "cockpit_figures", "answer_now"):
        assert "Nordbau" not in words(quinns, name)
    for what in ("decide", "skip", "reply"):
        assert act(quinns, ticket, what, follow=False, reason="x").status_code == 404
    quinns.post(reverse("answer_end"))
    assert "Nordbau" not in words(quinns, "cockpit")


def test_a_run_of_somebody_else_is_a_missing_page(quinns, client, asks, sue):
    ticket = asks("Is it raining?")
    act(quinns, ticket, "skip", reason="x")
    quinns.post(reverse("answer_end"))
    run = AnswerRun.objects.get()
    client.force_login(sue)
    assert client.get(reverse("answer_run", args=[run.pk])).status_code == 404


def test_looking_changes_nothing(quinns, asks):
    ticket = asks("Is it raining?")
    for name in ("answer_begin", "answer_next", "answer_end"):
        quinns.get(reverse(name))
    quinns.get(reverse("cockpit_act", args=[ticket.number, "skip"]))
    assert not AnswerRun.objects.exists()


@pytest.mark.parametrize("more", [0, 40])
def test_it_asks_the_same_however_much_waits(quinns, asks, ann, quinn, as_actor, more, django_assert_max_num_queries):
    asks("Is it raining?")
    for place in range(more):
        asks(f"Is it {place}?") if place < 3 else _open(ann, quinn, as_actor, place)
    words(quinns, "cockpit")
    with django_assert_max_num_queries(12):
        words(quinns, "cockpit")


def _open(ann, quinn, as_actor, place):
    return actions.open_ticket(f"More {place}", ann, actor=as_actor(quinn), channel="desk")
