"""The mailbox page: where its mail is fetched, a test in plain words, a secret that only goes in, and the state in the list."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.desks import free_port
from tests.mail.fetching.conftest import words
from tests.mail.fetching.dovecot import PASSWORD
from transom.foundation.pauses import Pause, Paused
from transom.mail.fetching.models import ImapAccount
from transom.people.mailboxes import Mailbox


@pytest.fixture
def adas(ada) -> Client:
    client = Client()
    client.force_login(ada, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def said(server, login):
    """What Ada enters to fetch support@desk.example; other words for a field by its name."""

    def make(**more) -> dict:
        fetching = {"fetches": "on", "host": "localhost", "port": server.tls_port, "security": "tls", "login": login}
        fetching |= {
            "sign_in": "password",
            "secret": PASSWORD,
            "folder": "INBOX",
            "afterwards": "move",
            "move_to": "Done",
        }
        fetching |= more
        mailbox = {"address": "support@desk.example", "name": "Support", "signed_addresses": "on", "acknowledges": "on"}
        return mailbox | {f"imap-{name}": value for name, value in fetching.items() if value is not None}

    return make


def test_fetching_is_off_until_somebody_turns_it_on(desk, adas, said):
    assert "fetches" in adas.get(f"/mailboxes/{desk.pk}/").content.decode()
    adas.post(f"/mailboxes/{desk.pk}/", said(fetches=None))
    assert not ImapAccount.objects.exists()
    assert "handed to the desk" in adas.get("/mailboxes/").content.decode()


def test_turned_on_it_is_stored_with_its_secret_encrypted(desk, adas, said, fetch, server, login):
    assert adas.post(f"/mailboxes/{desk.pk}/", said()).headers["Location"] == "/mailboxes/"
    account = ImapAccount.objects.get(mailbox=desk, is_active=True, move_to="Done")
    assert PASSWORD not in account.secret
    assert "not fetched yet" in adas.get("/mailboxes/").content.decode()
    server.post(login, words("one"))
    assert fetch(account) == 1


def test_a_new_mailbox_and_its_fetching_are_one_form(adas, said):
    adas.post("/mailboxes/new/", said() | {"address": "billing@desk.example"})
    assert Mailbox.objects.get(address="billing@desk.example").imap.is_active


def test_the_secret_is_never_shown_and_kept_when_left_empty(desk, adas, said):
    adas.post(f"/mailboxes/{desk.pk}/", said())
    assert PASSWORD not in adas.get(f"/mailboxes/{desk.pk}/").content.decode()
    adas.post(f"/mailboxes/{desk.pk}/", said(secret="", move_to="Elsewhere"))
    account = ImapAccount.objects.get(move_to="Elsewhere")
    assert account.read_secret() == PASSWORD


@pytest.mark.parametrize(
    "elsewhere", [{"host": "127.0.0.1"}, {"login": "eve@mail.example"}, {"port": 993}, {"security": "none"}]
)
@pytest.mark.parametrize("button", [{}, {"try": "1"}])
def test_the_stored_secret_goes_nowhere_else(desk, adas, said, elsewhere, button):
    """Else whoever has an admin's browser for a minute could send it to a server of their own."""
    adas.post(f"/mailboxes/{desk.pk}/", said())
    answer = adas.post(f"/mailboxes/{desk.pk}/", said(secret="", **elsewhere) | button)
    assert answer.status_code == 422
    assert "Enter it again" in answer.content.decode()


def test_another_place_is_begun_anew_and_another_password_is_not(desk, adas, said):
    adas.post(f"/mailboxes/{desk.pk}/", said())
    ImapAccount.objects.update(uid_validity=7, last_uid=12, failing_since=timezone.now(), last_error="Wrong password")
    adas.post(f"/mailboxes/{desk.pk}/", said(secret="another"))
    account = ImapAccount.objects.get()
    assert (account.uid_validity, account.last_uid, account.failing_since) == (7, 12, None)
    adas.post(f"/mailboxes/{desk.pk}/", said(folder="Support"))
    account.refresh_from_db()
    assert (account.uid_validity, account.last_uid) == (None, 0)


@pytest.mark.parametrize(
    ("more", "words_of_it"),
    [
        ({"secret": ""}, "Write the password"),
        ({"host": "mail.example.com", "security": "none"}, "Only a server on this machine"),
        ({"move_to": ""}, "Write the folder that read mail goes to."),
        ({"move_to": "Done%"}, "has no * and no %"),
        ({"move_to": "INBOX"}, "another folder"),
        ({"login": "ann\r\nA1 LOGOUT"}, "cannot be printed"),
        ({"host": ""}, "Write the name of the server"),
    ],
)
def test_what_cannot_be_is_refused_in_words(desk, adas, said, more, words_of_it):
    answer = adas.post(f"/mailboxes/{desk.pk}/", said(**more))
    assert answer.status_code == 422
    assert words_of_it in answer.content.decode()
    assert not ImapAccount.objects.exists()


def test_trying_says_step_by_step_what_was_found_and_saves_nothing(desk, adas, said, server, login):
    server.post(login, words("one"), words("two"))
    page = adas.post(f"/mailboxes/{desk.pk}/", said() | {"try": "1", "name": "Changed"}).content.decode()
    assert "the certificate holds" in page
    assert f"{login} is signed in" in page
    assert "Mails in INBOX: 2, unread: 2." in page
    assert "It is moved to Done. That folder is not there yet; the desk makes it." in page
    assert "tells of new mail at once" in page
    assert not ImapAccount.objects.exists()
    assert Mailbox.objects.get().name == "Support"
    assert server.subjects(login, criteria="UNSEEN") == ["one", "two"]
    assert server.subjects(login, "Done") == []


@pytest.mark.parametrize(
    ("more", "words_of_it"),
    [
        ({"secret": "wrong"}, "refused the login"),
        ({"folder": "Nowhere"}, "The folder Nowhere cannot be opened"),
        ({"port": free_port()}, "cannot be reached on port"),
    ],
)
def test_trying_says_what_is_wrong(desk, adas, said, more, words_of_it):
    answer = adas.post(f"/mailboxes/{desk.pk}/", said(**more) | {"try": "1"})
    assert answer.status_code == 200
    assert words_of_it in answer.content.decode()


def test_only_an_admin_may_try(desk, sue, said):
    client = Client()
    client.force_login(sue, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(f"/mailboxes/{desk.pk}/", said() | {"try": "1"}).status_code == 404


def test_what_fails_is_told_in_the_list_and_on_the_page(desk, adas, said):
    adas.post(f"/mailboxes/{desk.pk}/", said())
    ImapAccount.objects.update(failing_since=timezone.now(), last_error="localhost refused the login of <ann>.")
    for page in ("/mailboxes/", f"/mailboxes/{desk.pk}/"):
        assert "localhost refused the login of &lt;ann&gt;." in adas.get(page).content.decode()
    ImapAccount.objects.update(failing_since=None, last_error="", fetched_at=timezone.now())
    assert "just now" in adas.get("/mailboxes/").content.decode()
    Pause.objects.begin(Paused.FETCHING, "The desk was restored.")
    page = adas.get("/mailboxes/").content.decode()
    assert "The desk was restored." in page
    assert "just now" not in page.partition("<table")[2].partition("</table>")[0]


def test_turned_off_the_settings_stay_for_another_day(desk, adas, said):
    adas.post(f"/mailboxes/{desk.pk}/", said())
    adas.post(f"/mailboxes/{desk.pk}/", said(fetches=None))
    account = ImapAccount.objects.get()
    assert (account.is_active, account.read_secret()) == (False, PASSWORD)
