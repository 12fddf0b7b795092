"""The rules that ship come once; a desk that is older gets them without a storm of mails and alarms."""

from tests.clock.living import as_shipped, asked, fired, hours, now, ring_at, said, silent
from transom.clock import shipped
from transom.mail.models import OutboundEmail
from transom.tickets import actions
from transom.timers.models import Calendar, Effect, RuleKind, TimerRule, TimerStep


def test_a_new_desk_has_them_once(desk, settings):
    kinds = TimerRule.objects.filter(is_active=True).order_by("position").values_list("kind", flat=True)
    wanted = [RuleKind.REACTION, RuleKind.FOLLOW_UP, RuleKind.CLEARANCE, RuleKind.CLEARANCE, RuleKind.LANGUISHING]
    assert list(kinds) == wanted
    calendar = Calendar.objects.get()
    assert (calendar.is_default, calendar.time_zone) == (True, settings.TIME_ZONE)
    cleared = TimerRule.objects.filter(kind=RuleKind.CLEARANCE)
    assert {(rule.ticket_type.slug, rule.move_to.is_closed) for rule in cleared} == {("issue", True), ("idea", True)}
    TimerRule.objects.all().delete()
    shipped.install(hours(0))
    assert not TimerRule.objects.exists()  # an admin removed them


def test_a_new_desk_asks_silent_customers_again_by_itself(desk):
    step = TimerStep.objects.get(rule__kind=RuleKind.FOLLOW_UP)
    assert step.effect == Effect.SEND_FOLLOW_UP


def test_an_older_desk_does_nothing_about_what_was_so_before(ann, sue):
    owed, waiting = asked(ann), silent(ann, sue)
    as_shipped(hours(24 * 90))
    sent = OutboundEmail.objects.count()
    ring_at(hours(24 * 90))
    ring_at(hours(24 * 91))
    assert {result for _offset, _effect, result in fired(owed, waiting)} == {"It was so before this rule began."}
    assert OutboundEmail.objects.count() == sent


def test_an_older_desk_holds_follow_ups_for_a_look(ann, sue, as_actor):
    waiting = silent(ann, sue)
    as_shipped(hours(24 * 90))
    actions.reply(waiting, said("And now?"), actor=as_actor(sue), at=hours(24 * 90))
    ring_at(hours(24 * 92))
    assert (0, Effect.HOLD_FOLLOW_UP, "") in fired(waiting)
    assert now(waiting).held_follow_ups.count() == 1


def test_an_older_desk_is_alarmed_by_what_comes_from_then_on(ann):
    asked(ann)
    as_shipped(hours(24 * 90))
    new = asked(ann, hours(24 * 90))
    ring_at(hours(24 * 91))
    assert (0, Effect.TELL_QUEUE_MANAGER, "") in fired(new)
