"""What became of each customer's word, folded from the events of one ticket. Pure: no query, no clock.

A word is owed from the event that brings it (a message, a merge, a split, a revival) until the first that answers, closes
or decides; a held mail is held until somebody lets it in or discards it. What was undone never happened.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from transom.people.actor import ActorKind
from transom.reports.models import Fate, ReminderKind
from transom.tickets.events import (
    CallLogged,
    CustomerAsked,
    HeldMailDiscarded,
    MergedIn,
    MergedInto,
    MessageReceived,
    ReplySent,
    SplitFrom,
    SplitOff,
    TicketEvent,
)
from transom.tickets.events.facts import is_mail_word, message_word
from transom.tickets.history import Event
from transom.tickets.models import Ticket
from transom.tickets.undoing import Told, standing_of


@dataclass(frozen=True)
class Word:
    """A row of the ledger as the events tell it; all but `name` and `fate` are keys, moments or facts.

    `left`: it was settled here and has gone to another ticket since, with its message. `by_us`: somebody of us wrote it down.
    """

    name: str
    said_at: datetime
    said_by: int | None
    fate: str
    by_us: bool = False
    is_first: bool = False
    ticket_type: int | None = None
    team: int | None = None
    customer: int | None = None
    status: int | None = None
    settled_at: datetime | None = None
    settled_by: int | None = None
    answer: int | None = None
    person: int | None = None
    left: bool = False

    @property
    def is_open(self) -> bool:
        return self.fate in (Fate.OWED, Fate.HELD)


@dataclass
class Nudge:
    """A `Reminder` as the events tell it."""

    sent: int
    kind: str
    sent_at: datetime
    ticket_type: int | None
    team: int | None
    customer: int | None
    woke_at: datetime | None = None


class Fold:
    """`words` are those that this ticket answers for; `said` all that were ever said on it, as they were at first."""

    def __init__(self, ticket: int, told: Iterable[Told], elsewhere: Mapping[str, Word]):
        self.at = Ticket(pk=ticket)
        self.elsewhere = elsewhere
        self.words: dict[str, Word] = {}
        self.said: dict[str, Word] = {}
        self.owed: set[str] = set()  # names of all that are, and of some that were: what is settled is found among them
        self.nudges: list[Nudge] = []
        self.waiting: Nudge | None = None
        for row, event in standing_of(told):
            self._tell(row, event)
        here = {"ticket_type": self.at.ticket_type_id, "team": self.at.team_id, "customer": self.at.customer_id}
        self.words = {name: replace(word, **here) if word.is_open else word for name, word in self.words.items()}

    def _tell(self, row: Event, event: TicketEvent) -> None:
        brought = event.brings(row.at)
        event.apply(self.at, row.at)
        self._take(row, event)
        if isinstance(event, MergedInto):
            self._leave(event.messages)
        elif event.answers() or self.at.awaiting_us_since is None:
            self._settle(row, event)
        if isinstance(event, MessageReceived) and not event.counts:
            self._say(row, message_word(event.message), row.at, _quiet_fate(event))
        for name, since in brought.items():
            fate = Fate.HELD if is_mail_word(name) else Fate.OWED
            if isinstance(event, MergedIn | SplitFrom) or name in self.said:
                self._bring(name, since, fate)
            else:
                self._say(row, name, since, fate)
        self._nudge(row, event, bool(brought) and not isinstance(event, MergedIn | SplitFrom))

    def _say(self, row: Event, name: str, at: datetime, fate: str) -> None:
        word = Word(name, at, row.pk, fate, by_us=row.actor_kind == ActorKind.PERSON, is_first=not self.said)
        if not word.is_open:
            word = replace(word, settled_at=at, settled_by=row.pk, **self._place())
        self.words[name] = self.said[name] = word
        self.owed.add(name)

    def _bring(self, name: str, since: datetime, fate: str) -> None:
        """It was said before, perhaps on another ticket, and is owed here now."""
        known = self.elsewhere.get(name) or self.said.get(name) or Word(name, since, None, fate)
        self.words[name] = Word(name, since, known.said_by, fate, known.by_us, known.is_first)
        self.owed.add(name)

    def _take(self, row: Event, event: TicketEvent) -> None:
        """What is let in goes on as a message; what is split off goes on where it went."""
        for name in event.takes():
            word = self.words.get(name)
            if isinstance(event, HeldMailDiscarded) and word:
                self.words[name] = self._settled(word, row, Fate.DISCARDED)
            elif word and word.is_open:
                del self.words[name]
        if isinstance(event, SplitOff):
            self._mark_left(event.messages)

    def _leave(self, messages: Iterable[int]) -> None:
        """It was merged into another: what is open is owed there."""
        self.words = {name: word for name, word in self.words.items() if not word.is_open}
        self._mark_left(messages)

    def _mark_left(self, messages: Iterable[int]) -> None:
        for name in map(message_word, messages):
            if name in self.words:
                self.words[name] = replace(self.words[name], left=True)

    def _settle(self, row: Event, event: TicketEvent) -> None:
        fate = _fate(row, event, self.at)
        for name in [name for name in self.owed if name in self.words]:
            word = self.words[name]
            if word.fate == Fate.OWED:
                answer = event.message if isinstance(event, ReplySent) else None
                self.words[name] = self._settled(word, row, fate, answer)
        self.owed.clear()

    def _settled(self, word: Word, row: Event, fate: str, answer: int | None = None) -> Word:
        return replace(
            word, fate=fate, settled_at=row.at, settled_by=row.pk, answer=answer, person=row.person_id, **self._place()
        )

    def _place(self) -> dict[str, int | None]:
        at = self.at
        return {
            "ticket_type": at.ticket_type_id,
            "team": at.team_id,
            "customer": at.customer_id,
            "status": at.status_id,
        }

    def _nudge(self, row: Event, event: TicketEvent, spoke: bool) -> None:
        """What the desk sent into a silence, until somebody speaks."""
        if isinstance(event, ReplySent) and event.about in ReminderKind.values:
            place = self._place()
            del place["status"]
            self.waiting = Nudge(row.sequence, event.about, row.at, **place)
            self.nudges.append(self.waiting)
        elif self.waiting and spoke:
            self.waiting.woke_at, self.waiting = row.at, None
        elif event.answers() and not self.at.is_closed:
            self.waiting = None


def _quiet_fate(event: MessageReceived) -> str:
    return Fate.THANKS if getattr(event, "thanks", False) else Fate.AUTOMATED


def _fate(row: Event, event: TicketEvent, at: Ticket) -> str:
    """What an event that leaves nothing owed makes of the words that were."""
    if isinstance(event, ReplySent | CustomerAsked):
        return Fate.ANSWERED
    if isinstance(event, CallLogged):
        return Fate.CALLED
    if at.is_closed:
        return Fate.CLOSED_BY_CUSTOMER if row.actor_kind == ActorKind.CONTACT else Fate.CLOSED_BY_US
    return Fate.NOT_NEEDED
