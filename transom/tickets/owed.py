"""Since when an answer is owed, counted anew from the events when one of the words that are owed leaves the ticket."""

from collections.abc import Collection
from datetime import datetime

from transom.tickets.events import (
    HeldMailDiscarded,
    HeldMailReleased,
    MailHeld,
    MergedIn,
    MessageReceived,
    NoAnswerNeeded,
    ReplySent,
    SplitFrom,
    SplitOff,
    StatusChanged,
)
from transom.tickets.history import Event
from transom.tickets.log import event_of
from transom.tickets.models import Ticket
from transom.workflow.models import Category


def owed_without(ticket: Ticket, *, messages: Collection[int] = (), inbound: Collection[int] = ()) -> datetime | None:
    """The oldest word that still waits for us, leaving out these messages and held mails; None when nothing does.

    A word is answered by anything that clears `awaiting_us_since`: our reply, "no answer needed", closing.
    """
    if ticket.awaiting_us_since is None:
        return None
    words: dict[tuple[str, int], datetime] = {}
    for row in Event.objects.of_ticket(ticket.pk):
        match event_of(row):
            case ReplySent() | NoAnswerNeeded() | StatusChanged(category=Category.CLOSED):
                words.clear()
            case MessageReceived(counts=True, message=message):
                words["message", message] = row.at
            case MailHeld(inbound=held):
                words["inbound", held] = row.at
            case HeldMailReleased(inbound=held) | HeldMailDiscarded(inbound=held):
                words.pop(("inbound", held), None)
            case MergedIn(awaiting_us_since=owed) | SplitFrom(awaiting_us_since=owed) if owed:
                words["event", row.sequence] = owed
            case SplitOff(messages=left):
                for message in left:
                    words.pop(("message", message), None)
    for message in messages:
        words.pop(("message", message), None)
    for held in inbound:
        words.pop(("inbound", held), None)
    return min(words.values(), default=None)
