"""What the clock can do: each through a verb, in the ticket's history; what is refused is told, and not tried again."""

import pytest

from tests.clock.living import STARTED, asked, fired, hours, now, only, ring_at, said, silent
from tests.tickets.telling import kinds, last
from transom.clearance.models import HeldFollowUp
from transom.clock import effects
from transom.notifications.models import Notification, Reason
from transom.people.mailboxes import Mailbox
from transom.people.models import RoleHeld, Team
from transom.people.roles import Role
from transom.tickets import actions
from transom.tickets.events import ClockRang
from transom.tickets.log import assert_replays
from transom.tickets.models import Priority
from transom.timers.models import Effect, RuleKind
from transom.worker import dispatch_next


def told() -> set[tuple[str, str]]:
    """(first name, reason) of everybody who was told of what the clock did."""
    while dispatch_next(hours(50)):
        pass
    rows = Notification.objects.filter(event__kind=ClockRang.kind).select_related("person")
    return {(row.person.name.split()[0], row.reason) for row in rows}


def test_whoever_has_it_is_warned(ann, sue, quinn, as_actor):
    ticket = asked(ann)
    actions.assign(ticket, sue, actor=as_actor(sue))
    only(RuleKind.REACTION, (-30, Effect.TELL_OWNER))
    ring_at(hours(0.5))
    assert told() == {("Sue", Reason.WARNED)}
    assert Notification.objects.get(person=sue, reason=Reason.WARNED).words == "An answer is owed by 2 March 2026 10:00"


def test_where_nobody_has_it_the_queue_manager_is(ann, sue, quinn):
    asked(ann)
    only(RuleKind.REACTION, (-30, Effect.TELL_OWNER))
    ring_at(hours(0.9))
    assert told() == {("Quinn", Reason.WARNED)}


def test_who_has_left_is_nobody(ann, sue, quinn, as_actor):
    ticket = asked(ann)
    actions.assign(ticket, sue, actor=as_actor(sue))
    only(RuleKind.REACTION, (0, Effect.TELL_OWNER))
    sue.is_active = False
    sue.save()
    ring_at(hours(1))
    assert told() == {("Quinn", Reason.OVERDUE)}


def test_its_team_is_told(ann, sue, dev, quinn, as_actor):
    team = Team.objects.create(name="Billing")
    team.members.add(dev)
    ticket = asked(ann)
    actions.assign_team(ticket, team, actor=as_actor(sue))
    only(RuleKind.REACTION, (0, Effect.TELL_TEAM))
    ring_at(hours(1))
    assert told() == {("Dev", Reason.OVERDUE)}


def test_a_ticket_without_a_team_is_told_to_the_queue_manager(ann, dev, quinn):
    asked(ann)
    only(RuleKind.REACTION, (0, Effect.TELL_TEAM))
    ring_at(hours(1))
    assert told() == {("Quinn", Reason.OVERDUE)}


def test_queue_manager_and_admins_are_told_each_of_their_step(ann, quinn, ada, sue):
    asked(ann)
    only(RuleKind.REACTION, (0, Effect.TELL_QUEUE_MANAGER), (60, Effect.TELL_ADMINS))
    ring_at(hours(1))
    assert told() == {("Quinn", Reason.OVERDUE)}
    ring_at(hours(2))
    assert told() == {("Quinn", Reason.OVERDUE), ("Ada", Reason.OVERDUE)}


def test_nobody_is_told_of_a_ticket_that_they_may_not_see(desk, ann, quinn, ada, dev):
    team = Team.objects.create(name="Payroll")
    team.members.add(dev)
    hidden = Mailbox.objects.create(address="pay@desk.example", name="Pay", team=team, restricted=True)
    asked(ann, mailbox=hidden)
    only(RuleKind.REACTION, (0, Effect.TELL_QUEUE_MANAGER), (0, Effect.TELL_ADMINS))
    ring_at(hours(1))
    assert told() == {("Dev", Reason.OVERDUE)}


def test_it_is_given_to_the_queue_manager(ann, quinn):
    ticket = asked(ann)
    only(RuleKind.REACTION, (0, Effect.GIVE_TO_QUEUE_MANAGER))
    ring_at(hours(1))
    assert now(ticket).assignee == quinn
    assert kinds(ticket)[-2:] == ["assigned", "clock-rang"]
    assert last(ticket).sentence() == "gave it to the queue manager: an answer was owed by 2 March 2026 10:00"
    assert_replays(now(ticket))


def test_where_nobody_is_queue_manager_that_is_said_and_told_and_not_tried_again(ann, ada):
    ticket = asked(ann)
    only(RuleKind.REACTION, (0, Effect.GIVE_TO_QUEUE_MANAGER))
    ring_at(hours(1))
    [(_offset, _effect, result)] = fired()
    assert result.startswith("Nobody is queue manager now.")
    assert last(ticket).sentence().startswith("could not give it to the queue manager: Nobody is queue manager now.")
    assert told() == {("Ada", Reason.OVERDUE)}
    RoleHeld.objects.create(user=ada, role=Role.QUEUE_MANAGER)
    assert ring_at(hours(9)) == 0
    assert now(ticket).assignee is None
    assert_replays(now(ticket))


def test_it_is_made_urgent_with_the_reason(ann, quinn):
    ticket = asked(ann)
    only(RuleKind.REACTION, (0, Effect.MAKE_URGENT))
    ring_at(hours(1))
    assert now(ticket).priority == Priority.URGENT
    assert last(ticket, "priority-changed").reason == "an answer was owed by 2 March 2026 10:00"
    assert_replays(now(ticket))


def test_it_is_tagged_and_keeps_its_other_tags(ann, sue, as_actor):
    ticket = asked(ann)
    actions.set_tags(ticket, {"printer"}, actor=as_actor(sue))
    only(RuleKind.REACTION, (0, Effect.TAG))
    ring_at(hours(1))
    assert set(now(ticket).tags.values_list("name", flat=True)) == {"printer", "late"}
    assert_replays(now(ticket))


def test_the_follow_up_is_sent_and_the_silence_goes_on(ann, sue):
    ticket = silent(ann, sue)
    only(RuleKind.FOLLOW_UP, (0, Effect.SEND_FOLLOW_UP))
    ring_at(hours(1))
    assert last(ticket, "reply-sent").automatic
    assert now(ticket).awaiting_customer_since == STARTED
    assert fired() == [(0, Effect.SEND_FOLLOW_UP, "")]
    assert_replays(now(ticket))


def test_the_follow_up_is_held_for_a_look(ann, sue):
    ticket = silent(ann, sue)
    only(RuleKind.FOLLOW_UP, (0, Effect.HOLD_FOLLOW_UP))
    ring_at(hours(1))
    assert HeldFollowUp.objects.get().ticket == ticket
    assert kinds(ticket)[-1] == "follow-up-held"
    assert_replays(now(ticket))


def test_what_fails_is_written_down_and_does_not_stop_the_others(ann, quinn, monkeypatch, caplog):
    first, second = asked(ann), asked(ann, hours(0.1))
    tag = effects.EFFECTS[Effect.TAG]

    def fail_on_the_first(rung):
        if rung.ticket.pk == first.pk:
            raise LookupError("broken")
        return tag(rung)

    monkeypatch.setitem(effects.EFFECTS, Effect.TAG, fail_on_the_first)
    only(RuleKind.REACTION, (0, Effect.TAG))
    ring_at(hours(3))
    assert [result[:20] for _offset, _effect, result in fired()] == ["Something went wrong", ""]
    assert "broken" in caplog.text
    assert kinds(first)[-1] == "clock-rang"
    assert ring_at(hours(4)) == 0
    assert_replays(now(first))
    assert_replays(now(second))


@pytest.mark.parametrize("effect", Effect)
def test_every_effect_is_known_and_has_its_words(effect):
    rang = {"rule": {"id": 1, "label": "x"}, "anchor": STARTED, "deadline": STARTED, "is_over": True}
    for kind in RuleKind:
        assert ClockRang(watches=kind, effect=effect, **rang).sentence()
        assert "no way" in ClockRang(watches=kind, effect=effect, **rang, result="no way.").sentence()
    assert effect in effects.EFFECTS


def test_a_word_between_the_look_and_the_act_stops_it(ann, sue, as_actor, monkeypatch):
    """Somebody answers after the clock has found the ticket: it looks again with the ticket held."""
    ticket = asked(ann)
    only(RuleKind.REACTION, (0, Effect.MAKE_URGENT))
    from_query = [(ticket.pk, STARTED)]
    actions.reply(ticket, said("Here you are."), actor=as_actor(sue), at=hours(0.9))
    monkeypatch.setattr("transom.clock.tick.pages", lambda found: iter([from_query]))
    assert ring_at(hours(1)) == 0
    assert now(ticket).priority == Priority.NORMAL
