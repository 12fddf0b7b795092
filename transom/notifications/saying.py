"""How a notification reads: a sentence, and the words that it is about. Words come through `visible_to` alone."""

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from transom.notifications.models import Notification, Reason
from transom.people.actor import Actor
from transom.tickets.messages import Message, Note
from transom.tickets.models import Ticket
from transom.tickets.words import unfolded


class Said(NamedTuple):
    """`sentence` says who did what; `text` is what they said, without what they quoted; `url` leads there.

    `ticket` is where the words are now; None for what belongs to no ticket, and then `words` names it.
    """

    row: Notification
    ticket: Ticket | None
    sentence: str
    text: str
    words: str
    url: str


def words_of(rows: Iterable[Notification], actor: Actor) -> list[Said]:
    """The rows that this person may read, in their order. What was said since to a ticket that they may not see is left out."""
    rows = list(rows)
    messages = _found(Message, actor, (row.message_id for row in rows))
    notes = _found(Note, actor, (row.note_id for row in rows))
    made = []
    for row in rows:
        word = messages.get(row.message_id) or notes.get(row.note_id)
        if word is None and (row.message_id or row.note_id):
            continue
        made.append(_said(row, word))
    return made


def _found(model, actor: Actor, keys: Iterable[int | None]) -> dict[int, Message | Note]:
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    found = model.objects.visible_to(actor).filter(pk__in=wanted).select_related("ticket__mailbox")
    return {word.pk: word for word in (found.defer("html") if model is Message else found)}


def _said(row: Notification, word: Message | Note | None) -> Said:
    ticket = word.ticket if word else row.ticket
    return Said(row, ticket, sentence(row, word), _text(row, ticket, word).strip(), row.words, place(row, ticket, word))


def _text(row: Notification, ticket: Ticket | None, word: Message | Note | None) -> str:
    if isinstance(word, Message):
        return unfolded(word.text, word.folds)
    if word is None and row.reason == Reason.ASSIGNED:
        return ticket.snippet
    return word.text if word else row.words if ticket else ""


def place(row: Notification, ticket: Ticket | None, word: Message | Note | None) -> str:
    """The address of the word itself, else of its ticket, else what the notification names."""
    if ticket is None:
        return row.url
    at = f"#message-{word.pk}" if isinstance(word, Message) else f"#note-{word.pk}" if word else ""
    return reverse("ticket", args=[ticket.number]) + at


def sentence(row: Notification, word: Message | Note | None = None) -> str:
    """Who did what, in one sentence without its full stop."""
    who = {"who": row.by}
    return {
        Reason.MENTIONED: lambda: _("%(who)s mentioned you") % who,
        Reason.ASSIGNED: lambda: _("%(who)s gave you this ticket") % who,
        Reason.ANSWERED: lambda: _("%(who)s wrote on your ticket") % who,
        Reason.STOPPED: lambda: _("The answer that you had scheduled was stopped"),
        Reason.UNDELIVERED: lambda: _("An answer could not be delivered"),
        Reason.HELD: lambda: _("A mail is held and waits for a decision"),
        Reason.WARNED: lambda: _("This ticket will soon be overdue"),
        Reason.OVERDUE: lambda: _("This ticket is overdue"),
        Reason.UNASSIGNED: lambda: _unassigned(row),
        Reason.COLLEAGUE: lambda: _said_by_us(row, word),
        Reason.WATCHED: lambda: _said_by_us(row, word),
        Reason.BULK: lambda: _("A change of many tickets has ended"),
        Reason.SHIFT: lambda: _("Your turn at the queue"),
        Reason.NOBODY: lambda: _("Somebody has to answer for the queue"),
        Reason.UNACCOUNTED: lambda: _("A customer's word is unaccounted for"),
        Reason.QUEUE: lambda: _("How the queue stands"),
    }[Reason(row.reason)]()


def _unassigned(row: Notification) -> str:
    if row.message_id is None and not row.words:
        return _("%(who)s put it back to nobody, and the customer waits") % {"who": row.by}
    return _("%(who)s wrote, and nobody who is here has the ticket") % {"who": row.by}


def _said_by_us(row: Notification, word: Message | Note | None) -> str:
    if isinstance(word, Note):
        return _("%(who)s wrote a note") % {"who": row.by}
    if word is not None and not word.is_incoming:
        return _("%(who)s answered the customer") % {"who": row.by}
    return _("%(who)s wrote") % {"who": row.by}
