"""What somebody changed about the clock can be put back, which is a change as well; what is removed comes again, switched off."""

from tests.web.clock.forms import fields
from transom.clock.changing import history
from transom.timers.models import TimerRule

ALL = "/setup/clock/"


def put_back(client, place=0):
    return client.post(f"{ALL}changes/{history()[place].pk}/put-back", follow=True)


def test_a_change_is_put_back(adas, answers):
    page = adas.get(f"{ALL}rules/{answers.pk}/")
    adas.post(f"{ALL}rules/{answers.pk}/", fields(page, "rule-form", after_0="8", name="Short"))
    steps = set(answers.steps.values_list("pk", "offset_minutes"))
    assert "It is as it was before" in put_back(adas).content.decode()
    answers.refresh_from_db()
    assert (answers.after_minutes, answers.name) == (1440, "An answer within a day")
    assert set(answers.steps.values_list("pk", "offset_minutes")) == steps
    put_back(adas)
    answers.refresh_from_db()
    assert answers.name == "Short"


def test_a_rule_is_removed_only_while_it_is_off_and_comes_back_off(adas, answers):
    assert (
        "Switch “An answer within a day” off first"
        in adas.post(f"{ALL}rules/{answers.pk}/remove", follow=True).content.decode()
    )
    adas.post(f"{ALL}rules/{answers.pk}/switch")
    assert not TimerRule.objects.get(pk=answers.pk).is_active
    adas.post(f"{ALL}rules/{answers.pk}/remove")
    assert not TimerRule.objects.filter(kind="reaction").exists()
    put_back(adas)
    back = TimerRule.objects.get(kind="reaction")
    assert (back.name, back.is_active, back.steps.count()) == ("An answer within a day", False, 3)


def test_an_order_is_put_back(adas, desk):
    first, second = TimerRule.objects.filter(kind="clearance").order_by("position")
    adas.post(f"{ALL}rules/{first.pk}/order", {"down": "1"})
    assert list(TimerRule.objects.filter(kind="clearance").order_by("position")) == [second, first]
    put_back(adas)
    assert list(TimerRule.objects.filter(kind="clearance").order_by("position")) == [first, second]


def test_when_things_come_is_changed_and_put_back(adas):
    said = {"clearance_weekday": "1", "clearance_minute": "09:30", "digest_minute": "07:00", "reopen_days": "30"}
    assert adas.post(f"{ALL}times/", said).status_code == 303
    assert "The clearance is drawn up on Tuesday at 09:30." in adas.get(ALL).content.decode()
    put_back(adas)
    assert "The clearance is drawn up on Thursday at 10:00." in adas.get(ALL).content.decode()


def test_a_time_that_is_none_is_asked_for_again(adas):
    for said in ({"clearance_minute": "25:00"}, {"reopen_days": "0"}, {"clearance_weekday": "9"}):
        given = {"clearance_weekday": "1", "clearance_minute": "09:30", "digest_minute": "07:00", "reopen_days": "30"}
        assert adas.post(f"{ALL}times/", given | said).status_code == 422
    assert not history().exists()
