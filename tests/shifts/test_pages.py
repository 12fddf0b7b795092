"""Shifts on the screen: who answers for the queue stands on every page."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.shifts.conftest import ROLE
from transom.people import rota


def signed_in(user) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return client


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("address", ["/queues/open/", "/shifts/", "/me/"])
def test_who_answers_for_the_queue_stands_on_every_page(quinn, sue, address):
    page = said(signed_in(sue).get(address))
    assert "Queue manager <strong>Quinn Abara</strong>" in page
    assert "/shifts/take-over" not in page
    assert "You answer for the queue" in said(signed_in(quinn).get(address))


def test_the_page_of_shifts(quinn, rita):
    page = signed_in(rita).get("/shifts/")
    assert "Nobody answers for the queue" in said(page)
    answer = signed_in(rita).post("/shifts/take-over", {"next": "/queues/open/"}, follow=True)
    assert "You answer for the queue now." in said(answer)
    assert rota.holder(ROLE, timezone.now()) == rita
