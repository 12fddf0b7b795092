"""Rows: what joins, parts, links and prints a ticket, and one thing done to many."""

from django.utils import timezone

from tests.web.matrix.rows import LEADS_ON, TAKEN_OR_ASKED_AGAIN, Row, page, verb
from transom.bulk import run as bulk
from transom.bulk.models import BulkRun, Order
from transom.people.actor import person

TICKET = {"number": "ticket"}
RUN = {"pk": "bulk"}

ROWS = {
    **dict.fromkeys(["unmerge", "link", "link_bug", "explain_delay", "log_call", "escalate"], verb(TICKET)),
    "others": page(query="into=broken", **TICKET),
    "places": page(**TICKET),
    "merging": page(query="into=1", **TICKET),
    "splitting": page(**TICKET),
    "print": page(query="notes=1", **TICKET),
    "bulk_runs": page(),
    **dict.fromkeys(["bulk_choose", "bulk_begin"], Row(get=LEADS_ON, post=TAKEN_OR_ASKED_AGAIN)),
    "bulk_run": page(**RUN),
    **dict.fromkeys(["bulk_stop", "bulk_again"], verb(RUN)),
}


def run_of(all, who) -> int:
    """A run of this person, who has begun nothing before."""
    found = BulkRun.objects.filter(person=who).first()
    ticket = all.open.ticket
    made = found or bulk.begin(
        Order(watch=True), "Watch", [(ticket, ticket.version)], actor=person(who), now=timezone.now()
    )
    return made.pk
