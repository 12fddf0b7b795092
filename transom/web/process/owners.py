"""Who can own a status: the choices of a form, and their values."""

from django.utils.translation import gettext as _

from transom.people.models import Team, User
from transom.people.roles import AGENT_ROLES, Role
from transom.workflow.document import Owner


def owner_choices(chosen: Owner | None = None) -> list[tuple]:
    """Nobody, the roles of the desk, its teams and its people; whoever is chosen and gone stays a choice."""
    roles = [(f"role:{role.value}", str(role.label)) for role in Role if role in AGENT_ROLES]
    teams = [(f"team:{team.name}", team.name) for team in Team.objects.order_by("name")]
    people = [(f"person:{user.email}", user.label) for user in User.objects.filter(is_active=True).order_by("name")]
    choices = [("", _("Nobody in particular")), (_("A role"), roles)]
    choices += [(_("A team"), teams)] if teams else []
    choices += [(_("A person"), people)]
    if chosen and value_of(chosen) not in {value for value, _words in roles + teams + people}:
        choices.append((value_of(chosen), _("%(name)s (not at this desk)") % {"name": chosen.name}))
    return choices


def value_of(owner: Owner | None) -> str:
    return f"{owner.kind}:{owner.name}" if owner else ""


def owner_of(value: str) -> Owner | None:
    """The owner that a value of `owner_choices` means."""
    kind, _colon, name = value.partition(":")
    return Owner(kind=kind, name=name) if name else None
