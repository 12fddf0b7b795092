"""What the rail shows of saved views and of one's teams: small rows for the query of the frame, and their links."""

from collections.abc import Iterator

from django.db.models import F, OuterRef, QuerySet
from django.urls import reverse

from transom.people.actor import Actor
from transom.people.models import Team
from transom.search.models import SavedView
from transom.tickets.models import TicketQuerySet
from transom.tickets.queues import OPEN
from transom.web.agent.small_rows import Counted, Small, count_words, small
from transom.web.find.lists import find_url, slug_of

VIEW, TEAM = "view", "my-team"


def small_rows(actor: Actor, visible: TicketQuerySet) -> Iterator[QuerySet]:
    """The views that this person sees, in their order, and the open tickets of their teams, counted up to 500."""
    views = SavedView.objects.for_person(actor.id)
    yield small(VIEW, views, key=F("position"), label=F("name"), detail=F("question"), number=F("pk"))
    open_ones = Counted(visible.filter(OPEN, team=OuterRef("pk")))
    yield small(TEAM, Team.objects.filter(members=actor.id), label=F("name"), number=open_ones)


def view_links(rows: list[Small], current: str) -> list[dict]:
    """Without counts: those are asked for behind the page, for a question may take its time."""
    return [
        {
            "key_of": row.number,
            "name": row.label,
            "url": find_url(view=row.number),
            "current": current in (f"view-{row.number}", slug_of(row.detail)),
        }
        for row in rows
    ]


def team_links(rows: list[Small], current: str) -> list[dict]:
    """The queues of one's teams, by name."""
    return [
        {
            "name": row.label,
            "url": reverse("queue", args=[f"team-{row.key}"]),
            "count": count_words(row.number),
            "current": current == f"team-{row.key}",
        }
        for row in sorted(rows, key=lambda row: row.label.casefold())
    ]
