"""Every list is the walk of an index, from where its page begins: what it costs does not grow with the desk."""

import pytest
from django.db import connection

from tests.tickets.telling import status
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.tickets.queues import BY_SLUG, LISTED, PAGE, status_queue
from transom.web.agent.desk import _counts
from transom.web.clock.standing import Standing

SQLITE = connection.vendor == "sqlite"
INDEXES = {
    "unassigned": ("unassigned_by_need", "mine_by_need"),  # the second has nobody's together as well
    "mine": ("mine_by_need",),
    "open": ("open_by_need",),
    "waiting": ("waiting_by_need",),
    "closed": ("closed_latest",),
    "status-submitted": ("status_by_need",),
    "status-completed": ("status_by_need",),
}
SORTING = "USE TEMP B-TREE" if SQLITE else "Sort"


@pytest.fixture
def plan(ticket, sue, as_actor):
    """How the database would go about a query. PostgreSQL would read a table as small as this one whole, were it let."""

    def explain(query) -> str:
        if not SQLITE:
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan = off")
                cursor.execute("SET LOCAL enable_bitmapscan = off")
                cursor.execute("SET LOCAL enable_sort = off")
        return query.explain()

    return explain


def queue(slug):
    return BY_SLUG.get(slug) or status_queue(status(slug.removeprefix("status-")))


def listed(slug, sue, hidden=(), **place):
    asked = queue(slug)
    return LISTED.build(asked, hidden, asked.latest_first, PAGE + 1, actor=sue.pk, **place)


@pytest.mark.parametrize("slug", INDEXES)
def test_a_list_walks_its_index(plan, sue, slug):
    found = plan(listed(slug, sue))
    assert any(index in found for index in INDEXES[slug])
    assert SORTING not in found


@pytest.mark.parametrize("slug", INDEXES)
def test_a_later_page_enters_the_index_where_it_begins(plan, sue, ticket, slug):
    found = plan(listed(slug, sue, sort_key=ticket.sort_key, key=ticket.pk))
    entered = [line for line in found.splitlines() if ("SEARCH" in line or "Index Cond" in line) and "sort_key" in line]
    assert entered  # SQLite: SEARCH … (sort_key>?); PostgreSQL: Index Cond: (sort_key >= …)
    assert SORTING not in found


@pytest.mark.parametrize("slug", INDEXES)
def test_so_does_a_list_without_some_mailboxes(plan, sue, desk, slug):
    found = plan(listed(slug, sue, hidden=(desk.pk,)))
    assert any(index in found for index in INDEXES[slug])
    assert SORTING not in found


@pytest.mark.parametrize("column", ["customer", "requester"])
def test_the_latest_of_a_customer_walk_an_index(plan, ticket, column):
    rows = Ticket.objects.filter(**{column: getattr(ticket, f"{column}_id")}).exclude(pk=ticket.pk)
    found = plan(rows.order_by("-pk").values("pk")[:5])
    assert f"{column}_id" in found
    assert ("SEARCH" if SQLITE else "Index Cond") in found
    assert SORTING not in found


@pytest.mark.parametrize("hidden", [False, True])
def test_mail_that_waits_is_counted_by_its_own_index(plan, quinn, desk, as_actor, hidden):
    asked = _counts(as_actor(quinn), Ticket.objects.outside([desk.pk] if hidden else []), Standing())
    [waiting] = [rows for rows in asked if rows.query.annotations["s_kind"].value == "attention"]
    assert "inbound_attention" in plan(waiting)


def test_the_pages_of_a_list_leave_nothing_out(ann, sue, as_actor):
    """Also where several tickets have the same need, down to the microsecond."""
    actor = as_actor(sue)
    at = actions.open_ticket("First", ann, actor=actor).opened_at
    for number in range(6):
        actions.open_ticket(f"Ticket {number}", ann, actor=actor, at=at)
    asked, seen, page = BY_SLUG["open"], [], None
    visible = Ticket.objects.visible_to(actor)
    while page is None or page.next:
        page = asked.page(actor, visible, after=page.next if page else None, size=2)
        seen += [row.key for row in page.tickets]
    assert seen == sorted(Ticket.objects.values_list("pk", flat=True))
    back, page = [], asked.page(actor, visible, before=seen[-1], size=2)
    while page.tickets:
        back = [row.key for row in page.tickets] + back
        if not page.previous:
            break
        page = asked.page(actor, visible, before=page.previous, size=2)
    assert back == seen[:-1]


def test_a_list_is_not_for_those_outside(ticket, olga, as_actor):
    with pytest.raises(ValueError, match="people of the desk"):
        BY_SLUG["open"].page(as_actor(olga), Ticket.objects.visible_to(as_actor(olga)))
