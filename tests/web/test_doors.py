"""The doors: signing in first, forged forms, looking without changing, and never leading elsewhere."""

import pytest
from django.test import Client

from tests.web.matrix.addresses import addresses
from transom.mail.models import InboundEmail
from transom.tickets.history import Event
from transom.web.redirects import is_local


def test_who_has_not_signed_in_is_sent_to_do_so_everywhere(things):
    for real, missing in addresses(things):
        for address in (real, missing):
            for method in ("get", "post"):
                answer = getattr(Client(), method)(address)
                assert answer.status_code == 302, address
                assert answer.headers["Location"].startswith("/sign-in/?next=/"), address


def test_a_form_from_elsewhere_is_refused(things, sue, sign_in):
    browser = sign_in(sue, enforce_csrf_checks=True)
    for real, _missing in addresses(things):
        answer = browser.post(real, {"body": "forged"})
        assert answer.status_code == 403, real
        assert "open too long" in answer.content.decode()


def test_looking_changes_nothing(things, sue, ada, quinn, sign_in):
    pages = [real for real, _missing in addresses(things)]  # which makes some of the things
    before = (Event.objects.count(), list(InboundEmail.objects.values_list("pk", "outcome")))
    for person in (sue, ada, quinn):
        browser = sign_in(person)
        for real in pages:
            assert browser.get(real).status_code in (200, 204, 303, 404, 405), real
    assert before == (Event.objects.count(), list(InboundEmail.objects.values_list("pk", "outcome")))


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "evil",
        " /x",
        "/\t/evil.example",
        "",
    ],
)
def test_no_address_leads_elsewhere(url):
    assert not is_local(url)


def test_next_leads_to_our_own_pages_alone(sue, desk):
    for target in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        said = {"login": sue.email, "password": "correct horse battery staple", "next": target}
        answer = Client().post("/sign-in/", said)
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/"


def test_a_decision_about_a_mail_does_not_lead_elsewhere(things, quinns):
    answer = quinns.post(f"/mail/{things.open.held.pk}/let-in", {"next": "https://evil.example/"})
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/tickets/")
