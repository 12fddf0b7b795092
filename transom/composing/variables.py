"""What saved words may name: a fixed list, filled in for a ticket. Nothing that a person wrote is ever run."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.composing.plain_words import plain
from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.tickets.models import Ticket

OPEN, CLOSE = "{{", "}}"
LONGEST = 40


class About(NamedTuple):
    """What the names are filled from. A signature has no ticket, and what the desk writes by itself has no person."""

    ticket: Ticket | None
    me: User | None
    mailbox: Mailbox | None


class Variable(NamedTuple):
    """`name` has two words, so that no template of another program that someone pastes looks like one of ours."""

    name: str
    what: Promise
    value: Callable[[About], str]
    otherwise: Promise

    @property
    def written(self) -> str:
        return OPEN + self.name + CLOSE


def first_name(name: str) -> str:
    """Of "Ann Meyer" and of "Meyer, Ann": Ann."""
    last, comma, first = name.partition(",")
    return next(iter((first if comma and first.strip() else last).split()), "")


def _their_name(about: About) -> str:
    """Empty while we know no more than an address: "Hello ann@acme.example" greets nobody."""
    label = about.ticket.requester.label
    return "" if "@" in label else label


def _customer(about: About) -> str:
    return about.ticket.customer.label if about.ticket.customer else ""


def _my_name(about: About) -> str:
    return about.me.name


NAMELESS = gettext_lazy("We know only their address, not their name.")
SIGNED_BY_US = (
    Variable("my name", gettext_lazy("Your name"), _my_name, gettext_lazy("You have no name here yet.")),
    Variable(
        "my first name",
        gettext_lazy("Your first name"),
        lambda about: first_name(_my_name(about)),
        gettext_lazy("You have no name here yet."),
    ),
    Variable(
        "mailbox name",
        gettext_lazy("The mailbox that the answer comes from"),
        lambda about: about.mailbox.name if about.mailbox else "",
        gettext_lazy("This ticket came to no mailbox."),
    ),
)
"""What a signature may name: it is written before there is a ticket."""
VARIABLES = (
    Variable("their name", gettext_lazy("The requester’s name"), _their_name, NAMELESS),
    Variable(
        "their first name",
        gettext_lazy("The requester’s first name"),
        lambda about: first_name(_their_name(about)),
        NAMELESS,
    ),
    Variable(
        "customer name", gettext_lazy("Their customer"), _customer, gettext_lazy("They belong to no customer yet.")
    ),
    Variable("ticket number", gettext_lazy("The ticket’s number"), lambda about: str(about.ticket.number), NAMELESS),
    Variable("ticket subject", gettext_lazy("The ticket’s subject"), lambda about: about.ticket.subject, NAMELESS),
    *SIGNED_BY_US,
)
BY_ITSELF = tuple(variable for variable in VARIABLES if variable.value not in (_my_name, SIGNED_BY_US[1].value))
"""What the words may name that the desk writes by itself."""


def fill(text: str, ticket: Ticket, person: User) -> str:
    """`text` with every known name filled in for an answer of `person`; what has no value stays as it was written.

    `unfilled` tells what stayed. Values come in as plain words, whatever a requester called themselves.
    """
    return _filled(text, VARIABLES, About(ticket, person, ticket.mailbox))


def fill_signature(text: str, person: User, mailbox: Mailbox | None) -> str:
    """As `fill`, for what stands under every answer; what has no value is left out, since nobody looks again."""
    return _filled(text, SIGNED_BY_US, About(None, person, mailbox), keep=False)


def fill_by_itself(text: str, ticket: Ticket, mailbox: Mailbox | None) -> str:
    """As `fill`, for what the desk writes: what has no value is left out, and the space before it ("Hello,")."""
    return _filled(text, BY_ITSELF, About(ticket, None, mailbox), keep=False)


def unfilled(text: str) -> list[Variable]:
    """The names of ours that still stand in braces in words that are about to go out."""
    held = {_name(part) for part, is_name in _parts(text) if is_name}
    return [variable for variable in VARIABLES if variable.name in held]


def why_unfilled(text: str) -> list[str]:
    """A sentence for each of them: what is not known, and so what to write."""
    return [
        _("%(name)s is not filled in. %(why)s Write it yourself, or take it out.")
        % {"name": variable.written, "why": variable.otherwise}
        for variable in unfilled(text)
    ]


def unknown(text: str, among: tuple[Variable, ...] = VARIABLES) -> list[str]:
    """What stands in braces and is no name of ours, as it was written."""
    known = {variable.name for variable in among}
    return list(dict.fromkeys(part for part, is_name in _parts(text) if is_name and _name(part) not in known))


def why_unknown(text: str, among: tuple[Variable, ...] = VARIABLES) -> str:
    """Why such words cannot be saved, and what may be written; empty where they can."""
    wrong = unknown(text, among)
    if not wrong:
        return ""
    known = [variable.written for variable in among]
    near = list(dict.fromkeys(name for part in wrong[:10] for name in get_close_matches(part, known, 1, 0.75)))
    if near:
        return _("There is no %(wrong)s. Did you mean %(near)s?") % {"wrong": ", ".join(wrong), "near": ", ".join(near)}
    return _("There is no %(wrong)s. You can write: %(known)s.") % {
        "wrong": ", ".join(wrong),
        "known": ", ".join(known),
    }


def _filled(text: str, among: tuple[Variable, ...], about: About, keep: bool = True) -> str:
    by_name = {variable.name: variable for variable in among}
    said = []
    for part, is_name in _parts(text):
        variable = by_name.get(_name(part)) if is_name else None
        value = plain(variable.value(about)) if variable else part
        if not value and not keep and about.me is None and said:
            said[-1] = said[-1].removesuffix(" ")
        said.append(value or (part if keep else ""))
    return "".join(said)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text in order, in pieces: (words, False) and ("{{a name}}", True)."""
    rest = text
    while rest:
        before, opened, behind = rest.partition(OPEN)
        if before:
            yield before, False
        name, closed, after = behind.partition(CLOSE)
        if opened and closed and name.strip() and len(name) <= LONGEST and "\n" not in name and OPEN not in name:
            yield OPEN + name + CLOSE, True
            rest = after
        else:
            if opened:
                yield OPEN, False
            rest = behind


def _name(part: str) -> str:
    return " ".join(part[len(OPEN) : -len(CLOSE)].lower().split())
