"""How the queue stands, by mail to whoever answers for it: on each working day, and on the first of a week with its figures.

At the time that the desk has set, in its zone, and once: who is told stands in a row. What is late by half a day comes no more.
"""

import uuid
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from transom.foundation.addresses import Address
from transom.mail import compose, notices
from transom.notifications import choosing
from transom.notifications.channels import channels_of, settings_of
from transom.notifications.models import Reason
from transom.notifications.telling import tell_at_desk
from transom.people import rota
from transom.people.actor import person
from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.people.roles import Role
from transom.reports.digest_words import look, subject_of, text_of
from transom.reports.models import Digest
from transom.reports.spans import midnight, today
from transom.timers.calendar import CalendarBroken, worked
from transom.timers.models import Calendar
from transom.workflow.settings import ProcessSettings

DAILY, WEEKLY = "daily", "weekly"
OF_USE = timedelta(hours=12)


def send_due(now: datetime) -> None:
    """Send today's, where it is time and nobody has."""
    day = today(now)
    due = midnight(day) + timedelta(minutes=ProcessSettings.current().digest_minute)
    if not due <= now < due + OF_USE or not _works(day):
        return
    kind = WEEKLY if _is_first(day) else DAILY
    for user in _readers(now):
        if not Digest.objects.filter(kind=kind, day=day, person=user).exists():
            _send(user, kind, day, now)


def _works(day: date) -> bool:
    """Does anybody work on this day, by the desk's calendar? On a desk without one on weekdays."""
    calendar = Calendar.objects.filter(is_default=True).first()
    try:
        return (
            bool(worked(calendar, midnight(day), midnight(day + timedelta(days=1)))) if calendar else day.weekday() < 5
        )
    except CalendarBroken:
        return day.weekday() < 5


def _is_first(day: date) -> bool:
    """Of the working days of its week."""
    monday = day - timedelta(days=day.weekday())
    return not any(_works(monday + timedelta(days=before)) for before in range(day.weekday()))


def _readers(now: datetime) -> list[User]:
    """Whoever answers for the queue; all queue managers where nobody does."""
    holder = rota.holder(Role.QUEUE_MANAGER, now)
    found = choosing.people()
    return list(found.filter(pk=holder.pk) if holder else found.filter(roles_held__role=Role.QUEUE_MANAGER).distinct())


def _send(user: User, kind: str, day: date, now: datetime) -> None:
    """Once for this person and day, by the ways that they chose; a day on which nothing waits is told nobody."""
    ways = channels_of(settings_of(user), Reason.QUEUE)
    queue = look(person(user), now, whole_week=kind == WEEKLY)
    if ways.is_off or (queue.is_quiet and kind == DAILY):
        return
    with transaction.atomic():
        _row, made = Digest.objects.get_or_create(kind=kind, day=day, person=user, defaults={"sent_at": now})
        if not made:
            return
        with translation.override(user.language or settings.LANGUAGE_CODE):
            subject, text = subject_of(queue), text_of(queue)
        if ways.mail:
            _mail(user, subject, text, now)
        tell_at_desk(user, Reason.QUEUE, f"digest:{kind}:{day}", words=subject, url=reverse("nothing_missed"), now=now)


def _mail(user: User, subject: str, text: str, now: datetime) -> None:
    mailbox = Mailbox.objects.of_the_desk()
    if mailbox is None or not settings.SMTP_URL or Mailbox.objects.receiving(user.email).exists():
        return  # no way out: the desk shows it all the same
    outgoing = compose.notice(
        mailbox,
        Address(user.name, user.email),
        subject,
        text,
        message_id=f"queue.{uuid.uuid4().hex}@{mailbox.address.rpartition('@')[2]}",
        at=now,
        about=None,
        reply_to=mailbox.address,
        settings_url=settings.BASE_URL + reverse("me"),
    )
    notices.send_later(outgoing, user, None, now)
