"""Signing in and out, and a forgotten password."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from transom.foundation.pauses import Pause, Paused
from transom.mail import accounts
from transom.mail.accounts import AccountEmail
from transom.mail.models import OutboundEmail
from transom.mail.transport import Unavailable
from transom.worker import drain

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


class Way:
    """A way out that keeps what it is given, or says what it is told to say."""

    def __init__(self):
        self.posted, self.error, self.answers = [], None, {}

    def send(self, sender, recipients, mime):
        if self.error:
            raise self.error
        self.posted.append((recipients, mime))
        return self.answers


@pytest.fixture
def way(settings):
    settings.SMTP_URL = "smtp://127.0.0.1:9?tls=off"  # nobody is there: whoever asks must not notice
    return Way()


@pytest.fixture
def forgotten(sue, desk, way):
    """Sue has asked for a new password."""
    answer = Client(headers={"host": "evil.example"}).post("/password/forgotten/", {"email": sue.email})
    assert answer.headers["Location"] == "/password/forgotten/sent/"
    return AccountEmail.objects.get()


def test_a_forgotten_password(sue, settings, forgotten, way):
    drain(transport=way)
    [(to, mime)] = way.posted
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


def test_whoever_asks_again_and_again_leaves_a_few(forgotten):
    for number in range(20):
        accounts.send_later(b"%d" % number, "support@desk.example", forgotten.recipient, forgotten.created_at)
    accounts.send_later(b"hers", "support@desk.example", "ada@desk.example", forgotten.created_at)
    left = [bytes(mime) for mime in AccountEmail.objects.order_by("pk").values_list("mime", flat=True)]
    assert left == [b"17", b"18", b"19", b"hers"]


def test_its_link_is_no_sent_mail_and_is_gone_once_it_is_sent(forgotten, way, ada, sign_in):
    pages = [sign_in(ada).get(path).content.decode() for path in ("/sent/", "/sent/queued/")]
    assert not any("new password" in page for page in pages)
    drain(transport=way)
    assert not AccountEmail.objects.exists()
    assert not OutboundEmail.objects.exists()


def test_it_is_tried_again_as_long_as_its_link_works(forgotten, way):
    way.error = Unavailable("nobody answers")
    assert accounts.send_next(way, forgotten.due_at)
    waiting = AccountEmail.objects.get()
    assert (waiting.attempts, waiting.last_error) == (1, "nobody answers")
    way.error = None
    assert accounts.send_next(way, forgotten.created_at + accounts.OF_USE)
    assert way.posted == []
    assert not AccountEmail.objects.exists()


@pytest.mark.parametrize(("permanent", "left"), [(True, 0), (False, 1)])
def test_a_refusal_for_good_ends_it(forgotten, way, permanent, left):
    way.answers = {forgotten.recipient: (permanent, "no such user")}
    assert accounts.send_next(way, forgotten.due_at)
    assert AccountEmail.objects.count() == left


def test_nothing_goes_out_while_sending_is_paused(forgotten, way):
    Pause.objects.begin(Paused.SENDING, "restored")
    drain(transport=way)
    assert (way.posted, AccountEmail.objects.count()) == ([], 1)


def test_a_strangers_address_gets_no_mail_and_the_same_answer(desk, way):
    answer = Client().post("/password/forgotten/", {"email": "nobody@out.example"})
    assert answer.headers["Location"] == "/password/forgotten/sent/"
    assert not AccountEmail.objects.exists()


def test_changing_the_password(sue, sues):
    said = {"oldpassword": PASSWORD, "password1": "another secret 8", "password2": "another secret 8"}
    assert sues.get("/password/").status_code == 200
    assert sues.post("/password/", said).status_code == 302
    sue.refresh_from_db()
    assert sue.check_password("another secret 8")


def test_the_page_after_it_says_so_once(client, desk, sue):
    page = client.post("/sign-in/", {"login": sue.email, "password": PASSWORD}, follow=True).content.decode()
    assert page.count("Successfully signed in") == 1
