"""Pages for what went wrong."""

import pytest
from django.test import Client, RequestFactory

from transom.web import errors


def test_a_text_that_is_too_long_is_said_in_our_words(ticket, sues, at, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = sues.post(at("notes"), {"kind": "note", "body": "x" * 1000})
    assert answer.status_code == 400
    assert "attach it as a file" in answer.content.decode()


def test_our_own_fault(ticket, sues, monkeypatch):
    monkeypatch.setattr("transom.web.agent.queues.named", lambda slug: 1 / 0)
    sues.raise_request_exception = False
    answer = sues.get("/queues/open/")
    assert answer.status_code == 500
    assert "Something broke here" in answer.content.decode()


@pytest.mark.parametrize(
    "view", [errors.bad_request, errors.forbidden, errors.missing, errors.too_often, errors.failed]
)
def test_every_page_stands_without_a_database(view):
    assert b"</html>" in view(RequestFactory().get("/")).content


def test_a_page_that_nobody_has(db):
    assert Client().get("/nowhere").status_code == 404
