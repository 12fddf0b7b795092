"""Olga can sign in and has no role: for her the desk is empty, wherever she looks."""

import pytest

from tests.web.matrix.addresses import addresses
from tests.web.matrix.things import MISSING


def same(first, second) -> bool:
    return (first.status_code, first.content, first.headers) == (second.status_code, second.content, second.headers)


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_is_a_missing_page_for_her(things, olga, sign_in, method):
    her = sign_in(olga)
    nothing = her.get("/no/such/page/")
    assert nothing.status_code == 404
    for real, missing in addresses(things):
        for address in (real, missing):
            answer = getattr(her, method)(address)
            assert same(answer, nothing), address


def test_a_ticket_that_is_missing_looks_the_same_to_someone_of_the_desk(things, olga, sues, sign_in):
    assert same(sign_in(olga).get(f"/tickets/{things.open.ticket.number}/"), sues.get(f"/tickets/{MISSING}/"))


def test_someone_who_is_no_longer_active_sees_nothing(things, sue, sues):
    sue.is_active = False
    sue.save()
    assert sues.get(f"/tickets/{things.open.ticket.number}/").status_code == 302


def test_who_lost_their_roles_sees_nothing_from_then_on(things, sue, sues):
    assert sues.get(f"/tickets/{things.open.ticket.number}/").status_code == 200
    sue.roles_held.all().delete()
    assert sues.get(f"/tickets/{things.open.ticket.number}/").status_code == 404
