"""Mails that tell people of the desk of work. They are no sent mail: no page, no ticket, no export has them.

They can start nothing: they carry the marks of automatic mail and our own (RFC 3834), have no return path, and what
comes of one is written down here and never on a ticket. An answer to one becomes a note of the person whom it told.
"""

import logging
from datetime import datetime, timedelta

from transom.foundation.claims import Claimed
from transom.foundation.pauses import Pause, Paused
from transom.mail.compose import Outgoing
from transom.mail.models import NoticeEmail
from transom.mail.transport import Transport, Unavailable
from transom.people.actor import person
from transom.people.models import User
from transom.tickets.models import Ticket

log = logging.getLogger("transom.mail")
LEASE = timedelta(minutes=10)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
OF_USE = timedelta(days=1)
"""After that nobody is told late what the desk shows anyway."""
KEPT = timedelta(days=60)
"""So long its Message-ID is known, for answers that have nothing else to find their way by."""


def send_later(outgoing: Outgoing, user: User, ticket: Ticket | None, now: datetime) -> None:
    """Have the worker send it. What is too old to be known goes."""
    NoticeEmail.objects.create(
        person=user,
        ticket=ticket,
        message_id_header=outgoing.message_id,
        recipient=outgoing.recipients[0],
        mime=outgoing.mime,
        created_at=now,
        due_at=now,
    )
    NoticeEmail.objects.filter(person=user, created_at__lt=now - KEPT).delete()


def send_next(transport: Transport, now: datetime) -> bool:
    """Send the next that is due. False where none is, and while sending is paused."""
    if not NoticeEmail.objects.ready(now).exists() or Pause.objects.holds(Paused.SENDING):
        return False
    mail = NoticeEmail.objects.claim(now, LEASE)
    if mail is None:
        return False
    try:
        _send(mail, transport, now)
    except Claimed:
        log.warning("%s was taken by another worker", mail)
    return True


def _send(mail: NoticeEmail, transport: Transport, now: datetime) -> None:
    held_back = "too late" if now - mail.created_at >= OF_USE else "" if _may_read(mail) else "no longer theirs to read"
    permanent, trouble = (True, held_back) if held_back else _hand_over(mail, transport)
    if not trouble:
        mail.settle(now, mime=b"", refused="")
    elif permanent or mail.attempts > len(WAITS):
        log.warning("%s was refused: %s", mail, trouble)
        mail.settle(now, mime=b"", refused=trouble)
    else:
        mail.retry(now, WAITS[mail.attempts - 1], trouble)


def _may_read(mail: NoticeEmail) -> bool:
    """Its person may have left meanwhile, or may no longer see the ticket that it is about."""
    them = person(mail.person)
    about = mail.ticket_id is None or Ticket.objects.visible_to(them).filter(pk=mail.ticket_id).exists()
    return them.is_agent and about


def _hand_over(mail: NoticeEmail, transport: Transport) -> tuple[bool, str]:
    """One try: is it over, and what went wrong; no words where nothing did."""
    try:
        refused = transport.send("", [mail.recipient], bytes(mail.mime))  # RFC 3834, 3.3: the null return path
    except Unavailable as error:
        return error.permanent, str(error)
    except Exception as error:  # a fault of ours, which ends after some tries
        log.exception("%s could not be handed over", mail)
        return False, type(error).__name__
    return next(iter(refused.values()), (False, ""))
