"""The past of made-up tickets, for `transom.tickets.loading`: conversations as long, and as often closed, as real ones."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bench.words import Writer
from transom.customers.models import Contact
from transom.people.actor import contact, person
from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.tickets.actions.moving import moved
from transom.tickets.events import Assigned, MessageReceived, NoteAdded, Ref, ReplySent, TicketEvent, TicketOpened
from transom.tickets.loading import UNKNOWN, Step
from transom.tickets.messages import Message, Note, Trust
from transom.tickets.models import Channel
from transom.tickets.words import snippet
from transom.workflow.models import Category, Transition, Trigger, WorkflowVersion

CLOSED = 0.85  # of tickets
ASSIGNED, NOTED = 0.9, 0.25  # of tickets that were answered; of answers
POOL = 400  # bodies of each language, each used many times: a word costs more to make up than to store
BEGAN = datetime(2024, 1, 8, 8, 0, tzinfo=UTC)
LASTED = timedelta(days=700)


class Historian:
    """Makes up the past of tickets among these people; the same for the same seed."""

    def __init__(self, seed: int, people: list[User], contacts: list[Contact], mailbox: Mailbox):
        self.writer, self.mailbox = Writer(seed), mailbox
        self.random = self.writer.random
        self.people = [(user, person(user)) for user in people]
        self.contacts = [(row, contact(row)) for row in contacts]
        published = WorkflowVersion.objects.filter(published_at__isnull=False)
        self.versions = list(published.select_related("start", "ticket_type"))
        ways = Transition.objects.filter(version__in=self.versions).select_related(
            "version", "from_status", "to_status"
        )
        self.ways: dict[tuple[int, int], list[Transition]] = {}
        for way in ways:
            self.ways.setdefault((way.version_id, way.from_status_id), []).append(way)
        self.bodies = {
            language: [self.writer.body(language, self.writer.name()) for _ in range(POOL)]
            for language in self.writer.lists
        }

    def past(self, number: int) -> Iterator[Step]:
        """One ticket, oldest step first. `number` tells its Message-IDs from those of others."""
        self.version, self.language = self.random.choice(self.versions), self.writer.language()
        self.status, self.number, self.said = self.version.start, number, 0
        # Some write often and many once: the square of a random number, as crude as it is.
        self.asking, self.asks = self.contacts[int(self.random.random() ** 2 * len(self.contacts))]
        self.agent, self.acts = self.random.choice(self.people)
        at = BEGAN + LASTED * self.random.random()
        yield Step(self.asks, at, (self._opened(),))
        yield self._word(at)
        for place in range(1, self.writer.thread_length()):
            at += timedelta(hours=self.random.expovariate(1 / 9))
            if place == 1 and self.random.random() < ASSIGNED:
                yield Step(self.acts, at, (Assigned(to=Ref.to(self.agent)),))
            if place % 2 and self.random.random() < NOTED:
                yield self._note(at)
            yield self._answer(at) if place % 2 else self._word(at)
        if self.random.random() < CLOSED and (way := self._way_out()):
            yield Step(self.acts, at + timedelta(days=2), (self._take(way, "Done."),))

    def _opened(self) -> TicketOpened:
        return TicketOpened(
            number=UNKNOWN,
            subject=self.writer.subject(self.language)[:300],
            ticket_type=Ref.to(self.version.ticket_type),
            status=Ref.to(self.status),
            category=self.status.category,
            silence_counts=self.status.silence_counts,
            workflow_version=self.version.number,
            requester=Ref.to(self.asking),
            channel=Channel.MAIL,
            customer=Ref.maybe(self.asking.customer),
            mailbox=Ref.to(self.mailbox),
        )

    def _word(self, at: datetime) -> Step:
        row = self._message(at, contact=self.asking, author_label=self.asking.label, trust=Trust.PARTICIPANT)
        event = MessageReceived(
            message=UNKNOWN,
            author=self.asking.label,
            trust=row.trust,
            snippet=snippet(row.text, ()),
            references=(row.message_id,),
        )
        return Step(self.asks, at, (event, *self._triggered(Trigger.CUSTOMER_WORD)), row)

    def _answer(self, at: datetime) -> Step:
        row = self._message(at, user=self.agent, author_label=self.agent.label, trust=Trust.OURS)
        event = ReplySent(
            message=UNKNOWN, to=(self.asking.label,), snippet=snippet(row.text, ()), references=(row.message_id,)
        )
        return Step(self.acts, at, (event, *self._triggered(Trigger.OUR_WORD)), row)

    def _message(self, at: datetime, **author) -> Message:
        self.said += 1
        name = f"past.{self.number}.{self.said}@desk.example"
        return Message(at=at, text=self.random.choice(self.bodies[self.language]), message_id=name, **author)

    def _note(self, at: datetime) -> Step:
        row = Note(user=self.agent, author_label=self.agent.label, at=at, text=self.writer.paragraph("en", 200))
        return Step(self.acts, at, (NoteAdded(note=UNKNOWN),), row)

    def _triggered(self, trigger: Trigger) -> Iterator[TicketEvent]:
        ways = self.ways.get((self.version.pk, self.status.pk), [])
        if way := next((way for way in ways if way.trigger == trigger), None):
            yield self._take(way)

    def _way_out(self) -> Transition | None:
        ways = self.ways.get((self.version.pk, self.status.pk), [])
        closing = [way for way in ways if way.to_status.category == Category.CLOSED and "merge" not in way.requires]
        return self.random.choice(closing) if closing else None

    def _take(self, way: Transition, comment: str = "") -> TicketEvent:
        self.status = way.to_status
        return moved(way, comment=comment)
