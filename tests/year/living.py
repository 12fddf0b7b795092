"""The year of `scenario` on a real desk: mail, verbs, the pages' own functions, and the worker, at moments that are given.

Nothing is asked of the oracle here but at which moments it might be worth looking, so that a step which is a minute early
or late is seen to be.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from unittest.mock import patch

from tests.conftest import raw_mail, set_up
from tests.year import ruling
from tests.year.plan import AWAY, CLOSES, DAN, DAYS, DEEDS, MIRA, OPENS, QUINN, WEEK, Deed
from tests.year.scenario import (
    DECIDED,
    FIRST,
    KEPT,
    THEN_ANSWERED,
    THURSDAYS,
    ZONE,
    Story,
    address,
    makes_sense,
    minute,
    tier,
)
from transom.clearance import deciding, reviving
from transom.clearance.models import ClearanceItem, RevivalLink
from transom.customers.models import Customer, CustomerDomain
from transom.mail import admit, receive
from transom.mail.models import InboundEmail, Outcome
from transom.people import rota
from transom.people.actor import person
from transom.people.models import User
from transom.people.roles import AGENT_ROLES, Role
from transom.shifts import handing, planning
from transom.tickets import actions
from transom.tickets.actions import Spoken
from transom.tickets.models import Ticket
from transom.tickets.words import Words
from transom.worker import work
from transom.workflow.models import Status, TicketType


def moment(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)


class Life:
    def __init__(self, stories: list[Story]):
        self.stories = {story.key: story for story in stories}
        self.mailbox = set_up()
        ruling.set_rules()
        for number in range(20):
            customer = Customer.objects.create(name=f"Customer {number}", tier=tier(number))
            CustomerDomain.objects.create(domain=f"c{number}.example", customer=customer)
        roles = AGENT_ROLES - {Role.QUEUE_MANAGER, Role.ADMIN}
        self.sue = User.objects.create_user("sue@desk.example", "Sue", roles=roles)
        self.managers = {
            name: User.objects.create_user(f"{name}@desk.example", name, roles=[Role.QUEUE_MANAGER])
            for name in (QUINN, MIRA, DAN)
        }
        self.quinn = self.managers[QUINN]
        self.names: dict[str, int] = {}
        self.current: dict[int, str] = {}
        self.last_mail: dict[int, str] = {}
        self.agenda, self.order, self.now = [], count(), moment(0)
        self.decisions, self.revived = {story.key: list(story.decisions) for story in stories}, set()
        for story in stories:
            for act in story.acts:
                self.plan(act.at, act.what, story.key)
        for thursday in THURSDAYS:
            self.plan(thursday, "look")
            self.plan(thursday + DECIDED, "decide")

        for deed in DEEDS:
            self.plan(deed.at, deed.what, deed)

    def plan_shifts(self) -> None:
        """The whole year, as a queue manager would: each week the same, and who is away when."""
        actor, until = person(self.quinn), DAYS[-1]
        opens, closes = (time.fromisoformat(clock) for clock in (OPENS, CLOSES))
        for who, deputy, weekdays in WEEK:
            spans = planning.occurrences(DAYS[0], opens, closes, weekdays, until, ZONE)
            person_of = self.managers
            planning.plan(
                person_of[who], spans, actor=actor, now=self.now, deputy=person_of[deputy] if deputy else None
            )
        for away in AWAY:
            who = self.managers[away.person]
            planning.plan_absence(who, moment(away.begins), moment(away.ends), actor=actor, now=self.now)

    def shift(self, deed: Deed) -> None:
        who = self.managers[deed.who]
        match deed.what:
            case "leave":
                who.leave()
            case "take-over":
                handing.take_over(actor=person(who), now=self.now)
            case "offer":
                handing.offer(self.managers[deed.whom], "All is well.", actor=person(who), now=self.now)
            case "accept":
                handing.accept(rota.offered(Role.QUEUE_MANAGER).pk, actor=person(who), now=self.now)

    def plan(self, at: int, what: str, key: int = -1) -> None:
        heappush(self.agenda, (at, next(self.order), what, key))

    def decide(self, at: int) -> None:
        for item in ClearanceItem.objects.filter(batch__opened_at=self.now - timedelta(minutes=DECIDED)).order_by("pk"):
            name = next(name for name, key in self.names.items() if key == item.ticket_id)
            left = self.decisions[int(name.strip("+b"))]
            with suppress(Spoken):
                self.decide_about(item, left.pop(0) if left else "close", at, int(name.strip("+b")))

    def decide_about(self, item: ClearanceItem, what: str, at: int, key: int) -> None:
        actor, now = person(self.managers[MIRA]), self.now
        match what:
            case "keep":
                deciding.keep(item, now + timedelta(minutes=KEPT), actor=actor, now=now)
            case "call":
                deciding.call(item, "They will look at it.", reached=True, actor=actor, now=now)
            case "close":
                deciding.close(item, actor=actor, now=now)
                if self.stories[key].back and key not in self.revived:
                    self.revived.add(key)
                    self.plan(at + self.stories[key].back, "back", key)
                    self.plan(at + self.stories[key].back + THEN_ANSWERED, "reply", key)

    def come_back(self, ticket: Ticket) -> None:
        link = RevivalLink.objects.filter(ticket=ticket, used_at=None).latest("pk")
        reviving.revive(link, "I was away.", now=self.now)

    def live(self, until: int, looks: Iterable[int]) -> None:
        for at in looks:
            self.plan(at, "look")
        with patch("django.utils.timezone.now", lambda: self.now):
            self.now = moment(minute(FIRST, "0:00"))
            self.plan_shifts()
            while self.agenda:
                at, _, what, key = heappop(self.agenda)
                if at >= until:
                    break
                self.now = moment(at)
                if isinstance(key, Deed):
                    self.shift(key)
                elif what == "decide":
                    self.decide(at)
                elif what != "look":
                    self.do(at, what, self.stories[key])
                self.work(and_time=what in ("look", "leave"))

    def work(self, and_time: bool) -> None:
        """The worker does what came; and where `and_time`, what is due because it is so late."""
        while work(lambda: self.now, None if and_time else lambda _now: False):
            pass

    def ticket(self, name: str) -> Ticket:
        return Ticket.objects.get(pk=self.names[name])

    def do(self, at: int, what: str, story: Story) -> None:
        if what in ("mail", "other-mail", "thanks", "machine", "stranger"):
            self.write(at, what, story)
            return
        ticket, sue, now = self.ticket(self.current[story.key]), person(self.sue), self.now
        if not makes_sense(what, story.kind, ticket.status.slug):
            return
        match what:
            case "reply" | "last-word":
                actions.reply(ticket, Words(text="Is it so?"), actor=sue, expects_answer=what == "reply", at=now)
            case "call":
                actions.log_call(ticket, "They will look at it.", actor=sue, at=now)
            case "no-answer":
                actions.no_answer_needed(ticket, actor=sue)
            case "back":
                self.come_back(ticket)
            case "let-in":
                admit.let_in(InboundEmail.objects.get(ticket=ticket, outcome=Outcome.HELD), actor=sue)
            case "discard":
                admit.discard(InboundEmail.objects.get(ticket=ticket, outcome=Outcome.HELD), "Not theirs.", actor=sue)
            case "merge":
                actions.merge(self.ticket(f"{story.key}b"), ticket, actor=sue)
            case _:
                if what == "in-progress":
                    actions.assign(ticket, self.sue, actor=sue, at=now)
                to = Status.objects.get(slug={"complete": "completed"}.get(what, what))
                actions.change_status(ticket, to, actor=sue, comment="So it is.", at=now)

    def write(self, at: int, what: str, story: Story) -> None:
        """A mail comes in, and the worker reads it."""
        key, headers = story.key, {"message_id": f"<{what}.{story.key}.{at}@customers.example>"}
        if what != "other-mail" and key in self.last_mail:
            headers["in_reply_to"] = self.last_mail[key]
        if what == "machine":
            headers["auto_submitted"] = "auto-replied"
        sender = "Stranger <stranger@elsewhere.example>" if what == "stranger" else f"Who <{address(story)}>"
        words = {"thanks": "Thank you!", "machine": "I am away."}.get(what, f"It does not work, since {at}.")
        raw = raw_mail(words, sender=sender, subject=f"Story {key}", to=self.mailbox.address, **headers)
        stored = receive.accept(
            raw, [self.mailbox.address], envelope_sender=address(story), road=receive.SMTP, at=self.now
        )
        self.work(and_time=False)
        ticket = InboundEmail.objects.get(pk=stored.pk).ticket
        if what == "mail":
            self.last_mail[key] = headers["message_id"]
        if ticket.pk not in self.names.values():
            self.begin(ticket, what, story)

    def begin(self, ticket: Ticket, what: str, story: Story) -> None:
        known = self.current.get(story.key)
        name = f"{story.key}b" if what == "other-mail" else f"{known}+" if known else str(story.key)
        self.names[name] = ticket.pk
        if what != "other-mail":
            self.current[story.key] = name
        kind = TicketType.objects.get(slug=story.kind)
        if ticket.ticket_type_id != kind.pk:
            actions.set_type(ticket, kind, actor=person(self.sue), at=self.now)
