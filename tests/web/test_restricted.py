"""A mailbox that is restricted to a team: for everyone else its tickets are not there."""

import re

import pytest
from django.utils import timezone

from transom.mail.attention import quarantine
from transom.mail.receive import PIPE, accept
from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.models import Ticket


@pytest.fixture
def restricted(ticket, quinn):
    team = Team.objects.create(name="Board")
    team.members.add(quinn)
    ticket.mailbox.team, ticket.mailbox.restricted = team, True
    ticket.mailbox.save()
    return ticket


def test_it_is_in_no_list_and_no_count(restricted, sues, quinns):
    page = sues.get("/queues/open/").content.decode()
    assert "The printer" not in page
    assert "No ticket is open." in page
    assert "rail-count" not in page
    assert "The printer" in quinns.get("/queues/open/").content.decode()


def test_where_it_would_stand_in_a_list_is_not_told(restricted, ann, sue, sues, as_actor):
    """Behind a ticket that is not there for its reader is the first page, as behind a number that nobody has."""
    later = actions.open_ticket("Open to all", ann, actor=as_actor(sue))
    for place in ("after", "before"):
        for key in (restricted.pk, later.pk + 1000):
            page = sues.get("/queues/open/", {place: key}).content.decode()
            assert "Open to all" in page
            assert 'rel="next"' not in page and 'rel="prev"' not in page


def test_its_page_and_verbs_are_missing(restricted, sues, at):
    missing = sues.get("/tickets/98765/")
    for verb in ("", "reply", "notes", "moves", "merges"):
        assert sues.get(at(verb)).content == missing.content
        assert sues.post(at(verb), {"body": "x"}).status_code == 404
    message = restricted.messages.get()
    assert sues.get(f"/messages/{message.pk}/formatted/").status_code == 404


def test_nothing_is_merged_into_it_or_told_of_it(restricted, desk, ann, sue, sues, as_actor):
    open_one = actions.open_ticket("Open to all", ann, actor=as_actor(sue))
    answer = sues.post(f"/tickets/{open_one.number}/merges", {"into": restricted.number})
    assert answer.status_code == 422
    assert f"There is no ticket {restricted.number}." in answer.content.decode()
    assert "The printer" not in sues.get(f"/tickets/{open_one.number}/").content.decode()
    assert Ticket.objects.get(pk=open_one.pk).merged_into is None


def test_sent_mail_of_it_is_missing(restricted, sues):
    restricted.outbound.first()
    page = sues.get("/sent/queued/").content.decode()
    assert "We have your message" not in page
    for mail in restricted.outbound.all():
        assert sues.get(f"/sent/{mail.pk}/").status_code == 404
        assert sues.get(f"/sent/{mail.pk}/source").status_code == 404


def test_mail_that_reached_no_ticket_is_for_its_team_and_the_admin(restricted, mail, tess, ada, sign_in):
    from_nobody = mail(
        raw=b"Subject: The salaries\r\n\r\nAll of them.", envelope_sender="", recipients=[restricted.mailbox.address]
    )
    assert from_nobody.outcome in ("quarantined", "ignored")
    tess.give_roles("queue-manager")
    where = f"/attention/{from_nobody.outcome}/"
    assert "The salaries" not in sign_in(tess).get(where).content.decode()
    assert sign_in(tess).get(f"/mail/{from_nobody.pk}/source").status_code == 404
    assert sign_in(tess).post(f"/mail/{from_nobody.pk}/let-in").status_code == 404
    assert "The salaries" in sign_in(ada).get(where).content.decode()
    restricted.mailbox.team.members.add(tess)
    assert "The salaries" in sign_in(tess).get(where).content.decode()


def test_mail_of_it_that_could_not_be_read_is_counted_for_its_team_and_the_admin(restricted, quinn, tess, ada, sign_in):
    poison = accept(b"", [restricted.mailbox.address], envelope_sender="", road=PIPE)
    quarantine(poison, "It could not be read.", timezone.now())
    for person in (quinn, tess):
        person.give_roles("queue-manager")
    waits = "/attention/"
    assert waits in counted(sign_in(ada)) and waits in counted(sign_in(quinn))
    assert counted(sign_in(tess)) == []


def counted(client) -> list[str]:
    """The places in the rail that say how many wait there, but for the lists of tickets."""
    page = client.get("/queues/mine/").content.decode()
    links = re.findall(r'<a [^>]*href="([^"]+)"[^>]*>((?:(?!</a>).)*)</a>', page, re.S)
    return [url for url, words in links if "rail-count" in words and not url.startswith("/queues/")]
