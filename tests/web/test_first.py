"""The first minute: a one-time link makes the first admin and the first mailbox."""

import pytest
from django.test import Client
from django.utils import timezone

from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.people.roles import AGENT_ROLES
from transom.people.setup_links import LASTS, SetupLink
from transom.workflow.models import Status

SAID = {
    "name": "Ada Amt",
    "email": "Ada@Firm.example",
    "password": "correct horse battery",
    "mailbox_name": "Firm support",
    "mailbox_address": "Support@Firm.example",
}


@pytest.fixture
def link(db):
    return f"/setup/first/{SetupLink.objects.offer(timezone.now())}/"


def test_it_makes_the_admin_the_mailbox_and_the_workflow_and_signs_in(link):
    browser = Client()
    assert browser.get(link).status_code == 200
    assert browser.post(link, SAID).status_code == 303
    ada = User.objects.get()
    assert ada.email == "ada@firm.example"
    assert set(ada.role_names()) == AGENT_ROLES
    assert Mailbox.objects.get().address == "support@firm.example"
    assert Status.objects.exists()
    assert browser.get("/", follow=True).status_code == 200


def test_it_works_once(link):
    Client().post(link, SAID)
    again = Client().post(link, SAID | {"email": "eve@out.example", "mailbox_address": "eve2@out.example"})
    assert again.status_code == 404
    assert "transom run" in again.content.decode()
    assert User.objects.count() == 1


def test_an_old_or_invented_link_says_how_to_get_a_new_one(db):
    token = SetupLink.objects.offer(timezone.now() - LASTS)
    for word in (token, "invented"):
        answer = Client().get(f"/setup/first/{word}/")
        assert answer.status_code == 404
        assert "prints a new link" in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password": "short"}, "at least 10"),
        ({"password": "password12345"}, ""),
        ({"email": "nobody"}, "valid email"),
        ({"mailbox_address": "ada@firm.example"}, "would become tickets"),
        ({"name": ""}, "required"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(link, wrong, words):
    answer = Client().post(link, SAID | wrong)
    if words:
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert not User.objects.exists()
        assert not Mailbox.objects.exists()
    assert "correct horse battery" not in answer.content.decode(), "a password is never shown again"
