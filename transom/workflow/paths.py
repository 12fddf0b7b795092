"""The shipped paths as tables: what a ticket of each type goes through, who moves it, and what that takes."""

from dataclasses import dataclass, field

from transom.people.roles import AGENT_ROLES, Role
from transom.workflow.models import Category, Requirement, Trigger


@dataclass(frozen=True)
class Stop:
    """A status on a path, whose it is there, and how many days there are too long."""

    status: str
    owner: str = ""
    days: int | None = None


@dataclass(frozen=True)
class Move:
    origin: str
    to: str
    label: str
    roles: frozenset[str]
    requires: tuple[str, ...] = ()
    trigger: str = Trigger.NONE


@dataclass(frozen=True)
class Path:
    """A type's way from its first stop to an end; the shared ends are added to every path."""

    stops: tuple[Stop, ...]
    moves: tuple[Move, ...] = field(default=())


AGENTS = AGENT_ROLES - {Role.ADMIN}
SUPPORT = frozenset({Role.SUPPORTER, Role.QUEUE_MANAGER, Role.QA, Role.SUPPORT_DEVELOPER})
TRIAGE = frozenset({Role.SUPPORTER, Role.QUEUE_MANAGER})
QA = frozenset({Role.QA})
APPROVERS = frozenset({Role.QA, Role.PRODUCT_OWNER, Role.QUEUE_MANAGER})
DEVELOPERS = frozenset({Role.SUPPORT_DEVELOPER})
SHIPPERS = frozenset({Role.RELEASE_MANAGER, Role.SUPPORT_DEVELOPER})
SERVICES = frozenset({Role.PROFESSIONAL_SERVICES})
PRODUCT = frozenset({Role.PRODUCT_OWNER})
CUSTOMER = frozenset({Role.CUSTOMER})
COMMENT = (Requirement.COMMENT,)
ASSIGNEE = (Requirement.ASSIGNEE,)
WORD = Trigger.CUSTOMER_WORD

# slug, name, what the customer reads, category, does the customer's silence count here
STATUSES = (
    ("submitted", "Submitted", "Received", Category.NEW, True),
    ("in-review", "In review", "Being looked at", Category.OPEN, True),
    ("cannot-replicate", "Cannot replicate", "We need your help", Category.WAITING, True),
    ("needs-estimate", "Needs estimate", "Being estimated", Category.OPEN, True),
    ("estimate-ready", "Estimate ready", "Being estimated", Category.OPEN, True),
    ("estimate-pending", "Estimate pending client approval", "Waiting for your approval", Category.WAITING, True),
    ("approved", "Approved for action", "Approved", Category.OPEN, False),
    ("in-progress", "In progress", "Being worked on", Category.OPEN, False),
    ("ready-to-test", "Ready to test", "Being tested", Category.OPEN, False),
    ("in-testing", "In testing", "Being tested", Category.OPEN, False),
    ("ready-to-install", "Ready to install", "On its way to you", Category.OPEN, False),
    ("client-testing", "Client testing", "Ready for you to test", Category.WAITING, True),
    ("answered", "Answered", "Answered", Category.WAITING, True),
    ("considered", "Considered", "Being considered", Category.OPEN, False),
    ("planned", "Planned", "Planned", Category.OPEN, False),
    ("shipped", "Shipped", "Shipped", Category.CLOSED, False),
    ("declined", "Declined", "Declined", Category.CLOSED, False),
    ("completed", "Completed", "Completed", Category.CLOSED, False),
    ("closed-without-answer", "Closed without answer", "Closed", Category.CLOSED, False),
    ("not-for-us", "Not for us", "Closed", Category.CLOSED, False),
    ("spam", "Spam", "Closed", Category.CLOSED, False),
    ("merged", "Merged", "Joined with another request", Category.CLOSED, False),
)

# Every path can also end in these: slug, label, who may, what it takes.
ENDS = (
    ("closed-without-answer", "Close without answer", TRIAGE | {Role.CLOCK}, COMMENT),
    ("not-for-us", "Not for us", TRIAGE, COMMENT),
    ("spam", "Spam", TRIAGE, ()),
    ("merged", "Merge", AGENTS, (Requirement.MERGE,)),
)

FIX_STOPS = (
    Stop("approved", Role.SUPPORT_DEVELOPER, 5),
    Stop("in-progress", Role.SUPPORT_DEVELOPER, 5),
    Stop("ready-to-test", Role.QA, 2),
    Stop("in-testing", Role.QA, 3),
    Stop("ready-to-install", Role.RELEASE_MANAGER, 7),
    Stop("client-testing", Role.SUPPORTER, 5),
    Stop("completed"),
)
FIX_MOVES = (
    Move("approved", "in-progress", "Start work", DEVELOPERS | QA, ASSIGNEE),
    Move("approved", "in-review", "Back to review", APPROVERS, COMMENT),
    Move("in-progress", "ready-to-test", "Ready to test", DEVELOPERS),
    Move("in-progress", "approved", "Put down again", DEVELOPERS, COMMENT),
    Move("ready-to-test", "in-testing", "Start testing", QA),
    Move("in-testing", "ready-to-install", "Passed", QA),
    Move("in-testing", "in-progress", "Failed, send back", QA, COMMENT),
    Move("ready-to-install", "client-testing", "Installed, ask the client to test", SHIPPERS | TRIAGE),
    Move("client-testing", "completed", "The client says it works", TRIAGE | QA | CUSTOMER),
    Move("client-testing", "in-progress", "Still broken", SUPPORT | CUSTOMER, COMMENT),
    Move("completed", "in-review", "Reopen", SUPPORT | CUSTOMER, trigger=WORD),
)
REVIEW_MOVES = (
    Move("submitted", "in-review", "Take into review", SUPPORT),
    Move("in-review", "approved", "Approve for action", APPROVERS),
)

ISSUE = Path(
    (
        Stop("submitted", Role.QUEUE_MANAGER, 1),
        Stop("in-review", Role.QA, 1),
        Stop("cannot-replicate", Role.QA, 7),
        *FIX_STOPS,
    ),
    (
        *REVIEW_MOVES,
        Move("in-review", "cannot-replicate", "Cannot replicate", SUPPORT, COMMENT),
        Move("in-review", "client-testing", "Ask the client to test", SUPPORT),
        Move("cannot-replicate", "in-review", "Review again", SUPPORT | CUSTOMER, trigger=WORD),
        *FIX_MOVES,
    ),
)
REQUEST = Path(
    (
        Stop("submitted", Role.QUEUE_MANAGER, 1),
        Stop("in-review", Role.PROFESSIONAL_SERVICES, 2),
        Stop("needs-estimate", Role.PROFESSIONAL_SERVICES, 3),
        Stop("estimate-ready", Role.PROFESSIONAL_SERVICES, 2),
        Stop("estimate-pending", Role.PROFESSIONAL_SERVICES, 7),
        *FIX_STOPS,
        Stop("declined"),
    ),
    (
        Move("submitted", "in-review", "Take into review", SUPPORT | SERVICES),
        Move("in-review", "needs-estimate", "Needs estimate", SUPPORT | SERVICES),
        Move("in-review", "approved", "Approve for action", APPROVERS | SERVICES),
        Move("in-review", "declined", "Decline", PRODUCT | SERVICES, COMMENT),
        Move("needs-estimate", "estimate-ready", "Estimate is ready", SERVICES, COMMENT),
        Move("estimate-ready", "estimate-pending", "Ask the client to approve", SERVICES | TRIAGE),
        Move("estimate-pending", "approved", "The client approves", SERVICES | CUSTOMER),
        Move("estimate-pending", "needs-estimate", "Estimate again", SERVICES, COMMENT),
        Move("estimate-pending", "declined", "The client declines", SERVICES | CUSTOMER, COMMENT),
        Move("declined", "in-review", "Reopen", SUPPORT | SERVICES | CUSTOMER, trigger=WORD),
        *FIX_MOVES,
    ),
)
QUESTION = Path(
    (Stop("submitted", Role.QUEUE_MANAGER, 1), Stop("answered", Role.SUPPORTER, 7), Stop("completed")),
    (
        Move("submitted", "answered", "Answered", AGENTS, trigger=Trigger.OUR_WORD),
        Move("submitted", "completed", "Complete", AGENTS, COMMENT),
        Move("answered", "completed", "Complete", AGENTS | CUSTOMER),
        Move("answered", "submitted", "Not answered yet", AGENTS | CUSTOMER, trigger=WORD),
        Move("completed", "submitted", "Reopen", AGENTS | CUSTOMER, trigger=WORD),
    ),
)
IDEA = Path(
    (
        Stop("submitted", Role.PRODUCT_OWNER, 7),
        Stop("considered", Role.PRODUCT_OWNER, 90),
        Stop("planned", Role.PRODUCT_OWNER, 180),
        Stop("shipped"),
        Stop("declined"),
    ),
    (
        Move("submitted", "considered", "Consider", PRODUCT | TRIAGE),
        Move("considered", "planned", "Plan", PRODUCT),
        Move("planned", "shipped", "Shipped", PRODUCT | SHIPPERS),
        Move("planned", "considered", "Put back", PRODUCT, COMMENT),
        Move("considered", "declined", "Decline", PRODUCT, COMMENT),
        Move("shipped", "considered", "Reopen", PRODUCT | TRIAGE | CUSTOMER, trigger=WORD),
        Move("declined", "considered", "Reopen", PRODUCT | TRIAGE | CUSTOMER, trigger=WORD),
    ),
)

# slug, name, path; the first is what a mail becomes unless its mailbox says otherwise.
TYPES = (
    ("question", "Question", QUESTION),
    ("issue", "Issue", ISSUE),
    ("request", "Request", REQUEST),
    ("idea", "Idea", IDEA),
    ("custom-code", "Custom code", ISSUE),
)


def endings(path: Path) -> tuple[Move, ...]:
    """The moves from every unfinished stop to the shared ends, and the ways back from those ends to the start.

    Spam reopens only by a person's hand and a merged ticket not at all: it lives on in the other.
    """
    closed = {slug for slug, _, _, category, _ in STATUSES if category == Category.CLOSED}
    start = path.stops[0].status
    ends = [
        Move(stop.status, end, label, roles, requires)
        for stop in path.stops
        if stop.status not in closed
        for end, label, roles, requires in ENDS
    ]
    heard = TRIAGE | CUSTOMER
    return (
        *ends,
        Move("closed-without-answer", start, "Reopen", heard, trigger=WORD),
        Move("not-for-us", start, "Reopen", heard, trigger=WORD),
        Move("spam", start, "Not spam", TRIAGE),
    )
