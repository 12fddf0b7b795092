"""The draft of a type's path: begun, edited step by step, undone and done again, by whichever admins are there."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from msgspec.structs import replace

from transom.people.actor import Actor
from transom.people.roles import Role
from transom.process.models import PathDraft, PathEdit
from transom.tickets.actions import NotAllowed, Refused
from transom.workflow.differences import differences
from transom.workflow.document import Path, as_json, from_json
from transom.workflow.models import Status, TicketType, WorkflowVersion
from transom.workflow.reading import in_words_of, path_of, path_today

LONGEST_WORDS = 200
MOST_EDITS = 500


class SomeoneEdited(Exception):
    """The draft is not as this admin saw it. `edits` are those that they had not seen, in order; none where one was undone."""

    def __init__(self, draft: PathDraft | None, edits: Sequence[PathEdit] = ()):
        super().__init__(_("Somebody else has changed this draft meanwhile. Look at it, then do it again."))
        self.draft, self.edits = draft, list(edits)


def require_admin(actor: Actor) -> None:
    if not (actor.is_agent and actor.has(Role.ADMIN)):
        raise NotAllowed(_("Only an admin may change the process."))


@transaction.atomic
def begin(
    ticket_type: TicketType, *, actor: Actor, now: datetime, from_version: WorkflowVersion | None = None
) -> PathDraft:
    """The draft of this type: the one that is there, else a new one that begins with the path of today.

    `from_version` goes back to what an older version said, as an edit that can be undone.
    """
    require_admin(actor)
    TicketType.objects.select_for_update().get(pk=ticket_type.pk)
    draft = PathDraft.objects.filter(ticket_type=ticket_type).first()
    if draft is None:
        published = WorkflowVersion.objects.published_for(ticket_type)
        draft = PathDraft.objects.create(
            ticket_type=ticket_type, based_on=published, began_by_id=actor.id, began_at=now
        )
        document = as_json(path_today(ticket_type))
        draft.edits.create(number=0, document=document, words=_("As it is now"), by_id=actor.id, at=now)
    if from_version is None:
        return draft
    words = _("Back to version %(number)d") % {"number": from_version.number}
    older = replace(path_of(from_version), remaps={})
    return edit(draft, older, words, actor=actor, now=now, place=draft.place)


def path(draft: PathDraft) -> Path:
    """The path as the draft stands. Words of a status that this draft leaves alone are those of today."""
    return path_at(draft, draft.place)


def path_at(draft: PathDraft, place: int) -> Path:
    """The path as it was after the edit of this number."""
    began = {stop.status: stop for stop in _document(draft, 0).stops}
    found = _document(draft, place)
    now = {status.slug: status for status in Status.objects.filter(slug__in=found.slugs)}

    def as_today(stop):
        before = began.get(stop.status)
        words = ("name", "public_name", "silence_counts")
        untouched = before and all(getattr(before, name) == getattr(stop, name) for name in words)
        return in_words_of(stop, now.get(stop.status)) if untouched else stop

    return replace(found, stops=tuple(as_today(stop) for stop in found.stops))


@transaction.atomic
def edit(draft: PathDraft, path: Path, words: str = "", *, actor: Actor, now: datetime, place: int) -> PathDraft:
    """Let the draft say `path` from now on. `place` is the edit that the admin was looking at.

    What had been undone is gone for good. Without `words` the edit is told by what it changes; one that changes nothing
    is none. Raises `SomeoneEdited`, `Refused`.
    """
    require_admin(actor)
    draft = held(draft, place)
    before = path_at(draft, draft.place)
    told = words or " ".join(difference.sentence for difference in differences(before, path))
    if as_json(before) == as_json(path):
        return draft
    last = draft.edits.order_by("-number").values_list("number", flat=True)[0]
    if draft.edits.count() >= MOST_EDITS:
        raise Refused(_("This draft has very many steps. Publish it, or begin again."))
    draft.edits.filter(number__gt=draft.place).delete()
    # Never a number for the second time, so that a form that saw an undone edit is never taken for one that saw this.
    draft.edits.create(
        number=last + 1,
        document=as_json(path),
        words=_shortened(told or _("Where tickets go")),
        by_id=actor.id,
        at=now,
    )
    return _at(draft, last + 1)


def undo(draft: PathDraft, *, actor: Actor, place: int) -> PathDraft:
    """Go back by one edit. Raises `SomeoneEdited`; `Refused` where there is none."""
    return _step(draft, actor, place, "-number", number__lt=place)


def redo(draft: PathDraft, *, actor: Actor, place: int) -> PathDraft:
    """Do the edit again that was undone last. Raises `SomeoneEdited`; `Refused` where there is none."""
    return _step(draft, actor, place, "number", number__gt=place)


@transaction.atomic
def discard(draft: PathDraft, *, actor: Actor, place: int) -> None:
    """Throw the draft away; what is published stays as it is. Raises `SomeoneEdited`."""
    require_admin(actor)
    held(draft, place).delete()


def edits(draft: PathDraft) -> list[PathEdit]:
    """Every edit in order, those that were undone at the end: they are behind `draft.place`."""
    return list(draft.edits.exclude(number=0).select_related("by"))


@transaction.atomic
def _step(draft: PathDraft, actor: Actor, place: int, order: str, **beside: int) -> PathDraft:
    require_admin(actor)
    draft = held(draft, place)
    number = draft.edits.filter(**beside).order_by(order).values_list("number", flat=True).first()
    if number is None:
        raise Refused(_("There is nothing to undo.") if order.startswith("-") else _("There is nothing to do again."))
    return _at(draft, number)


def held(draft: PathDraft, place: int) -> PathDraft:
    """The draft as it stands, until the transaction ends. Raises `SomeoneEdited` unless it stands at `place`."""
    current = PathDraft.objects.select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if current is None:
        raise SomeoneEdited(None)
    if current.place != place:
        unseen = current.edits.filter(number__gt=place, number__lte=current.place).select_related("by")
        raise SomeoneEdited(current, unseen)
    return current


def _at(draft: PathDraft, number: int) -> PathDraft:
    PathDraft.objects.filter(pk=draft.pk).update(place=number)
    draft.place = number
    return draft


def _document(draft: PathDraft, number: int) -> Path:
    return from_json(draft.edits.get(number=number).document)


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS else words[: LONGEST_WORDS - 1] + "…"
