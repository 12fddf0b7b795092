"""The door to every page of a draft, and the one way in which these pages edit it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.process import drafts
from transom.process.edits import EditRefused
from transom.process.models import PathDraft
from transom.tickets.actions import Refused
from transom.web.access import admin_page
from transom.web.process.shown import anchor
from transom.web.redirects import see
from transom.web.setup.places import setup_frame
from transom.workflow.document import Path
from transom.workflow.models import TicketType, WorkflowVersion
from transom.workflow.reading import path_today

LONGEST_NUMBER = 9


@dataclass(frozen=True)
class Open:
    """A draft that somebody looks at: who, the draft, and its path as it stands."""

    actor: Actor
    draft: PathDraft
    path: Path

    @property
    def slug(self) -> str:
        return self.draft.ticket_type.slug

    @property
    def url(self) -> str:
        return reverse("path_draft", args=[self.slug])

    @cached_property
    def published(self) -> Path | None:
        """The path that tickets follow now; None for a type that was never published."""
        try:
            return path_today(self.draft.ticket_type)
        except WorkflowVersion.DoesNotExist:
            return None

    def frame(self) -> dict:
        shown = {"draft": self.draft, "path": self.path, "slug": self.slug, "draft_url": self.url}
        return setup_frame(self.actor, "setup_process") | shown


@dataclass(frozen=True)
class Outcome:
    """What became of an edit. `stopped` is what a page shows where it did not go through."""

    done: bool
    stopped: dict = field(default_factory=dict)

    @property
    def status(self) -> int:
        return 409 if "others" in self.stopped else 422


def draft_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the draft of the type whose slug is in the address. Where there is none it leads to the type."""

    @admin_page
    @wraps(view)
    def opened(request: HttpRequest, actor: Actor, slug: str, **places: str) -> HttpResponse:
        row = get_object_or_404(TicketType, slug=slug)
        draft = PathDraft.objects.filter(ticket_type=row).select_related("ticket_type", "based_on", "began_by").first()
        if draft is None:
            messages.info(request, _("There is no draft of “%(name)s” now. Begin one here.") % {"name": row.name})
            return see(reverse("process_type", args=[slug]))
        return view(request, Open(actor, draft, drafts.path(draft)), **places)

    return opened


def attempt(request: HttpRequest, at: Open, edit: Callable[[Path], Path], words: str = "") -> Outcome:
    """Edits the draft, unless somebody did since the page was drawn, or what is asked makes no sense.

    `words` tell the edit; without them it is told by all that it changes.
    """
    return carry_out(at, lambda: drafts.edit(at.draft, edit(at.path), words, **by(request, at), now=timezone.now()))


def carry_out(at: Open, act: Callable[[], object]) -> Outcome:
    """What became of an act on the draft."""
    try:
        act()
    except (EditRefused, Refused) as refused:
        return Outcome(False, {"refused": str(refused)})
    except drafts.SomeoneEdited as other:
        if other.draft:
            at.draft.place = other.draft.place
        edits = [{"who": edit.by.label, "what": edit.words} for edit in other.edits]
        return Outcome(False, {"others": edits})
    return Outcome(True)


def by(request: HttpRequest, at: Open) -> dict:
    """Who edits, and the edit that the page was drawn from, as its form says; none is one that never was."""
    said = request.POST.get("place", "")
    return {"actor": at.actor, "place": int(said) if said.isdecimal() and len(said) <= LONGEST_NUMBER else -1}


def form_answer(
    request: HttpRequest, at: Open, template: str, shown: dict, outcome: Outcome | None, onward: str
) -> HttpResponse:
    """`onward` where it went through; else the form again, which keeps what was typed. `shown` has the `form`."""
    if outcome and outcome.done:
        return see(onward)
    status = outcome.status if outcome else 422 if shown["form"].is_bound else 200
    return render(request, template, at.frame() | shown | (outcome.stopped if outcome else {}), status=status)


def at_stop(at: Open, stop: str, to: str = "") -> str:
    """The address of a status, or of a move, on the page of the draft."""
    return f"{at.url}#{anchor(stop, to)}"
