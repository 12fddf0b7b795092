"""What people do with saved views: keep a question under a name, share it, put it in its place, take it away."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from transom.people.actor import Actor
from transom.people.models import Membership, Team
from transom.search.models import MANAGERS, SavedView, Shared
from transom.search.question import LONGEST, parse
from transom.tickets.actions import Refused

MOST = 100  # views of one person
QUESTION = min(LONGEST, 500)


def save(name: str, question: str, *, actor: Actor, shared: str = Shared.NOBODY, team: Team | None = None) -> SavedView:
    """Keep a question under a name, at the end of the list. Raises `Refused`, also where it may not be shared so."""
    if SavedView.objects.filter(owner=actor.id).count() >= MOST:
        raise Refused(_("You have %(count)s views. Remove one that you no longer need.") % {"count": MOST})
    last = SavedView.objects.visible_to(actor).aggregate(last=Max("position"))["last"] or 0
    view = SavedView(owner_id=actor.id, position=last + 1)
    return _written(view, name, question, actor, shared, team)


def change(
    view: SavedView, name: str, question: str, *, actor: Actor, shared: str, team: Team | None = None
) -> SavedView:
    """Rename a view, ask something else with it, share it otherwise. It must be `changeable_by` the actor."""
    return _written(view, name, question, actor, shared, team)


def remove(view: SavedView, *, actor: Actor) -> None:
    """Take a view away, for everyone who sees it."""
    view.delete()


@transaction.atomic
def move(view: SavedView, up: bool, *, actor: Actor) -> None:
    """Let a view change places with the one before it, or behind it, of those that the actor may change."""
    views = list(SavedView.objects.changeable_by(actor))
    keys = [row.pk for row in views]
    place = keys.index(view.pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(views):
        views[place], views[other] = views[other], views[place]
        for position, row in enumerate(views, 1):
            row.position = position
        SavedView.objects.bulk_update(views, ["position"])


def _written(view: SavedView, name: str, question: str, actor: Actor, shared: str, team: Team | None) -> SavedView:
    view.name, view.question = " ".join(name.split())[:60], " ".join(question.split())[:QUESTION]
    view.shared, view.team = Shared(shared), team if shared == Shared.TEAM else None
    if not view.name:
        raise Refused(_("Give the view a name."))
    if parse(view.question).is_empty:
        raise Refused(_("Ask for something first: a word, or an operator such as is:open."))
    if view.shared == Shared.DESK and not actor.has(*MANAGERS):
        raise Refused(_("Admins and queue managers share views with everyone. Share it with your team instead."))
    if view.shared == Shared.TEAM and not _is_of(actor, view.team):
        raise Refused(_("Choose a team that you are in."))
    view.save()
    return view


def _is_of(actor: Actor, team: Team | None) -> bool:
    return team is not None and Membership.objects.filter(team=team, user=actor.id).exists()
