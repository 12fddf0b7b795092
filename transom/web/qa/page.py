"""QA's own page: who reproduces what, decided one by one; what is being tried, and for how long."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.people.actor import Actor
from transom.people.models import User
from transom.people.roles import Role
from transom.tickets import actions
from transom.tickets.models import Ticket
from transom.tickets.reproductions import Reproduction
from transom.tickets.responsible import present
from transom.web.access import agent_page
from transom.web.agent.desk import open_desk
from transom.web.agent.forms import AssignForm
from transom.web.agent.ticket import find
from transom.web.agent.verbs import attempt
from transom.web.qa.shown import Row, Sections, sections
from transom.web.redirects import see

KEYED = 9
LATELY = 8
LAST_IN_LINE = 9
ORDER = {Role.QA: 0, Role.SUPPORTER: 1, Role.SUPPORT_DEVELOPER: 2, Role.QUEUE_MANAGER: 3}


@agent_page
def qa(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`?ticket=7` puts that one first; else it is the one with the longest need."""
    desk = open_desk(actor, "qa")
    found = sections(desk.visible)
    at = _place(found.wanted, request.GET.get("ticket", ""))
    context = desk.frame | {"found": found, "heading": heading(found)}
    context |= {"people": people(found, actor), "own": _own(found, actor), "place": at}
    context["focus"] = found.wanted[at] if found.wanted else None
    context |= {"next_url": _address(found.wanted, at + 1), "previous_url": _address(found.wanted, at - 1)}
    lately = Reproduction.objects.visible_to(actor).select_related("ticket", "by").order_by("-pk")
    return render(request, "qa/page.html", context | {"lately": lately[:LATELY]})


def heading(found: Sections) -> str:
    """What is so, in a sentence."""
    if found.wanted:
        words = ngettext(
            "%(num)d ticket waits for somebody to reproduce it",
            "%(num)d tickets wait for somebody to reproduce them",
            len(found.wanted),
        )
        return words % {"num": len(found.wanted)}
    return _("Everything that came to QA has somebody") if found.trying else _("Nothing waits to be reproduced")


def people(found: Sections, actor: Actor) -> list[dict]:
    """Who is here and can be given a ticket, QA first, each with how many they have in hand."""
    hands = [row.assignee for row in (*found.trying, *found.testing)]
    rows = present(timezone.now()).prefetch_related("roles_held")
    here = sorted(rows, key=lambda user: (user.pk != actor.id, _in_line(user), user.label.lower()))
    return [
        {
            "key": user.pk,
            "label": user.label,
            "count": hands.count(user.pk),
            "sign": str(place) if place <= KEYED else "",
        }
        for place, user in enumerate(here, start=1)
    ]


def _in_line(user: User) -> int:
    return min((ORDER.get(role, LAST_IN_LINE) for role in user.role_names()), default=LAST_IN_LINE)


def _own(found: Sections, actor: Actor) -> int:
    """How many lie with the reader, to be reproduced."""
    return sum(row.assignee == actor.id for row in found.trying)


def _place(rows: list[Row], number: str) -> int:
    return next((place for place, row in enumerate(rows) if str(row.number) == number), 0)


def _address(rows: list[Row], place: int) -> str:
    return f"{reverse('qa')}?ticket={rows[place].number}" if 0 <= place < len(rows) else ""


@agent_page
def give(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Takes POST: this person reproduces it from now on, and talks to the customer. Leads back to the page, to the next."""
    ticket = find(actor, number).ticket
    if request.method != "POST":
        return see(reverse("qa"))
    form = AssignForm(request.POST, request.FILES, ticket=ticket, actor=actor)
    result, _status = attempt(_given, actor, ticket, form)
    if result is None:
        messages.error(
            request,
            " ".join(form.problems) or _("Something came in on #%(number)d. Look at it first.") % {"number": number},
        )
        return see(f"{reverse('qa')}?ticket={number}")
    who = form.cleaned_data["assignee"]
    messages.success(request, _("%(who)s reproduces #%(number)d.") % {"number": number, "who": who.label})
    return see(reverse("qa"))


def _given(actor: Actor, ticket: Ticket, form: AssignForm) -> Ticket:
    if form.cleaned_data["assignee"] is None:
        raise actions.Refused(_("Choose who reproduces it."))
    return actions.give_to_reproduce(ticket, form.cleaned_data["assignee"], actor=actor, seen=form.cleaned_data["seen"])
