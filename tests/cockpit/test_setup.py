"""An admin says which keys decide what, and is told what could not work."""

import pytest
from django.urls import reverse

from transom.cockpit import shipped
from transom.cockpit.models import Decision
from transom.web.cockpit.decision_form import TAKEN
from transom.workflow.models import Status, TicketType


@pytest.fixture
def adas(client, ada):
    client.force_login(ada)
    return client


def save(client, pk=None, **said):
    url = reverse("decision", args=[pk]) if pk else reverse("new_decision")
    return client.post(url, {"name": "Training", "key": "w"} | said)


def test_a_new_decision_comes_last_and_is_offered(adas, asks, quinn, client):
    kind = TicketType.objects.get(slug="request")
    assert save(adas, ticket_type=kind.pk)["Location"] == reverse("setup_cockpit")
    assert Decision.objects.last().name == "Training"
    asks("Is it raining?")
    client.force_login(quinn)
    assert 'data-key="w"' in client.get(reverse("cockpit")).content.decode()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"key": "q"}, "Another decision has this key"),
        ({"key": "k"}, "does something else there"),
        ({"key": "z"}, "does something else there"),  # takes back what is about to be sent
        ({"key": "9"}, "one letter from a to z"),
        ({}, "It decides nothing yet"),
        ({"move_to": "spam", "name": ""}, "This field is required"),
        ({"move_to": "not-for-us"}, "asks why"),
        ({"move_to": "answered", "ticket_type": "idea"}, "on no path of this type"),
    ],
)
def test_what_could_not_work_is_told_and_not_saved(adas, said, words):
    keys = {
        "move_to": lambda slug: Status.objects.get(slug=slug).pk,
        "ticket_type": lambda slug: TicketType.objects.get(slug=slug).pk,
    }
    answer = save(adas, **{name: keys.get(name, str)(value) for name, value in said.items()})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Decision.objects.count() == len(shipped.DECISIONS)


def test_places_change_and_what_is_removed_is_no_longer_offered(adas, decision):
    def move(key, **said):
        adas.post(reverse("move_decision", args=[decision(key).pk]), said)
        return "".join(Decision.objects.values_list("key", flat=True))

    assert move("i", up="1") == "iqptxs"
    assert move("i", up="1") == "iqptxs"
    assert move("i", down="1") == "qiptxs"
    assert move("s", remove="1") == "qiptx"


def test_what_an_admin_changed_stays_when_the_shipped_ones_are_installed_again(desk):
    Decision.objects.exclude(key="q").delete()
    shipped.install()
    assert Decision.objects.count() == 1


def test_a_type_that_is_gone_ships_no_decision(desk):
    Decision.objects.all().delete()
    TicketType.objects.filter(slug="idea").update(slug="wish")
    shipped.install()
    assert "i" not in Decision.objects.values_list("key", flat=True)


def test_no_shipped_key_is_one_that_the_page_itself_presses_something_with():
    assert not {row.key for row in shipped.DECISIONS} & set(TAKEN)
