"""A link that answers is its reader's alone, and what it asks about cannot keep it from going out."""

from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests.asking.conftest import estimate, pending  # noqa: F401, fixtures
from tests.asking.telling import asked, path
from transom.mail.thread import signed_address
from transom.people.mailboxes import Mailbox
from transom.tickets import actions
from transom.tickets.actions import Refused
from transom.tickets.models import Ticket
from transom.worker import drain


def answered(mail, ticket, words: str, **parts):
    """Ann answers the mail that asked her."""
    return mail(words, to=signed_address(Mailbox.objects.of_the_desk(), ticket), **parts)


@pytest.mark.parametrize("wrap", [lambda url: f"<{url}>", lambda url: f"https://safe.example/?u={quote(url, safe='')}"])
def test_who_answers_by_mail_shows_nobody_the_link_that_they_quote(ticket, pending, mail, sue, wrap):  # noqa: F811
    url = wrap(f"{settings.BASE_URL}/a/{pending}/")
    said = answered(
        mail, ticket, f"Is that with travel?\n\nOn Monday Help wrote:\n> Please approve it here:\n> {url}\n"
    )
    assert said.ticket == ticket
    assert pending not in said.message.text
    assert "Is that with travel?" in said.message.text
    [fold] = said.message.folds
    assert said.message.text[fold[0] : fold[1]].startswith("On Monday Help wrote:")
    client = Client()
    client.force_login(sue, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert pending not in client.get(f"/tickets/{ticket.number}/").content.decode()


def test_links_of_others_stay_as_they_are_written(ticket, mail):
    said = answered(mail, ticket, "See https://pictures.example/a/abcdefghijklmnopqrstuvwxyz.")
    assert "/a/abcdefghijklmnopqrstuvwxyz." in said.message.text


@pytest.mark.parametrize("until", [date.max, timezone.localdate() + timedelta(days=4000)])
def test_an_estimate_is_not_valid_for_longer_than_there_are_days(ticket, estimate, pia, as_actor, until):  # noqa: F811
    with pytest.raises(Refused, match="ten years at most"):
        actions.make_estimate(ticket, "More.", hours=Decimal(1), valid_until=until, actor=as_actor(pia))
    path(ticket, "", "estimate-ready", "estimate-pending", actor=as_actor(pia))
    drain()
    assert asked(ticket)
    assert Ticket.objects.get(pk=ticket.pk).estimate == "asked"
