"""What the palette finds on the server while somebody types: tickets, customers, contacts, lists."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.people.models import Team
from transom.search import nameable
from transom.search.finding import Search
from transom.search.hits import hits, patterns_of
from transom.search.listing import listed
from transom.search.marks import Segment, has_match, marked
from transom.search.question import LONGEST, Filter, parse
from transom.search.suggesting import contacts
from transom.tickets.models import Ticket, TicketQuerySet
from transom.tickets.queues import Listed
from transom.web.access import agent_page
from transom.web.agent.show import ticket_url
from transom.web.agent.small_rows import Small, joined, small
from transom.web.find.lists import find_url, slug_of
from transom.workflow.models import Status

TICKETS, OTHERS = 6, 3
SHORTEST = 2  # letters, before names are looked at
MOST_NAMES = 100
SNIPPET = 90


@agent_page
def palette(request: HttpRequest, actor: Actor) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:LONGEST].replace("\x00", " ").encode(errors="replace").decode()
    visible = Ticket.objects.visible_to(actor)
    found = [*_tickets(text, actor, visible), *_names(text, visible), *_everywhere(text)] if text else []
    return render(request, "agent/palette.html", {"found": found})


def _tickets(text: str, actor: Actor, visible: TicketQuerySet) -> list[dict]:
    """The ticket of that number, then those that have the words, the newest first."""
    slug, numbers = slug_of(text), text.removeprefix("#")
    exact = visible.filter(number=numbers) if numbers.isascii() and numbers.isdecimal() and len(numbers) < 16 else []
    found = [_ticket(row.number, [Segment(row.subject)], [], "") for row in exact]
    search = Search.of(parse(text), actor, visible)
    if search.question.asks_for_words:
        shown = hits(search, search.by_words(size=TICKETS))
        return found + [_hit(hit, slug) for hit in shown if str(hit.ticket.number) != numbers]
    if search.question.is_empty or found:
        return found
    return [_listed(row, slug) for row in listed(search, size=TICKETS).tickets]


def _hit(hit, slug: str) -> dict:
    said = next((one.text for one in hit.said if has_match(one.text)), [])
    return _ticket(hit.ticket.number, hit.subject, said, slug)


def _listed(row: Listed, slug: str) -> dict:
    return _ticket(row.number, [Segment(row.subject)], [Segment(row.requester)], slug)


def _ticket(number: int, subject: list[Segment], said: list[Segment], slug: str) -> dict:
    label = f"#{number} {''.join(segment.text for segment in subject)}"
    return {"url": ticket_url(number, slug), "label": label, "marks": subject, "said": said, "kind": f"#{number}"}


def _names(text: str, visible: TicketQuerySet) -> list[dict]:
    """Customers, contacts, and lists that the rail does not show to everyone. No name has an operator in it."""
    if len(text) < SHORTEST or parse(text).filters:
        return []
    rows = _rows(text, visible)
    customers = sorted(rows["customer"], key=lambda row: not row.label.casefold().startswith(text.casefold()))
    names = list(dict.fromkeys(row.label for row in customers))[:OTHERS]
    found = [_named(name, find_url(str(Filter("customer", name))), _("Customer"), text) for name in names]
    for known in contacts(text, visible, OTHERS):
        words = ", ".join(word for word in (known.address, known.customer) if word and word != known.name)
        url = find_url(str(Filter("requester", known.address or known.name)))
        found.append(_named(known.name, url, _("Contact"), text) | {"said": marked(words, patterns_of(parse(text)))})
    lists = [(row.label, f"status-{row.detail}", _("Status")) for row in rows["status"][:OTHERS]]
    lists += [(row.label, f"team-{row.key}", _("Team")) for row in rows["team"][:OTHERS]]
    return found + [_named(name, reverse("queue", args=[slug]), kind, text) for name, slug, kind in lists]


def _rows(text: str, visible: TicketQuerySet) -> dict[str, list[Small]]:
    """Teams, statuses and customers that have these words in their names, in one query, each kind in its order."""
    name, found = F("name"), {"team": [], "status": [], "customer": []}
    queries = [
        small("team", Team.objects.filter(name__icontains=text), label=name),
        small(
            "status", Status.objects.filter(name__icontains=text), label=name, detail=F("slug"), number=F("position")
        ),
        small("customer", nameable.customers(visible).filter(name__icontains=text), label=name),
    ]
    for row in joined(queries).order_by("-s_kind", "s_number", "s_label")[:MOST_NAMES]:
        found[row[0]].append(Small(*row))
    return found


def _named(name: str, url: str, kind: str, text: str) -> dict:
    return {"url": url, "label": name, "marks": marked(name, patterns_of(parse(text))), "said": [], "kind": kind}


def _everywhere(text: str) -> list[dict]:
    """The last answer leads to all that is found."""
    words = _("Find “%(words)s” everywhere") % {"words": text if len(text) < SNIPPET else f"{text[:SNIPPET]}…"}
    return [{"url": find_url(text), "label": words, "marks": [Segment(words)], "said": [], "kind": ""}]
