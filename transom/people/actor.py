"""Who does it: the required `actor` of every verb. There is no ambient current user."""

from dataclasses import dataclass
from enum import StrEnum

from transom.people.roles import AGENT_ROLES, Role


class ActorKind(StrEnum):
    PERSON = "person"
    CONTACT = "contact"
    CLOCK = "clock"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """A person of the desk, a contact, the clock, or the desk itself.

    `id` is the row's, or None; `label` is its name today.
    """

    kind: ActorKind
    id: int | None
    label: str
    roles: frozenset[str]

    @property
    def is_agent(self) -> bool:
        return self.kind == ActorKind.PERSON and bool(self.roles & AGENT_ROLES)

    @property
    def is_person(self) -> bool:
        """Someone of ours with a body: their word answers a customer, an automatic mail does not."""
        return self.kind == ActorKind.PERSON

    @property
    def is_customer(self) -> bool:
        return self.kind == ActorKind.CONTACT

    @property
    def is_desk(self) -> bool:
        """The clock or the desk itself, which see everything because nobody reads over their shoulder."""
        return self.kind in (ActorKind.CLOCK, ActorKind.SYSTEM)

    def has(self, *roles: str) -> bool:
        return bool(self.roles.intersection(roles))


CLOCK = Actor(ActorKind.CLOCK, None, "The clock", frozenset({Role.CLOCK}))
SYSTEM = Actor(ActorKind.SYSTEM, None, "Transom", frozenset({Role.DESK}))


def person(user) -> Actor:
    """The actor for a signed-in person, with the roles they hold now; someone who may not sign in has none."""
    roles = frozenset(user.role_names()) if user.is_active else frozenset()
    return Actor(ActorKind.PERSON, user.pk, user.label, roles)


def contact(row) -> Actor:
    return Actor(ActorKind.CONTACT, row.pk, row.label, frozenset({Role.CUSTOMER}))
