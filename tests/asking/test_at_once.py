"""Two windows with the same link, pressed at the same moment: one answer counts, and the other is told of it."""

from django.utils import timezone

from tests.foundation.racing import race
from tests.tickets.telling import kinds, now
from transom.asking import answering
from transom.asking.answering import Over, Said, State
from transom.asking.models import Answer, AnswerLink
from transom.tickets.log import assert_replays


def test_of_two_answers_by_one_link_one_counts(transactional_db, ticket, pending):
    link = answering.find(pending)
    outcomes = race(
        lambda: answering.answer(link, Answer.APPROVED, Said(name="Ann"), now=timezone.now()),
        lambda: answering.answer(link, Answer.DECLINED, Said(text="No."), now=timezone.now()),
    )
    [over] = [outcome for outcome in outcomes if outcome is not None]
    assert isinstance(over, Over) and over.state == State.ANSWERED
    answers = [kind for kind in kinds(ticket) if kind in ("estimate-approved", "estimate-declined")]
    assert len(answers) == 1
    assert answers == [f"estimate-{now(ticket).estimate}"]
    assert AnswerLink.objects.get().answer in ("approve", "decline")
    assert_replays(ticket)
