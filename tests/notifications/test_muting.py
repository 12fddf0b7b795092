"""Mute a ticket for yourself: what is yours to do still comes through, and no customer's word is lost by it."""

import pytest

from transom.notifications.inbox import mute
from transom.tickets import actions
from transom.tickets.words import Words


@pytest.fixture
def muted(as_actor):
    return lambda ticket, person, quiet=True: mute(ticket, as_actor(person), quiet)


def test_colleagues_and_watching_are_silent(sue, dev, sues, muted, as_actor, more, reasons):
    actions.watch(sues, dev, actor=as_actor(dev))
    muted(sues, dev)
    muted(sues, sue)
    more(sues)
    actions.note(sues, Words(text="Hm."), actor=as_actor(dev))
    assert reasons(dev) == []
    assert reasons(sue) == ["customer-wrote"]


def test_mentions_and_being_given_it_come_through(sue, dev, sues, muted, as_actor, reasons):
    muted(sues, dev)
    actions.note(sues, Words(text="@Dev"), actor=as_actor(sue))
    actions.assign(sues, dev, actor=as_actor(sue))
    assert reasons(dev) == ["mentioned", "assigned"]


def test_it_is_heard_of_again(sue, dev, sues, muted, as_actor, reasons):
    actions.watch(sues, dev, actor=as_actor(dev))
    muted(sues, dev)
    muted(sues, dev)
    muted(sues, dev, quiet=False)
    actions.note(sues, Words(text="Hm."), actor=as_actor(sue))
    assert reasons(dev) == ["watched"]


def test_other_tickets_are_heard_of(sue, dev, sues, muted, mail, as_actor, reasons):
    other = mail("Else", sender="Bo <bo@acme.example>").ticket
    for ticket in (sues, other):
        actions.watch(ticket, dev, actor=as_actor(dev))
    muted(sues, dev)
    actions.note(other, Words(text="Hm."), actor=as_actor(sue))
    assert reasons(dev) == ["watched"]


def test_what_nobody_has_is_told_to_the_other_manager(quinn, ada, ticket, more, muted, reasons):
    ada.give_roles("queue-manager")
    muted(ticket, quinn)
    more(ticket)
    assert reasons(quinn) == ["unassigned"]  # before it was muted
    assert reasons(ada) == ["unassigned"]


def test_what_every_manager_has_muted_is_told_all_the_same(quinn, ticket, more, muted, reasons):
    muted(ticket, quinn)
    more(ticket)
    assert reasons(quinn) == ["unassigned", "unassigned"]
