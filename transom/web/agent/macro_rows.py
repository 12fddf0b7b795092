"""The macros beside a ticket: a button each, its key where it has one. They come along in the query of the frame."""

from collections.abc import Iterator

from django.db.models import Case, F, QuerySet, Value, When
from django.urls import reverse

from transom.composing.macros import Macro
from transom.people.actor import Actor
from transom.people.roles import Role
from transom.web.agent.small_rows import Small, small

MOST = 40
SHOWN = 5
"""So many stand open; the others are folded away, and their keys and the palette run them all the same."""
OWN_FIRST = Case(When(owner__isnull=False, then=Value(0)), When(team__isnull=False, then=Value(1)), default=Value(2))


def macro_rows(actor: Actor) -> Iterator[QuerySet]:
    """Of someone who works at the desk: label is the name, detail the key, number the place."""
    usable = Macro.objects.offered_to(actor.id, actor.has(Role.ADMIN)).in_use()
    keys = usable.order_by(OWN_FIRST, "position", "name", "pk").values("pk")[:MOST]
    rows = Macro.objects.filter(pk__in=keys)
    place = OWN_FIRST * Value(100_000) + F("position")
    yield small("macro", rows, label=F("name"), detail=F("key"), number=place)


def macros(rows: list[Small], ticket: int) -> dict:
    """What `components/macros.html` shows. A key that two have is the first one's."""
    found, taken = [], set()
    for row in sorted(rows, key=lambda row: (row.number, row.label.lower(), row.key)):
        key = "" if row.detail in taken else row.detail
        taken.add(key)
        found.append({"key": row.key, "name": row.label, "letter": key})
    return {"url": reverse("run_macro", args=[ticket]), "shown": found[:SHOWN], "more": found[SHOWN:]}
