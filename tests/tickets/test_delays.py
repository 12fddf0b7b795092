"""A ticket that was not started says why, from its list, until it moves; a call answers what is owed."""

import pytest

from tests.tickets.telling import kinds, last, now, said, status
from transom.customers.models import Contact
from transom.people.models import User
from transom.tickets import actions
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.history import Event
from transom.tickets.log import SomethingCameIn, assert_replays, sentence
from transom.tickets.messages import Note, Trust
from transom.tickets.reasons import reason_words
from transom.workflow.models import Step, TicketType
from transom.workflow.rules import TransitionDenied

REASONS = ["Waiting for capacity", "Blocked by…", "Unclear", "Forgotten"]


@pytest.fixture
def approved(ticket, quinn, as_actor):
    """Ann's issue, approved and not begun."""
    Step.objects.filter(status__slug="approved").update(reasons=REASONS)
    quinn = as_actor(quinn)
    actions.set_type(ticket, TicketType.objects.get(slug="issue"), actor=quinn)
    for slug in ("in-review", "approved"):
        actions.change_status(now(ticket), status(slug), actor=quinn)
    return now(ticket)


@pytest.fixture
def act(sue, as_actor):
    return as_actor(sue)


def told(ticket) -> str:
    return sentence(Event.objects.of_ticket(ticket.pk).last())


def test_a_reason_of_the_list_is_kept_told_and_replayed(approved, act):
    actions.explain_delay(approved, "Forgotten", actor=act)
    row = now(approved)
    assert (row.delay_reason, row.delay_detail) == ("Forgotten", "")
    assert told(approved) == "said why it was not started: “Forgotten”"
    assert_replays(row)


def test_a_reason_that_is_only_begun_wants_the_rest(approved, act):
    with pytest.raises(Refused, match="Finish the sentence"):
        actions.explain_delay(approved, "Blocked by…", "  ", actor=act)
    actions.explain_delay(approved, "Blocked by…", " the printer's   maker ", actor=act)
    assert now(approved).delay_detail == "the printer's maker"
    assert told(approved) == "said why it was not started: “Blocked by the printer's maker”"
    assert_replays(approved)


def test_words_beside_a_whole_reason_are_said_behind_it():
    assert reason_words("Unclear", "who pays?") == "Unclear: who pays?"
    assert reason_words("Blocked by…") == "Blocked by…"


@pytest.mark.parametrize("reason", ["", "Lazy", "blocked by…"])
def test_no_reason_but_those_of_the_list(approved, act, reason):
    with pytest.raises(Refused, match="Choose one of the reasons: Waiting for capacity"):
        actions.explain_delay(approved, reason, actor=act)
    assert now(approved).version == approved.version


def test_a_reason_is_no_letter(approved, act):
    with pytest.raises(Refused, match="200"):
        actions.explain_delay(approved, "Unclear", "x" * 201, actor=act)


def test_where_the_path_lists_no_reasons_nobody_is_asked(ticket, act):
    with pytest.raises(Refused, match="Nobody asks in Submitted"):
        actions.explain_delay(ticket, "Forgotten", actor=act)


def test_what_is_said_already_is_said_once(approved, act):
    for _ in range(2):
        actions.explain_delay(now(approved), "Forgotten", actor=act)
    assert kinds(approved).count("delay-explained") == 1


def test_a_move_ends_the_delay(approved, act, dev, as_actor):
    actions.explain_delay(approved, "Forgotten", actor=act)
    actions.assign(now(approved), dev, actor=act)
    actions.change_status(now(approved), status("in-progress"), actor=as_actor(dev))
    assert now(approved).delay_reason == ""
    assert_replays(approved)


def test_a_merge_that_is_undone_brings_the_reason_back(approved, act, mail):
    actions.explain_delay(approved, "Blocked by…", "the vendor", actor=act)
    other = mail("Me too.", subject="The same").ticket
    actions.merge(now(approved), other, actor=act)
    assert now(approved).delay_reason == ""
    assert_replays(approved)
    actions.unmerge(now(approved), actor=act)
    assert (now(approved).delay_reason, now(approved).delay_detail) == ("Blocked by…", "the vendor")
    assert_replays(approved)


def test_two_who_explain_at_once_are_told_of_each_other(approved, act, quinn, as_actor):
    actions.explain_delay(approved, "Forgotten", actor=act, seen=approved.version)
    with pytest.raises(SomethingCameIn):
        actions.explain_delay(approved, "Unclear", actor=as_actor(quinn), seen=approved.version)


def test_customers_and_outsiders_explain_nothing(approved, ann, olga, as_actor):
    for who in (ann, olga):
        with pytest.raises(NotAllowed):
            actions.explain_delay(approved, "Forgotten", actor=as_actor(who))
        with pytest.raises(NotAllowed):
            actions.log_call(approved, "Hello", actor=as_actor(who))
        with pytest.raises(NotAllowed):
            actions.escalate(approved, "Hello", actor=as_actor(who))


def test_a_call_answers_what_is_owed_and_silence_begins_anew(ticket, act):
    assert ticket.awaiting_us_since
    actions.log_call(ticket, "She will switch it off and on.", actor=act)
    row = now(ticket)
    call = last(ticket, "call-logged")
    assert row.awaiting_us_since is None
    assert row.awaiting_customer_since == row.first_replied_at
    assert (call.whom.label, call.reached) == ("Ann Meyer", True)
    assert Note.objects.get(ticket=ticket).text == "She will switch it off and on."
    assert_replays(row)


def test_a_question_that_is_answered_on_the_phone_is_answered(ticket, act):
    assert ticket.ticket_type.slug == "question"
    actions.log_call(ticket, "Told her where the switch is.", actor=act)
    assert now(ticket).status == status("answered")
    assert_replays(ticket)


def test_who_was_not_reached_still_waits(ticket, act):
    before = ticket.awaiting_us_since
    actions.log_call(ticket, "", reached=False, phone="+49 30 5550", actor=act)
    row = now(ticket)
    assert (row.awaiting_us_since, row.awaiting_customer_since, row.first_replied_at) == (before, None, None)
    assert not Note.objects.filter(ticket=ticket).exists()
    assert told(ticket) == "called Ann Meyer at +49 30 5550 and did not reach them"
    assert Contact.objects.get(pk=ticket.requester_id).phone == "+49 30 5550"
    assert_replays(row)


def test_a_call_without_a_word_tells_nobody_anything(ticket, act):
    with pytest.raises(Refused, match="what was said"):
        actions.log_call(ticket, "  ", actor=act)
    assert now(ticket).version == ticket.version


def test_what_the_client_says_on_the_phone_moves_the_ticket(approved, act, dev, tess, rolf, as_actor):
    actions.change_status(now(approved), status("in-review"), comment="Once more", actor=as_actor(tess))
    actions.change_status(now(approved), status("client-testing"), actor=act)
    actions.log_call(now(approved), "It prints again.", move_to=status("completed"), actor=act)
    assert now(approved).status == status("completed")
    assert kinds(approved)[-3:] == ["call-logged", "note-added", "status-changed"]
    assert last(approved).comment == "It prints again."
    assert_replays(approved)


def test_a_move_that_the_path_does_not_know_keeps_the_call_from_being_half_written(approved, act):
    with pytest.raises(TransitionDenied):
        actions.log_call(approved, "It prints again.", move_to=status("completed"), actor=act)
    assert now(approved).version == approved.version
    assert not Note.objects.filter(ticket=approved).exists()


def test_a_word_that_came_in_is_read_before_a_call_is_written(ticket, act, ann, as_actor):
    actions.receive(ticket, said("And now it smokes."), ann, trust=Trust.PARTICIPANT, actor=as_actor(ann))
    with pytest.raises(SomethingCameIn):
        actions.log_call(ticket, "Told her where the switch is.", actor=act, seen=ticket.version)


def test_the_queue_manager_is_told_by_a_note_that_mentions_them(ticket, act, quinn):
    note = actions.escalate(ticket, "Nobody has touched this for a week.", actor=act)
    assert note.text == "@Quinn Abara: Nobody has touched this for a week."
    assert [ref.id for ref in last(ticket, "note-added").mentions] == [quinn.pk]
    assert_replays(ticket)


def test_where_nobody_is_queue_manager_it_is_said_who_can_change_that(ticket, act):
    with pytest.raises(Refused, match="An admin gives"):
        actions.escalate(ticket, "Nobody has touched this for a week.", actor=act)


def test_a_queue_manager_who_left_is_not_told(ticket, act, quinn):
    User.objects.filter(pk=quinn.pk).update(is_active=False)
    with pytest.raises(Refused):
        actions.escalate(ticket, "Help", actor=act)
