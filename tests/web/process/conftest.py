"""Ada changes the path of issues: `adas` is her browser, `draft()` the draft as it stands, `post()` sends one of its forms."""

import pytest
from django.test import Client

from transom.process import drafts
from transom.process.models import PathDraft
from transom.workflow.document import Path

TYPE = "/setup/process/types/issue/"
DRAFT = f"{TYPE}draft/"


@pytest.fixture
def adas(ada, sign_in) -> Client:
    return sign_in(ada)


@pytest.fixture
def begun(adas) -> PathDraft:
    """The draft of the path of issues, which Ada has begun."""
    adas.post(f"{TYPE}begin")
    return PathDraft.objects.get(ticket_type__slug="issue")


@pytest.fixture
def path(begun):
    """The path of the draft as it stands now."""

    def read() -> Path:
        return drafts.path(PathDraft.objects.get(pk=begun.pk))

    return read


@pytest.fixture
def send(adas, begun):
    """Sends a form of the draft, drawn from the edit that stands unless another `place` is said."""

    def post(address: str, *, client: Client = adas, **said):
        begun.refresh_from_db()
        return client.post(f"{DRAFT}{address}", {"place": begun.place} | said)

    return post
