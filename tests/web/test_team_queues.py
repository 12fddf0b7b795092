"""The queues of one's teams stand in the rail, on every page alike."""

import pytest

from transom.people.models import Team


@pytest.fixture
def teams(sue):
    mine, other = Team.objects.create(name="Payments"), Team.objects.create(name="Editor")
    mine.members.add(sue)
    return mine, other


def rail(html: str) -> str:
    return html.partition('id="rail"')[2].partition("</nav>")[0]


@pytest.mark.parametrize("address", ["/queues/open/", "/tickets/{number}/", "/drafts/"])
def test_each_of_my_teams_once_and_no_other(teams, ticket, sues, address):
    html = rail(sues.get(address.format(number=ticket.number)).content.decode())
    mine, other = teams
    assert html.count(f"/queues/team-{mine.pk}/") == 1
    assert f"/queues/team-{other.pk}/" not in html
