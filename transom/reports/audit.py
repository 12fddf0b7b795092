"""Nothing missed: what was stored of customers, held against what became of it. Every number is a query."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db.models import CharField, Count, Expression, F, QuerySet, Value

from transom.mail.models import InboundEmail
from transom.people.actor import SYSTEM, Actor
from transom.reports import backfill
from transom.reports.figures import seen_by
from transom.reports.models import AuditAlarm, AuditRound, CustomerWord, Fate
from transom.reports.reaction import ANSWERED
from transom.reports.reconciling import LISTED, OPEN, Lost, Scope, unaccounted
from transom.tickets.history import Event
from transom.tickets.messages import Message, Trust

DAYS = 30
"""The span that is spoken of where nobody chose another."""
BEGINNING = datetime(1990, 1, 1, tzinfo=UTC)


class Standing(NamedTuple):
    """The short form, for other pages: of the `words` that came in within the last `days`, and what is open of all times.

    `settled` were answered by nobody and need no answer: closed, only thanks, discarded, by machines. `unaccounted` is what
    the last looks of the worker have found; `alarm` stands while that is not nought.
    """

    days: int
    words: int
    answered: int
    settled: int
    owed: int
    held: int
    alarm: AuditAlarm | None

    @property
    def unaccounted(self) -> int:
        return self.alarm.unaccounted if self.alarm else 0


def standing(actor: Actor, now: datetime, days: int = DAYS) -> Standing:
    """How it stands, of what this actor may see: two queries, and one for what that is."""
    words = CustomerWord.objects.visible_to(actor)
    recent = dict(_by(words.filter(said_at__gte=now - timedelta(days=days), fate__in=Fate.values), "fate"))
    still = dict(_by(words.filter(fate__in=OPEN), "fate"))
    answered = sum(recent.get(fate, 0) for fate in ANSWERED)
    settled = sum(count for fate, count in recent.items() if fate not in (*ANSWERED, *OPEN))
    owed, held = still.get(Fate.OWED, 0), still.get(Fate.HELD, 0)
    return Standing(days, sum(recent.values()), answered, settled, owed, held, alarm())


class Audit(NamedTuple):
    """What was stored since then, and what became of it. `stored` is counted where messages and mails are kept, `fates` in the
    ledger; `lost` is what is unaccounted for, at most `LISTED` + 1; `unheard` is what the worker has still to count.
    """

    since: datetime
    stored: int
    fates: dict[str, int]
    outcomes: dict[str, int]
    lost: list[Lost]
    unheard: int
    is_whole: bool

    @property
    def accounted(self) -> int:
        return sum(self.fates.values())

    @property
    def is_exact(self) -> bool:
        """Is everything accounted for, and does the sum say the same?"""
        return not self.lost and (self.unheard > 0 or self.stored == self.accounted)

    @property
    def unaccounted(self) -> int:
        """How many; never nought where the sum is not exact."""
        return len(self.lost) or (0 if self.is_exact else abs(self.stored - self.accounted))


def audit(actor: Actor, now: datetime, days: int = DAYS, hidden: tuple[int, ...] | None = None) -> Audit:
    """Reconcile what came in within the last `days`, and what is open of all times, of what this actor may see.

    `hidden` are the mailboxes that are hidden from them, where that is known already.
    """
    hidden = seen_by(actor) if hidden is None else hidden
    since = now - timedelta(days=days)
    if hidden is None:
        return Audit(since, 0, {}, {}, [], 0, backfill.is_whole())
    scope = Scope(since=since, hidden=hidden)
    words = CustomerWord.objects.outside(hidden).filter(said_at__gte=since, fate__in=Fate.values)
    sums = _sums(scope, words, InboundEmail.objects.outside(actor, hidden).filter(received_at__gte=since))
    stored, fates = sum(sums["stored"].values()), sums["fates"]
    lost = unaccounted(scope._replace(counted=stored == sum(fates.values())))
    unheard = Event.objects.undispatched()[: LISTED + 1].count() if stored != sum(fates.values()) else 0
    return Audit(since, stored, fates, sums["mails"], lost, unheard, bool(sums["whole"]))


def _sums(scope: Scope, words: QuerySet, mails: QuerySet) -> dict[str, dict[str, int]]:
    """All that is counted, in one query. Stored are customers' messages and held mails where they are kept, and what is said
    without either, as by a link's button.
    """
    messages = scope.seen(Message.objects.exclude(trust=Trust.OURS).filter(at__gte=scope.since))
    parts = [
        _counted("fates", words, F("fate")),
        _counted("mails", mails, F("outcome")),
        _counted("stored", messages, Value("messages", CharField())),
        _counted("stored", words.filter(message=None), Value("without one", CharField())),
        _counted("whole", backfill.done(), Value("", CharField())),
    ]
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for kind, name, count in parts[0].union(*parts[1:], all=True):
        found[kind][name] = count
    return found


def _counted(kind: str, rows: QuerySet, by: Expression) -> QuerySet:
    named = rows.order_by().annotate(kind=Value(kind, CharField()), by=by).values("kind", "by")
    return named.annotate(count=Count("pk")).values_list("kind", "by", "count")


def whole(now: datetime) -> Audit:
    """The audit of everything that was ever stored. It walks through all of it: for a command, not for a page."""
    return audit(SYSTEM, now, days=(now - BEGINNING).days)


def _by(rows: QuerySet, column: str) -> QuerySet:
    return rows.order_by().values(column).annotate(count=Count("pk")).values_list(column, "count")


def alarm() -> AuditAlarm | None:
    """The one that stands, if the sum is not exact."""
    return AuditAlarm.objects.filter(until=None).order_by("pk").first()


def last_round() -> AuditRound | None:
    """How far the worker has come with looking at everything that is stored."""
    return AuditRound.objects.first()
