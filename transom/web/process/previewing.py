"""The buttons that each role would see on a ticket, once the draft is published."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from transom.people.roles import AGENT_ROLES, Role
from transom.web.process.drafting import Open, draft_page
from transom.web.process.shown import stop_rows
from transom.workflow.models import Requirement


@draft_page
def preview(request: HttpRequest, at: Open) -> HttpResponse:
    """As `?role=` sees it."""
    asked = request.GET.get("role", "")
    role = Role(asked) if asked in AGENT_ROLES else Role.SUPPORTER
    rows = stop_rows(at.path)
    for row in rows:
        row["moves"] = [move for move in row["moves"] if _has_button(move["move"], role)]
    tabs = [{"value": one.value, "label": one.label, "current": one == role} for one in Role if one in AGENT_ROLES]
    context = at.frame() | {"rows": rows, "roles": tabs, "role_name": role.label}
    return render(request, "process/preview.html", context)


def _has_button(move, role: Role) -> bool:
    """A merge has a page of its own and no button here."""
    return role in move.roles and Requirement.MERGE not in move.requires
