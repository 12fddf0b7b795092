"""Nothing that a customer says is ever without an owner and a clock, whatever anybody does in whatever order.

A ledger of its own reads the log as it grows and knows nothing of the desk's facts: which word came where, what answered
it, where it went. What it says is waiting must wait on a ticket that is open, or be held, and have somebody to mind it.
`DEEP=1` looks at many more and longer histories.
"""

from copy import deepcopy

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, multiple, rule, run_state_machine_as_test

from tests.tickets.telling import hours, now, said
from tests.tickets.test_any_order import DEEP, HISTORIES, INDEX, MOMENTS, Desk
from transom.customers.models import Contact
from transom.foundation.addresses import Address
from transom.people import actor as actors
from transom.people.models import User
from transom.people.roles import Role
from transom.people.shifts import Absence, Holding, How
from transom.tickets import actions
from transom.tickets.actions import Way
from transom.tickets.history import Event
from transom.tickets.log import event_of
from transom.tickets.messages import Message, Trust
from transom.tickets.models import Ticket
from transom.tickets.responsible import responsible
from transom.workflow.settings import ProcessSettings

TEXTS = st.sampled_from(["Thanks!", "Vielen Dank!", "Thanks, but no.", "It burns."])
NOW = hours(100)


class Ledger:
    """The words that wait, by the key of their ticket: {word: since}."""

    def __init__(self):
        self.read, self.waiting, self.before = 0, {}, {}

    def read_on(self):
        for row in Event.objects.filter(stream="ticket", pk__gt=self.read).order_by("pk"):
            self.read = row.pk
            self._follow(row, event_of(row), self.waiting.setdefault(row.stream_id, {}))

    def _follow(self, row, event, here):
        match row.kind:
            case "message-received" if event.counts:
                here[f"message:{event.message}"] = row.at
            case "word-counts":
                here[f"message:{event.message}"] = event.since
            case "revived" if event.word:
                here[event.word] = row.at
            case "mail-held":
                here[f"mail:{event.inbound}"] = row.at
            case "held-mail-released" | "held-mail-discarded":
                here.pop(f"mail:{event.inbound}", None)
            case "reply-sent" if not event.automatic:
                self._settle(here)
            case "no-answer-needed":
                self._settle(here)
            case "call-logged" if event.reached:
                self._settle(here)
            case "status-changed" if event.category == "closed":
                self._settle(here)
            case "merged-into":
                there = self.waiting.setdefault(event.into.id, {})
                self.before[row.stream_id] = deepcopy(here), deepcopy(there)
                there |= here
                here.clear()
            case "unmerged-from":
                mine, theirs = self.before.pop(row.stream_id)
                self.waiting[row.stream_id], self.waiting[event.origin.id] = mine, theirs
            case "split-off":
                there = self.waiting.setdefault(event.to.id, {})
                for word in [f"message:{key}" for key in event.messages]:
                    if word in here:
                        there[word] = here.pop(word)

    def _settle(self, here):
        for word in [word for word in here if not word.startswith("mail:")]:
            del here[word]


class Heard(Desk):
    """The same desk, whose customers thank, press links and write to what was closed, and whose people leave and are away."""

    def __init__(self):
        super().__init__()
        self.ledger = Ledger()
        keeper = self.people[0]
        Holding.objects.create(role=Role.QUEUE_MANAGER, person=keeper, since=hours(-1000), how=How.PLANNED)

    def _way(self, who):
        contact = self.contacts[who % len(self.contacts)]
        return {"by": Way(1, "ann@acme.example", contact), "actor": actors.contact(contact)}

    @rule(target=Desk.tickets, ticket=Desk.tickets, who=INDEX, text=TEXTS, at=MOMENTS)
    def a_customer_thanks_or_not(self, ticket, who, text, at):
        contact = self.contacts[who % len(self.contacts)]
        actor = actors.contact(contact)
        message = actions.receive(ticket, said(text), contact, trust=Trust.PARTICIPANT, actor=actor, at=at)
        return message.ticket if message.ticket_id not in self.audit.status else multiple()

    @rule(target=Desk.tickets, ticket=Desk.tickets, who=INDEX, which=INDEX)
    def somebody_makes_a_thank_you_count(self, ticket, who, which):
        said_here = list(ticket.messages.all())
        if said_here:
            message = said_here[which % len(said_here)]
            made = self.attempt(actions.count_word, now(ticket), message, actor=self.actors[who % len(self.actors)])
            return made if made and made.pk not in self.audit.status else multiple()
        return multiple()

    @rule(target=Desk.tickets, ticket=Desk.tickets, who=INDEX, at=MOMENTS)
    def a_customer_revives(self, ticket, who, at):
        made = self.attempt(actions.revive, now(ticket), "Still.", at=at, **self._way(who))
        return made if made and made.pk not in self.audit.status else multiple()

    @rule(ticket=Desk.tickets, who=INDEX, works=st.booleans(), text=TEXTS, at=MOMENTS)
    def a_customer_says_whether_it_works(self, ticket, who, works, text, at):
        if not now(ticket).is_closed and not now(ticket).merged_into_id:  # a link of a closed one takes no answer
            verb = actions.it_works if works else actions.still_broken
            self.attempt(verb, now(ticket), text, at=at, **self._way(who))

    @rule(ticket=Desk.tickets, who=INDEX)
    def somebody_brings_it_back(self, ticket, who):
        self.attempt(actions.bring_back, now(ticket), actor=self.actors[who % len(self.actors)])

    @rule(ticket=Desk.tickets, who=INDEX, reached=st.booleans(), at=MOMENTS)
    def somebody_calls(self, ticket, who, reached, at):
        actor = self.actors[who % len(self.actors)]
        self.attempt(actions.log_call, ticket, "We spoke.", reached=reached, actor=actor, at=at)

    @rule(days=st.integers(1, 8))
    def the_desk_reopens_for_so_long(self, days):
        ProcessSettings(reopen_days=days).save()

    @rule(who=st.integers(1, 5), away=st.booleans(), here=st.booleans())
    def somebody_leaves_or_is_away(self, who, away, here):
        person = self.people[who % len(self.people)]
        if person.pk == self.people[0].pk:
            return
        if away:
            Absence.objects.create(person=person, starts_at=hours(0), ends_at=hours(1000))
        else:
            User.objects.filter(pk=person.pk).update(is_active=here)

    @invariant()
    def every_word_that_waits_has_a_clock_and_an_owner(self):
        self.ledger.read_on()
        tickets = Ticket.objects.in_bulk()
        places = dict(Message.objects.exclude(contact=None).values_list("pk", "ticket"))
        for key, words in self.ledger.waiting.items():
            self._minded(tickets[key], words)
            said_here = [int(word.partition(":")[2]) for word in words if word.startswith("message:")]
            assert all(places[message] == key for message in said_here)

    def _minded(self, ticket, words):
        held = [since for word, since in words.items() if word.startswith("mail:")]
        assert ticket.awaiting_us_since == min(words.values(), default=None)
        assert ticket.held_since == min(held, default=None)
        if len(held) < len(words):
            assert not ticket.is_closed
        if words:
            assert not ticket.merged_into_id
            assert responsible(ticket, NOW) is not None


@pytest.mark.django_db
def test_nothing_that_a_customer_says_is_without_an_owner_and_a_clock(quinn, sue, dev, petra, tess, olga, ada, ann):
    Contact.objects.find_or_make(Address("Bo Berg", "bo@acme.example"))
    Contact.objects.find_or_make(Address("", "stranger@elsewhere.example"))
    run_state_machine_as_test(
        Heard, settings=settings(HISTORIES, max_examples=300 if DEEP else 10, stateful_step_count=60 if DEEP else 30)
    )
