"""The facts that clocks and queues read, and how words and statuses move them (design, section 4, "The clock").

Pure functions on a ticket's columns, shared by the kinds of events.
"""

from datetime import datetime

from transom.tickets.models import Ticket
from transom.workflow.models import Category

URGENT_BAND, NORMAL_BAND = 0, 10**16
MICROSECONDS = 1_000_000
MAIL = "mail:"
DELAYED = ("delay_reason", "delay_detail")
"""The columns that say why nothing has begun."""
OWED = ("awaiting_us_since", "awaiting_customer_since", "held_since")
"""The columns that say who waits for whom."""


def message_word(message: int) -> str:
    """The name of a message among the words that are owed an answer."""
    return f"message:{message}"


def mail_word(inbound: int) -> str:
    """The name of a held mail among the words that are owed an answer."""
    return f"{MAIL}{inbound}"


def is_mail_word(word: str) -> bool:
    return word.startswith(MAIL)


def words_came(ticket: Ticket, words: dict[str, datetime]) -> None:
    """The oldest unanswered word is what counts, and our waiting is over."""
    for word, since in words.items():
        ticket.awaiting_us_since = min(ticket.awaiting_us_since or since, since)
        ticket.awaiting_customer_since = None
        if is_mail_word(word):
            ticket.held_since = min(ticket.held_since or since, since)


def answered(ticket: Ticket) -> None:
    """Every word has its answer, but for the mails that are held: nobody has decided about those, so they wait on."""
    ticket.awaiting_us_since = ticket.held_since
    ticket.is_quick = False  # whatever comes next is another question


def we_spoke(ticket: Ticket, at: datetime, expects_answer: bool) -> None:
    answered(ticket)
    ticket.first_replied_at = ticket.first_replied_at or at
    ticket.last_replied_at = max(ticket.last_replied_at or at, at)
    waits = expects_answer and ticket.silence_counts and not ticket.held_since
    ticket.awaiting_customer_since = at if waits else None


def entered(ticket: Ticket, category: str, silence_counts: bool, at: datetime, asks: bool = True) -> None:
    """The ticket came into a status at `at`. A delay was that of the last one.

    In a closed one nobody waits for anybody, but for the mails that are held: nobody has decided about those.
    A status that waits on the customer asks them something, so their silence begins now if our word was last;
    `asks` is false where the answer that led here said that it expects none.
    """
    ticket.category, ticket.status_since = category, at
    ticket.delay_reason = ticket.delay_detail = ""
    ticket.silence_counts = silence_counts and category != Category.CLOSED
    if category == Category.CLOSED:
        ticket.awaiting_us_since, ticket.awaiting_customer_since = ticket.held_since, None
        return
    ticket.awaiting_us_since = ticket.awaiting_us_since or ticket.held_since
    if not silence_counts:
        ticket.awaiting_customer_since = None
    elif asks and category == Category.WAITING and ticket.awaiting_us_since is None:
        ticket.awaiting_customer_since = ticket.awaiting_customer_since or at


def silence(ticket: Ticket, counts: bool, at: datetime) -> None:
    """What the ticket's status says of silence has changed at `at`. Silence that begins to count begins then."""
    ticket.silence_counts = counts and ticket.category != Category.CLOSED
    if not ticket.silence_counts:
        ticket.awaiting_customer_since = None
    elif ticket.category == Category.WAITING and ticket.awaiting_us_since is None:
        ticket.awaiting_customer_since = ticket.awaiting_customer_since or at


def sort_key(ticket: Ticket) -> int:
    """One non-null number that puts urgent tickets first and then the longest need; microseconds since 1970.

    Closed tickets are in one band whatever their priority: they are listed by when they closed.
    """
    band = URGENT_BAND if ticket.is_urgent and not ticket.is_closed else NORMAL_BAND
    return band + int(ticket.need_since.timestamp() * MICROSECONDS)
