"""A customer is silent: asked again, and back; or asked again, let go with a kind word, and back by one click."""

import re
from datetime import datetime, timedelta

import pytest

from tests.conftest import ANN
from tests.flows.days import URL, ZONE, Days, told
from transom.clearance.models import ClearanceItem, RevivalLink
from transom.reports import figures
from transom.reports.models import CustomerWord, Fate
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket
from transom.workflow.models import Status, TicketType

BEGIN = datetime(2027, 6, 1, 9, tzinfo=ZONE)  # a Tuesday

ANNS = "ann@acme.example"
BACK = re.compile(r"/back/[\w-]+/$")


@pytest.fixture
def asked(days, quinn) -> Ticket:
    """Ann has an issue, and Quinn asked her something an hour later."""
    ticket, quinns = days.writes(ANN, "It is broken."), days.signed_in(quinn)
    days.posts(quinns, f"/tickets/{ticket.number}/type", ticket_type=TicketType.objects.get(slug="issue").pk)
    days.posts(quinns, f"/tickets/{ticket.number}/moves", to=Status.objects.get(slug="in-review").pk)
    days.passes(hours=1)
    days.replies(quinns, ticket, "Which version?")
    return ticket


def follow_ups(days: Days) -> list[datetime]:
    """When Ann was asked again."""
    return [at for at, whom, mail in days.sent if ANNS in whom and "have not heard from you" in mail.text]


def test_asked_again_she_answers_and_the_second_silence_is_followed_up_as_well(days, asked, quinn):
    first = days.now
    days.passes(days=1, hours=23)
    assert follow_ups(days) == []
    days.passes(hours=1)
    assert follow_ups(days) == [first + timedelta(days=2)]
    assert told(asked).count("reply-sent") == 2
    mail = days.mails(ANNS)[-1]
    assert mail.header("Auto-Submitted") == "auto-replied" or mail.header("Auto-Submitted") == "auto-generated"
    assert Ticket.objects.get().awaiting_customer_since == first

    days.passes(hours=5)
    assert days.writes(ANN, "It is version 7.").pk == asked.pk
    assert Ticket.objects.get().awaiting_us_since == days.now
    assert figures.this_week(days.actor(quinn), days.now).reminders.woke == 1
    days.passes(hours=1)
    days.replies(days.signed_in(quinn), asked, "And the printer's?")
    second = days.now
    days.passes(days=2, hours=1)
    assert follow_ups(days) == [first + timedelta(days=2), second + timedelta(days=2)]
    days.passes(days=3)
    assert len(follow_ups(days)) == 2
    assert_replays(asked)


def test_an_answer_that_comes_before_the_follow_up_leaves_stops_it(days, asked):
    days.now += timedelta(days=2, hours=1)  # the worker was down
    days.writes(ANN, "It is version 7.")
    days.passes(hours=3)
    assert follow_ups(days) == []


def test_let_go_in_the_clearance_and_back_by_one_click(days, asked, quinn, client):
    days.until(datetime(2027, 6, 10, 10, 30, tzinfo=ZONE))  # the second Thursday; silence began on the first Tuesday
    assert len(follow_ups(days)) == 1
    item = ClearanceItem.objects.get()
    assert item.ticket == asked
    quinns = days.signed_in(quinn)
    page = quinns.get("/clearance/").content.decode()
    assert "The printer is on fire" in page
    assert "Which version?" in page
    close, form = re.search(r'action="(/clearance/\d+/close)">(.*?)</form>', page, re.DOTALL).groups()
    days.posts(quinns, close, **hidden(form))
    gone = Ticket.objects.get()
    assert gone.is_closed
    assert told(asked)[-2:] == ["reply-sent", "status-changed"]

    days.passes(days=6)
    link = next(url for url in URL.findall(days.mails(ANNS)[-1].text) if BACK.search(url))
    assert RevivalLink.objects.get().token_hash not in link
    assert link not in quinns.get(f"/tickets/{asked.number}/").content.decode()
    path = BACK.search(link).group(0)
    looked = [client.get(path), client.head(path), client.options(path)]
    assert Ticket.objects.get().is_closed
    assert not looked[0].cookies
    form = looked[0].content.decode()
    client.post(path, hidden(form) | {"words": "I was on holiday."})
    days.passes(minutes=1)

    back = Ticket.objects.get()
    assert not back.is_closed
    assert back.awaiting_us_since == days.now - timedelta(minutes=1)
    assert "revived" in told(asked)
    word = CustomerWord.objects.get(fate=Fate.OWED)
    assert word.said_at == back.awaiting_us_since
    client.post(path, hidden(form) | {"words": "Again."})
    assert told(asked).count("revived") == 1
    assert figures.this_week(days.actor(quinn), days.now).reminders_before.revived == 1
    days.passes(hours=25)
    assert told(asked).count("clock-rang") >= 2
    assert_replays(asked)


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
