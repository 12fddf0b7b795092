"""Two people at their browsers: lists that change under their reader, and a ticket on which something comes in."""

import pytest
from playwright.sync_api import expect

from tests.serving import serving
from transom.tickets import actions
from transom.tickets.log import assert_replays
from transom.tickets.messages import Message
from transom.tickets.models import Ticket
from transom.tickets.words import Words


@pytest.fixture
def live_server(transactional_db):
    """With its streams, which Django's own server has not."""
    with serving() as served:
        yield served


@pytest.fixture
def tickets(ann, sue, as_actor):
    return [actions.open_ticket(f"Number {place}", ann, actor=as_actor(sue)) for place in range(4)]


@pytest.fixture
def listening(enter):
    """A window in which this person has signed in and opened a page that listens."""

    def make(person, path, **options):
        page = enter(person, **options)
        page.add_init_script(
            "document.addEventListener('live:open', () => (document.documentElement.dataset.listens = ''))"
        )
        page.goto(path)
        page.locator("html[data-listens]").wait_for(state="attached")
        return page

    return make


def row(page, ticket):
    return page.locator(f"#row-{ticket.number}")


def place(page, ticket) -> float:
    return row(page, ticket).bounding_box()["y"]


def test_a_row_changes_where_it_stands_even_under_the_pointer(listening, tickets, sue, dev, as_actor):
    page = listening(sue, "/queues/open/")
    row(page, tickets[1]).hover()
    before = [place(page, ticket) for ticket in tickets]
    actions.set_priority(tickets[3], "urgent", reason="Payroll.", actor=as_actor(dev))
    actions.set_subject(tickets[0], "A much longer subject " * 12, actor=as_actor(dev))
    expect(row(page, tickets[3]).locator(".chip.is-urgent")).to_be_visible()
    expect(row(page, tickets[0]).locator("[data-row]")).to_contain_text("A much longer subject")
    assert [place(page, ticket) for ticket in tickets] == before
    expect(page.locator("[data-live-said]")).to_contain_text("Changed just now")


def test_focus_stays_on_a_row_that_changes(listening, tickets, sue, dev, as_actor):
    page = listening(sue, "/queues/open/")
    row(page, tickets[1]).locator("[data-row]").focus()
    actions.set_subject(tickets[1], "Renamed", actor=as_actor(dev))
    expect(row(page, tickets[1]).locator("[data-row]")).to_have_text("Renamed")
    expect(row(page, tickets[1]).locator("[data-row]")).to_be_focused()


def test_what_left_the_list_is_struck_and_stays_until_it_is_asked_away(listening, tickets, sue, dev, as_actor):
    page = listening(sue, "/queues/unassigned/")
    row(page, tickets[1]).hover()
    before = [place(page, ticket) for ticket in tickets]
    actions.assign(tickets[0], dev, actor=as_actor(dev))
    expect(row(page, tickets[0])).to_contain_text("Left this list")
    assert [place(page, ticket) for ticket in tickets] == before
    page.get_by_role("button", name="1 gone").click()
    expect(row(page, tickets[0])).to_have_count(0)
    expect(page.locator("[data-live-show]")).to_be_hidden()


def test_what_comes_after_all_others_is_there_at_once(listening, tickets, sue, dev, ann, as_actor):
    page = listening(sue, "/queues/open/")
    row(page, tickets[1]).hover()
    before = [place(page, ticket) for ticket in tickets]
    new = actions.open_ticket("It burns", ann, actor=as_actor(dev))
    expect(row(page, new)).to_be_visible()
    assert [place(page, ticket) for ticket in tickets] == before
    expect(page.locator("[data-live-said]")).to_contain_text("1 new")


def test_what_belongs_between_the_others_waits_until_its_reader_asks(listening, tickets, sue, dev, as_actor):
    actions.assign(tickets[2], dev, actor=as_actor(dev))
    page = listening(sue, "/queues/unassigned/")
    before = [place(page, ticket) for ticket in (tickets[0], tickets[1], tickets[3])]
    actions.assign(tickets[2], None, actor=as_actor(dev))
    bar = page.get_by_role("button", name="1 new")
    expect(bar).to_be_visible()
    assert row(page, tickets[2]).count() == 0
    assert [place(page, ticket) for ticket in (tickets[0], tickets[1], tickets[3])] == before
    page.keyboard.press(".")
    expect(row(page, tickets[2])).to_be_visible()
    assert place(page, tickets[1]) < place(page, tickets[2]) < place(page, tickets[3])
    expect(bar).to_be_hidden()


def test_the_counts_of_the_rail_follow(listening, tickets, sue, dev, as_actor):
    page = listening(sue, "/queues/open/")
    count = page.locator(".rail-link", has_text="Unassigned").locator(".rail-count")
    expect(count).to_have_text("4")
    actions.assign(tickets[0], dev, actor=as_actor(dev))
    expect(count).to_have_text("3", timeout=15_000)


def test_words_that_came_in_wait_and_come_in_their_place_while_the_composer_keeps_its_own(
    listening, ticket, sue, dev, as_actor
):
    page = listening(sue, f"/tickets/{ticket.number}/")
    words = page.locator("[data-composer-body]")
    words.fill("My long words")
    at = words.bounding_box()["y"]
    actions.reply(ticket, Words("Try the new build."), actor=as_actor(dev))
    bar = page.locator(".came-in-bar")
    expect(bar).to_contain_text("Dev Okafor")
    expect(bar.get_by_text("Look first")).to_be_visible()
    assert words.bounding_box()["y"] == at
    assert page.locator(".message.is-ours").count() == 0
    bar.get_by_role("link", name="Show").click()
    expect(page.locator(".message.is-ours")).to_contain_text("Try the new build.")
    expect(bar).to_have_count(0)
    expect(words).to_have_value("My long words")
    page.get_by_role("button", name="Send", exact=False).last.click()  # they have looked, so nothing stops them
    expect(page.locator(".message.is-ours", has_text="My long words")).to_be_visible()
    assert Message.objects.latest("pk").text.startswith("My long words")
    assert_replays(Ticket.objects.get())


def test_who_has_not_looked_is_stopped_and_sees_both_sides(listening, ticket, sue, dev):
    sues, devs = (listening(person, f"/tickets/{ticket.number}/") for person in (sue, dev))
    sues.locator("[data-composer-body]").fill("My long words")
    devs.locator("[data-composer-body]").fill("Try the new build.")
    devs.get_by_role("button", name="Send", exact=False).last.click()
    expect(sues.locator(".came-in-bar")).to_contain_text("Dev Okafor")
    sues.get_by_role("button", name="Send", exact=False).last.click()
    expect(sues.get_by_role("alert").filter(has_text="Something came in")).to_contain_text("Try the new build.")
    expect(sues.locator("[data-composer-body]")).to_have_value("My long words")
    assert Message.objects.filter(contact=None).count() == 1


def test_a_lost_race_is_decided_by_one_button(listening, ticket, sue, dev):
    sues, devs = (listening(person, f"/tickets/{ticket.number}/") for person in (sue, dev))
    devs.get_by_role("button", name="Take it").click()
    expect(devs.locator(".ticket-meta")).to_contain_text(dev.name)
    sues.get_by_role("button", name="Take it").click()
    both = sues.get_by_role("alert").filter(has_text="You wanted to")
    expect(both).to_contain_text("Dev Okafor")
    expect(both).to_contain_text("give it to Sue Lindqvist")
    both.get_by_role("button", name="Do it anyway").click()
    expect(sues.locator(".ticket-meta")).to_contain_text(sue.name)
    assert Ticket.objects.get().assignee == sue
    assert_replays(Ticket.objects.get())
