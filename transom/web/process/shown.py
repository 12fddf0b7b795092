"""A path in the words of its pages: whose a status is, what a move asks for, who may take it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.people.models import User
from transom.people.roles import Role
from transom.workflow.document import Move, Owner, Path, Stop
from transom.workflow.models import Asks, Category, Requirement, SuggestedAct, Trigger
from transom.workflow.rules import role_words

NOBODY = ""
"""The value of an owner that is nobody, in forms."""


def anchor(stop: str, to: str = "") -> str:
    """The id on a page of a status, or of a move from it."""
    return f"move-{stop}-{to}" if to else f"stop-{stop}"


def stop_rows(path: Path) -> list[dict]:
    """The statuses of a path in its order, each with the moves from it: the contract of `process/parts.html`."""
    names, people = {stop.status: stop.name for stop in path.stops}, people_of([path])
    return [
        {
            "stop": stop,
            "slug": stop.status,
            "id": anchor(stop.status),
            "is_start": place == 0,
            "category": category_words(stop.category),
            "owner": owner_words(stop.owner, people),
            "dwell": dwell_words(stop),
            "asks": str(Asks(stop.asks).label) if stop.asks else "",
            "moves": [move_row(move, names) for move in path.moves if move.origin == stop.status],
        }
        for place, stop in enumerate(path.stops)
    ]


def move_row(move: Move, names: dict[str, str]) -> dict:
    return {
        "move": move,
        "id": anchor(move.origin, move.to),
        "to": names.get(move.to, move.to),
        "who": role_words(list(move.roles)),
        "requires": requires_words(move),
        "trigger": str(Trigger(move.trigger).label) if move.trigger else "",
    }


def requires_words(move: Move) -> str:
    """What it asks for, as the end of "It asks for …"; empty where it asks for nothing."""
    return ", ".join(str(one.label) for one in Requirement if one in move.requires)


def category_words(category: str) -> str:
    return str(Category(category).label) if category in Category.values else category


def dwell_words(stop: Stop) -> str:
    """How long is too long there, and what to do then."""
    if not stop.days:
        return ""
    words = ngettext("%(days)d day at most", "%(days)d days at most", stop.days) % {"days": stop.days}
    if not stop.act:
        return words
    return _("%(days)s, then: %(act)s") % {"days": words, "act": _lower(str(SuggestedAct(stop.act).label))}


def owner_words(owner: Owner | None, people: dict[str, str]) -> str:
    """Whose a ticket is there; `people` are the names by address, from `people_of`."""
    if owner is None:
        return _("Nobody in particular")
    if owner.kind == "role":
        return str(Role(owner.name).label) if owner.name in Role.values else owner.name
    return owner.name if owner.kind == "team" else people.get(owner.name, owner.name)


def people_of(paths: Iterable[Path]) -> dict[str, str]:
    """The names of the people whom these paths name as owners, by address."""
    named = {stop.owner.name for path in paths for stop in path.stops if stop.owner and stop.owner.kind == "person"}
    return {user.email: user.label for user in User.objects.filter(email__in=named)} if named else {}


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
