"""Restricted mailboxes: the mail goes from them, and nobody outside reads what was asked or consented to."""

from decimal import Decimal

import pytest
from django.test import Client

from tests.asking.telling import path, questions
from transom.mail.models import OutboundEmail
from transom.people.mailboxes import Mailbox
from transom.tickets import actions
from transom.tickets.estimates import Estimate
from transom.worker import drain


@pytest.fixture
def hidden(ann, pia, quinn, as_actor):
    team = pia.teams.create(name="Payroll")
    team.members.add(quinn)
    mailbox = Mailbox.objects.create(address="payroll@desk.example", name="Payroll", team=team, restricted=True)
    ticket = actions.open_ticket("Pay slips", ann, actor=as_actor(ann), mailbox=mailbox, channel="mail")
    path(ticket, "request", "in-review", "needs-estimate", actor=as_actor(pia), sorter=as_actor(quinn))
    actions.make_estimate(ticket, "Secret.", hours=Decimal(3), actor=as_actor(pia))
    path(ticket, "", "estimate-ready", "estimate-pending", actor=as_actor(pia))
    drain()
    return ticket


def test_the_mail_goes_from_the_restricted_mailbox_and_only_its_team_sees_it(hidden, sue, pia, as_actor):
    [mail] = questions(hidden)
    assert b"payroll@desk.example" in mail.mime
    assert OutboundEmail.objects.visible_to(as_actor(pia)).filter(pk=mail.pk).exists()
    assert not OutboundEmail.objects.visible_to(as_actor(sue)).filter(pk=mail.pk).exists()
    assert not Estimate.objects.visible_to(as_actor(sue)).exists()


def test_its_estimates_page_is_missing_for_others(hidden, sue, pia):
    for person, status in ((pia, 200), (sue, 404)):
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get(f"/tickets/{hidden.number}/estimates/1/").status_code == status
        verbs = [f"/tickets/{hidden.number}/{verb}" for verb in ("estimates", "estimates/withdrawn", "asked")]
        assert {client.post(verb).status_code == 404 for verb in verbs} == {status == 404}


def test_the_sent_mail_shows_no_link_to_people_of_the_desk(hidden, pia):
    client = Client()
    client.force_login(pia, backend="allauth.account.auth_backends.AuthenticationBackend")
    [mail] = questions(hidden)
    for page in (f"/sent/{mail.pk}/", f"/sent/{mail.pk}/source"):
        text = client.get(page).content.decode()
        assert "3 hours" in text
        assert "/a/" in text or "/a=" in text
        assert mail.mime.decode().partition("/a/")[2][:10] not in text
