"""Every model of the product, for Django and for whoever wants the list. They live in their packages."""

from transom.asking.models import AnswerLink
from transom.bulk.models import BulkItem, BulkRun
from transom.clearance.models import ClearanceBatch, ClearanceItem, ClockWords, HeldFollowUp, RevivalLink
from transom.clock.models import ClockMark, TimerFired
from transom.cockpit.models import AnswerRun, AnswerRunItem, Decision
from transom.composing.macros import Macro
from transom.composing.models import Draft, DraftFile
from transom.composing.saved import SavedReply
from transom.composing.signatures import Signature
from transom.customers.models import Contact, ContactAddress, Customer, CustomerDomain
from transom.customers.pinned import PinnedNote
from transom.foundation.heartbeats import Heartbeat
from transom.foundation.pauses import Pause
from transom.mail.accounts import AccountEmail
from transom.mail.fetching.models import ImapAccount
from transom.mail.models import InboundEmail, InboundSource, NoticeEmail, OutboundEmail, OutboundSource
from transom.notifications.models import MutedTicket, Notification, NotificationSettings
from transom.people.mailboxes import Mailbox
from transom.people.models import Membership, ProductArea, RoleHeld, Team, User
from transom.people.setup_links import SetupLink
from transom.people.shifts import Absence, HandOver, Holding, Shift
from transom.process.models import PathDraft, PathEdit, PathRun, PathRunLeft, PathRunPart
from transom.reports.models import AuditAlarm, AuditRound, CustomerWord, Digest, Reminder, WordProgress
from transom.reviews.models import Review, ReviewItem, ReviewPerson
from transom.search.models import SavedView, SearchDue, SearchEntry, SearchProgress
from transom.tickets.bugs import TicketBug
from transom.tickets.estimates import Estimate
from transom.tickets.files import StoredFile
from transom.tickets.history import Event, MissedHearing
from transom.tickets.links import TicketLink
from transom.tickets.messages import Attachment, Message, Note
from transom.tickets.models import ThreadReference, Ticket, TicketNumber, TicketTag, Watcher
from transom.tickets.reproductions import Reproduction
from transom.tickets.stays import Stay, StayProgress
from transom.tickets.tags import Tag
from transom.tickets.waits import Wait, WaitProgress
from transom.timers.models import Calendar, TimerRule, TimerStep
from transom.workflow.models import Status, Step, TicketType, Transition, WorkflowVersion
from transom.workflow.settings import ProcessSettings

__all__ = [
    "AnswerRun",
    "AnswerRunItem",
    "Decision",
    "ClearanceBatch",
    "ClearanceItem",
    "ClockWords",
    "HeldFollowUp",
    "RevivalLink",
    "ClockMark",
    "TimerFired",
    "Absence",
    "HandOver",
    "Holding",
    "Shift",
    "AuditAlarm",
    "AuditRound",
    "CustomerWord",
    "Digest",
    "WordProgress",
    "Reminder",
    "Reproduction",
    "Wait",
    "WaitProgress",
    "Calendar",
    "TimerRule",
    "TimerStep",
    "AnswerLink",
    "AccountEmail",
    "Attachment",
    "BulkItem",
    "BulkRun",
    "Contact",
    "ContactAddress",
    "Customer",
    "CustomerDomain",
    "Draft",
    "DraftFile",
    "Estimate",
    "Event",
    "Heartbeat",
    "ImapAccount",
    "InboundEmail",
    "InboundSource",
    "Macro",
    "Mailbox",
    "Membership",
    "Message",
    "MissedHearing",
    "MutedTicket",
    "Note",
    "NoticeEmail",
    "Notification",
    "NotificationSettings",
    "OutboundEmail",
    "OutboundSource",
    "Pause",
    "PathDraft",
    "PathEdit",
    "PathRun",
    "PathRunLeft",
    "PathRunPart",
    "PinnedNote",
    "ProcessSettings",
    "ProductArea",
    "Review",
    "ReviewItem",
    "ReviewPerson",
    "RoleHeld",
    "SavedView",
    "SearchDue",
    "SearchEntry",
    "SearchProgress",
    "SavedReply",
    "SetupLink",
    "Signature",
    "Status",
    "Stay",
    "StayProgress",
    "Step",
    "StoredFile",
    "Tag",
    "Team",
    "ThreadReference",
    "Ticket",
    "TicketBug",
    "TicketLink",
    "TicketNumber",
    "TicketTag",
    "TicketType",
    "Transition",
    "User",
    "Watcher",
    "WorkflowVersion",
]
