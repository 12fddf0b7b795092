"""Everything that can happen to a ticket, one class a kind: its payload, its effect, its sentence, its audience."""

from transom.tickets.events.base import REGISTRY, Audience, Change, EventKind, Ref, TicketEvent
from transom.tickets.events.joining import Linked, MergedIn, MergedInto, SplitFrom, SplitOff
from transom.tickets.events.knowing import ContactChanged, CustomerChanged, CustomerSet, NotePinned, NoteTakenDown
from transom.tickets.events.mail import DeliveryFailed, HeldMailDiscarded, HeldMailReleased, MailHeld
from transom.tickets.events.sorting import (
    Assigned,
    PriorityChanged,
    StatusChanged,
    SubjectChanged,
    TagsChanged,
    TeamAssigned,
    TypeChanged,
    Unwatched,
    Watched,
)
from transom.tickets.events.talking import (
    MessageReceived,
    NoAnswerNeeded,
    NoteAdded,
    OtherTicketNamed,
    ReplySent,
    TicketOpened,
)

__all__ = [
    "REGISTRY",
    "Assigned",
    "Audience",
    "Change",
    "ContactChanged",
    "CustomerChanged",
    "CustomerSet",
    "DeliveryFailed",
    "EventKind",
    "HeldMailDiscarded",
    "HeldMailReleased",
    "Linked",
    "MailHeld",
    "MergedIn",
    "MergedInto",
    "MessageReceived",
    "NoAnswerNeeded",
    "NoteAdded",
    "NotePinned",
    "NoteTakenDown",
    "OtherTicketNamed",
    "PriorityChanged",
    "Ref",
    "ReplySent",
    "SplitFrom",
    "SplitOff",
    "StatusChanged",
    "SubjectChanged",
    "TagsChanged",
    "TeamAssigned",
    "TicketEvent",
    "TicketOpened",
    "TypeChanged",
    "Unwatched",
    "Watched",
]
