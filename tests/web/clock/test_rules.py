"""An admin reads the rules of time in plain words, changes one, and sees what it would hit before it holds."""

import pytest
from django.utils import timezone

from tests.web.clock.forms import fields
from tests.web.matrix.things import Things
from transom.clock.changing import history
from transom.clock.models import TimerFired
from transom.clock.tick import tick
from transom.timers.models import TimerRule
from transom.workflow.models import TicketType

ALL = "/setup/clock/"


@pytest.fixture
def send(adas, answers):
    """Send the rule's form as it stands, changed in places."""

    def post(verb="", client=adas, **changed):
        page = client.get(f"{ALL}rules/{answers.pk}/")
        return client.post(f"{ALL}rules/{answers.pk}/{verb}", fields(page, "rule-form", **changed))

    return post


def test_the_rules_that_ship_are_told_in_words(adas, answers):
    page = adas.get(ALL).content.decode()
    assert "Every customer’s word is answered within 24 hours, around the clock." in page
    assert "2 hours before it is due, whoever has it is told." in page
    assert "When the customer is silent for 2 days, the follow-up is due." in page
    assert "closed to “Closed without answer”" in page


def test_a_rule_is_changed_and_told(send, adas, answers):
    assert send(after_0="8", counting="working").status_code == 303
    answers.refresh_from_db()
    assert (answers.after_minutes, answers.counting) == (480, "working")
    page = adas.get(ALL).content.decode()
    assert "Every customer’s word is answered within 8 working hours." in page
    assert "changed the rule" in page and "Ada Winter" in page
    assert [row.kind for row in history()] == ["clock-rule-set"]


def test_what_stays_of_its_steps_stays_the_same_row(send, answers):
    before = {step.offset_minutes: step.pk for step in answers.steps.all()}
    send(
        **{
            "step-0-offset_0": "3",
            "step-2-effect": "",
            "step-3-effect": "tag",
            "step-3-tag": "Late",
            "step-3-offset_0": "1",
        }
    )
    after = {step.offset_minutes: step for step in answers.steps.all()}
    assert after[-180].pk == before[-120]
    assert after[0].pk == before[0]
    assert set(after) == {-180, -60, 0}
    assert (after[-60].effect, after[-60].tag) == ("tag", "late")


def test_what_is_sent_as_it_stands_changes_nothing(send, answers):
    version = answers.version
    send()
    answers.refresh_from_db()
    assert answers.version == version
    assert not history().exists()


def test_every_rule_of_the_kind_is_looked_at_anew(send, answers, desk):
    other = TimerRule.objects.create(kind="reaction", name="Other", after_minutes=60, position=99)
    send(after_0="8")
    assert TimerRule.objects.get(pk=other.pk).version == other.version + 1


def test_who_has_not_seen_what_somebody_else_did_changes_nothing(adas, answers, send):
    page = adas.get(f"{ALL}rules/{answers.pk}/")
    send(after_0="8")
    late = adas.post(f"{ALL}rules/{answers.pk}/", fields(page, "rule-form", after_0="9"))
    assert late.status_code == 422
    assert "Somebody changed this rule while you looked at it" in late.content.decode()
    answers.refresh_from_db()
    assert answers.after_minutes == 480


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"after_0": "0"}, "Say how long: at least a minute."),
        ({"after_0": "99999999999"}, "That is more than ten years."),
        ({"after_0": "4000", "after_1": "1440"}, "That is more than ten years."),
        ({"after_0": "2", "after_1": "1440", "counting": "working"}, "Working time is counted in hours"),
        ({"step-0-offset_0": "24"}, "That is before the clock begins to run."),
        ({"step-1-effect": "tag"}, "Write the tag that it gets."),
        (
            {"step-0-offset_0": "0", "step-0-effect": "tell-queue-manager"},
            "The clock does that at that moment already.",
        ),
        ({"step-0-effect": "send-follow-up"}, "is not one of the available choices"),
        ({"name": " "}, "Give it a name"),
        ({"steps": "9" * 50}, "2 hours before it is due"),
    ],
)
def test_what_makes_no_sense_is_said_and_not_saved(send, answers, changed, words):
    answer = send(**changed)
    assert answer.status_code in (422, 303)
    if answer.status_code == 422:
        assert words in answer.content.decode()
    answers.refresh_from_db()
    assert (answers.after_minutes, answers.name) == (1440, "An answer within a day")


def test_a_rule_that_is_looked_at_says_what_it_would_hit_and_is_not_saved(send, answers, mail):
    late = mail(at=timezone.now() - timezone.timedelta(hours=10)).ticket
    soon = mail("Another.", sender="Bo <bo@acme.example>", subject="Later").ticket
    assert f"#{late.number} " not in send("preview", after_0="12").content.decode().split("In the next 7 days")[0]
    words = send("preview", after_0="8").content.decode()
    over, week = words.split("In the next 7 days")
    assert "Every customer’s word is answered within 8 hours" in words
    assert f"#{late.number} " in over and "Over already: 1" in over
    assert f"#{soon.number} " in week
    answers.refresh_from_db()
    assert answers.after_minutes == 1440


def test_a_form_that_is_not_good_says_why_and_promises_nothing(send):
    words = send("preview", after_0="1").content.decode()
    assert "That is before the clock begins to run." in words
    assert "Every customer’s word" not in words and 'name="quiet"' in words


def test_a_preview_shows_no_ticket_of_a_mailbox_that_is_not_theirs(adas, answers, mail, staff):
    Things(mail, staff)
    mail("Still.", to="support@desk.example", subject="Seen")
    mail("Still.", to="secret@desk.example", subject="Unseen")
    page = adas.get(f"{ALL}rules/{answers.pk}/").content.decode()
    assert "Seen" in page and "Unseen" not in page


def test_what_was_due_before_is_left_alone_unless_somebody_wants_it(send, answers, mail):
    ticket = mail(at=timezone.now() - timezone.timedelta(hours=10)).ticket
    send(after_0="8", **{"step-0-effect": "", "step-2-effect": ""})
    while tick(timezone.now()):
        pass
    assert [row.result != "" for row in TimerFired.objects.filter(ticket=ticket)] == [True]
    send(**{"step-2-effect": "tell-admins", "step-2-offset_0": "1", "step-2-side": "after", "quiet": None})
    while tick(timezone.now()):
        pass
    assert TimerFired.objects.filter(ticket=ticket, result="").count() == 1


def test_a_new_rule_stands_before_a_wider_one_and_one_that_holds_for_nothing_says_so(adas, answers, mail):
    mail(at=timezone.now() - timezone.timedelta(hours=10))
    new, preview = adas.get(f"{ALL}rules/?kind=reaction"), f"{ALL}rules/preview?kind=reaction"
    hidden = "It holds for no ticket: “An answer within a day” comes before it"
    assert hidden in adas.post(preview, fields(new, "rule-form", after_0="4")).content.decode()
    question = str(TicketType.objects.get(slug="question").pk)
    narrow = fields(new, "rule-form", name="Questions", ticket_type=question, after_0="4")
    looked_at = adas.post(preview, narrow).content.decode()
    assert "Over already: 1" in looked_at and "It holds for no ticket" not in looked_at
    adas.post(f"{ALL}rules/?kind=reaction", narrow)
    assert list(TimerRule.objects.filter(kind="reaction").values_list("name", flat=True)) == ["Questions", answers.name]
    tier = fields(new, "rule-form", name="Gold questions", ticket_type=question, tier="Gold", after_0="3")
    adas.post(f"{ALL}rules/?kind=reaction", tier)
    assert TimerRule.objects.filter(kind="reaction").first().name == "Gold questions"


def test_a_rule_is_ordered(adas, answers, mail):
    new = adas.get(f"{ALL}rules/?kind=reaction")
    made = adas.post(f"{ALL}rules/?kind=reaction", fields(new, "rule-form", name="Gold", tier="Gold", after_0="4"))
    assert made.status_code == 303
    gold = TimerRule.objects.get(name="Gold")
    adas.post(f"{ALL}rules/{gold.pk}/order", {"down": "1"})
    gold.refresh_from_db(), answers.refresh_from_db()
    assert gold.position > answers.position
    assert [row.kind for row in history()] == ["clock-rules-ordered", "clock-rule-set"]
    adas.post(f"{ALL}rules/{gold.pk}/order", {"down": "1"})
    assert history().count() == 2


def test_a_kind_that_there_is_none_of_is_a_missing_page(adas):
    assert adas.get(f"{ALL}rules/?kind=nonsense").status_code == 404
