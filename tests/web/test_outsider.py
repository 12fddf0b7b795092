"""Olga can sign in and has no role: for her the desk is empty, wherever she looks."""

import pytest
from django.urls import get_resolver
from django.utils import timezone

from transom.composing.drafts import Writing, keep
from transom.config.urls import SIGN_IN
from transom.mail.models import OutboundEmail
from transom.tickets import actions
from transom.tickets.files import store
from transom.tickets.history import Event, MissedHearing
from transom.tickets.messages import Attachment
from transom.tickets.words import NewAttachment, Words
from transom.web.agent.uploads import token
from transom.worker import drain

OPEN_TO_ALL = {"setup_first", *(pattern.name for pattern in SIGN_IN)}
MISSING = 987654


@pytest.fixture
def world(ticket, sue, as_actor, mail):
    """One real thing behind every kind of key."""
    drain()
    words = Words(text="Try this.", attachments=(NewAttachment(store(b"x"), "x.txt", "text/plain"),))
    actions.reply(ticket, words, actor=as_actor(sue))
    drain()
    held = mail(
        "Let me in.",
        sender="Olga <olga@out.example>",
        in_reply_to=f"<{OutboundEmail.objects.last().message_id_header}>",
    )
    assert held.outcome == "held"
    writing = Writing(body="Half a thought")
    missed = MissedHearing.objects.create(
        event=Event.objects.first(), hearer="x", due_at=held.due_at, parked_at=held.due_at
    )
    return {
        "number": ticket.number,
        "slug": "open",
        "state": "sent",
        "outcome": "held",
        "what": "sending",
        "message": ticket.messages.first().pk,
        "attachment": Attachment.objects.get().pk,
        "mail": held.pk,
        "attention": missed.pk,
        "sent": OutboundEmail.objects.last().pk,
        "mailbox": ticket.mailbox.pk,
        "draft": keep(ticket, writing, actor=as_actor(sue), now=timezone.now()).pk,
        "token": token(words.attachments[0], sue.pk),
    }


def addresses(world):
    """Every page and verb of the desk: (the address of a real thing, the same for a missing one)."""
    for pattern in get_resolver().url_patterns:
        if pattern.name in OPEN_TO_ALL:
            continue
        route = str(pattern.pattern)
        yield "/" + _filled(route, world, real=True), "/" + _filled(route, world, real=False)


def _filled(route: str, world: dict, real: bool) -> str:
    kind = route.partition("/")[0].removesuffix("s").replace("mailboxe", "mailbox")
    for parameter in ("number", "slug", "state", "outcome", "what", "token", "pk"):
        for converter in ("int", "slug", "str"):
            value = world.get(kind if parameter == "pk" else parameter) if real else MISSING
            route = route.replace(f"<{converter}:{parameter}>", str(value))
    assert "<" not in route
    return route


def same(first, second) -> bool:
    return (first.status_code, first.content, first.headers) == (second.status_code, second.content, second.headers)


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_is_a_missing_page_for_her(world, olga, sign_in, method):
    her = sign_in(olga)
    nothing = her.get("/no/such/page/")
    assert nothing.status_code == 404
    for real, missing in addresses(world):
        for address in (real, missing):
            answer = getattr(her, method)(address)
            assert same(answer, nothing), address


def test_a_ticket_that_is_missing_looks_the_same_to_someone_of_the_desk(world, olga, sues, sign_in):
    assert same(sign_in(olga).get(f"/tickets/{world['number']}/"), sues.get(f"/tickets/{MISSING}/"))


def test_someone_who_is_no_longer_active_sees_nothing(world, sue, sues):
    sue.is_active = False
    sue.save()
    assert sues.get(f"/tickets/{world['number']}/").status_code == 302


def test_who_lost_their_roles_sees_nothing_from_then_on(world, sue, sues):
    assert sues.get(f"/tickets/{world['number']}/").status_code == 200
    sue.roles_held.all().delete()
    assert sues.get(f"/tickets/{world['number']}/").status_code == 404
