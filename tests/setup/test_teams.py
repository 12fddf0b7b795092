"""Teams, who is in them, what they answer for; and why one cannot go."""

import pytest
from django.test import Client

from transom.composing.saved import SavedReply
from transom.operating.people.events import STREAM
from transom.operating.people.team_use import naming_a_team
from transom.people.mailboxes import Mailbox
from transom.people.models import ProductArea, Team
from transom.tickets import actions
from transom.tickets.history import Event
from transom.tickets.log import sentence


@pytest.fixture
def payments(desk):
    return Team.objects.create(name="Payments")


def test_the_first_team_is_taught_and_made(adas, sue, dev):
    assert "There is no team yet" in adas.get("/setup/teams/").content.decode()
    answer = adas.post("/setup/teams/new/", {"name": " The  Editor ", "members": [sue.pk, dev.pk]})
    team = Team.objects.get()
    assert answer.headers["Location"] == f"/setup/teams/{team.pk}/"
    assert team.name == "The Editor"
    page = adas.get("/setup/teams/").content.decode()
    assert "Sue Lindqvist" in page
    assert "Dev Okafor" in page


def test_who_joins_and_leaves_is_written_down_with_them(adas, payments, sue, dev):
    payments.members.add(dev)
    adas.post(f"/setup/teams/{payments.pk}/", {"name": "Money", "members": [sue.pk]})
    assert list(payments.members.all()) == [sue]
    told = {row.stream_id: f"{row.actor_label} {sentence(row)}" for row in Event.objects.filter(stream=STREAM)}
    assert told == {
        sue.pk: "Ada Winter put them into the team Money",
        dev.pk: "Ada Winter took them out of the team Money",
    }


def test_two_teams_cannot_have_one_name(adas, payments):
    answer = adas.post("/setup/teams/new/", {"name": "PAYMENTS"})
    assert answer.status_code == 422
    assert "A team of this name is there already" in answer.content.decode()
    assert adas.post(f"/setup/teams/{payments.pk}/", {"name": "payments"}).status_code == 303


def test_a_team_that_nothing_needs_is_removed(adas, payments, sue):
    payments.members.add(sue)
    assert adas.post(f"/setup/teams/{payments.pk}/remove").headers["Location"] == "/setup/teams/"
    assert not Team.objects.exists()


def test_a_team_in_use_stays_and_says_why(adas, ada, payments, ticket, as_actor):
    actions.assign_team(ticket, payments, actor=as_actor(ada))
    Mailbox.objects.create(address="money@desk.example", name="Money", team=payments)
    ProductArea.objects.create(name="Invoices", team=payments)
    answer = adas.post(f"/setup/teams/{payments.pk}/remove")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Mail to money@desk.example belongs to it" in page
    assert "It answers for Invoices" in page
    assert "1 ticket is or was its own" in page
    assert Team.objects.exists()


def test_what_other_parts_of_the_desk_share_with_a_team_holds_it_too(adas, payments):
    """Whatever table names a team, now or later."""
    assert {"Mailbox", "Membership", "ProductArea", "Ticket", "SavedReply"} <= {
        link.related_model.__name__ for link in naming_a_team()
    }
    SavedReply.objects.create(name="Hello", body="Hello", team=payments)
    answer = adas.post(f"/setup/teams/{payments.pk}/remove")
    assert "are shared with it: 1" in answer.content.decode()


def test_parts_of_the_product_are_added_renamed_and_removed(adas, payments):
    adas.post(f"/setup/teams/{payments.pk}/areas", {"area": "Invoices"})
    area = ProductArea.objects.get(team=payments)
    adas.post(f"/setup/areas/{area.pk}", {"area": "Bills"})
    assert "Bills" in adas.get(f"/setup/teams/{payments.pk}/").content.decode()
    other = Team.objects.create(name="Editor")
    adas.post(f"/setup/teams/{other.pk}/areas", {"area": "bills"})
    assert "is there already, with Payments" in adas.get(f"/setup/teams/{other.pk}/").content.decode()
    adas.post(f"/setup/areas/{area.pk}", {"remove": "1"})
    assert not ProductArea.objects.exists()


@pytest.mark.parametrize("path", ["", "remove", "areas"])
def test_only_an_admin_gets_there_and_looking_changes_nothing(path, adas, sues, payments):
    where = f"/setup/teams/{payments.pk}/{path}"
    said = {"name": "Mine", "area": "Mine"}
    assert sues.get(where).status_code == sues.post(where, said).status_code == 404
    assert Client().post(where, said).status_code == 302
    assert adas.get(where).status_code in (200, 303)
    assert adas.post(f"/setup/teams/987654/{path}", said).status_code == 404
    assert list(Team.objects.values_list("name", flat=True)) == ["Payments"]
    assert not ProductArea.objects.exists()
