"""`transom manage person`: how a desk gets its second person, and how one leaves."""

import pytest
from django.core.management import CommandError, call_command

from transom.people.models import User

SUE = "sue.new@desk.example"


@pytest.fixture
def link(db, capsys):
    call_command("person", SUE.upper(), name="Sue New", role=["supporter", "qa"])
    return capsys.readouterr().out.strip().splitlines()[-1].strip()


def choose_password(client, link):
    page = client.get("/" + link.split("/", 3)[3], follow=True)
    where = page.redirect_chain[-1][0]
    return client.post(where, {"password1": "a long enough one", "password2": "a long enough one"}, follow=True)


def test_the_link_lets_them_choose_a_password_and_sign_in(client, link):
    choose_password(client, link)
    assert client.login(email=SUE, password="a long enough one")
    assert sorted(User.objects.get(email=SUE).role_names()) == ["qa", "supporter"]


def test_the_link_works_once(client, link):
    choose_password(client, link)
    client.logout()
    again = client.get("/" + link.split("/", 3)[3], follow=True)
    assert b'name="password1"' not in again.content


def test_roles_are_given_and_taken(link):
    call_command("person", SUE, role=["admin"], remove_role=["qa"])
    assert sorted(User.objects.get(email=SUE).role_names()) == ["admin", "supporter"]


def test_someone_new_needs_a_name_and_a_role(db):
    with pytest.raises(CommandError, match="--name"):
        call_command("person", SUE, role=["qa"])
    assert not User.objects.filter(email=SUE).exists()


def test_who_leaves_is_signed_out_at_once(client, desk, sue):
    client.force_login(sue)
    assert client.get("/queues/open/").status_code == 200
    call_command("person", sue.email, leaves=True)
    assert client.get("/queues/open/").status_code == 302


def test_the_last_admin_stays(ada):
    for keywords in ({"leaves": True}, {"remove_role": ["admin"]}):
        with pytest.raises(CommandError, match="last admin"):
            call_command("person", ada.email, **keywords)
    assert User.objects.get(pk=ada.pk).is_active
    assert "admin" in User.objects.get(pk=ada.pk).role_names()
