"""The frame around every page of the desk: the rail, and what this person may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.db.models import F, OuterRef, QuerySet, Value
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from transom.foundation.kept import Kept
from transom.foundation.pauses import Pause
from transom.mail.models import InboundEmail
from transom.people.actor import Actor, ActorKind
from transom.people.models import User
from transom.people.roles import Role
from transom.reviews.models import Review
from transom.tickets.models import Ticket, TicketQuerySet
from transom.tickets.queues import ALL_LANGUISHING, CLOSING, QUEUES
from transom.web.agent import managing, too_urgent
from transom.web.agent.around import around
from transom.web.agent.macro_rows import macro_rows
from transom.web.agent.paused import banners
from transom.web.agent.rail_keys import KEYS
from transom.web.agent.small_rows import ZERO, Counted, Small, by_kind, count_words, joined, small
from transom.web.clock import standing
from transom.web.clock.standing import KNOWN, Standing
from transom.web.cockpit import rows as decision_rows
from transom.web.composer import bar, beside
from transom.web.find import rail as find_rail
from transom.web.notifications import bell
from transom.web.qa import rail as qa_rail
from transom.web.reports import alarm
from transom.web.shifts import foot
from transom.workflow.models import Status

MINDERS = frozenset({Role.ADMIN, Role.QUEUE_MANAGER})
"""Who minds the mail that waits for a person."""


@dataclass(frozen=True)
class Desk:
    """`visible` are the tickets of this actor, found out once for a page; `small` the small rows that it asked for.

    `standing` is how it stands with the clock: the rules, and which moments are late.
    """

    actor: Actor
    visible: TicketQuerySet
    small: dict[str, list[Small]]
    current: str = ""
    standing: Standing = Standing()

    @property
    def frame(self) -> dict:
        """What `desk.html` needs."""
        came_back = sum(row.number for row in self.small[bar.BACK])
        leaving = {"leaving": bar.shown(self.small[bar.LEAVING]), "came_back": came_back}
        leaving["too_urgent"] = too_urgent.too_urgent(self.small[too_urgent.KIND])
        leaving["nobody"] = foot.alarm(self.small, self.actor)
        leaving["unaccounted"] = alarm.banner(self.small[alarm.KIND])
        return leaving | {"rail": rail(self), "paused": banners(self.small["pause"], self.actor.has(Role.ADMIN))}


def open_desk(
    actor: Actor,
    current: str = "",
    visible: TicketQuerySet | None = None,
    ticket: Ticket | None = None,
    alone: bool = False,
) -> Desk:
    """The frame with `current` as the place in the rail. Where the page is a ticket's, what is `around` it comes along.

    `visible` is what `visible_to(actor)` gave, where the page has asked already. A ticket `alone` has no `frame`.
    """
    if visible is None:
        visible = Ticket.objects.visible_to(actor)
    about, has_customer = {}, False
    if ticket is not None:
        has_customer = ticket.customer_id is not None
        whose = ticket.customer_id if has_customer else ticket.requester_id
        about = {"ticket": ticket.pk, "requester": ticket.requester_id, "whose": whose}
    shape = (visible.hidden, actor.roles & (MINDERS | qa_rail.ROLES), has_customer)
    if alone:
        rows = by_kind(AROUND.rows(*shape, actor=actor.id, **about))
        return Desk(actor, visible, rows, current, Standing(standing.rules_of(rows)))
    rows, now = KNOWN.ask(lambda now: FRAME.rows(*shape, now, actor=actor.id, **about), timezone.now())
    return Desk(actor, visible, rows, current, now)


def _frame(
    hidden: tuple[int, ...],
    minds: frozenset[str],
    has_customer: bool,
    now: Standing,
    *,
    actor: int,
    ticket: int | None = None,
    requester: int | None = None,
    whose: int | None = None,
) -> QuerySet:
    """All that a page's frame asks for, in one query; kept, since it is large and its SQL is always the same."""
    visible = Ticket.objects.outside(hidden)
    asking = Actor(ActorKind.PERSON, actor, "", minds)
    queries = [*_counts(asking, visible, now)]
    if ticket is not None:
        queries += [*_around(visible, has_customer, ticket, requester, whose), *macro_rows(asking)]
        queries += [*beside.of_ticket(actor, ticket), *bell.of_ticket(actor, ticket)]
    return joined(queries)


def _alone(
    hidden: tuple[int, ...], minds: frozenset[str], has_customer: bool, *, actor: int, ticket: int, **about: int
) -> QuerySet:
    """The same without the rail."""
    asking = Actor(ActorKind.PERSON, actor, "", minds)
    visible = Ticket.objects.outside(hidden)
    queries = [*_around(visible, has_customer, ticket, **about), *macro_rows(asking)]
    queries += [*too_urgent.small_rows(actor, visible), *standing.small_rows()]
    return joined([*queries, *beside.of_ticket(actor, ticket), *bell.of_ticket(actor, ticket)])


def _around(visible: TicketQuerySet, has_customer: bool, ticket: int, requester: int, whose: int) -> Iterator[QuerySet]:
    row = Ticket(pk=ticket, requester_id=requester, customer_id=whose if has_customer else None)
    yield from around(row, visible)
    yield from decision_rows.small_rows()


FRAME, AROUND = Kept(_frame), Kept(_alone)


def minds_the_mail(actor: Actor) -> bool:
    return actor.has(*MINDERS)


def _counts(actor: Actor, visible: TicketQuerySet, now: Standing) -> Iterator[QuerySet]:
    me = User.objects.filter(pk=actor.id)
    for place, queue in enumerate(QUEUES):
        rows = now.closing_soon(visible) if queue is CLOSING else queue.tickets(visible, actor)
        yield small("queue", me, key=Value(place), label=Value(queue.slug), number=Counted(rows))
    yield small("overdue", me, number=Counted(now.overdue(visible)))
    yield from standing.small_rows()
    in_status = Counted(visible.filter(status=OuterRef("pk")))
    yield small("status", Status.objects.all(), key=F("position"), label=F("name"), detail=F("slug"), number=in_status)
    on = Review.objects.outside(visible.hidden).still_on()
    yield small("review", on, label=F("name"))
    yield small("pause", Pause.objects.all(), key=ZERO, label=F("what"), detail=F("reason"))
    if minds_the_mail(actor):
        yield small("attention", me, number=Counted(_waiting(actor, visible.hidden)))
    yield from managing.small_rows(actor, visible, me)
    yield from qa_rail.small_rows(actor, visible, me)
    yield from foot.of_frame()
    yield from alarm.small_rows(actor)
    yield from too_urgent.small_rows(actor.id, visible)
    yield from find_rail.small_rows(actor, visible)
    yield from bar.of_frame(actor, visible.hidden, me)
    yield from bell.of_frame(actor, visible.hidden, me)


def _waiting(actor: Actor, hidden: tuple[int, ...]) -> QuerySet[InboundEmail]:
    """The mail that waits for a person."""
    return InboundEmail.objects.outside(actor, hidden).needing_attention()


def queue_url(slug: str) -> str:
    return reverse("queue", args=[slug])


def rail(desk: Desk) -> dict:
    """The contract of `desk.html`: links with their counts, who is signed in, what they may set up."""
    return {
        "queues": _queues(desk) + _mentions(desk) + _on_now(desk) + _drafts(desk),
        "managing": _managing(desk),
        "bell": bell.shown(desk.small[bell.BELL]),
        "views": find_rail.view_links(desk.small[find_rail.VIEW], desk.current),
        "teams": find_rail.team_links(desk.small[find_rail.TEAM], desk.current),
        "statuses": [
            _link(desk, slug, row.label, queue_url(slug), row.number)
            for row in desk.small["status"]
            if (slug := f"status-{row.detail}") and (row.number or slug == desk.current)
        ],
        "attention": _attention(desk),
        "shift": foot.shown(desk.small, desk.actor),
        "find_url": _address("find"),
        "palette_url": _address("palette"),
        "admin": _set_up(desk),
        "person": {
            "label": desk.actor.label,
            "roles": ", ".join(str(role.label) for role in Role if role in desk.actor.roles),
            "sign_out_url": reverse("account_logout"),
            "password_url": reverse("account_change_password"),
            "me_url": reverse("me"),
        },
    }


def _queues(desk: Desk) -> list[dict]:
    """Whoever looks at everybody's languishing tickets is in the place of their own, which leads back there."""
    counts = {row.label: row.number for row in desk.small["queue"]}
    links = [_link(desk, queue.slug, str(queue.name), queue_url(queue.slug), counts[queue.slug]) for queue in QUEUES]
    links[[queue.slug for queue in QUEUES].index("owed")]["hot"] = any(row.number for row in desk.small["overdue"])
    if desk.current == ALL_LANGUISHING.slug:
        links[[queue.slug for queue in QUEUES].index("languishing")] |= {
            "url": queue_url(ALL_LANGUISHING.slug),
            "current": True,
        }
    links += qa_rail.links(desk.actor, desk.small[qa_rail.KIND], desk.current, partial(_link, desk))
    return links


def _address(name: str) -> str:
    """Of a page that a desk may come without."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _link(desk: Desk, slug: str, name: str, url: str, number: int = 0) -> dict:
    here = {"current": slug == desk.current, "key": KEYS.get(slug, "")}
    return {"name": name, "url": url, "count": count_words(number)} | here


def _mentions(desk: Desk) -> list[dict]:
    """Where somebody mentions me stands among the queues until I have read it."""
    here, url = desk.current == "mentions", f"{reverse('notifications')}?about=mentioned"
    count = bell.mentions(desk.small[bell.BELL])
    return [_link(desk, "mentions", _("Mentions"), url, count)] if count or here else []


def _on_now(desk: Desk) -> list[dict]:
    """A review that nobody has ended stands among the queues, so that nobody looks for the table."""
    return [
        _link(
            desk,
            f"review-{row.key}",
            _("Review: %(name)s") % {"name": Truncator(row.label).chars(26)},
            reverse("review", args=[row.key]),
        )
        for row in desk.small["review"]
    ]


def _drafts(desk: Desk) -> list[dict]:
    """What I have begun stands among the queues while there is any."""
    begun = sum(row.number for row in desk.small[bar.BEGUN])
    return [_link(desk, "drafts", _("Drafts"), reverse("drafts"), begun)] if begun or desk.current == "drafts" else []


def _managing(desk: Desk) -> list[dict]:
    """The places of whoever answers for the queue."""
    if not desk.actor.has(*managing.MANAGERS):
        return []
    counts = {row.label: row.number for row in desk.small[managing.KIND]}
    links = [
        _link(desk, place.name, str(place.words), _address(place.name), counts.get(place.name, 0))
        for place in managing.PLACES
    ]
    return [link for link in links if link["url"]]


def _attention(desk: Desk) -> dict | None:
    """Mail that waits for a person stands among the queues; when none does, its page is below, with the rest."""
    waiting = sum(row.number for row in desk.small["attention"])
    return _link(desk, "attention", _("Mail needing attention"), reverse("attention"), waiting) if waiting else None


def _set_up(desk: Desk) -> list[dict]:
    links = [_link(desk, "process", _("How we work"), reverse("process"))]
    links.append(_link(desk, "shifts", _("Shifts"), reverse("shifts")))
    links.append(_link(desk, "numbers", _("The numbers"), reverse("numbers")))
    links.append(_link(desk, "reviews", _("Reviews"), reverse("reviews")))
    links.append(_link(desk, "saved", _("Saved replies"), reverse("saved_replies")))
    links.append(_link(desk, "sent", _("Sent mail"), reverse("sent")))
    if minds_the_mail(desk.actor) and not _attention(desk):
        links.insert(0, _link(desk, "attention", _("Mail needing attention"), reverse("attention")))
    if desk.actor.has(Role.ADMIN):
        links.append(_link(desk, "setup", _("Set up the desk"), reverse("setup")))
    return links
