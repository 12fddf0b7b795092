"""What an open page asks for when something changed: rows of its list, counts of its rail, what came in on its ticket."""

import pytest

from transom.people.mailboxes import Mailbox
from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.tickets.words import Words

MOST = 8


@pytest.fixture
def tickets(ann, sue, as_actor):
    return [actions.open_ticket(f"Number {place}", ann, actor=as_actor(sue)) for place in range(4)]


@pytest.fixture
def rows(sues):
    def ask(queue, *tickets, last=""):
        numbers = ",".join(str(ticket.number) for ticket in tickets)
        answer = sues.get(f"/queues/{queue}/rows?numbers={numbers}&last={last}")
        assert answer.status_code == 200
        return answer.content.decode()

    return ask


def test_rows_of_the_list_in_its_order_and_no_others(rows, tickets, sue, as_actor):
    actions.assign(tickets[1], sue, actor=as_actor(sue))
    actions.set_priority(tickets[3], "urgent", reason="Payroll.", actor=as_actor(sue))
    page = rows("unassigned", *tickets[1:])
    places = [page.find(f'id="row-{tickets[place].number}"') for place in (3, 2, 1, 0)]
    assert -1 < places[0] < places[1]
    assert places[2:] == [-1, -1]


def test_it_says_which_stand_behind_the_last_that_is_shown(rows, tickets, sue, as_actor):
    actions.set_priority(tickets[3], "urgent", reason="Payroll.", actor=as_actor(sue))
    page = rows("open", *tickets, last=tickets[1].number)
    assert f'data-behind="{tickets[2].number}"' in page
    assert 'data-behind=""' in rows("open", *tickets)


def test_a_foreign_ticket_is_in_no_list(rows, sues, dev, ann, mail):
    team = Team.objects.create(name="Payments")
    team.members.add(dev)
    Mailbox.objects.create(address="pay@desk.example", name="Pay", team=team, restricted=True)
    secret = mail("Salaries.", to="pay@desk.example").ticket
    plain = mail("The printer.").ticket
    page = rows("open", secret, plain, last=secret.number)
    assert f"row-{plain.number}" in page
    assert f"row-{secret.number}" not in page
    assert 'data-behind=""' in page  # not even where it would stand
    assert sues.get(f"/tickets/{secret.number}/since?seen=0").status_code == 404


@pytest.mark.parametrize("said", ["", "x", "-1", "1,,2,x", "9" * 400, "1" + ",1" * 5000])
def test_strange_numbers_are_no_rows(sues, said):
    assert sues.get(f"/queues/open/rows?numbers={said}&last={said}").status_code == 200


def test_a_list_that_is_not_there(sues):
    assert sues.get("/queues/nowhere/rows?numbers=1").status_code == 404


def test_rows_cost_the_same_however_many(sues, tickets, django_assert_max_num_queries):
    numbers = ",".join(str(ticket.number) for ticket in tickets)
    with django_assert_max_num_queries(MOST):
        sues.get(f"/queues/open/rows?numbers={numbers}&last={tickets[0].number}")


def test_the_counts_of_the_rail(sues, tickets, sue, as_actor, django_assert_max_num_queries):
    actions.assign(tickets[0], sue, actor=as_actor(sue))
    with django_assert_max_num_queries(MOST):
        counts = sues.get("/live/rail").json()
    assert (counts["/queues/open/"], counts["/queues/mine/"], counts["/queues/closed/"]) == ("4", "1", "")


def test_what_came_in_since(sues, ticket, dev, as_actor, django_assert_max_num_queries):
    seen = ticket.version
    actions.reply(ticket, Words("Try the new build."), actor=as_actor(dev))
    with django_assert_max_num_queries(MOST):
        page = sues.get(f"/tickets/{ticket.number}/since?seen={seen}&queue=open").content.decode()
    assert "Dev Okafor" in page
    assert "is-interrupting" in page
    assert f"/tickets/{ticket.number}/?queue=open" in page
    assert f'data-version="{Ticket.objects.get().version}"' in page


def test_a_move_of_tags_interrupts_nobody(sues, ticket, dev, as_actor):
    seen = ticket.version
    actions.set_tags(ticket, {"printer"}, actor=as_actor(dev))
    page = sues.get(f"/tickets/{ticket.number}/since?seen={seen}").content.decode()
    assert "Dev Okafor" in page
    assert "is-interrupting" not in page


def test_what_one_did_oneself_is_no_news(sues, ticket, sue, as_actor):
    seen = ticket.version
    actions.note(ticket, Words("Mine."), actor=as_actor(sue))
    assert sues.get(f"/tickets/{ticket.number}/since?seen={seen}").status_code == 204
    assert sues.get(f"/tickets/{ticket.number}/since").status_code == 204
    assert sues.get(f"/tickets/{ticket.number}/since?seen=99999999999").status_code == 204


def test_long_absence_is_told_in_few_words(sues, ticket, dev, as_actor):
    seen = ticket.version
    for number in range(30):
        actions.note(ticket, Words(f"Note {number}."), actor=as_actor(dev))
    page = sues.get(f"/tickets/{ticket.number}/since?seen={seen}").content.decode()
    assert page.count("<strong>") == 3
    assert "17 more" in page


def test_a_merged_ticket_leads_on(sues, ticket, mail, dev, as_actor):
    other = mail("The same again.").ticket
    seen = ticket.version
    actions.merge(ticket, other, actor=as_actor(dev))
    page = sues.get(f"/tickets/{ticket.number}/since?seen={seen}").content.decode()
    assert f'href="/tickets/{other.number}/"' in page
