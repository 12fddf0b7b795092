"""A draft comes into use: checked on the live desk, written as the next version, told, and its tickets set on their way."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.people.models import User
from transom.process import drafts, run
from transom.process.events import PathPublished
from transom.process.models import PathDraft
from transom.process.standing import problems_of
from transom.process.telling import hold_types, tell
from transom.tickets.actions import Refused
from transom.workflow.differences import differences
from transom.workflow.document import Path
from transom.workflow.models import Status, TicketType, WorkflowVersion
from transom.workflow.problem import Problem
from transom.workflow.reading import path_today
from transom.workflow.writing import write

LONGEST_WHY = 500


class StillWrong(Refused):
    """The path fails its checks. `problems` are they, each about its stop or move."""

    def __init__(self, found: Sequence[Problem]):
        super().__init__(_("The path cannot be published yet: %(first)s") % {"first": found[0].sentence})
        self.problems = list(found)


@transaction.atomic
def publish(draft: PathDraft, *, why: str, actor: Actor, now: datetime, seen: int) -> WorkflowVersion:
    """Make the draft the path that tickets of its type follow. `seen` is the edit that the admin was looking at.

    Where tickets stand in a status that is gone, or silence counts otherwise, a `PathRun` begins to take them along.
    Raises `SomeoneEdited`, `StillWrong`, `Refused` where nothing is said of why, or nothing has changed.
    """
    drafts.require_admin(actor)
    why = why.strip()
    if not why:
        raise Refused(_("Say why you change the path: those who work by it will ask."))
    if len(why) > LONGEST_WHY:
        raise Refused(_("Say why in at most %(count)d characters.") % {"count": LONGEST_WHY})
    hold_types()
    draft = drafts.held(draft, seen)
    ticket_type, path = draft.ticket_type, drafts.path(draft)
    before = _before(ticket_type)
    told = differences(before, path)
    if not told and before.remaps == path.remaps:
        raise Refused(_("This draft says what the path says already. Change something first."))
    if found := problems_of(path, ticket_type):
        raise StillWrong(found)
    silence = dict(Status.objects.values_list("pk", "silence_counts"))
    version = write(path, ticket_type, by=User.objects.get(pk=actor.id), why=why, now=now)
    changed = [
        pk for pk, counts in Status.objects.values_list("pk", "silence_counts") if silence.get(pk, counts) != counts
    ]
    words = tuple(difference.sentence for difference in told)
    tell(ticket_type, PathPublished(number=version.number, why=why, differences=words), actor=actor, now=now)
    run.begin(version, changed, now=now)
    draft.delete()
    return version


def _before(ticket_type: TicketType) -> Path:
    """The path that is followed now; of a type that was never published, one that says nothing."""
    try:
        return path_today(ticket_type)
    except WorkflowVersion.DoesNotExist:
        return Path(type=ticket_type.slug, name=ticket_type.name, purpose=ticket_type.purpose)
