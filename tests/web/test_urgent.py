"""Urgent is on top wherever tickets are listed; where too much is, that is said."""

import pytest
from django.http import QueryDict

from transom.people.models import Team
from transom.search.finding import Search
from transom.search.listing import listed
from transom.search.question import parse
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.web.bulk import selection
from transom.web.find.lists import slug_of
from transom.workflow.settings import ProcessSettings

TOLD = "tickets are urgent: then nothing is urgent any more."


@pytest.fixture
def several(ann, sue, as_actor, acme):
    """Three of Ann's tickets, all Sue's; the middle one is urgent: neither the oldest nor the newest."""
    team = Team.objects.create(name="Editor")
    team.members.add(sue)
    made = []
    for subject in ("the oldest one", "the urgent one", "the newest one"):
        ticket = actions.open_ticket(subject, ann, actor=as_actor(sue))
        actions.assign(ticket, sue, actor=as_actor(sue))
        made.append(actions.assign_team(ticket, team, actor=as_actor(sue)))
    make_urgent(made[1], sue, as_actor)
    return made


def make_urgent(ticket, who, as_actor):
    return actions.set_priority(ticket, "urgent", reason="The shop stands still", actor=as_actor(who))


def first(page: str) -> str:
    """The list's first ticket."""
    rows = page[page.index("data-rows") :]
    return min(("the oldest one", "the urgent one", "the newest one"), key=rows.index)


@pytest.mark.parametrize("slug", ["mine", "open", "status-submitted", "team", "find-any", "find-customer"])
def test_every_list_begins_with_what_is_urgent(several, sues, slug):
    addresses = {
        "team": f"/queues/team-{Team.objects.get().pk}/",
        "find-any": "/find/?q=assignee:me",  # no order of need of its own: what is over may be in it
        "find-customer": "/find/?q=customer:acme",
    }
    page = sues.get(addresses.get(slug, f"/queues/{slug}/")).content.decode()
    assert first(page) == "the urgent one"


def test_behind_the_urgent_ones_a_question_goes_on_with_the_newest_and_tells_none_twice(several, as_actor, sue, ann):
    from_sue = as_actor(sue)
    make_urgent(several[0], sue, as_actor)
    found = pages("customer:acme", from_sue, size=1)
    assert [row.subject for row in found] == ["the oldest one", "the urgent one", "the newest one"]
    actions.set_priority(Ticket.objects.get(pk=several[0].pk), "normal", actor=from_sue)
    assert [row.subject for row in pages("customer:acme", from_sue, size=2)] == [
        *("the urgent one", "the newest one", "the oldest one"),
    ]


def test_what_is_done_to_more_than_one_go_takes_begins_with_what_is_urgent(several, sue, as_actor, monkeypatch):
    monkeypatch.setattr(selection, "MOST", 2)
    for slug in ("open", slug_of("customer:acme")):
        chosen = selection.selected(QueryDict(f"queue={slug}&all=1"), as_actor(sue))
        assert several[1].number in [row.number for row in chosen.tickets]


def pages(question, actor, size):
    search, found, after = Search.of(parse(question), actor), [], None
    while True:
        page = listed(search, after, size)
        found += page.tickets
        if page.next is None:
            return found
        after = page.next


def test_the_customers_other_tickets_begin_with_the_urgent_ones(several, sues, ann, sue, as_actor):
    for number in range(6):
        actions.open_ticket(f"Later {number}", ann, actor=as_actor(sue))
    page = sues.get(f"/tickets/{several[2].number}/").content.decode()
    near = page[page.index('class="near"') :]
    assert near.index("the urgent one") < near.index("Later 5")
    assert 'class="chip is-urgent' in near


def test_a_desk_with_too_much_that_is_urgent_is_told_on_its_lists(several, sues, sue, as_actor):
    ProcessSettings(urgent_limit=1).save()
    for address in ("/queues/open/", "/find/?q=is:open"):
        assert TOLD not in sues.get(address).content.decode()
    make_urgent(several[0], sue, as_actor)
    for address in ("/queues/open/", "/find/?q=is:open"):
        assert f"2 {TOLD}" in sues.get(address).content.decode()
    assert f"2 {TOLD}" in sues.get(f"/tickets/{several[2].number}/").content.decode()


def test_whoever_makes_one_more_urgent_is_told(several, sues, now):
    ProcessSettings(urgent_limit=1).save()
    said = {"priority": "urgent", "reason": "They cannot work", "seen": now(several[0]).version}
    answer = sues.post(f"/tickets/{several[0].number}/priority", said, follow=True).content.decode()
    assert f"2 {TOLD} Make those normal that can wait." in answer
    assert now(several[0]).is_urgent


def test_only_what_one_may_see_is_counted(several, quinn, sign_in, mail):
    ProcessSettings(urgent_limit=1).save()
    assert TOLD not in sign_in(quinn).get("/queues/open/").content.decode()


def test_an_admin_says_how_much_may_be_urgent(ada, sign_in):
    adas = sign_in(ada)
    assert 'value="10"' in adas.get("/setup/process/settings/").content.decode()
    assert adas.post("/setup/process/settings/", {"urgent_limit": "3"}).status_code == 303
    assert ProcessSettings.current().urgent_limit == 3
    for wrong in ("0", "many", "", "99999"):
        assert adas.post("/setup/process/settings/", {"urgent_limit": wrong}).status_code == 422
    assert ProcessSettings.current().urgent_limit == 3
