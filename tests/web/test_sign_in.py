"""Signing in and out, and a forgotten password."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from transom.mail import transport

PASSWORD = "correct horse battery staple"


@pytest.fixture(autouse=True)
def nobody_tried_before():
    cache.clear()


def test_an_agent_signs_in_and_lands_at_their_queues(sue):
    browser = Client()
    assert browser.get("/").headers["Location"] == "/sign-in/?next=/"
    answer = browser.post("/sign-in/", {"login": "SUE@desk.example", "password": PASSWORD})
    assert answer.headers["Location"] == "/"
    assert browser.get("/", follow=True).status_code == 200


def test_a_wrong_password_says_so_and_keeps_the_address(sue):
    answer = Client().post("/sign-in/", {"login": sue.email, "password": "wrong"})
    assert answer.status_code == 200
    assert "not correct" in answer.content.decode()
    assert sue.email in answer.content.decode()


def test_too_many_wrong_passwords_are_stopped(sue):
    browser = Client()
    for _try in range(6):
        answer = browser.post("/sign-in/", {"login": sue.email, "password": "wrong"})
    answer = browser.post("/sign-in/", {"login": sue.email, "password": PASSWORD})
    assert answer.status_code in (200, 429)
    assert browser.get("/").status_code == 302


def test_signing_out_takes_a_post(sues):
    assert sues.get("/sign-out/").status_code == 200
    assert sues.get("/", follow=True).status_code == 200
    assert sues.post("/sign-out/").headers["Location"] == "/sign-in/"
    assert sues.get("/").status_code == 302


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reauthenticate"])
def test_nobody_signs_themselves_up(name, desk):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_a_forgotten_password(sue, desk, settings, monkeypatch):
    posted = []
    monkeypatch.setattr(transport.Sink, "send", lambda self, sender, to, mime: posted.append((to, mime)) or {})
    settings.SMTP_URL = "sink:"
    browser = Client(headers={"host": "evil.example"})
    assert browser.post("/password/forgotten/", {"email": sue.email}).headers["Location"] == "/password/forgotten/sent/"
    [(to, mime)] = posted
    assert to == [sue.email]
    link = re.search(r"http\S+", mime.decode()).group()
    assert link.startswith(settings.BASE_URL + "/password/new/")
    browser = Client()
    page = browser.get(link.removeprefix(settings.BASE_URL), follow=True)
    assert "Set a new password" in page.content.decode()
    done = browser.post(
        page.redirect_chain[-1][0], {"password1": "a longer secret 7", "password2": "a longer secret 7"}
    )
    assert done.headers["Location"] == "/password/new/done/"
    assert Client().post("/sign-in/", {"login": sue.email, "password": "a longer secret 7"}).headers["Location"] == "/"


def test_a_strangers_address_gets_no_mail_and_the_same_answer(desk, settings, monkeypatch):
    posted = []
    monkeypatch.setattr(transport.Sink, "send", lambda self, sender, to, mime: posted.append(to) or {})
    settings.SMTP_URL = "sink:"
    answer = Client().post("/password/forgotten/", {"email": "nobody@out.example"})
    assert answer.headers["Location"] == "/password/forgotten/sent/"
    assert posted == []


def test_changing_the_password(sue, sues):
    said = {"oldpassword": PASSWORD, "password1": "another secret 8", "password2": "another secret 8"}
    assert sues.get("/password/").status_code == 200
    assert sues.post("/password/", said).status_code == 302
    sue.refresh_from_db()
    assert sue.check_password("another secret 8")


def test_the_page_after_it_says_so_once(client, desk, sue):
    page = client.post("/sign-in/", {"login": sue.email, "password": PASSWORD}, follow=True).content.decode()
    assert page.count("Successfully signed in") == 1
