"""The bell in the frame: how much is unread, what the browser may announce, and the small rows that they cost."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from transom.notifications.channels import settings_of
from transom.notifications.inbox import newest, news, unread
from transom.notifications.models import MutedTicket, Notification, Reason
from transom.notifications.saying import Said
from transom.people.actor import Actor
from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.web.access import agent_page
from transom.web.agent.small_rows import Counted, Small, small

LONGEST_KEY = 18  # digits
MOST = 99
BELL, HERE, MUTED = "bell", "unread-here", "muted"


def of_frame(actor: Actor, hidden: tuple[int, ...], me: QuerySet[User]) -> Iterator[QuerySet]:
    """One row: how many are unread, and in its key how many of those mention me."""
    unread = Notification.objects.of(actor.id, hidden).unread()
    yield small(BELL, me, key=Counted(unread.filter(reason=Reason.MENTIONED)), number=Counted(unread))


def of_ticket(actor: int, ticket: int) -> Iterator[QuerySet]:
    """Two rows of a ticket's page: has its reader something unread about it, and do they hear of it at all."""
    me = User.objects.filter(pk=actor)
    about = Notification.objects.filter(person=actor, ticket=ticket, read_at=None)
    yield small(HERE, me, number=Counted(about))
    yield small(MUTED, MutedTicket.objects.filter(person=actor, ticket=ticket))


def shown(rows: list[Small]) -> dict:
    """What `components/bell.html` shows."""
    number = sum(row.number for row in rows)
    return {"unread": number, "words": words(number)}


def mentions(rows: list[Small]) -> int:
    return sum(row.key for row in rows)


def words(number: int) -> str:
    """The count in at most three signs; empty for none."""
    return "" if not number else f"{MOST}+" if number > MOST else str(number)


@agent_page
def bell(request: HttpRequest, actor: Actor) -> JsonResponse:
    """For the script: how many are unread, and what came behind the key `after` that the browser may announce."""
    number = unread(actor.id, Mailbox.objects.keys_hidden_from(actor), MOST + 1)
    after = request.GET.get("after", "")
    known = after.isdecimal() and after.isascii() and len(after) <= LONGEST_KEY
    shows = settings_of(request.user).shows_words
    found = [announced(item, shows) for item in news(actor, int(after))] if known else []
    return JsonResponse({"unread": number, "words": words(number), "newest": newest(actor), "news": found})


def announced(item: Said, shows_words: bool) -> dict:
    """For the screen outside of the desk, where others may look on: no customer's words unless the person chose so."""
    number = f"#{item.ticket.number}" if item.ticket else ""
    title, body = str(item.row.get_reason_display()), number
    if shows_words and item.ticket:
        title = item.sentence
        body = f"{number} {item.ticket.subject}\n{' '.join(item.text.split())[:200]}".strip()
    return {"id": item.row.pk, "title": title, "body": body or _("Transom"), "url": item.url}
