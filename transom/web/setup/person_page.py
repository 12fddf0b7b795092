"""What the pages of people show."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from transom.operating.people import handing_over, links, verbs
from transom.people.actor import Actor
from transom.people.models import User
from transom.people.roles import Role
from transom.tickets.log import sentence
from transom.web.agent.show import ticket_url
from transom.web.setup.person_form import PersonForm
from transom.web.setup.places import setup_frame
from transom.web.setup.role_words import ROLE_WORDS

SHOWN = 100  # of a person's history
LISTED = 25  # of their open tickets


class Row(NamedTuple):
    """`state`: here, waits (they have set no password yet), left."""

    user: User
    roles: list[str]
    teams: list[str]
    state: str


def state_of(user: User) -> str:
    if not user.is_active:
        return "left"
    return "here" if user.has_usable_password() else "waits"


def row_of(user: User) -> Row:
    held = set(user.role_names())
    roles = [str(role.label) for role in Role if role in held]
    return Row(user, roles, [team.name for team in user.teams.all()], state_of(user))


def form_words() -> dict:
    """What the form of a person tells beside its fields."""
    return {"role_words": ROLE_WORDS, "days": links.DAYS, "by_mail": links.can_be_mailed()}


def people_shown() -> dict:
    rows = [row_of(user) for user in User.objects.prefetch_related("roles_held", "teams").order_by("name", "pk")]
    return {
        "rows": [row for row in rows if row.state != "left"],
        "gone": [row for row in rows if row.state == "left"],
        "without_role": [row.user.label for row in rows if not row.roles and row.state != "left"],
    }


def person_page(
    request: HttpRequest, actor: Actor, user: User, form: PersonForm | None = None, link: str = "", status: int = 200
) -> HttpResponse:
    tickets = handing_over.open_tickets(user, actor)
    context = {
        "user": user,
        "state": state_of(user),
        "form": form or PersonForm(person=user),
        "link": link,
        "tickets": [_ticket(row) for row in tickets.order_by("sort_key", "pk")[:LISTED]],
        "ticket_count": tickets.count(),
        "unseen": handing_over.unseen(user, actor),
        "others": heirs(user),
        "history": [_line(row) for row in verbs.history(user)[:SHOWN]],
    }
    return render(request, "setup/person.html", setup_frame(actor, "people") | form_words() | context, status=status)


def heirs(user: User) -> list[tuple[int, str]]:
    """Who can take over their tickets: everybody who works here."""
    working = User.objects.filter(is_active=True, roles_held__isnull=False).exclude(pk=user.pk).distinct()
    return [(one.pk, one.label) for one in working.order_by("name")]


def _ticket(row) -> dict:
    return {"number": row.number, "subject": row.subject or _("No subject"), "url": ticket_url(row.number)}


def _line(row) -> dict:
    return {"actor": row.actor_label, "words": sentence(row), "at": row.at}
