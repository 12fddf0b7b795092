"""Whatever anybody does in whatever order: every word has its row, every clock its word, and made anew the ledger is the same."""

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.tickets.test_any_order import DEEP, Desk
from transom.customers.models import Contact
from transom.foundation.addresses import Address
from transom.reports.models import CustomerWord, Fate
from transom.reports.reconciling import Scope, missing, unminded, unsaid
from transom.reports.words import HEARERS, refresh
from transom.tickets.history import Event
from transom.tickets.models import Ticket

HISTORIES = settings(
    max_examples=200 if DEEP else 6,
    stateful_step_count=60 if DEEP else 40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


def table() -> dict:
    rows = CustomerWord.objects.values(
        "name", "ticket", "fate", "said_at", "settled_at", "settled_by", "answer", "person"
    )
    return {row.pop("name"): row for row in rows}


class CountedDesk(Desk):
    """After each history the worker hears it, in order."""

    def teardown(self):
        try:
            for row in Event.objects.order_by("pk"):
                for hearer in HEARERS.get(row.kind, ()):
                    hearer(row, row.recorded_at)
            heard = table()
            for question in (missing, unminded, unsaid):
                assert list(question(Scope())) == [], question.__name__
            for ticket in Ticket.objects.order_by("-pk"):
                refresh([ticket.pk], afresh=True)
            assert table() == heard
            owed = CustomerWord.objects.filter(fate=Fate.OWED).values_list("ticket", flat=True)
            assert set(owed) <= set(Ticket.objects.filter(awaiting_us_since__isnull=False).values_list("pk", flat=True))
        finally:
            super().teardown()


def test_the_ledger_follows_whatever_anybody_does(desk, quinn, sue, tess, dev, petra, rolf, pia, ada, olga, ann):
    Contact.objects.find_or_make(Address("Bo Berg", "bo@acme.example"))
    Contact.objects.find_or_make(Address("", "stranger@elsewhere.example"))
    run_state_machine_as_test(CountedDesk, settings=HISTORIES)
