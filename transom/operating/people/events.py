"""What happens to a person of the desk, in their own stream: who made, changed or closed their account, and when."""

from typing import ClassVar

from django.utils.translation import gettext as _

from transom.people.roles import Role
from transom.tickets.events.base import EventKind, Ref

STREAM = "person"


class PersonAdded(EventKind):
    kind: ClassVar[str] = "person-added"

    name: str
    email: str

    def sentence(self):
        return _("added %(name)s, who signs in as %(email)s") % {"name": self.name, "email": self.email}


class PersonRenamed(EventKind):
    kind: ClassVar[str] = "person-renamed"

    previous: str
    to: str

    def sentence(self):
        return _("changed the name from %(previous)s to %(to)s") % {"previous": self.previous, "to": self.to}


class EmailChanged(EventKind):
    kind: ClassVar[str] = "person-email-changed"

    previous: str
    to: str

    def sentence(self):
        return _("changed the address from %(previous)s to %(to)s") % {"previous": self.previous, "to": self.to}


class RoleGiven(EventKind):
    kind: ClassVar[str] = "role-given"

    role: str

    def sentence(self):
        return _("gave the role %(role)s") % {"role": Role(self.role).label}


class RoleTaken(EventKind):
    kind: ClassVar[str] = "role-taken"

    role: str

    def sentence(self):
        return _("took the role %(role)s away") % {"role": Role(self.role).label}


class TeamJoined(EventKind):
    kind: ClassVar[str] = "team-joined"

    team: Ref

    def sentence(self):
        return _("put them into the team %(team)s") % {"team": self.team.label}


class TeamLeft(EventKind):
    kind: ClassVar[str] = "team-left"

    team: Ref

    def sentence(self):
        return _("took them out of the team %(team)s") % {"team": self.team.label}


class PasswordLinkMade(EventKind):
    """`mailed`: it went to their address; else whoever made it handed it over."""

    kind: ClassVar[str] = "password-link-made"

    mailed: bool

    def sentence(self):
        if self.mailed:
            return _("sent a link to set a password")
        return _("made a link to set a password, to hand over")


class PersonLeft(EventKind):
    kind: ClassVar[str] = "person-left"

    def sentence(self):
        return _("closed the account")


class PersonReturned(EventKind):
    kind: ClassVar[str] = "person-returned"

    def sentence(self):
        return _("opened the account again")


class TicketsHandedOver(EventKind):
    """`to` is nobody where they went back to the queue."""

    kind: ClassVar[str] = "tickets-handed-over"

    to: Ref | None
    count: int

    def sentence(self):
        if self.to is None:
            return _("put their open tickets back to nobody: %(count)s") % {"count": self.count}
        return _("handed their open tickets over to %(to)s: %(count)s") % {"to": self.to.label, "count": self.count}
