"""The kinds of keys that belong to one person, or to their teams: what they write, save and are told of."""

from datetime import timedelta

from django.utils import timezone

from tests.web.matrix.kinds import Kind
from tests.web.matrix.things import Things
from transom.composing.macros import Macro
from transom.composing.models import Draft, State
from transom.composing.saved import SavedReply
from transom.notifications.models import Notification
from transom.people.models import ProductArea, Team, User
from transom.search.models import SavedView
from transom.tickets.tags import Tag
from transom.web.agent import uploads


def draft(all: Things, me: User, state: str = State.WRITING) -> int:
    now = timezone.now()
    due = now + timedelta(minutes=1) if state == State.WAITING else None
    said = {"body": "Begun.", "changed_at": now, "due_at": due, "kind": "reply"}
    return Draft.objects.get_or_create(person=me, ticket=all.open.ticket, state=state, defaults=said)[0].pk


def leaving(all: Things, me: User) -> int:
    return draft(all, me, State.WAITING)


def shared_draft(all: Things, me: User) -> int:
    """A colleague's, who shares it."""
    key = draft(all, all.insider)
    Draft.objects.filter(pk=key).update(shared=True)
    return key


def hidden_draft(all: Things, me: User) -> int:
    """One's own, on a ticket that one may no longer see."""
    made = {"body": "Begun.", "changed_at": timezone.now(), "kind": "reply"}
    return Draft.objects.get_or_create(person=me, ticket=all.hidden.ticket, defaults=made)[0].pk


def saved_reply(all: Things, me: User) -> int:
    return SavedReply.objects.get_or_create(owner=me, name="Mine", defaults={"body": "Hello."})[0].pk


def macro(all: Things, me: User) -> int:
    return Macro.objects.get_or_create(owner=me, name="Mine", defaults={"words": "Hello."})[0].pk


def view(all: Things, me: User) -> int:
    return SavedView.objects.get_or_create(owner=me, name="Mine", defaults={"question": "is:urgent"})[0].pk


def notification(all: Things, me: User) -> int:
    said = {"reason": "watched", "ticket": all.open.ticket, "at": timezone.now()}
    return Notification.objects.get_or_create(person=me, key="matrix", defaults=said)[0].pk


def picture(all: Things, me: User) -> str:
    return uploads.token(uploads.NewAttachment(all.open.attachment.file, "x.png", "image/png"), me.pk)


def of_another(own) -> Kind:
    """The same of somebody else is foreign."""
    return Kind(own, lambda all, me: own(all, all.insider))


WRITTEN: dict[str, Kind] = {
    "draft": of_another(draft),
    "draft of mine": Kind(draft, hidden_draft),
    "draft of a colleague": Kind(shared_draft, hidden_draft),
    "leaving": of_another(leaving),
    "saved reply": of_another(saved_reply),
    "macro": of_another(macro),
    "view": of_another(view),
    "notification": of_another(notification),
    "picture": of_another(picture),
    "saved kind": Kind(lambda all, me: "replies"),
    "person": Kind(lambda all, me: all.staff["qa"].pk),
    "team": Kind(lambda all, me: Team.objects.get_or_create(name="Payments")[0].pk),
    "area": Kind(lambda all, me: ProductArea.objects.get_or_create(name="Export", team=all.team)[0].pk),
    "tag": Kind(lambda all, me: Tag.objects.get_or_create(name="export")[0].pk),
    "theme": Kind(lambda all, me: "light"),
}
