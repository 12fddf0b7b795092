"""What is stored held against the ledger, and the ledger against the tickets: every row found here is unaccounted for.

These questions know nothing of how the ledger is folded. Each begins at one side, by a join, and names what the other
side lacks; where nothing is missed they find nothing.
"""

from datetime import datetime
from typing import NamedTuple

from django.db.models import BigIntegerField, CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from transom.foundation.literal import Literal
from transom.mail.models import InboundEmail, Outcome
from transom.reports.models import CustomerWord, Fate
from transom.tickets.events.facts import MAIL
from transom.tickets.history import Event
from transom.tickets.log import STREAM
from transom.tickets.messages import Message, Trust
from transom.tickets.models import Ticket

LISTED = 100
"""So many are told one by one."""
OPEN = (Fate.OWED, Fate.HELD)
MISSING, UNHELD, ENDLESS, UNMINDED, UNSAID = "message", "held", "mail", "word", "clock"
WHAT = {
    MISSING: _("A customer's message of which the ledger knows nothing"),
    UNHELD: _("A held mail of which the ledger knows nothing"),
    ENDLESS: _("A mail that became a word, and the word is not there"),
    UNMINDED: _("A word that is owed an answer, and no clock runs for it"),
    UNSAID: _("A clock that runs for no word"),
}


class Lost(NamedTuple):
    """Something unaccounted for: of a kind (`WHAT`), the key of its row, and its ticket's, if it has one."""

    kind: str
    key: int
    ticket: int | None


class Scope(NamedTuple):
    """Where to look for messages: since then, or between these keys, both included. `hidden` mailboxes are left out of all.

    `counted`: of these messages as many have a row as there are, which says that none is missing, since no two share one.
    """

    since: datetime | None = None
    hidden: tuple[int, ...] = ()
    messages: tuple[int, int] | None = None
    counted: bool = False

    def seen(self, rows: QuerySet, path: str = "ticket__mailbox__in") -> QuerySet:
        return rows.exclude(**{path: self.hidden}) if self.hidden else rows


def missing(scope: Scope) -> QuerySet:
    """Customers' messages that have no row."""
    rows = Message.objects.exclude(trust=Trust.OURS).order_by()
    if scope.since:
        rows = rows.filter(at__gte=scope.since)
    if scope.messages:
        rows = rows.filter(pk__range=scope.messages)
    rows = scope.seen(rows)
    return _said(rows.exclude(Exists(CustomerWord.objects.filter(message=OuterRef("pk")))), MISSING, F("ticket"))


def unheld(scope: Scope) -> QuerySet:
    """Held mails that no row holds: of all times, for they wait still."""
    rows = InboundEmail.objects.needing_attention().filter(outcome=Outcome.HELD).order_by()
    known = CustomerWord.objects.filter(name=Concat(Value(MAIL), Cast(OuterRef("pk"), CharField())), fate=Fate.HELD)
    return _said(scope.seen(rows).exclude(Exists(known)), UNHELD, F("ticket"))


def endless(scope: Scope) -> QuerySet:
    """Mails of all times that were taken for a customer's word, without the word. They have an index, which is empty."""
    words = [Literal(outcome.value) for outcome in (Outcome.TICKET, Outcome.MESSAGE)]
    rows = InboundEmail.objects.filter(outcome__in=words, message__isnull=True).order_by()
    return _said(scope.seen(rows), ENDLESS, F("ticket"))


def unminded(scope: Scope) -> QuerySet:
    """Owed words of all times whose ticket has no clock that runs since then, or earlier."""
    rows = CustomerWord.objects.filter(~_since("ticket__awaiting_us_since"), fate=Fate.OWED).order_by()
    return _said(scope.seen(rows), UNMINDED, F("ticket"))


def unkept(scope: Scope) -> QuerySet:
    """Words that are held, for the ledger, and neither for their ticket nor where mail is kept."""
    lost = ~_since("ticket__held_since") | ~Q(inbound__outcome=Outcome.HELD)
    rows = CustomerWord.objects.filter(lost, fate=Fate.HELD).order_by()
    return _said(scope.seen(rows), UNMINDED, F("ticket"))


def _since(column: str) -> Q:
    return Q(**{f"{column}__isnull": False, f"{column}__lte": F("said_at")})


def unsaid(scope: Scope) -> QuerySet:
    """Tickets of all times whose clock runs since a moment at which, for the ledger, nobody said what is open."""
    rows = Ticket.objects.filter(awaiting_us_since__isnull=False).order_by()
    words = CustomerWord.objects.filter(ticket=OuterRef("pk"), said_at=OuterRef("awaiting_us_since"), fate__in=OPEN)
    return _said(scope.seen(rows, "mailbox__in").exclude(Exists(words)), UNSAID, F("pk"))


def _said(rows: QuerySet, kind: str, ticket: F) -> QuerySet:
    said = {
        "kind": Value(kind, CharField()),
        "about": F("pk"),
        "on": ExpressionWrapper(ticket, BigIntegerField(null=True)),
    }
    return rows.annotate(**said).values_list("kind", "about", "on")


QUESTIONS = (missing, unheld, endless, unminded, unkept, unsaid)


def suspects(scope: Scope, most: int = LISTED + 1) -> list[Lost]:
    """What looks unaccounted for; at most so many. One query. What is being counted at this moment may be among them."""
    asked = [question for question in QUESTIONS if question is not missing or not scope.counted]
    first, *others = [question(scope) for question in asked]
    return [Lost(*row) for row in first.union(*others, all=True)[:most]]


def unaccounted(scope: Scope, most: int = LISTED + 1) -> list[Lost]:
    """What is unaccounted for: not what the worker is counting at this moment, whose event no hearer has heard yet."""
    found = suspects(scope, most)
    if not found:
        return []
    tickets = {lost.ticket for lost in found if lost.ticket}
    unheard = Event.objects.undispatched().filter(stream=STREAM, stream_id__in=tickets)
    pending = set(unheard.order_by().values_list("stream_id", flat=True))
    again = set(suspects(scope, most))  # asked once more, for what was heard between the two questions
    return [lost for lost in found if lost in again and lost.ticket not in pending]
