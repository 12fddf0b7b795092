"""The lists: which tickets, in what order, a page at a time."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.people.actor import Actor
from transom.people.roles import Role
from transom.tickets.models import Ticket
from transom.tickets.queues import BY_SLUG, COUNTED, Page, Queue, named
from transom.web.access import agent_page
from transom.web.agent.desk import Desk, open_desk, queue_url
from transom.web.agent.list_head import list_head
from transom.web.agent.rows import rows
from transom.web.agent.small_rows import count_words
from transom.web.find.lists import find_url, question_of
from transom.web.redirects import see

LONGEST_KEY = 18  # digits; Python itself reads no more than 4300


@agent_page
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """To the first list that has something for this person: what nobody has, for those who sort; else what is theirs."""
    visible = Ticket.objects.visible_to(actor)
    order = ("unassigned", "mine") if actor.has(Role.QUEUE_MANAGER, Role.SUPPORTER) else ("mine", "unassigned")
    filled = (slug for slug in (*order, "open") if BY_SLUG[slug].tickets(visible, actor).exists())
    return see(queue_url(next(filled, order[0])))


@agent_page
def queue(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    wanted = named(slug)
    if wanted is None and (question := question_of(slug)):
        return see(find_url(question, after=request.GET.get("after", "")))
    if wanted is None:
        raise Http404
    desk = open_desk(actor, current=slug)
    page = page_of(desk, wanted, request)
    context = desk.frame | {"queue": wanted, "words": count_of(desk, wanted), "order": order_of(wanted)}
    context["head"] = list_head(desk, wanted)
    return render(request, "agent/queue.html", context | listed(page, wanted, desk))


def page_of(desk: Desk, wanted: Queue, request: HttpRequest) -> Page:
    """The page that the request names by the key of the ticket before or behind it; the first page else."""
    said = {name: request.GET.get(name, "") for name in ("after", "before")}
    keys = {name: int(value) for name, value in said.items() if value.isdecimal() and len(value) <= LONGEST_KEY}
    return wanted.page(desk.actor, desk.visible, **keys)


def listed(page: Page, wanted: Queue, desk: Desk) -> dict:
    """A page of tickets for the templates."""
    url = queue_url(wanted.slug)
    return {
        "tickets": rows(page.tickets, wanted, desk.standing.rules),
        "next_url": f"{url}?after={page.next}" if page.next else "",
        "previous_url": f"{url}?before={page.previous}" if page.previous else "",
    }


def count_of(desk: Desk, wanted: Queue) -> str:
    """How many there are, in words, from the counts of the rail."""
    names = [(row.label, row.number) for row in desk.small["queue"]]
    names += [(f"status-{row.detail}", row.number) for row in desk.small["status"]]
    names += [(f"team-{row.key}", row.number) for row in desk.small["my-team"]]
    number = dict(names).get(wanted.slug)
    if number is None:  # a list that the rail does not show
        number = wanted.tickets(desk.visible, desk.actor).order_by()[: COUNTED + 1].count()
    if number > COUNTED:
        return _("%(count)s tickets") % {"count": count_words(number)}
    return ngettext("%(count)d ticket", "%(count)d tickets", number) % {"count": number}


def order_of(wanted: Queue) -> str:
    return _("latest first") if wanted.latest_first else _("urgent on top, then the longest need")
