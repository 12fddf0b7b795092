"""What is owed on a ticket, counted anew from its events: which words, and what the facts are without some of them."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from transom.tickets.events import facts
from transom.tickets.history import Event
from transom.tickets.models import Ticket
from transom.tickets.undoing import standing


class Owed(NamedTuple):
    """`words` are the customer's that nobody has answered, by name, and since when each waits."""

    words: dict[str, datetime]
    awaiting_us_since: datetime | None
    awaiting_customer_since: datetime | None
    held_since: datetime | None


def owed_without(ticket: Ticket, gone: Collection[str] = ()) -> Owed:
    """The facts of `ticket` as if the words named in `gone`, and those that left it before, had never been there.

    Folds the events that stand again, but takes from those that bring words only the words that stay, and nothing from those
    that take words away.
    """
    events = [(event, row.at) for row, event in standing(Event.objects.of_ticket(ticket.pk))]
    gone = {*gone, *(word for event, _ in events for word in event.takes())}
    folded, waiting = Ticket(), {}
    for event, at in events:
        brought = event.brings(at)
        staying = {word: since for word, since in brought.items() if word not in gone}
        if staying:
            facts.words_came(folded, staying)
        elif not brought and not event.takes():
            event.apply(folded, at)
        if event.answers():
            waiting = {word: since for word, since in waiting.items() if facts.is_mail_word(word)}
        waiting |= staying
    return Owed(waiting, folded.awaiting_us_since, folded.awaiting_customer_since, folded.held_since)
