"""Sue writes to Ann, with time to take it back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from transom.composing import sending
from transom.composing.drafts import Writing
from transom.composing.models import Draft
from transom.tickets.files import store
from transom.tickets.words import NewAttachment


@pytest.fixture
def held(settings):
    """What is sent waits for 15 s."""
    settings.UNDO_SECONDS = 15


@pytest.fixture
def later():
    """The moment when what is sent now has waited long enough."""
    return lambda seconds=16: timezone.now() + timedelta(seconds=seconds)


@pytest.fixture
def send(ticket, sue, as_actor):
    """Sue presses Send on what she wrote. Gives the draft as it is then."""

    def press(body="Try this.", *, who=None, **more) -> Draft:
        ticket.refresh_from_db()
        writing = Writing(body=body, seen=more.pop("seen", ticket.version), once=more.pop("once", "form-1"), **more)
        return sending.send(ticket, writing, actor=as_actor(who or sue))

    return press


@pytest.fixture
def a_file(db):
    return NewAttachment(store(b"%PDF-1.4"), "plan.pdf", "application/pdf")
