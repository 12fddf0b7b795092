"""What the pages of the process cost the database: the same, however much there is."""

import pytest

from tests.web.process.conftest import DRAFT, TYPE
from transom.tickets import actions
from transom.workflow.models import TicketType

PAGES = {"/process/": 12, "/process/issue/": 12, "/setup/process/": 12, TYPE: 16, DRAFT: 22, f"{DRAFT}check/": 34}
"""Whoever changes a path waits for what only they need: what is wrong with it, and what it would do."""


@pytest.mark.parametrize("address", PAGES)
def test_a_page_costs_the_same_with_1_and_30_tickets(
    address, adas, begun, ann, sue, as_actor, django_assert_max_num_queries
):
    issue = TicketType.objects.get(slug="issue")

    def fill(number):
        for _ticket in range(number):
            actions.open_ticket("One of many", ann, ticket_type=issue, actor=as_actor(sue))

    def count() -> int:
        with django_assert_max_num_queries(PAGES[address]) as captured:
            assert adas.get(address).status_code == 200
        return len(captured)

    fill(1)
    few = count()
    fill(29)
    assert count() == few
