"""Everything that can happen to a ticket, one class a kind: its payload, its effect, its sentence, its audience."""

from transom.tickets.events.base import REGISTRY, Audience, Change, EventKind, Ref, TicketEvent
from transom.tickets.events.clearing import FollowUpHeld, FollowUpSkipped, Kept, Revived, SilenceBroken
from transom.tickets.events.clock import ClockRang
from transom.tickets.events.delays import CallLogged, DelayExplained
from transom.tickets.events.estimating import (
    AskedAgain,
    CustomerAsked,
    CustomerNotAsked,
    EstimateApproved,
    EstimateDeclined,
    EstimateMade,
    EstimateWithdrawn,
    SaidItWorks,
    SaidStillBroken,
)
from transom.tickets.events.joining import MergedIn, MergedInto, SplitFrom, SplitOff, Unmerged, UnmergedFrom
from transom.tickets.events.knowing import ContactChanged, CustomerChanged, CustomerSet, NotePinned, NoteTakenDown
from transom.tickets.events.linking import BugLinked, BugUnlinked, Linked, Unlinked
from transom.tickets.events.looking import LookedAt
from transom.tickets.events.mail import DeliveryFailed, HeldMailDiscarded, HeldMailReleased, MailHeld
from transom.tickets.events.paths import PathChanged
from transom.tickets.events.quick import MarkedQuick
from transom.tickets.events.reproducing import Reproduced
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
    About,
    AnswerStopped,
    MessageReceived,
    NoAnswerNeeded,
    NoteAdded,
    OtherTicketNamed,
    ReplySent,
    TicketOpened,
    WordCounts,
)

__all__ = [
    "REGISTRY",
    "About",
    "FollowUpHeld",
    "FollowUpSkipped",
    "Kept",
    "Revived",
    "SilenceBroken",
    "AskedAgain",
    "CustomerAsked",
    "CustomerNotAsked",
    "EstimateApproved",
    "EstimateDeclined",
    "EstimateMade",
    "EstimateWithdrawn",
    "SaidItWorks",
    "SaidStillBroken",
    "AnswerStopped",
    "Assigned",
    "Audience",
    "BugLinked",
    "BugUnlinked",
    "CallLogged",
    "Change",
    "ClockRang",
    "ContactChanged",
    "CustomerChanged",
    "CustomerSet",
    "DelayExplained",
    "DeliveryFailed",
    "EventKind",
    "HeldMailDiscarded",
    "HeldMailReleased",
    "Linked",
    "LookedAt",
    "MailHeld",
    "MarkedQuick",
    "MergedIn",
    "MergedInto",
    "MessageReceived",
    "NoAnswerNeeded",
    "NoteAdded",
    "NotePinned",
    "NoteTakenDown",
    "OtherTicketNamed",
    "PathChanged",
    "PriorityChanged",
    "Ref",
    "ReplySent",
    "Reproduced",
    "SplitFrom",
    "SplitOff",
    "StatusChanged",
    "SubjectChanged",
    "TagsChanged",
    "TeamAssigned",
    "TicketEvent",
    "TicketOpened",
    "TypeChanged",
    "Unlinked",
    "Unmerged",
    "UnmergedFrom",
    "Unwatched",
    "Watched",
    "WordCounts",
]
