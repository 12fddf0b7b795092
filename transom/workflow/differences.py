"""What is different between two documents of one path, in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.people.roles import Role
from transom.workflow.document import Move, Owner, Path, Stop
from transom.workflow.models import Asks, Category, Requirement, SuggestedAct, Trigger

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True)
class Difference:
    """`kind` is added, removed or changed; `stop` or `move` say about what, by slugs; neither where it is the type."""

    kind: str
    sentence: str
    stop: str | None = None
    move: tuple[str, str] | None = None


def differences(old: Path, new: Path) -> list[Difference]:
    """What makes `new` of `old`, in the order of the path; empty where both say the same."""
    return [*_of_type(old, new), *_of_stops(old, new), *_of_order(old, new), *_of_moves(old, new)]


def _of_type(old: Path, new: Path) -> Iterator[Difference]:
    if old.name != new.name:
        words = {"old": old.name, "new": new.name}
        yield Difference(CHANGED, _("The type %(old)s is called %(new)s.") % words)
    if old.purpose != new.purpose:
        yield Difference(CHANGED, _("What the type is for reads “%(text)s”.") % {"text": new.purpose or _("nothing")})


def _of_stops(old: Path, new: Path) -> Iterator[Difference]:
    for stop in new.stops:
        before = old.stop(stop.status)
        if before is None:
            yield Difference(ADDED, _("%(status)s is new.") % {"status": stop.name}, stop.status)
        elif stop != before:
            for sentence in _of_stop(before, stop):
                yield Difference(CHANGED, sentence, stop.status)
    for stop in old.stops:
        if new.stop(stop.status) is None:
            to = new.stop(new.remaps.get(stop.status, ""))
            sentence = _("%(status)s is removed.") % {"status": stop.name}
            if to:
                sentence = _("%(status)s is removed; its tickets go to %(to)s.") % {"status": stop.name, "to": to.name}
            yield Difference(REMOVED, sentence, stop.status)


def _of_order(old: Path, new: Path) -> Iterator[Difference]:
    both = [slug for slug in new.slugs if old.stop(slug)]
    if both != [slug for slug in old.slugs if new.stop(slug)]:
        order = ", ".join(stop.name for stop in new.stops)
        yield Difference(CHANGED, _("The order of the statuses is: %(order)s.") % {"order": order})
    if old.stops and new.stops and old.stops[0].status != new.stops[0].status:
        start = new.stops[0]
        yield Difference(CHANGED, _("Tickets begin in %(status)s.") % {"status": start.name}, start.status)


def _of_stop(old: Stop, new: Stop) -> Iterator[str]:
    name = {"status": new.name}
    if old.name != new.name:
        yield _("%(old)s is called %(new)s.") % {"old": old.name, "new": new.name}
    if old.public_name != new.public_name:
        yield _("Customers read %(status)s as “%(text)s”.") % {**name, "text": new.public_name or new.name}
    if old.category != new.category:
        yield _("%(status)s is %(category)s.") % {**name, "category": Category(new.category).label}
    if old.silence_counts != new.silence_counts:
        counts = _("The customer's silence counts in %(status)s.")
        yield (counts if new.silence_counts else _("The customer's silence no longer counts in %(status)s.")) % name
    if old.entering != new.entering:
        yield _("What it means to enter %(status)s is said in other words.") % name
    if old.leaving != new.leaving:
        yield _("What it takes to leave %(status)s is said in other words.") % name
    if old.owner != new.owner:
        yield _("In %(status)s a ticket is in the hands of %(owner)s.") % {**name, "owner": owner_words(new.owner)}
    if old.days != new.days:
        yield _days(new)
    if old.act != new.act:
        act = SuggestedAct(new.act).label
        yield _("What to do with a ticket that stays too long in %(status)s: %(act)s.") % {**name, "act": act}
    if old.asks != new.asks:
        yield _("What %(status)s asks of the customer: %(asks)s.") % {**name, "asks": Asks(new.asks).label}
    if old.reasons != new.reasons:
        reasons = ", ".join(new.reasons) or _("none")
        yield _("Reasons why it was not started in %(status)s: %(reasons)s.") % {**name, "reasons": reasons}


def _days(stop: Stop) -> str:
    if stop.days is None:
        return _("A ticket may stay in %(status)s for as long as it takes.") % {"status": stop.name}
    words = ngettext(
        "A ticket may stay in %(status)s for at most %(count)d day.",
        "A ticket may stay in %(status)s for at most %(count)d days.",
        stop.days,
    )
    return words % {"status": stop.name, "count": stop.days}


def owner_words(owner: Owner | None) -> str:
    """Whose, as people say it: a role's name, the team, the person's address."""
    if owner is None:
        return _("nobody")
    if owner.kind == "role" and owner.name in Role.values:
        return str(Role(owner.name).label)
    return _("the team %(name)s") % {"name": owner.name} if owner.kind == "team" else owner.name


def _of_moves(old: Path, new: Path) -> Iterator[Difference]:
    for move in new.moves:
        before = old.move(move.origin, move.to)
        words = {"label": move.label, "move": arrow(new, move)}
        place = (move.origin, move.to)
        if before is None:
            yield Difference(ADDED, _("The move “%(label)s” (%(move)s) is new.") % words, move=place)
        elif move != before:
            for sentence in _of_move(before, move):
                yield Difference(CHANGED, f"{words['move']}: {sentence}", move=place)
    for move in old.moves:
        if new.move(move.origin, move.to) is None:
            words = {"label": move.label, "move": arrow(old, move)}
            place = (move.origin, move.to)
            yield Difference(REMOVED, _("The move “%(label)s” (%(move)s) is removed.") % words, move=place)
    for stop in new.stops:
        there = [move.to for move in new.moves_from(stop.status)]
        before = [move.to for move in old.moves_from(stop.status)]
        if [to for to in there if to in before] != [to for to in before if to in there]:
            yield Difference(
                CHANGED, _("The buttons in %(status)s have another order.") % {"status": stop.name}, stop.status
            )


def _of_move(old: Move, new: Move) -> Iterator[str]:
    if old.label != new.label:
        yield _("its button says “%(new)s” in place of “%(old)s”.") % {"old": old.label, "new": new.label}
    if came := [role for role in new.roles if role not in old.roles]:
        yield _("%(roles)s may take it as well.") % {"roles": names_of(came)}
    if went := [role for role in old.roles if role not in new.roles]:
        yield _("%(roles)s may no longer take it.") % {"roles": names_of(went)}
    if sorted(old.requires) != sorted(new.requires):
        asked = ", ".join(str(Requirement(name).label) for name in new.requires if name in Requirement.values)
        yield _("it asks for %(what)s.") % {"what": asked or _("nothing")}
    if old.reasons != new.reasons:
        yield _("its reasons are: %(reasons)s.") % {"reasons": ", ".join(new.reasons) or _("none")}
    if old.trigger != new.trigger:
        yield _("when it is taken: %(when)s.") % {"when": Trigger(new.trigger).label}


def names_of(roles: list[str]) -> str:
    return ", ".join(str(Role(role).label) for role in roles if role in Role.values)


def arrow(path: Path, move: Move) -> str:
    """The move as "Submitted → In review"."""
    names = {stop.status: stop.name for stop in path.stops}
    return f"{names.get(move.origin, move.origin)} → {names.get(move.to, move.to)}"
