"""One thing done to many tickets: by the same verbs, each ticket by itself, each with its own result."""

import pytest
from django.utils import timezone

from transom.bulk import run as bulk
from transom.bulk.models import BulkItem, BulkRun, Order, Outcome
from transom.mail.models import OutboundEmail, OutboundKind
from transom.people.mailboxes import Mailbox
from transom.people.models import Team, User
from transom.tickets import actions
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.actions.several import NOBODY, WHOEVER_ACTS, Changes
from transom.tickets.history import Event
from transom.tickets.log import assert_replays
from transom.tickets.messages import Trust
from transom.tickets.models import Ticket
from transom.tickets.words import Words
from transom.worker import drain
from transom.workflow.models import Status, TicketType


def outcomes(run: BulkRun) -> list[tuple[str, str]]:
    return [(item.outcome, item.reason) for item in run.items.all()]


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def last_kinds(ticket: Ticket) -> list[str]:
    return [row.kind for row in Event.objects.of_ticket(ticket.pk)]


def to(slug: str) -> int:
    return Status.objects.get(slug=slug).pk


def test_each_ticket_is_assigned_by_its_own_event(three, done, sue):
    run = done(Order(changes=Changes(assignee=sue.pk)), three)
    assert outcomes(run) == [(Outcome.DONE, "")] * 3
    for ticket in three:
        assert now(ticket).assignee == sue
        row = Event.objects.of_ticket(ticket.pk).last()
        assert (row.kind, row.actor_id, row.actor_label) == ("assigned", sue.pk, sue.label)
        assert_replays(ticket)


def test_several_changes_are_one_go(three, done, sue):
    team = Team.objects.create(name="Editor")
    kind = TicketType.objects.get(slug="issue")
    changes = Changes(
        ticket_type=kind.pk,
        team=team.pk,
        assignee=WHOEVER_ACTS,
        priority="urgent",
        tags_added=("outage",),
        comment="All of them are down.",
    )
    run = done(Order(changes=changes, watch=True), three)
    assert {outcome for outcome, _reason in outcomes(run)} == {Outcome.DONE}
    for ticket in map(now, three):
        assert (ticket.ticket_type, ticket.team, ticket.assignee, ticket.is_urgent) == (kind, team, sue, True)
        assert ticket.tags.get().name == "outage"
        assert ticket.watchers.get().user == sue
        assert_replays(ticket)


def test_what_is_so_already_is_said_and_leaves_no_event(three, done, sue, as_actor):
    actions.assign(three[0], sue, actor=as_actor(sue))
    before = last_kinds(three[0])
    run = done(Order(changes=Changes(assignee=sue.pk)), three)
    assert [outcome for outcome, _ in outcomes(run)] == [Outcome.NOTHING, Outcome.DONE, Outcome.DONE]
    assert last_kinds(three[0]) == before


def test_a_refused_ticket_says_why_and_stops_no_other(three, done, quinn, as_actor):
    actions.change_status(three[1], Status.objects.get(slug="completed"), actor=as_actor(quinn), comment="By phone.")
    run = done(Order(changes=Changes(status=to("answered"))), three)
    (first, second, third) = outcomes(run)
    assert (first, third) == ((Outcome.DONE, ""), (Outcome.DONE, ""))
    assert second[0] == Outcome.REFUSED
    assert "There is no way from Completed to Answered" in second[1]
    for ticket in three:
        assert_replays(ticket)


def test_a_half_done_ticket_is_none(three, done):
    """The tag would go on, but the move is refused: both or neither."""
    run = done(Order(changes=Changes(tags_added=("late",), status=to("in-review"))), three[:1])
    assert outcomes(run)[0][0] == Outcome.REFUSED
    assert not three[0].tags.exists()
    assert_replays(three[0])


def test_each_answer_is_its_own_mail_in_its_own_thread_with_its_own_words(three, done, sue):
    run = done(Order(reply="Hello {{their first name}}, it works again (#{{ticket number}})."), three)
    assert outcomes(run) == [(Outcome.DONE, "")] * 3
    mails = OutboundEmail.objects.filter(kind=OutboundKind.ANSWER).order_by("pk")
    assert [mail.recipients for mail in mails] == [["ann@acme.example"], ["bo@acme.example"], ["cy@acme.example"]]
    assert [mail.ticket for mail in mails] == three
    for ticket, name in zip(three, ("Ann", "Bo", "Cy"), strict=True):
        message = ticket.messages.last()
        assert message.text == f"Hello {name}, it works again (#{ticket.number})."
        assert (message.user, message.trust) == (sue, Trust.OURS)
        assert now(ticket).awaiting_us_since is None
        assert_replays(ticket)


def test_watching_contacts_get_the_answer_in_copy_and_other_tickets_do_not(three, done, ann, sue, as_actor):
    actions.watch(three[1], ann, actor=as_actor(sue))
    done(Order(reply="It works again."), three)
    copies = [ticket.messages.last().cc for ticket in three]
    assert copies == [[], ["Ann Meyer <ann@acme.example>"], []]


def test_a_name_that_is_not_known_stops_that_answer_alone(three, done, mail):
    nameless = mail(sender="who@else.example").ticket
    run = done(Order(reply="Hello {{their first name}}."), [nameless, three[0]])
    (first, second) = outcomes(run)
    assert first[0] == Outcome.REFUSED
    assert "{{their first name}} is not filled in" in first[1]
    assert second == (Outcome.DONE, "")
    assert not OutboundEmail.objects.filter(ticket=nameless, kind=OutboundKind.ANSWER).exists()


def test_an_answer_and_what_becomes_of_the_ticket_are_one_act(three, done, sue):
    order = Order(reply="Solved.", changes=Changes(status=to("completed"), assignee=WHOEVER_ACTS))
    done(order, three)
    for ticket in map(now, three):
        assert (ticket.status.slug, ticket.assignee) == ("completed", sue)
        assert_replays(ticket)


def test_a_note_stays_among_ourselves(three, done):
    done(Order(note="Same outage as {{ticket number}}."), three[:2])
    assert [ticket.notes.get().text for ticket in three[:2]] == [f"Same outage as {t.number}." for t in three[:2]]
    assert not OutboundEmail.objects.filter(kind=OutboundKind.ANSWER).exists()


@pytest.mark.parametrize(
    "order",
    [Order(reply="It works again."), Order(changes=Changes(status=1, comment="Over."), closing=True)],
    ids=["answer", "end"],
)
def test_a_new_word_stops_an_answer_and_an_end(order, three, begin, mail):
    if order.closing:
        order = Order(changes=Changes(status=to("completed"), comment="Over."), closing=True)
    run = begin(order, three)
    mail("Wait, it is worse now!", in_reply_to=f"<{three[1].messages.first().message_id}>")
    drain()
    assert [outcome for outcome, _ in outcomes(run)] == [Outcome.DONE, Outcome.CAME_IN, Outcome.DONE]
    assert "Ann Meyer did something there that you had not seen" in outcomes(run)[1][1]
    assert (three[1].messages.count(), now(three[1]).is_closed) == (2, False)


def test_a_new_word_does_not_stop_what_only_sorts(three, begin, mail, sue):
    run = begin(Order(changes=Changes(assignee=sue.pk)), three)
    mail("One more thing.", in_reply_to=f"<{three[1].messages.first().message_id}>")
    drain()
    assert outcomes(run) == [(Outcome.DONE, "")] * 3


def test_the_persons_own_step_in_between_is_nothing_unseen(three, begin, sue, as_actor):
    run = begin(Order(reply="It works again."), three[:1])
    actions.note(three[0], Words("I am at it."), actor=as_actor(sue))
    drain()
    assert outcomes(run) == [(Outcome.DONE, "")]


def test_rights_are_those_that_the_person_has_when_it_is_done(three, begin, sue):
    run = begin(Order(changes=Changes(tags_added=("x",))), three)
    sue.roles_held.all().delete()
    drain()
    assert outcomes(run) == [(Outcome.REFUSED, "You can no longer change this ticket.")] * 3
    assert not any(ticket.tags.exists() for ticket in three)


def test_a_ticket_that_went_behind_closed_doors_is_left_alone(three, begin, petra, desk):
    run = begin(Order(changes=Changes(tags_added=("x",))), three)
    desk.team, desk.restricted = petra.teams.create(name="Payroll"), True
    desk.save()
    Mailbox.objects.all()
    drain()
    assert {outcome for outcome, _ in outcomes(run)} == {Outcome.REFUSED}


def test_a_merged_ticket_says_where_it_went(three, begin, sue, as_actor):
    run = begin(Order(changes=Changes(tags_added=("x",))), three)
    actions.merge(three[0], three[1], actor=as_actor(sue))
    drain()
    assert outcomes(run)[0][0] == Outcome.REFUSED
    assert "This was merged into" in outcomes(run)[0][1]


def test_nobody_is_an_assignee_too(three, done, sue, as_actor):
    for ticket in three:
        actions.assign(ticket, sue, actor=as_actor(sue))
    done(Order(changes=Changes(assignee=NOBODY)), three)
    assert {now(ticket).assignee for ticket in three} == {None}


def test_what_it_names_may_be_gone_by_then(three, begin):
    team = Team.objects.create(name="Editor")
    run = begin(Order(changes=Changes(team=team.pk)), three[:1])
    team.delete()
    drain()
    assert outcomes(run)[0][0] == Outcome.REFUSED
    assert "no longer there" in outcomes(run)[0][1]


def test_outsiders_customers_nothing_and_too_many_are_refused(three, begin, olga, ann, as_actor, monkeypatch):
    for outsider in (olga, ann):
        with pytest.raises(NotAllowed):
            begin(Order(watch=True), three, who=outsider)
    with pytest.raises(Refused, match="Tick the tickets"):
        begin(Order(watch=True), [])
    monkeypatch.setattr(bulk, "MOST", 2)
    with pytest.raises(Refused, match="At most 2"):
        begin(Order(watch=True), three)
    assert not BulkRun.objects.exists()


def test_a_run_is_its_persons_alone(three, begin, sue, quinn, ann, as_actor):
    run = begin(Order(watch=True), three)
    assert list(BulkRun.objects.visible_to(as_actor(sue))) == [run]
    assert not BulkRun.objects.visible_to(as_actor(quinn)).exists()
    assert not BulkRun.objects.visible_to(as_actor(ann)).exists()


def test_one_query_looks_where_nothing_waits(desk, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert bulk.do_next(timezone.now()) is False


def test_a_fault_is_tried_again_and_then_told(three, begin, monkeypatch, later, sue):
    run = begin(Order(changes=Changes(assignee=sue.pk)), three[:1])

    def broken(*_, **__):
        raise ValueError("a fault")

    monkeypatch.setattr(bulk, "act", broken)
    for attempt in range(bulk.ATTEMPTS):
        drain(later(100 * (attempt + 1)))
    assert outcomes(run) == [(Outcome.FAILED, "It could not be done (ValueError).")]
    assert BulkItem.objects.get().attempts == bulk.ATTEMPTS
    assert now(three[0]).assignee is None


def test_the_words_of_the_person_are_in_their_language(three, begin, sue):
    User.objects.filter(pk=sue.pk).update(language="en")
    run = begin(Order(changes=Changes(status=to("in-review"))), three[:1])
    drain()
    assert "There is no way" in outcomes(run)[0][1]
