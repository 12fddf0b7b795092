"""What a path would do to the tickets that there are, in sentences with their counts. Nothing is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.people.roles import Role
from transom.process.standing import standing
from transom.tickets.models import Ticket
from transom.workflow.differences import names_of, owner_words
from transom.workflow.document import Move, Path, Stop
from transom.workflow.models import Category, Status, Step, TicketType, WorkflowVersion
from transom.workflow.reading import path_today
from transom.workflow.writing import destination

NUMBERS = 5


@dataclass(frozen=True)
class Effect:
    """`sentence` is about `count` tickets, which the list of the status `status` (a slug) holds; `numbers` are the first."""

    sentence: str
    count: int
    status: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Simulation:
    """`tickets` of the type there are. What happens to them, the gravest first; each list empty where nothing does."""

    tickets: int
    stuck: list[Effect] = field(default_factory=list)
    moving: list[Effect] = field(default_factory=list)
    losing: list[Effect] = field(default_factory=list)
    owners: list[Effect] = field(default_factory=list)
    silence: list[Effect] = field(default_factory=list)
    words: list[Effect] = field(default_factory=list)

    def __bool__(self):
        """Does anything happen to any ticket or to another type?"""
        return any((self.stuck, self.moving, self.losing, self.owners, self.silence, self.words))


def simulate(path: Path, ticket_type: TicketType) -> Simulation:
    """What publishing `path` would do to the tickets of its type, and to other types that share its statuses."""
    try:
        now = path_today(ticket_type)
    except WorkflowVersion.DoesNotExist:
        now = Path(type=ticket_type.slug, name=ticket_type.name)
    there = standing(ticket_type)
    stuck = list(_stuck(now, path, there, ticket_type))
    return Simulation(
        tickets=sum(there.values()),
        stuck=stuck,
        moving=list(_moving(now, path, there)),
        losing=list(_losing(now, path, there)),
        owners=list(_owners(now, path, there)),
        silence=list(_silence(path)),
        words=list(_words(path, ticket_type)),
    )


def _moving(now: Path, path: Path, there: dict[str, int]) -> Iterator[Effect]:
    rows = Status.objects.filter(slug__in=there.keys() - set(path.slugs)) if path.stops else ()
    for status in rows:
        slug, count = status.slug, there[status.slug]
        to = path.stop(destination(path, now.remaps, slug, status.is_closed))
        sentence = ngettext(
            "1 ticket goes from %(status)s to %(to)s.", "%(count)d tickets go from %(status)s to %(to)s.", count
        )
        yield Effect(sentence % {"count": count, "status": status.name, "to": to.name}, count, slug)


def _stuck(now: Path, path: Path, there: dict[str, int], ticket_type: TicketType) -> Iterator[Effect]:
    """Tickets that could go forward and no longer can, whatever else may be done with them."""
    for stop, count in _unfinished(path, there):
        if not _forward(now, stop.status) or _forward(path, stop.status):
            continue
        words = {"count": count, "status": stop.name}
        if _by_people(path, stop.status):
            sentence = ngettext(
                "1 ticket would lose its only way forward: in %(status)s no move leads on any more.",
                "%(count)d tickets would lose their only way forward: in %(status)s no move leads on any more.",
                count,
            )
        else:
            sentence = ngettext(
                "1 ticket could not be moved any more: nobody may take a move from %(status)s.",
                "%(count)d tickets could not be moved any more: nobody may take a move from %(status)s.",
                count,
            )
        rows = Ticket.objects.filter(ticket_type=ticket_type, status__slug=stop.status).order_by("pk")
        numbers = tuple(rows.values_list("number", flat=True)[:NUMBERS])
        yield Effect(sentence % words, count, stop.status, numbers)


def _forward(path: Path, status: str) -> list[Move]:
    """The moves of people from here to a later place on the road, which ends at the path's own end."""
    end = path.end
    if end is None or status not in path.slugs:
        return []
    order = {slug: place for place, slug in enumerate(path.slugs)}
    here, last = order[status], order[end.status]
    return [move for move in _by_people(path, status) if here < order.get(move.to, -1) <= last]


def _by_people(path: Path, status: str) -> list[Move]:
    return [move for move in path.moves_from(status) if set(move.roles) - {Role.CLOCK}]


def _losing(now: Path, path: Path, there: dict[str, int]) -> Iterator[Effect]:
    """Moves that some may take now and could not then, from where tickets stand."""
    for stop, count in _on_path(path, there):
        for move in now.moves_from(stop.status):
            after = path.move(move.origin, move.to)
            lost = [role for role in move.roles if after is None or role not in after.roles]
            if not lost:
                continue
            if after is None:
                sentence = ngettext(
                    "1 ticket in %(status)s loses the move “%(label)s”.",
                    "%(count)d tickets in %(status)s lose the move “%(label)s”.",
                    count,
                )
            else:
                sentence = ngettext(
                    "With 1 ticket in %(status)s, “%(label)s” is no longer for: %(roles)s.",
                    "With %(count)d tickets in %(status)s, “%(label)s” is no longer for: %(roles)s.",
                    count,
                )
            words = {"count": count, "status": stop.name, "label": move.label, "roles": names_of(lost)}
            yield Effect(sentence % words, count, stop.status)


def _owners(now: Path, path: Path, there: dict[str, int]) -> Iterator[Effect]:
    for stop, count in _unfinished(path, there):
        before = now.stop(stop.status)
        if before is None or before.owner == stop.owner:
            continue
        sentence = ngettext(
            "1 ticket in %(status)s came to %(old)s; what comes in later goes to %(new)s. Whoever has it keeps it.",
            "%(count)d tickets in %(status)s came to %(old)s; what comes in later goes to %(new)s. Whoever has them keeps them.",
            count,
        )
        words = {"old": owner_words(before.owner), "new": owner_words(stop.owner)}
        yield Effect(sentence % {"count": count, "status": stop.name, **words}, count, stop.status)


def _silence(path: Path) -> Iterator[Effect]:
    """Of every type, since what a status says of silence is its own."""
    counts = {status.slug: status for status in Status.objects.filter(slug__in=path.slugs)}
    changed = [stop for stop in path.stops if stop.status in counts and _changes_silence(stop, counts[stop.status])]
    keys = [counts[stop.status].pk for stop in changed]
    rows = Ticket.objects.filter(status__in=keys).order_by().values_list("status__slug").annotate(Count("pk"))
    there = dict(rows) if keys else {}
    for stop, count in _unfinished(path, there):
        if stop.silence_counts:
            sentence = ngettext(
                "For 1 ticket in %(status)s the customer's silence begins to count.",
                "For %(count)d tickets in %(status)s the customer's silence begins to count.",
                count,
            )
        else:
            sentence = ngettext(
                "For 1 ticket in %(status)s the customer's silence no longer counts.",
                "For %(count)d tickets in %(status)s the customer's silence no longer counts.",
                count,
            )
        yield Effect(sentence % {"count": count, "status": stop.name}, count, stop.status)


def _changes_silence(stop: Stop, status: Status) -> bool:
    return stop.silence_counts != status.silence_counts


def _words(path: Path, ticket_type: TicketType) -> Iterator[Effect]:
    """Statuses that other types share and that are called otherwise then."""
    published = WorkflowVersion.objects.filter(published_at__isnull=False).order_by("ticket_type", "-number")
    latest = {version.ticket_type_id: version.pk for version in reversed(published)}
    latest.pop(ticket_type.pk, None)
    steps = Step.objects.filter(version__in=latest.values()).order_by("version__ticket_type__position")
    used: dict[str, list[str]] = {}
    for slug, name in steps.values_list("status__slug", "version__ticket_type__name"):
        used.setdefault(slug, []).append(name)
    for status in Status.objects.filter(slug__in=used.keys() & set(path.slugs)):
        stop, types = path.stop(status.slug), ", ".join(used[status.slug])
        words = {"old": status.name, "new": stop.name, "types": types}
        if stop.name != status.name:
            yield Effect(_("%(old)s is called %(new)s in these types as well: %(types)s.") % words, 0, status.slug)
        elif stop.public_name != status.public_name:
            sentence = _("Customers read other words for %(new)s in these types as well: %(types)s.")
            yield Effect(sentence % words, 0, status.slug)
        elif stop.silence_counts != status.silence_counts:
            sentence = _("What %(new)s says of silence counts for these types as well: %(types)s.")
            yield Effect(sentence % words, 0, status.slug)


def _on_path(path: Path, there: dict[str, int]) -> Iterator[tuple[Stop, int]]:
    return ((stop, there[stop.status]) for stop in path.stops if there.get(stop.status))


def _unfinished(path: Path, there: dict[str, int]) -> Iterator[tuple[Stop, int]]:
    return ((stop, count) for stop, count in _on_path(path, there) if stop.category != Category.CLOSED)
