"""No surface moves a ticket where its path does not allow it: every status, every target, made from the rows.

What the rules make of each role by itself is in tests/workflow/test_matrix.py. Here one actor holds all roles that a move
does not allow at once, which is more than any of them alone.
"""

import ast
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse

import transom
from tests.workflow.walking import walked, ways_of
from transom.bulk.acts import act
from transom.bulk.models import Order
from transom.composing.drafts import Writing
from transom.composing.macros import Macro, Speaks
from transom.composing.models import Kind
from transom.composing.running import run
from transom.composing.sending import send
from transom.people.actor import CLOCK, SYSTEM, Actor, ActorKind
from transom.people.actor import contact as as_contact
from transom.people.roles import AGENT_ROLES, Role
from transom.tickets import actions
from transom.tickets.actions import Changes
from transom.tickets.actions.answering import Way, it_works, still_broken
from transom.tickets.models import Ticket
from transom.tickets.words import Words
from transom.workflow import rules
from transom.workflow.models import Status, TicketType, Trigger
from transom.workflow.paths import PATHS
from transom.workflow.rules import TransitionDenied

ROADS = {(path.stops, path.moves): path.type for path in PATHS}
"""One type for each path that ships: those that share a path share its rows' making."""
NOWHERE = r"There is no way from .+ to .+\. From here it goes to: .+\."
NOT_YOU = r"Only .+ may move this from .+ to .+\."
REFUSED = f"^({NOWHERE}|{NOT_YOU})$"


@pytest.fixture(params=ROADS.values())
def road(request, ann, quinn):
    """The moves of a path, and a ticket in each of its statuses."""
    ticket_type = TicketType.objects.get(slug=request.param)
    ways = ways_of(ticket_type)
    return ways, walked(ticket_type, ways, ann, quinn)


def illegal(ways, origin: Status, to: Status) -> frozenset[str]:
    """The roles that may not take this way: all, where there is none."""
    way = ways.get((origin, to))
    return frozenset(Role) - set(way.roles if way else ())


def somebody(user, roles) -> Actor:
    return Actor(ActorKind.PERSON, user.pk, user.label, frozenset(roles) & AGENT_ROLES)


def test_the_verb_refuses_every_illegal_move_of_everybody(road, ann, sue):
    ways, tickets = road
    targets = list(Status.objects.all())
    for origin, ticket in tickets.items():
        for to in targets:
            roles = illegal(ways, origin, to)
            for actor in (somebody(sue, roles), as_contact(ann), CLOCK, SYSTEM):
                if actor.roles <= roles:
                    with pytest.raises(TransitionDenied, match=REFUSED):
                        actions.change_status(ticket, to, actor=actor, comment="Because.", reason="Because.")
    assert {ticket.pk: ticket.version for ticket in tickets.values()} == versions(tickets)


def versions(tickets) -> dict[int, int]:
    return dict(Ticket.objects.filter(pk__in=[one.pk for one in tickets.values()]).values_list("pk", "version"))


@pytest.fixture
def page(client, sue, monkeypatch):
    """The desk's page without what it shows beside the sentence."""
    client.force_login(sue, backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = lambda request, actor, found, form, status: HttpResponse(" ".join(form.problems), status=status)  # noqa: E731
    monkeypatch.setattr("transom.web.agent.verbs.ticket_page", shown)

    def post(verb, ticket, actor, said):
        monkeypatch.setattr("transom.web.access.actor_of", lambda request: actor)
        answer = client.post(f"/tickets/{ticket.number}/{verb}", said)
        assert answer.status_code == 422, answer.headers
        raise TransitionDenied(answer.content.decode())

    return post


def surfaces(page, sue) -> dict:
    """How a person of the desk can move a ticket, each by its name."""

    def macro(ticket, to, actor, words=""):
        made = Macro.objects.create(name="m", words=words, speaks=Speaks.NOTE, stored_changes=done(to).as_json())
        run(made, ticket, actor=actor)

    return {
        "page": lambda ticket, to, actor: page("moves", ticket, actor, {"to": to.pk, "comment": "x", "because": "x"}),
        "several": lambda ticket, to, actor: actions.change(ticket, done(to), actor=actor),
        "bulk": lambda ticket, to, actor: act(Order(changes=done(to)), ticket, ticket.version, actor, sue),
        "macro": macro,
        "macro with words": lambda ticket, to, actor: macro(ticket, to, actor, "Moving on."),
        "send and move": lambda ticket, to, actor: send(
            ticket, Writing(kind=Kind.REPLY, body="Moving on.", changes=done(to)), actor=actor
        ),
        "the page's send and move": lambda ticket, to, actor: page(
            "reply", ticket, actor, {"kind": "reply", "body": "Moving on.", "move_to": to.pk}
        ),
    }


def done(to: Status) -> Changes:
    return Changes(status=to.pk, comment="Because.", reason="Because.")


def test_every_surface_of_the_desk_refuses_in_every_status(road, page, sue):
    """Every target over the page. The others hand on to the verb, whose every refusal is above: every target in turn."""
    ways, tickets = road
    before = versions(tickets)
    statuses = list(Status.objects.all())
    turn = cycle(statuses)
    for name, move in surfaces(page, sue).items():
        for origin, ticket in tickets.items():
            for to in statuses if name == "page" else [next(one for one in turn if one != origin)]:
                actor = somebody(sue, {Role.ADMIN} if (origin, to) not in ways else illegal(ways, origin, to))
                with pytest.raises(TransitionDenied, match=REFUSED):
                    move(ticket, to, actor)
                    pytest.fail(f"{name} moved {origin} to {to}")
    assert versions(tickets) == before


def test_the_end_is_no_way_around(road, page, sue):
    for origin, ticket in road[1].items():
        if not origin.is_closed:
            with pytest.raises(TransitionDenied):
                page("done", ticket, somebody(sue, {Role.ADMIN}), {"comment": "x"})


def test_the_customers_words_move_what_their_triggers_say_and_nothing_else(road, ann):
    ways, tickets = road
    me = as_contact(ann)
    by = Way(link=1, address="ann@acme.example", contact=ann)
    says = {
        Trigger.CUSTOMER_WORD: lambda ticket: actions.receive(
            ticket, Words(text="And?"), ann, trust="verified", actor=me
        ),
        Trigger.CONFIRMS: lambda ticket: it_works(ticket, by=by, actor=me),
        Trigger.OBJECTS: lambda ticket: still_broken(ticket, "It burns.", by=by, actor=me),
    }
    for origin, ticket in tickets.items():
        for trigger, say in says.items():
            expected = {origin} | {
                way.to_status
                for (begin, _end), way in ways.items()
                if begin == origin and Role.CUSTOMER in way.roles and way.trigger in (trigger, Trigger.CUSTOMER_WORD)
            }
            with rolled_back():
                say(ticket)
                assert Ticket.objects.get(pk=ticket.pk).status in expected


def test_the_clock_takes_its_own_ways_alone(road):
    ways, tickets = road
    for origin, ticket in tickets.items():
        mine = {way.to_status for way in rules.moves(ticket.position(), CLOCK.roles)}
        assert mine == {to for (begin, to), way in ways.items() if begin == origin and Role.CLOCK in way.roles}


@contextmanager
def rolled_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def calls_of(name: str) -> set[str]:
    """The modules in which something of that name is called."""
    root = Path(transom.__file__).parent
    found = set()
    for path in root.rglob("*.py"):
        source = path.read_text()
        for node in ast.walk(ast.parse(source)) if f"{name}(" in source else ():
            if isinstance(node, ast.Call) and name in (getattr(node.func, "id", ""), getattr(node.func, "attr", "")):
                found.add(path.relative_to(root).as_posix())
    return found


def test_a_move_is_recorded_by_the_verbs_alone_and_with_a_way_that_the_rules_gave():
    assert calls_of("StatusChanged") == {"tickets/actions/moving.py"}
    assert calls_of("moved") <= calls_of("triggered") | calls_of("transition_for")
