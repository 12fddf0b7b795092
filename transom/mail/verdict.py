"""What a filter says of a mail: what became of it, and why."""

from dataclasses import dataclass

from transom.mail.models import Outcome
from transom.tickets.messages import Message
from transom.tickets.models import Ticket


@dataclass(frozen=True)
class Verdict:
    outcome: Outcome
    reason: str
    ticket: Ticket | None = None
    message: Message | None = None
