"""Whatever anybody does in whatever order: no illegal move lands, nothing is lost, and the events tell the row.

`DEEP=1` looks at many more and longer histories.
"""

import os

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from tests.tickets.audit import Audit
from tests.tickets.telling import hours, now, said
from transom.customers.models import Contact
from transom.foundation.addresses import Address
from transom.people import actor as actors
from transom.people.actor import CLOCK, SYSTEM
from transom.people.models import User
from transom.tickets import actions
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.history import Event
from transom.tickets.links import TicketLink
from transom.tickets.log import SomethingCameIn, assert_replays
from transom.tickets.messages import Attachment, Message, Note, Trust
from transom.tickets.models import ThreadReference, Ticket, TicketTag, Watcher
from transom.tickets.owed import owed_without
from transom.workflow import rules
from transom.workflow.models import Requirement, Status, Step, TicketType, WorkflowVersion

DEEP = bool(os.environ.get("DEEP"))
HISTORIES = settings(
    max_examples=400 if DEEP else 36,
    stateful_step_count=60 if DEEP else 40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
REFUSALS = (Refused, NotAllowed, rules.TransitionDenied, SomethingCameIn)
ROWS = (Event, Ticket, Message, Note, Attachment, Watcher, TicketTag, TicketLink, ThreadReference)
MOMENTS = st.integers(0, 200).map(hours)
TEXTS = st.sampled_from(["Water helps.", "x", " "])
INDEX = st.integers(0, 11) | st.integers(0, 4)


class Desk(RuleBasedStateMachine):
    """A desk whose people, customers, clock and outsider do anything they can think of."""

    tickets = Bundle("tickets")
    held = Bundle("held")

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.people = list(User.objects.prefetch_related("roles_held").order_by("pk"))
        self.contacts = list(Contact.objects.order_by("pk"))
        self.actors = [actors.person(user) for user in self.people]
        self.actors += [actors.contact(contact) for contact in self.contacts] + [CLOCK, SYSTEM]
        self.statuses, self.types = list(Status.objects.all()), list(TicketType.objects.all())
        self.audit = Audit()
        self.mails, self.told = 0, {}

    def teardown(self):
        try:
            self.hold_the_rows_against_the_events(self.told)  # a change without an event would show in any of them
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    def attempt(self, verb, *arguments, **keywords):
        """Do it; where it is refused, hold that it left no trace."""
        before = [rows.objects.count() for rows in ROWS]
        try:
            return verb(*arguments, **keywords)
        except REFUSALS as refusal:
            assert [rows.objects.count() for rows in ROWS] == before
            assert str(refusal).strip()
            return None

    @initialize(target=tickets)
    def the_first_tickets(self):
        return multiple(*(self._opened(self.contacts[0]), self._opened(self.contacts[1])))

    def _opened(self, contact, at=None, **more):
        ticket = actions.open_ticket("Fire", contact, actor=actors.contact(contact), at=at, **more)
        actions.receive(ticket, said("Help."), contact, trust=Trust.VERIFIED, actor=actors.contact(contact), at=at)
        return ticket

    @rule(target=tickets, who=INDEX, kind=INDEX, at=MOMENTS)
    def a_customer_opens(self, who, kind, at):
        return self._opened(self.contacts[who % len(self.contacts)], at, ticket_type=self.types[kind % len(self.types)])

    @rule(target=tickets, who=INDEX)
    def somebody_opens(self, who):
        actor = self.actors[who % len(self.actors)]
        made = self.attempt(actions.open_ticket, "By phone", self.contacts[0], actor=actor)
        return made or multiple()

    @rule(
        target=tickets,
        ticket=tickets,
        who=INDEX,
        at=MOMENTS,
        trust=st.sampled_from([Trust.VERIFIED, Trust.COLLEAGUE, Trust.AUTOMATED]),
    )
    def a_customer_writes(self, ticket, who, at, trust):
        contact = self.contacts[who % len(self.contacts)]
        actor = actors.contact(contact)
        message = actions.receive(ticket, said("And now?"), contact, trust=trust, actor=actor, at=at)
        return message.ticket if message.ticket_id not in self.audit.status else multiple()

    @rule(ticket=tickets, who=INDEX, at=MOMENTS, expects=st.booleans(), text=TEXTS, seen=st.none() | st.integers(0, 9))
    def somebody_answers(self, ticket, who, at, expects, text, seen):
        actor = self.actors[who % len(self.actors)]
        self.attempt(actions.reply, ticket, said(text), actor=actor, at=at, expects_answer=expects, seen=seen)

    @rule(ticket=tickets, who=INDEX, text=TEXTS, seen=st.none() | st.integers(0, 9))
    def somebody_notes(self, ticket, who, text, seen):
        self.attempt(actions.note, ticket, said(text), actor=self.actors[who % len(self.actors)], seen=seen)

    @rule(ticket=tickets, who=INDEX, to=st.integers(0, 21), comment=TEXTS)
    def somebody_moves_it_anywhere(self, ticket, who, to, comment):
        to = self.statuses[to % len(self.statuses)]
        self.attempt(actions.change_status, ticket, to, actor=self.actors[who % len(self.actors)], comment=comment)

    @rule(ticket=tickets, who=INDEX, choice=INDEX, at=MOMENTS)
    def somebody_moves_it_along(self, ticket, who, choice, at):
        actor = self.actors[who % len(self.actors)]
        if ways := rules.moves(now(ticket).position(), actor.roles):
            to = ways[choice % len(ways)].to_status
            self.attempt(actions.change_status, ticket, to, actor=actor, comment="Because.", at=at)

    @rule(ticket=tickets, who=INDEX, to=INDEX)
    def somebody_assigns(self, ticket, who, to):
        person = ([None, *self.people])[to % (len(self.people) + 1)]
        self.attempt(actions.assign, ticket, person, actor=self.actors[who % len(self.actors)])

    @rule(ticket=tickets, who=INDEX, kind=INDEX)
    def somebody_changes_the_type(self, ticket, who, kind):
        kind = self.types[kind % len(self.types)]
        self.attempt(actions.set_type, ticket, kind, actor=self.actors[who % len(self.actors)])

    @rule(ticket=tickets, who=INDEX, choice=st.integers(0, 5))
    def somebody_sorts(self, ticket, who, choice):
        actor, contact, person = self.actors[who % len(self.actors)], self.contacts[1], self.people[0]
        match choice:
            case 0:
                self.attempt(actions.set_priority, ticket, "urgent", actor=actor, reason="Fire.")
            case 1:
                self.attempt(actions.set_tags, ticket, {"printer", str(who)}, actor=actor)
            case 2:
                self.attempt(actions.no_answer_needed, ticket, actor=actor)
            case 3:
                self.attempt(actions.watch, ticket, contact, actor=actor)
            case 4:
                self.attempt(actions.unwatch, ticket, contact, actor=actor)
            case 5:
                self.attempt(actions.watch, ticket, person, actor=actor)

    @rule(ticket=tickets, into=tickets, who=INDEX)
    def somebody_merges(self, ticket, into, who):
        self.attempt(actions.merge, ticket, into, actor=self.actors[who % len(self.actors)])

    @rule(ticket=tickets, who=INDEX)
    def somebody_undoes_a_merge(self, ticket, who):
        self.attempt(actions.unmerge, now(ticket), actor=self.actors[who % len(self.actors)])

    @rule(target=tickets, ticket=tickets, who=INDEX, which=st.sets(st.integers(0, 4)))
    def somebody_splits(self, ticket, who, which):
        chosen = [message for place, message in enumerate(ticket.messages.all()) if place in which]
        made = self.attempt(actions.split, ticket, chosen, "Apart", actor=self.actors[who % len(self.actors)])
        return made or multiple()

    @rule(ticket=tickets, other=tickets, who=INDEX)
    def somebody_links(self, ticket, other, who):
        actor = self.actors[who % len(self.actors)]
        self.attempt(actions.link, ticket, other, "blocks" if ticket.pk % 2 else "follows", actor=actor)

    @rule(ticket=tickets, other=tickets, who=INDEX)
    def somebody_unlinks(self, ticket, other, who):
        self.attempt(actions.unlink, ticket, other, "blocks", actor=self.actors[who % len(self.actors)])

    @rule(target=held, ticket=tickets, at=MOMENTS)
    def a_strangers_mail_is_held(self, ticket, at):
        self.mails += 1
        actions.hold(ticket, self.mails, "a@b.example", (f"{self.mails}@b.example",), actor=SYSTEM, at=at)
        return ticket, self.mails, at

    @rule(mail=held, who=INDEX, let_in=st.booleans())
    def somebody_decides_about_it(self, mail, who, let_in):
        ticket, inbound, at = mail
        if inbound in self.audit.decided:
            return
        actor = self.actors[who % len(self.actors)]
        decide = self._lets_in if let_in else self._discards
        if self.attempt(decide, ticket, inbound, at, actor):
            self.audit.decided.add(inbound)

    def _lets_in(self, ticket, inbound, at, actor):
        with transaction.atomic():
            actions.release(ticket, inbound, "a@b.example", actor=actor)
            contact = self.contacts[-1]
            return actions.receive(
                ticket, said("Hi."), contact, trust=Trust.THIRD_PARTY, actor=actors.contact(contact), at=at
            )

    def _discards(self, ticket, inbound, at, actor):
        return actions.discard(ticket, inbound, "a@b.example", "Spam.", actor=actor)

    @rule(kind=INDEX, dropped=st.sets(st.integers(0, 40), max_size=3), changed=st.sets(st.integers(0, 40), max_size=3))
    def the_admin_publishes_another_path(self, kind, dropped, changed):
        """The path as it was, without a few of its ways, and with others for nobody but QA with an assignee."""
        old = WorkflowVersion.objects.published_for(self.types[kind % len(self.types)])
        new = WorkflowVersion.objects.create(
            ticket_type=old.ticket_type, number=old.number + 1, start=old.start, published_at=hours(0)
        )
        for step in old.steps.all():
            Step.objects.create(version=new, status=step.status, position=step.position)
        for place, way in enumerate(old.transitions.all()):
            if place not in dropped:
                way.pk, way.version = None, new
                if place in changed and Requirement.MERGE not in way.requires:
                    way.roles, way.requires = ["qa", "customer"], ["assignee"]
                way.save(force_insert=True)

    @invariant()
    def every_move_was_allowed(self):
        self.audit.read_on()

    @invariant()
    def the_events_tell_every_row_that_changed(self):
        changed = [key for key, version in Ticket.objects.values_list("pk", "version") if self.told.get(key) != version]
        self.hold_the_rows_against_the_events(changed)
        self.told = dict(Ticket.objects.values_list("pk", "version"))

    def hold_the_rows_against_the_events(self, keys):
        for ticket in Ticket.objects.filter(pk__in=keys):
            assert_replays(ticket)
            owed = owed_without(ticket)
            assert (ticket.awaiting_us_since, ticket.awaiting_customer_since, ticket.held_since) == owed[1:]
            held = any(word.startswith("mail:") for word in owed.words)
            assert not ticket.is_closed or ticket.awaiting_us_since is None or held
            assert not (ticket.awaiting_us_since and ticket.awaiting_customer_since)

    @invariant()
    def every_word_is_on_one_ticket_and_none_on_a_merged_one(self):
        assert not Message.objects.exclude(ticket__merged_into=None).exists()
        assert not Note.objects.exclude(ticket__merged_into=None).exists()


@pytest.mark.django_db
def test_whatever_anybody_does_the_rules_hold_and_the_events_tell_the_rows(
    quinn, sue, dev, petra, tess, olga, ada, ann
):
    Contact.objects.find_or_make(Address("Bo Berg", "bo@acme.example"))
    Contact.objects.find_or_make(Address("", "stranger@elsewhere.example"))
    run_state_machine_as_test(Desk, settings=HISTORIES)
