"""The small rows around one ticket: tags, watchers, addresses, files, its neighbours, and what it can be given."""

from collections.abc import Iterator

from django.db.models import Case, CharField, Expression, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat

from transom.customers.models import ContactAddress
from transom.mail.models import InboundEmail, Outcome
from transom.people.mailboxes import Mailbox
from transom.people.models import Team, User
from transom.people.roles import AGENT_ROLES
from transom.tickets.bugs import TicketBug
from transom.tickets.links import TicketLink
from transom.tickets.messages import Attachment
from transom.tickets.models import Ticket, TicketQuerySet, TicketTag, Watcher
from transom.web.agent import staying
from transom.web.agent.small_rows import small
from transom.web.agent.whom import around_them
from transom.web.qa import card
from transom.workflow.models import Step, TicketType, WorkflowVersion


def around(ticket: Ticket, visible: TicketQuerySet) -> Iterator[QuerySet]:
    """What the ticket page asks for in the one query of its frame. `visible` are the tickets that its reader may see."""
    yield small("tag", TicketTag.objects.filter(ticket=ticket), label=F("name"))
    yield from _watchers(ticket)
    addresses = ContactAddress.objects.filter(contact=ticket.requester_id)
    yield small("address", addresses, label=F("address"))
    yield from _files(ticket)
    yield from _held(ticket)
    yield from _links(ticket, visible)
    yield from around_them(ticket, visible)
    yield from staying.small_rows(ticket.pk)
    yield from card.small_rows(ticket.pk)
    yield small("bug", TicketBug.objects.filter(ticket=ticket), label=F("reference"), detail=F("url"))
    yield _asking(ticket)
    yield small("mailbox", Mailbox.objects.all(), label=F("address"))
    yield small("team", Team.objects.all(), label=F("name"))
    types = TicketType.objects.published()
    yield small("type", types, label=F("name"), number=F("position"))
    yield small("agent", agents(), label=F("name"), detail=F("email"))


def _asking(ticket: Ticket) -> QuerySet:
    """Where on its path the customer is asked, and what: label is one of `Asks`, number the status's key."""
    ticket_type = Ticket.objects.filter(pk=ticket.pk).values("ticket_type")
    published = WorkflowVersion.objects.filter(ticket_type__in=ticket_type, published_at__isnull=False)
    steps = Step.objects.filter(version__in=published.order_by("-number").values("pk")[:1]).exclude(asks="")
    return small("path-asks", steps, label=F("asks"), number=F("status_id"))


def agents() -> QuerySet[User]:
    """Whom a ticket can be given to: who may sign in and has a role at the desk."""
    return User.objects.filter(is_active=True, roles_held__role__in=sorted(AGENT_ROLES)).distinct()


def _watchers(ticket: Ticket) -> Iterator[QuerySet]:
    watching = Watcher.objects.filter(ticket=ticket)
    yield small("person-watcher", watching.exclude(user=None), key=F("user"), label=F("user__name"))
    first_address = ContactAddress.objects.filter(contact=OuterRef("contact")).order_by("pk").values("address")[:1]
    yield small(
        "contact-watcher",
        watching.exclude(contact=None),
        key=F("contact"),
        label=F("contact__name"),
        detail=Coalesce(Subquery(first_address), Value("")),
    )


def _files(ticket: Ticket) -> Iterator[QuerySet]:
    """key of the attachment, label its name, detail its type and the key of the word it came with, number its size."""
    for kind in ("message", "note"):
        files = Attachment.objects.filter(**{f"{kind}__ticket": ticket})
        yield small(f"{kind}-file", files, label=F("filename"), detail=F("content_type"), number=F("file__size"))
        yield small(f"{kind}-of-file", files, number=F(f"{kind}_id"))


def _held(ticket: Ticket) -> Iterator[QuerySet]:
    """Mail that waits here for one of us, also where it was held on a ticket that is merged into this one."""
    held = InboundEmail.objects.filter(outcome=Outcome.HELD)
    yield small("held", held.filter(ticket=ticket))
    yield small("held", held.filter(ticket__in=Ticket.objects.filter(merged_into=ticket)))


def _links(ticket: Ticket, visible: TicketQuerySet) -> Iterator[QuerySet]:
    """Tickets that this one is linked with, as `visible` allows."""
    links, back = TicketLink.objects.filter(ticket=ticket), TicketLink.objects.filter(other=ticket)
    if visible.hidden:  # not `other__in=visible`: SQLite would walk all tickets for the few that are linked
        links = links.exclude(other__mailbox__in=visible.hidden)
        back = back.exclude(ticket__mailbox__in=visible.hidden)
    yield small("link", links, label=F("other__subject"), detail=_standing("other"), number=F("other__number"))
    yield small("link-back", back, label=F("ticket__subject"), detail=_standing("ticket"), number=F("ticket__number"))


def _standing(side: str) -> Expression:
    """The relation, and where the ticket on that side stands: its category, "moved" where it was merged, its status."""
    merged = Case(When(**{f"{side}__merged_into": None}, then=Value("")), default=Value("moved"))
    parts = (F("relation"), F(f"{side}__category"), merged, F(f"{side}__status__name"))
    return Concat(*(piece for part in parts for piece in (part, Value("|"))), output_field=CharField())
