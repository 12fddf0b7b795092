"""Telling people: the one place that makes a `Notification`, and the hearer that calls it for events."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.urls import reverse

from transom.foundation.kept import Kept
from transom.mail.attention import MailQuarantined
from transom.mail.models import InboundEmail
from transom.notifications import choosing
from transom.notifications.channels import Channels, channels_of, settings_of
from transom.notifications.hours import next_digest, zone_of
from transom.notifications.models import ByMail, Notification, NotificationSettings, Reason
from transom.people.models import User
from transom.tickets.events import (
    AnswerStopped,
    ClockRang,
    DeliveryFailed,
    EstimateApproved,
    FollowUpHeld,
    MailHeld,
    MessageReceived,
    NoteAdded,
    ReplySent,
    SaidItWorks,
    SplitFrom,
)
from transom.tickets.history import Event
from transom.tickets.log import event_of
from transom.tickets.messages import Message, Note
from transom.tickets.models import Ticket

GRACE = timedelta(minutes=2)
"""So long a mail waits: who reads it at the desk meanwhile gets none."""
LONGEST = 300
MESSAGE = Kept(
    lambda *, key: Message.objects.filter(pk=key).defer("text", "html").select_related("ticket__mailbox").order_by()
)


def tell(reasons: Mapping[User, Reason], key: str, *, at: datetime, now: datetime, **about) -> None:
    """Tell each of these people once of what `key` names, by the ways that they chose. `about` are further columns."""
    rows = []
    for user, reason in reasons.items():
        settings = settings_of(user)
        ways = channels_of(settings, reason)
        if not ways.is_off:
            rows.append(_row(user, reason, ways, settings, now, key=key, at=at, **about))
    if rows:
        Notification.objects.bulk_create(rows, ignore_conflicts=True)


def tell_one(person: int, reason: Reason, key: str, *, words: str, url: str, now: datetime) -> None:
    """Tell this person of what belongs to no ticket. `key` names it, and `url`, a path on this desk, shows it."""
    found = dict.fromkeys(choosing.people().filter(pk=person), reason)
    tell(found, key, at=now, now=now, words=words[:LONGEST], url=url)


def tell_at_desk(user: User, reason: Reason, key: str, *, words: str, url: str, now: datetime) -> None:
    """As `tell_one`, where a mail about it goes its own way: by the bell and the browser alone."""
    settings = settings_of(user)
    ways = channels_of(settings, reason)._replace(mail=ByMail.NO)
    if not ways.is_off:
        row = _row(user, reason, ways, settings, now, key=key, at=now, words=words[:LONGEST], url=url)
        Notification.objects.bulk_create([row], ignore_conflicts=True)


def _row(
    user: User, reason: Reason, ways: Channels, settings: NotificationSettings, now: datetime, **columns
) -> Notification:
    return Notification(
        person=user,
        reason=reason,
        at_desk=ways.desk,
        in_browser=ways.browser,
        by_mail=ways.mail,
        mail_due_at=mail_due(ways.mail, settings, user, now),
        **columns,
    )


def mail_due(by_mail: str, settings: NotificationSettings, user: User, now: datetime) -> datetime | None:
    """When the mail about something that happens now is due, but for quiet hours."""
    if by_mail == ByMail.AT_ONCE:
        return now + GRACE
    return next_digest(now, settings, zone_of(user)) if by_mail == ByMail.DIGEST else None


def move_digest(user: User, settings: NotificationSettings, now: datetime) -> None:
    """Their digest comes at another hour: what waits for it waits for that."""
    waiting = Notification.objects.filter(person=user, by_mail=ByMail.DIGEST, mail_due_at__isnull=False)
    waiting.update(mail_due_at=next_digest(now, settings, zone_of(user)))


def hear(row: Event, now: datetime) -> None:
    """Something happened on a ticket: tell those whom it gives work."""
    event = event_of(row)
    message, note = _word(event)
    ticket = (
        (message or note).ticket if message or note else Ticket.objects.select_related("mailbox").get(pk=row.stream_id)
    )
    reasons = choosing.told(choosing.Happened(ticket, event, row.person_id, now))
    about = {"event": row, "ticket": ticket, "message": message, "note": note, "by": row.actor_label}
    about["words"] = _why(event)[:LONGEST]
    tell(reasons, f"event:{row.pk}", at=row.at, now=now, **about)


def _word(event) -> tuple[Message | None, Note | None]:
    """What was said, where the event says something. It is where it is now: on a ticket that it was merged into, say."""
    if isinstance(event, MessageReceived | ReplySent):
        return _message(event.message), None
    if isinstance(event, NoteAdded):
        return None, Note.objects.select_related("ticket__mailbox").get(pk=event.note)
    if isinstance(event, SplitFrom):
        return _message(event.messages[-1]), None
    return None, None


def _message(key: int) -> Message:
    [message] = MESSAGE.objects(key=key)
    return message


def _why(event) -> str:
    """What an event that says no word of anybody's has to tell beside its sentence."""
    if isinstance(event, DeliveryFailed):
        return f"{', '.join(event.recipients)}: {event.reason}"
    if isinstance(event, EstimateApproved | FollowUpHeld | SaidItWorks):
        return event.sentence()
    if isinstance(event, ClockRang):
        return event.told()
    return event.reason if isinstance(event, AnswerStopped) else event.sender if isinstance(event, MailHeld) else ""


def hear_set_aside(row: Event, now: datetime) -> None:
    """A mail could not be brought anywhere: tell those who decide about it."""
    mail = InboundEmail.objects.get(pk=row.stream_id)
    reasons = dict.fromkeys(choosing.minders(mail), Reason.HELD)
    about = {"event": row, "url": reverse("mail", args=[mail.pk]), "by": row.actor_label}
    tell(reasons, f"event:{row.pk}", at=row.at, now=now, **about)


HEARERS = dict.fromkeys(choosing.WHO, (hear,)) | {MailQuarantined.kind: (hear_set_aside,)}
