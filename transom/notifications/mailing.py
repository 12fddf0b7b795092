"""Mail that tells people of work: when it is due, what stands in it, and what was read meanwhile and needs none.

At once means after two minutes, so that who reads at the desk gets no mail. In quiet hours it waits for their end, and
then all comes as one mail. The digest comes on weekdays at the person's hour; where there is nothing, nothing comes.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transom.foundation.addresses import Address
from transom.mail import compose, notices
from transom.mail.thread import signed_address_of
from transom.notifications.channels import settings_of
from transom.notifications.choosing import people
from transom.notifications.hours import quiet_ends, zone_of
from transom.notifications.models import ByMail, Notification
from transom.notifications.saying import Said, words_of
from transom.people.actor import person as actor_of
from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.tickets.models import Ticket

MOST = 100
"""So many things stand in one mail; it says how many more there are."""
LONGEST_WORD = 2000  # characters of what somebody said, in a mail about one ticket
SHORT_WORD = 200


def mail_next(now: datetime) -> bool:
    """Make the next mail that is due to somebody, or put it off. False where none is due."""
    if not Notification.objects.filter(mail_due_at__lte=now).exists():
        return False
    with transaction.atomic():
        first = Notification.objects.filter(mail_due_at__lte=now).order_by("mail_due_at", "pk").first()
        if first is None:
            return False
        user = User.objects.select_for_update().get(pk=first.person_id)  # two workers make no mail twice
        _mail(user, first.by_mail, now)
    return True


def _mail(user: User, by_mail: str, now: datetime) -> None:
    """What is due to this person by this way: all of it that can go together goes in one mail."""
    waiting = Notification.objects.filter(person=user, by_mail=by_mail, mail_due_at__isnull=False)
    due = waiting.filter(mail_due_at__lte=now)
    if not due.exists():
        return  # another worker was quicker
    chosen = people().filter(pk=user.pk).first()
    mailbox = Mailbox.objects.of_the_desk()
    if chosen is None or mailbox is None or not settings.SMTP_URL or _is_ours(user.email):
        due.update(mail_due_at=None)  # nobody to write to, or no way out: the desk shows it all the same
        return
    ends = quiet_ends(now, settings_of(chosen), zone_of(chosen)) if by_mail == ByMail.AT_ONCE else None
    if ends is not None:
        due.update(mail_due_at=ends)
        return
    about = Q(mail_due_at__lte=now) | Q(ticket__in=set(due.exclude(ticket=None).values_list("ticket", flat=True)))
    together = waiting.filter(about, pk__lte=waiting.latest("pk").pk)  # what comes while we write waits for the next
    seen = Notification.objects.visible_to(actor_of(chosen)).filter(pk__in=together.values("pk"), read_at=None)
    found = list(seen.select_related("ticket__mailbox").order_by("pk")[: MOST + 1])
    if found:
        _write(chosen, mailbox, found, by_mail, now)
    together.update(mail_due_at=None, mailed_at=now)


def _is_ours(address: str) -> bool:
    """Whoever has a mailbox of the desk for their own address would be told of their being told."""
    return Mailbox.objects.receiving(address).exists()


def _write(user: User, mailbox: Mailbox, rows: list[Notification], by_mail: str, now: datetime) -> None:
    said = words_of(rows, actor_of(user))
    if not said:
        return
    tickets = {item.ticket.pk: item.ticket for item in said if item.ticket}
    alone = next(iter(tickets.values())) if len(tickets) == 1 and all(item.ticket for item in said) else None
    box = (alone and alone.mailbox) or mailbox
    with translation.override(user.language or settings.LANGUAGE_CODE):
        subject = _subject_of_one(alone, said) if alone else _subject_of_several(said, by_mail)
        text = _text(said, alone, box, by_mail)
    outgoing = compose.notice(
        box,
        Address(user.name, user.email),
        subject,
        text,
        message_id=f"notice.{uuid.uuid4().hex}@{box.address.rpartition('@')[2]}",
        at=now,
        about=alone,
        reply_to=signed_address_of(box, alone, user.pk) if alone else box.address,
        settings_url=settings.BASE_URL + reverse("me"),
    )
    notices.send_later(outgoing, user, alone, now)


def _subject_of_one(ticket: Ticket, said: list[Said]) -> str:
    """The subject stays the same, so that a mail program shows the mails of a ticket together."""
    return f"[#{ticket.number}] {ticket.subject}"


def _subject_of_several(said: list[Said], by_mail: str) -> str:
    count = len({item.ticket.pk if item.ticket else item.url for item in said})
    if by_mail == ByMail.DIGEST:
        return ngettext("Your day: %(count)d ticket", "Your day: %(count)d tickets", count) % {"count": count}
    return ngettext("%(count)d ticket needs you", "%(count)d tickets need you", count) % {"count": count}


def _text(said: list[Said], alone: Ticket | None, mailbox: Mailbox, by_mail: str) -> str:
    shown, more = said[:MOST], len(said) > MOST
    parts = [_about_one(shown)] if alone else [_about(list(items)) for items in _by_ticket(shown)]
    if more:
        parts.append(_("There is more: %(url)s") % {"url": settings.BASE_URL + reverse("notifications")})
    parts.append(_foot(alone, mailbox))
    return "\n\n".join(parts) + "\n"


def _by_ticket(said: list[Said]) -> Iterable[list[Said]]:
    order = {key: place for place, key in enumerate(dict.fromkeys(_place(item) for item in said))}
    ordered = sorted(said, key=lambda item: order[_place(item)])
    return [list(items) for _key, items in groupby(ordered, _place)]


def _place(item: Said) -> str:
    return str(item.ticket.number) if item.ticket else item.url


def _about_one(said: list[Said]) -> str:
    """What happened on the one ticket that the mail is about, with the words."""
    pieces = []
    for item in said:
        words = item.text if len(item.text) <= LONGEST_WORD else item.text[:LONGEST_WORD].rstrip() + " …"
        quoted = "\n".join(f"| {line}".rstrip() for line in words.splitlines())
        pieces.append(f"{item.sentence}.\n{settings.BASE_URL}{item.url}" + (f"\n\n{quoted}" if quoted else ""))
    return "\n\n".join(pieces)


def _about(said: list[Said]) -> str:
    """One ticket among several: what it is, and a line for each thing."""
    ticket = said[0].ticket
    lines = [f"#{ticket.number} {ticket.subject}" if ticket else str(said[0].words or said[0].sentence)]
    for item in said:
        words = " ".join(item.text.split())
        short = words if len(words) <= SHORT_WORD else words[:SHORT_WORD].rstrip() + " …"
        lines.append(f"- {item.sentence}" + (f": {short}" if short else ""))
    lines.append(settings.BASE_URL + said[-1].url)
    return "\n".join(lines)


def _foot(alone: Ticket | None, mailbox: Mailbox) -> str:
    """How an answer to this mail is taken, and where to have less of it. Behind the mark that programs fold away."""
    if alone and (mailbox.signed_addresses or mailbox.trusted_hop):
        answer = _("Answer this mail to add a note to the ticket. The customer does not see it.")
    else:
        answer = _("Do not answer this mail: write on the ticket, at the desk.")
    choose = _("Choose what you are told, and how: %(url)s") % {"url": settings.BASE_URL + reverse("me")}
    return f"-- \n{answer}\n{choose}"
