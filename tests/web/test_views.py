"""Saved views: a question with a name, of one person, of a team, or of everyone."""

import pytest

from transom.people.models import Team
from transom.search.models import SavedView, Shared
from transom.tickets import actions


@pytest.fixture
def save(sign_in):
    """Somebody saves a view by the form of the page; gives the answer."""

    def save(who, name="Fires", question="fire", to="nobody"):
        return sign_in(who).post("/views/", {"name": name, "question": question, "who": to})

    return save


@pytest.fixture
def team(sue, dev) -> Team:
    team = Team.objects.create(name="Payments")
    team.members.add(sue, dev)
    return team


def names_in_rail(client) -> list[str]:
    page = client.get("/queues/open/").content.decode()
    return [view.name for view in SavedView.objects.all() if f'href="/find/?view={view.pk}"' in page]


def test_a_view_stands_in_the_rail_of_whoever_made_it_and_shows_what_it_finds(ticket, sue, quinn, save, sign_in):
    answer = save(sue)
    view = SavedView.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/find/?view={view.pk}")
    page = sign_in(sue).get(answer["Location"]).content.decode()
    assert "<h1>Fires</h1>" in page and f'id="row-{ticket.number}"' in page and 'aria-current="page"' in page
    assert names_in_rail(sign_in(sue)) == ["Fires"]
    assert names_in_rail(sign_in(quinn)) == []
    for path in (f"/find/?view={view.pk}", f"/views/{view.pk}/"):
        assert sign_in(quinn).get(path).status_code == 404


def test_a_team_sees_and_changes_its_views(ticket, sue, dev, quinn, team, save, sign_in):
    save(sue, to=f"team-{team.pk}")
    view = SavedView.objects.get()
    assert names_in_rail(sign_in(dev)) == ["Fires"] and names_in_rail(sign_in(quinn)) == []
    sign_in(dev).post(
        f"/views/{view.pk}/", {"name": "Big fires", "question": "fire is:urgent", "who": f"team-{team.pk}"}
    )
    view.refresh_from_db()
    assert (view.name, view.question, view.owner) == ("Big fires", "fire is:urgent", sue)
    assert sign_in(quinn).post(f"/views/{view.pk}/remove").status_code == 404


def test_who_may_share_with_everyone(sue, quinn, ada, olga, save, sign_in):
    assert save(sue, to="desk").status_code == 422
    assert save(sue, to="team-99").status_code == 422
    assert save(olga).status_code == 404
    assert not SavedView.objects.exists()
    save(quinn, to="desk")
    view = SavedView.objects.get()
    assert names_in_rail(sign_in(sue)) == ["Fires"]
    assert (
        sign_in(sue).post(f"/views/{view.pk}/", {"name": "Mine", "question": "x", "who": "nobody"}).status_code == 404
    )
    assert "Change this view" not in sign_in(sue).get(f"/find/?view={view.pk}").content.decode()
    sign_in(ada).post(f"/views/{view.pk}/remove")
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(("name", "question"), [("", "fire"), ("  ", "fire"), ("Fires", " "), ("Fires", "before:")])
def test_what_is_missing_is_said_and_what_was_typed_stays(sue, save, name, question):
    answer = save(sue, name, question)
    assert answer.status_code == 422
    assert 'class="errors"' in answer.content.decode()
    assert not SavedView.objects.exists()


def test_views_are_put_in_order(sue, save, sign_in):
    for name in ("One", "Two", "Three"):
        save(sue, name)
    three = SavedView.objects.get(name="Three")
    sign_in(sue).post(f"/views/{three.pk}/place", {"to": "up"})
    assert [view.name for view in SavedView.objects.all()] == ["One", "Three", "Two"]
    sign_in(sue).post(f"/views/{three.pk}/place", {"to": "up"})
    sign_in(sue).post(f"/views/{three.pk}/place", {"to": "up"})
    assert [view.name for view in SavedView.objects.all()] == ["Three", "One", "Two"]
    page = sign_in(sue).get("/queues/open/").content.decode()
    assert page.index(">Three<") < page.index(">One<") < page.index(">Two<")


def test_counts_come_behind_the_page_and_each_counts_what_they_may_see(ticket, mail, sue, quinn, save, sign_in):
    for number in range(3):
        mail("Fire.", sender=f"P{number} <p{number}@x.example>")
    save(quinn, "All fires", "fire", "desk")
    save(quinn, "Open", "is:open", "desk")
    save(quinn, "None", "kettle", "desk")

    def counts(who):
        page = sign_in(who).get("/views/counts/").content.decode()
        return [part.split("<")[0].split(">")[1] for part in page.split("hx-swap-oob")[1:]]

    assert counts(sue) == ["4", "4", ""]
    board = Team.objects.create(name="Board")
    ticket.mailbox.team, ticket.mailbox.restricted = board, True
    ticket.mailbox.save()
    board.members.add(quinn)
    assert counts(quinn) == ["4", "4", ""] and counts(sue) == ["", "", ""]


def test_the_queue_of_ones_team_stands_in_the_rail(ticket, sue, quinn, team, as_actor, sign_in):
    actions.assign_team(ticket, team, actor=as_actor(sue))
    page = sign_in(sue).get("/queues/open/").content.decode()
    link = page.split(f'href="/queues/team-{team.pk}/"')[1].split("</a>")[0]
    assert "Payments" in link and ">1<" in link
    assert f"/queues/team-{team.pk}/" not in sign_in(quinn).get("/queues/open/").content.decode()
    page = sign_in(quinn).get(f"/queues/team-{team.pk}/").content.decode()
    assert f'id="row-{ticket.number}"' in page and "1 ticket" in page


def test_a_view_survives_whoever_shared_it_without_the_role(quinn, sue, save, sign_in):
    save(quinn, to="desk")
    quinn.roles_held.all().delete()
    assert names_in_rail(sign_in(sue)) == ["Fires"]
    assert SavedView.objects.get().shared == Shared.DESK
