"""A review has ended: everyone who was there gets its minutes by mail, as far as they may read them."""

import uuid
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.foundation.addresses import Address
from transom.mail import compose, notices
from transom.people.actor import person
from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.reviews.events import ReviewEnded
from transom.reviews.minutes import Entry, Minutes, minutes
from transom.reviews.models import Review
from transom.reviews.spans import clock_words
from transom.tickets.history import Event


def hear_the_end(row: Event, now: datetime) -> None:
    review = Review.objects.get(pk=row.stream_id)
    mailbox = Mailbox.objects.of_the_desk()
    if mailbox is None or not settings.SMTP_URL:
        return  # no way out: the desk shows them all the same
    for user in User.objects.filter(pk__in=review.people.values("person"), is_active=True).order_by("pk"):
        them = person(user)
        said = minutes(review, them) if them.is_agent else None
        if said and said.count and not Mailbox.objects.receiving(user.email).exists():
            _send(said, user, mailbox, now)


def _send(said: Minutes, user: User, mailbox: Mailbox, now: datetime) -> None:
    with translation.override(user.language or settings.LANGUAGE_CODE):
        subject, text = _("Minutes: %(name)s") % {"name": said.review.name}, text_of(said)
    outgoing = compose.notice(
        mailbox,
        Address(user.name, user.email),
        subject,
        text,
        message_id=f"minutes.{uuid.uuid4().hex}@{mailbox.address.rpartition('@')[2]}",
        at=now,
        about=None,
        reply_to=mailbox.address,
        settings_url=settings.BASE_URL + reverse("me"),
    )
    notices.send_later(outgoing, user, None, now)


def text_of(said: Minutes) -> str:
    """The minutes as a mail says them."""
    parts = [_head(said)]
    for heading, entries, told in (
        (_("Looked at"), said.looked, True),
        (_("Left for later"), said.later, True),
        (_("Skipped"), said.skipped, True),
        (_("Not reached"), said.waiting, False),
    ):
        if entries:
            parts.append(heading.upper() + "\n\n" + "\n\n".join(_entry(one, told) for one in entries))
    parts.append(settings.BASE_URL + reverse("review", args=[said.review.pk]))
    parts.append("-- \n" + _("Do not answer this mail: write on the ticket, at the desk."))
    return "\n\n".join(parts) + "\n"


def _head(said: Minutes) -> str:
    tickets = ngettext("%(count)d ticket", "%(count)d tickets", said.count) % {"count": said.count}
    lines = [
        _("%(tickets)s in %(time)s.") % {"tickets": tickets, "time": clock_words(said.seconds)},
        _("There were: %(names)s.") % {"names": ", ".join(said.people)},
    ]
    return "\n".join(lines)


def _entry(entry: Entry, told: bool) -> str:
    ticket = entry.item.ticket
    lines = [f"#{ticket.number} {ticket.subject}"]
    facts = [str(ticket.status), str(ticket.assignee.label) if ticket.assignee else _("nobody has it")]
    if told:
        facts.append(clock_words(entry.item.seconds))
    lines.append(f"  {', '.join(facts)}")
    for line in entry.lines:
        lines.append(f"  - {line.actor} {line.words}")
        lines += [f"    | {one}".rstrip() for one in line.quote.splitlines()]
    if told and not entry.lines:
        lines.append("  - " + _("nothing was changed"))
    return "\n".join(lines)


HEARERS = {ReviewEnded.kind: (hear_the_end,)}
