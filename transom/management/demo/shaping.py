"""What the demo's admin has begun to change of the process: a draft that nobody has published."""

from django.utils import timezone
from django.utils.text import slugify

from transom.people.actor import person
from transom.people.models import User
from transom.people.roles import Role
from transom.process import drafts
from transom.process.placing import place
from transom.workflow.document import Owner, Path, Stop
from transom.workflow.models import Category, SuggestedAct, TicketType

NAME = "Waits for the nightly build"


def shape(people: dict[str, User]) -> None:
    """One more status on the way of an issue, behind the one where somebody works on it."""
    actor, now = person(people["ada"]), timezone.now()
    draft = drafts.begin(TicketType.objects.get(slug="issue"), actor=actor, now=now)
    path = drafts.path(draft)
    after, where = _working(path)
    stop = Stop(
        status=slugify(NAME),
        name=NAME,
        category=Category.OPEN,
        public_name="Being tested",
        entering="It is done, and in tonight’s build.",
        leaving="The build is there and can be tested.",
        owner=Owner("role", Role.RELEASE_MANAGER),
        days=2,
        act=SuggestedAct.ESCALATE,
    )
    path = place(path, stop, after=after, where=where, label="Put into the nightly build")
    drafts.edit(draft, path, f"{NAME} is new, behind {path.stop(after).name}.", actor=actor, now=now, place=0)


def _working(path: Path) -> tuple[str, str]:
    """The status where the work is done, and the next: it comes behind the one that asks why nobody has begun."""
    waiting = next(stop for stop in path.stops if stop.reasons)
    work = path.moves_from(waiting.status)[0].to
    return work, path.moves_from(work)[0].to
