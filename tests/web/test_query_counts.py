"""What a page costs the database: at most 12 questions, however much there is."""

import pytest

from transom.tickets import actions
from transom.tickets.files import store
from transom.tickets.words import NewAttachment, Words

MOST = 12


@pytest.fixture
def count(sues, django_assert_max_num_queries):
    def ask(address):
        with django_assert_max_num_queries(MOST) as captured:
            assert sues.get(address).status_code == 200
        return len(captured)

    return ask


@pytest.mark.parametrize("queue", ["open", "unassigned", "mine", "waiting", "closed", "status-submitted"])
def test_a_list_costs_the_same_with_10_and_200_tickets(ann, sue, count, as_actor, queue):
    def fill(number):
        for _ticket in range(number):
            ticket = actions.open_ticket("One of many", ann, actor=as_actor(sue))
            actions.assign(ticket, sue, actor=as_actor(sue))

    fill(10)
    few = count(f"/queues/{queue}/")
    fill(190 if queue == "open" else 60)
    assert count(f"/queues/{queue}/") == few


def test_a_ticket_costs_the_same_with_3_and_30_messages(ticket, mail, sue, count, at, as_actor):
    def say(times):
        for _time in range(times):
            file = NewAttachment(store(b"x"), "x.txt", "text/plain")
            actions.reply(ticket, Words(text="We look.", attachments=(file,)), actor=as_actor(sue))
            actions.note(ticket, Words(text="Hm.", attachments=(file,)), actor=as_actor(sue))

    say(2)
    few = count(at())
    say(27)
    actions.set_tags(ticket, {"a", "b", "c"}, actor=as_actor(sue))
    actions.watch(ticket, sue, actor=as_actor(sue))
    assert count(at()) == few
    assert count(at() + "?queue=status-answered") == few


def test_held_mail_costs_one_question_more(ticket, mail, count, at):
    first = ticket.messages.first().message_id
    for number in range(3):
        mail("Hello", sender=f"e{number}@out.example", in_reply_to=f"<{first}>")
    count(at())
