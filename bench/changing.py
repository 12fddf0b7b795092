"""Changes the process of a desk, in the desk's own environment; prints what it found as JSON.

`python -m bench.changing look`      simulates a removal that concerns many tickets
`python -m bench.changing publish`   publishes it
`python -m bench.changing note N`    writes N notes, each on another ticket, and gives the milliseconds of each
"""

import json
import sys
import time

import django
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

django.setup()

from transom.people.actor import person  # noqa: E402
from transom.people.models import User  # noqa: E402
from transom.people.roles import Role  # noqa: E402
from transom.process import drafts, edits, publishing  # noqa: E402
from transom.process.simulate import simulate  # noqa: E402
from transom.process.standing import standing  # noqa: E402
from transom.tickets import actions  # noqa: E402
from transom.tickets.models import Ticket  # noqa: E402
from transom.tickets.words import Words  # noqa: E402
from transom.workflow.document import Path  # noqa: E402
from transom.workflow.models import Category, TicketType  # noqa: E402
from transom.workflow.reading import path_today  # noqa: E402

WANTED, TIMES = 20_000, 5


def changed() -> tuple[TicketType, str, Path]:
    """The type and the status that about `WANTED` tickets are in, and the path without it."""
    there = [
        (abs(count - WANTED), kind, slug)
        for kind in TicketType.objects.all()
        for slug, count in standing(kind).items()
        if path_today(kind).stop(slug).category != Category.CLOSED
    ]
    _far, kind, slug = min(there, key=lambda row: row[0])
    path = path_today(kind)
    others = [stop for stop in path.stops if stop.status != slug and stop.category != Category.CLOSED]
    path = edits.merge_stops(path, slug, into=others[0].status)
    return kind, slug, edits.change_stop(path, others[-1].status, silence_counts=not others[-1].silence_counts)


def look() -> dict:
    kind, slug, path = changed()
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        found = simulate(path, kind)
        taken.append((time.perf_counter() - began) * 1000)
    with CaptureQueriesContext(connection) as asked:
        simulate(path, kind)
    moving = sum(effect.count for effect in found.moving)
    return {"tickets": Ticket.objects.count(), "moving": moving, "ms": taken, "queries": len(asked)}


def publish() -> dict:
    kind, _slug, path = changed()
    user = User.objects.order_by("pk")[0]
    user.give_roles(Role.ADMIN)
    admin, now = person(User.objects.get(pk=user.pk)), timezone.now()
    draft = drafts.begin(kind, actor=admin, now=now)
    draft = drafts.edit(draft, path, actor=admin, now=now, place=draft.place)
    began = time.perf_counter()
    publishing.publish(draft, why="To measure it.", actor=admin, now=now, seen=draft.place)
    return {"ms": (time.perf_counter() - began) * 1000}


def note(count: str) -> list[float]:
    user = User.objects.prefetch_related("roles_held").order_by("pk")[0]
    agent, taken = person(user), []
    for ticket in Ticket.objects.order_by("-pk")[: int(count)]:
        began = time.perf_counter()
        actions.note(ticket, Words(text="Seen."), actor=agent)
        taken.append((time.perf_counter() - began) * 1000)
        time.sleep(0.05)
    return taken


print(json.dumps({"look": look, "publish": publish, "note": note}[sys.argv[1]](*sys.argv[2:])))
