"""Paths as one readable file: written here, carried to another desk, read into drafts there. Nothing in it is believed."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal, NamedTuple

import msgspec
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from msgspec.structs import replace

from transom.people.actor import Actor
from transom.process import drafts
from transom.process.models import PathDraft
from transom.process.standing import problems_of
from transom.tickets.actions import Refused
from transom.workflow.checks import problems
from transom.workflow.checks_of_moves import MOST_MOVES
from transom.workflow.checks_of_stops import MOST_STOPS, is_slug
from transom.workflow.document import FORMAT, Path, as_json
from transom.workflow.models import TicketType, WorkflowVersion
from transom.workflow.reading import known_for, path_today

LARGEST = 1_000_000  # bytes; the shipped process has 60,000
MOST_PATHS, MOST_TOLD = 50, 3
LONGEST_ERROR = 200
LINES = "\n\r\t"


class File(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What stands in the file."""

    transom: Literal["process"]
    format: int
    paths: list[Path]


class Imported(NamedTuple):
    """A draft with what the file says; `told` is what does not fit this desk yet, and `is_new` a type that it had not."""

    draft: PathDraft
    is_new: bool
    told: list[str]


def as_text(types: Iterable[TicketType]) -> str:
    """The paths that these types follow now, as a file that a person can read. Types without one are left out."""
    paths = [replace(path, remaps={}) for path in _published(types)]
    return msgspec.json.format(
        msgspec.json.encode(File(transom="process", format=FORMAT, paths=paths)), indent=2
    ).decode()


def _published(types: Iterable[TicketType]) -> Iterator[Path]:
    for ticket_type in types:
        try:
            yield path_today(ticket_type)
        except WorkflowVersion.DoesNotExist:
            continue


def read(data: bytes) -> list[Path]:
    """The paths in such a file, each sound in itself. Raises `Refused` with a sentence that says what is wrong where."""
    if len(data) > LARGEST:
        raise Refused(_("This file is too large for a process: it has more than 1 MB. Choose another one."))
    try:
        file = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=File)
    except msgspec.ValidationError as error:
        raise Refused(_unlike(str(error))) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refused(_("This is no file of a process. Choose one that was exported from Transom.")) from None
    if file.format != FORMAT:
        raise Refused(
            _("This file has the format %(theirs)d, and this desk reads the format %(ours)d. Export it again there.")
            % {"theirs": file.format, "ours": FORMAT}
        )
    _check_amounts(file.paths)
    for path in file.paths:
        _check_path(path)
    return file.paths


def _check_amounts(paths: list[Path]) -> None:
    if not paths:
        raise Refused(_("There is no path in this file."))
    if len(paths) > MOST_PATHS:
        raise Refused(_("There are more than %(count)d paths in this file.") % {"count": MOST_PATHS})
    twice = [slug for slug, count in Counter(path.type for path in paths).items() if count > 1]
    if twice:
        raise Refused(_("The type %(slug)s is in this file twice. Take one of them away.") % {"slug": twice[0][:50]})
    for path in paths:
        if len(path.stops) > MOST_STOPS or len(path.moves) > MOST_MOVES or len(path.remaps) > MOST_STOPS:
            raise Refused(
                _("A path has at most %(stops)d statuses and %(moves)d moves; one in this file has more.")
                % {"stops": MOST_STOPS, "moves": MOST_MOVES}
            )


def _check_path(path: Path) -> None:
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in LINES for sign in _strings(path)):
        raise Refused(_("There are characters in this file that cannot be printed. Export it again."))
    if any(len(f"{words}.".splitlines()) > 1 for words in _in_one_line(path)):
        raise Refused(_("A name, a button or a reason in this file has several lines. Write each in one line."))
    if not is_slug(path.type):
        raise Refused(_("A type in this file cannot be named in addresses. Use letters, digits and hyphens."))
    if found := problems(path):
        sentences = " ".join(problem.sentence for problem in found[:MOST_TOLD])
        raise Refused(_("The path of %(type)s is not sound. %(why)s") % {"type": path.name, "why": sentences})


def _in_one_line(path: Path) -> Iterator[str]:
    """The words of it that stand on buttons, in lists and in the subjects of mails."""
    yield from (path.name, path.purpose)
    for stop in path.stops:
        yield from (stop.name, stop.public_name, *stop.reasons)
    for move in path.moves:
        yield from (move.label, *move.reasons)


def _strings(path: Path) -> str:
    """Every word of it, one after the other."""
    found, front = [], [as_json(path)]
    while front:
        one = front.pop()
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, dict):
            front += [*one, *one.values()]
        elif isinstance(one, list | tuple):
            front += one
    return " ".join(found)


def _unlike(error: str) -> str:
    """What does not fit the format, with the place as people count: the second status of the first path."""
    what, _at, place = error.rpartition(" - at ")
    what, steps = (what or error)[:LONGEST_ERROR], _steps(place)
    if "paths" not in steps:
        return _("This is no file of a process (%(what)s). Choose one that was exported from Transom.") % {"what": what}
    words = {"what": what, "path": int(steps["paths"]) + 1}
    if "stops" in steps:
        words["place"] = int(steps["stops"]) + 1
        return _("Status %(place)d of path %(path)d of this file does not fit: %(what)s.") % words
    if "moves" in steps:
        words["place"] = int(steps["moves"]) + 1
        return _("Move %(place)d of path %(path)d of this file does not fit: %(what)s.") % words
    return _("Path %(path)d of this file does not fit: %(what)s.") % words


def _steps(place: str) -> dict[str, str]:
    """The numbers in "`$.paths[0].stops[1]`", by what they count. The file has a say in what stands there: not all are believed."""
    parts = (part.partition("[") for part in place.strip("`$.").split("."))
    counted = {name: number.removesuffix("]") for name, _sign, number in parts}
    return {name: said for name, said in counted.items() if said.isascii() and said.isdigit() and len(said) < 10}


@transaction.atomic
def into_drafts(paths: Iterable[Path], *, actor: Actor, now: datetime) -> list[Imported]:
    """A draft for each of these paths, as an edit of the one that is there, or of a type that this desk did not have.

    Nothing comes into use before somebody publishes it.
    """
    drafts.require_admin(actor)
    types = {row.slug: row for row in TicketType.objects.all()}
    return [_into_draft(path, types.get(path.type), actor, now) for path in paths]


def _into_draft(path: Path, ticket_type: TicketType | None, actor: Actor, now: datetime) -> Imported:
    words = _("As the file says")
    if ticket_type is None:
        path = replace(path, remaps={})
        last = TicketType.objects.aggregate(last=Max("position"))["last"] or 0
        ticket_type = TicketType.objects.create(slug=path.type, name=path.name, purpose=path.purpose, position=last + 1)
        draft = PathDraft.objects.create(ticket_type=ticket_type, began_by_id=actor.id, began_at=now)
        draft.edits.create(number=0, document=as_json(path), words=words, by_id=actor.id, at=now)
        return Imported(draft, True, _told(path, ticket_type))
    draft = PathDraft.objects.filter(ticket_type=ticket_type).first() or drafts.begin(ticket_type, actor=actor, now=now)
    earlier = known_for(ticket_type).earlier
    now_there = drafts.path(draft).remaps
    remaps = {gone: to for gone, to in (now_there | path.remaps).items() if gone in earlier and not path.stop(gone)}
    path = replace(path, remaps={gone: to for gone, to in remaps.items() if path.stop(to)})
    draft = drafts.edit(draft, path, words, actor=actor, now=now, place=draft.place)
    return Imported(draft, False, _told(path, ticket_type))


def _told(path: Path, ticket_type: TicketType) -> list[str]:
    return [problem.sentence for problem in problems_of(path, ticket_type)]
