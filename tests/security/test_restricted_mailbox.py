"""What somebody outside of a restricted mailbox's team could learn of it by the pages beside its tickets."""

import pytest
from django.utils import timezone

from transom.bulk import run as bulk
from transom.bulk.models import Order
from transom.people.mailboxes import Mailbox
from transom.tickets import actions
from transom.tickets.actions import Refused
from transom.tickets.models import Ticket
from transom.tickets.words import Words


def pages(client, ticket) -> str:
    """Everything that tells of one ticket."""
    asked = ("", "print/?notes=1", "since?seen=0", "merging?into=", "others?into=")
    return "".join(client.get(f"/tickets/{ticket.number}/{page}").content.decode() for page in asked)


def said_of_it(hidden, quinn, as_actor, ticket, how) -> None:
    """What puts the name of the hidden ticket into the history of another."""
    actor = as_actor(quinn)
    if how == "linked":
        actions.link(ticket, hidden, "relates", actor=actor)
    if how == "unlinked":
        actions.unlink(actions.link(ticket, hidden, "relates", actor=actor), hidden, "relates", actor=actor)
    if how == "merged in":
        actions.merge(hidden, ticket, actor=actor)
    if how == "unmerged":
        actions.merge(hidden, ticket, actor=actor)
        hidden.refresh_from_db()
        actions.unmerge(hidden, actor=actor)
    if how == "taken out again":
        actions.merge(ticket, hidden, actor=actor)
        ticket.refresh_from_db()
        actions.unmerge(ticket, actor=actor)


@pytest.mark.parametrize("how", ["linked", "unlinked", "merged in", "unmerged", "taken out again"])
def test_the_history_of_another_ticket_does_not_name_it(hidden, ticket, quinn, sues, quinns, as_actor, how):
    said_of_it(hidden, quinn, as_actor, ticket, how)
    assert "Hushsubject" in pages(quinns, ticket)
    assert "Hushsubject" not in pages(sues, ticket)
    assert f"#{hidden.number} " not in pages(sues, ticket)


def test_who_is_stopped_by_what_came_in_does_not_read_its_name(hidden, ticket, quinn, sues, as_actor):
    seen = ticket.version
    actions.merge(hidden, ticket, actor=as_actor(quinn))
    answer = sues.post(f"/tickets/{ticket.number}/reply", {"kind": "reply", "body": "Hello", "seen": seen})
    assert answer.status_code == 409
    assert "Hushsubject" not in answer.content.decode()


def test_a_ticket_that_went_on_in_it_leads_nowhere(hidden, ticket, quinn, sue, sues, quinns, as_actor):
    actions.merge(ticket, hidden, actor=as_actor(quinn))
    assert quinns.get(f"/tickets/{ticket.number}/").status_code == 303
    answer = sues.get(f"/tickets/{ticket.number}/")
    assert answer.status_code == 404
    assert "Hushsubject" not in pages(sues, ticket)
    assert f"/tickets/{hidden.number}/" not in pages(sues, ticket)
    with pytest.raises(Refused) as refused:
        actions.note(Ticket.objects.get(pk=ticket.pk), Words("Hm"), actor=as_actor(sue))
    assert "Hushsubject" not in str(refused.value)


ASKED = (
    "/find/completions/?q=customer:hush",
    "/find/completions/?q=mailbox:hush",
    "/find/completions/?q=requester:hush",
    "/find/?q=customer:hushcorq",
    "/find/?q=mailbox:hushbox@desk.exampel",
    "/palette/?q=corp",
    "/palette/?q=hushc",
    "/customers/names?customer=hush",
)


@pytest.mark.parametrize("url", ASKED)
def test_no_suggestion_names_whom_only_it_has(hidden, sues, quinns, url):
    assert any(
        secret in quinns.get(url).content.decode() for secret in ("Hushcorp", "hushbox@desk.example", "hush.example")
    )
    told = sues.get(url).content.decode()
    assert "Hushcorp" not in told and "hushbox@desk.example" not in told and "hushperson" not in told


@pytest.mark.parametrize("operator", ["customer:hushcorp", "mailbox:hushbox@desk.example", "mailbox:hushbox"])
def test_an_operator_answers_as_to_a_name_that_nobody_has(hidden, sues, operator):
    name, _colon, value = operator.partition(":")
    foreign, missing = (
        sues.get("/find/", {"q": f"{name}:{said}"}).content.decode() for said in (value, "x" * len(value))
    )
    assert "nothing here is called so" in missing
    assert "nothing here is called so" in foreign


def test_a_customer_without_a_ticket_is_everyones_to_name(hidden, acme, sues):
    assert "Acme Clinics" in sues.get("/customers/names?customer=acme").content.decode()


def test_why_a_change_of_many_did_not_reach_it_is_told_to_nobody_else(board, ticket, sue, sues, as_actor):
    """Sue's change was stopped by what came in; then the mailbox became the board's."""
    run = bulk.begin(
        Order(reply="Hello"), "Answer", [(ticket, ticket.version)], actor=as_actor(sue), now=timezone.now()
    )
    run.items.update(outcome="came-in", settled_at=timezone.now(), reason="Hush Person did something there.")
    assert "Hush Person" in sues.get(f"/bulk/{run.pk}/").content.decode()
    Mailbox.objects.filter(pk=ticket.mailbox_id).update(team=board.team, restricted=True)
    page = sues.get(f"/bulk/{run.pk}/").content.decode()
    assert "Hush Person" not in page
