"""The link of a closing message brings the ticket back, once, by its button alone; whoever only looks changes nothing."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from tests.asking.telling import text_of
from tests.clearance.test_batch import issue, rules, thursdays  # noqa: F401, fixtures
from tests.web.conftest import signed_in
from transom.clearance import batches, deciding
from transom.clearance.models import RevivalLink
from transom.foundation import tokens
from transom.mail import links
from transom.mail.models import OutboundEmail, OutboundKind
from transom.tickets import actions
from transom.tickets.actions import Words
from transom.tickets.history import Event
from transom.tickets.log import assert_replays, event_of
from transom.tickets.models import Ticket
from transom.worker import drain
from transom.workflow.models import Transition

TOKEN = re.compile(r"/back/([A-Za-z0-9_-]{20,})/")


@pytest.fixture(autouse=True)
def nobody_has_tried_too_often():
    cache.clear()


@pytest.fixture
def token(issue, quinn, as_actor) -> str:  # noqa: F811
    """Ann's issue was closed at the clearance. Gives the token of the link in the mail that told her."""
    batch = batches.draw_up(thursdays(issue)[0])
    deciding.close(batch.items.get(), actor=as_actor(quinn), now=batch.opened_at)
    drain()
    return TOKEN.search(text_of(OutboundEmail.objects.get(kind=OutboundKind.FAREWELL)))[1]


def look(token: str):
    return Client(enforce_csrf_checks=True).get(f"/back/{token}/")


def press(token: str, client: Client | None = None, **said):
    client = client or Client(enforce_csrf_checks=True)
    mark = re.search(r'name="page" value="([^"]+)"', client.get(f"/back/{token}/").content.decode())
    said.setdefault("page", mark[1] if mark else "")
    return client.post(f"/back/{token}/", said, headers={"Origin": "null"})


def events(ticket: Ticket) -> list:
    return [event_of(row) for row in Event.objects.of_ticket(ticket.pk)]


def test_looking_changes_nothing_and_the_button_brings_it_back(issue, token):  # noqa: F811
    for _time in range(3):
        answer = look(token)
    page = answer.content.decode()
    assert "Do you still need help" in page and answer.headers["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies and "<script" not in page
    issue.refresh_from_db()
    assert issue.is_closed
    assert press(token).status_code == 303
    issue.refresh_from_db()
    assert not issue.is_closed and issue.awaiting_us_since is not None
    assert issue.messages.latest("pk").text == "I still need help with this."
    assert [event.kind for event in events(issue)][-3:] == ["revived", "message-received", "status-changed"]
    assert "It is back with us" in look(token).content.decode()
    assert_replays(issue)


def test_a_second_press_does_nothing(issue, token):  # noqa: F811
    mark = re.search(r'name="page" value="([^"]+)"', look(token).content.decode())[1]
    press(token, words="It burns again.")
    version = Ticket.objects.get(pk=issue.pk).version
    assert press(token, page=mark).status_code == 409
    issue.refresh_from_db()
    assert issue.version == version and issue.messages.latest("pk").text == "It burns again."


def test_a_thank_you_written_with_the_button_brings_it_back_all_the_same(issue, token):  # noqa: F811
    press(token, words="Thank you!")
    issue.refresh_from_db()
    assert issue.awaiting_us_since is not None


def test_only_the_form_of_the_page_counts(issue, token):  # noqa: F811
    assert press(token, page="").status_code == 403
    elsewhere = Client().post(f"/back/{token}/", {"page": "x"}, headers={"Origin": "https://evil.example"})
    assert elsewhere.status_code == 403
    issue.refresh_from_db()
    assert issue.is_closed


def test_somebody_of_the_desk_sees_the_page_and_cannot_press(issue, token, sue):  # noqa: F811
    assert press(token, signed_in(sue)).status_code == 403
    issue.refresh_from_db()
    assert issue.is_closed


def test_the_desk_keeps_no_token(issue, token, settings):  # noqa: F811
    settings.SMTP_URL = "smtp://mail.example"
    link = RevivalLink.objects.get()
    assert link.token_hash == tokens.hashed(token)
    sent = OutboundEmail.objects.get(kind=OutboundKind.FAREWELL)
    assert token.encode() not in links.shown(sent)
    links.forget(sent)
    sent = OutboundEmail.objects.get(pk=sent.pk)
    assert token.encode() not in sent.mime
    assert token not in issue.messages.latest("pk").text
    assert token not in links.quoted(f"> {settings.BASE_URL}/back/{token}/")


def test_what_was_reopened_by_a_mail_needs_no_link(issue, token, ann, as_actor):  # noqa: F811
    actions.receive(issue, Words(text="It burns again."), ann, trust="verified", actor=as_actor(ann))
    assert "It is with us already" in look(token).content.decode()
    assert press(token, page="").status_code == 403


def test_a_link_that_is_too_old_says_so(issue, token):  # noqa: F811
    link = RevivalLink.objects.get()
    RevivalLink.objects.update(expires_at=link.made_at)
    assert "This link is too old" in look(token).content.decode()


def test_a_link_that_nobody_has_leads_nowhere(desk):
    assert look("A" * 32).status_code == 404


def test_where_the_path_knows_no_way_back_a_linked_ticket_opens(issue, token):  # noqa: F811
    Transition.objects.filter(from_status__slug="closed-without-answer").delete()
    assert press(token).status_code == 303
    follower = Ticket.objects.exclude(pk=issue.pk).get()
    assert follower.awaiting_us_since is not None and follower.links.get().other == issue
    assert_replays(follower)
