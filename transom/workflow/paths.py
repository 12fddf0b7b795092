"""The shipped paths as documents: what a ticket of each type goes through, who moves it, and what that takes."""

from msgspec.structs import replace

from transom.people.roles import AGENT_ROLES, Role
from transom.workflow.document import Move, Owner, Path, Stop
from transom.workflow.models import Category, Requirement, Trigger
from transom.workflow.shipped import STATUSES

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
ESTIMATE = (Requirement.ESTIMATE,)
WORD = Trigger.CUSTOMER_WORD

# Every path can also end in these: slug, label, who may, what it takes.
ENDS = (
    ("closed-without-answer", "Close without answer", TRIAGE | {Role.CLOCK}, COMMENT),
    ("not-for-us", "Not for us", TRIAGE, COMMENT),
    ("spam", "Spam", TRIAGE, ()),
    ("merged", "Merge", AGENTS, (Requirement.MERGE,)),
)

WORDS = {stop.status: stop for stop in STATUSES}


def stop(status: str, owner: str = "", days: int | None = None) -> Stop:
    """The status as it ships, whose it is on this path, and how many days there are too long."""
    return replace(WORDS[status], owner=Owner("role", owner) if owner else None, days=days)


def move(
    origin: str, to: str, label: str, roles: frozenset[str], requires: tuple[str, ...] = (), trigger: str = ""
) -> Move:
    return Move(origin=origin, to=to, label=label, roles=tuple(sorted(roles)), requires=requires, trigger=trigger)


def endings(stops: tuple[Stop, ...]) -> tuple[Move, ...]:
    """The moves from every unfinished stop to the shared ends, and the ways back from those ends to the start.

    Spam reopens only by a person's hand and a merged ticket not at all: it lives on in the other.
    """
    start = stops[0].status
    ends = [
        move(row.status, end, label, roles, requires)
        for row in stops
        if row.category != Category.CLOSED
        for end, label, roles, requires in ENDS
    ]
    heard = TRIAGE | CUSTOMER
    return (
        *ends,
        move("closed-without-answer", start, "Reopen", heard, trigger=WORD),
        move("not-for-us", start, "Reopen", heard, trigger=WORD),
        move("spam", start, "Not spam", TRIAGE),
    )


def path(slug: str, name: str, purpose: str, stops: tuple[Stop, ...], moves: tuple[Move, ...]) -> Path:
    """A path with the shared ends, which every path has."""
    ends = tuple(stop(end) for end, *_ in ENDS)
    return Path(type=slug, name=name, purpose=purpose, stops=(*stops, *ends), moves=(*moves, *endings(stops)))


FIX_STOPS = (
    stop("approved", Role.SUPPORT_DEVELOPER, 5),
    stop("in-progress", Role.SUPPORT_DEVELOPER, 5),
    stop("ready-to-test", Role.QA, 2),
    stop("in-testing", Role.QA, 3),
    stop("ready-to-install", Role.RELEASE_MANAGER, 7),
    stop("client-testing", Role.SUPPORTER, 5),
    stop("completed"),
)
FIX_MOVES = (
    move("approved", "in-progress", "Start work", DEVELOPERS | QA, ASSIGNEE),
    move("approved", "in-review", "Back to review", APPROVERS, COMMENT),
    move("in-progress", "ready-to-test", "Ready to test", DEVELOPERS),
    move("in-progress", "approved", "Put down again", DEVELOPERS, COMMENT),
    move("ready-to-test", "in-testing", "Start testing", QA),
    move("in-testing", "ready-to-install", "Passed", QA),
    move("in-testing", "in-progress", "Failed, send back", QA, COMMENT),
    move("ready-to-install", "client-testing", "Installed, ask the client to test", SHIPPERS | TRIAGE),
    move("client-testing", "completed", "The client says it works", TRIAGE | QA | CUSTOMER, trigger=Trigger.CONFIRMS),
    move("client-testing", "in-progress", "Still broken", SUPPORT | CUSTOMER, COMMENT, Trigger.OBJECTS),
    move("completed", "in-review", "Reopen", SUPPORT | CUSTOMER, trigger=WORD),
)
REVIEW_MOVES = (
    move("submitted", "in-review", "Take into review", SUPPORT),
    move("in-review", "approved", "Approve for action", APPROVERS),
)

ISSUE = (
    (
        stop("submitted", Role.QUEUE_MANAGER, 1),
        stop("in-review", Role.QA, 1),
        stop("cannot-replicate", Role.QA, 7),
        *FIX_STOPS,
    ),
    (
        *REVIEW_MOVES,
        move("in-review", "cannot-replicate", "Cannot replicate", SUPPORT, COMMENT),
        move("in-review", "client-testing", "Ask the client to test", SUPPORT),
        move("cannot-replicate", "in-review", "Review again", SUPPORT | CUSTOMER, trigger=WORD),
        *FIX_MOVES,
    ),
)
REQUEST = (
    (
        stop("submitted", Role.QUEUE_MANAGER, 1),
        stop("in-review", Role.PROFESSIONAL_SERVICES, 2),
        stop("needs-estimate", Role.PROFESSIONAL_SERVICES, 3),
        stop("estimate-ready", Role.PROFESSIONAL_SERVICES, 2),
        stop("estimate-pending", Role.PROFESSIONAL_SERVICES, 7),
        *FIX_STOPS,
        stop("declined"),
    ),
    (
        move("submitted", "in-review", "Take into review", SUPPORT | SERVICES),
        move("in-review", "needs-estimate", "Needs estimate", SUPPORT | SERVICES),
        move("in-review", "approved", "Approve for action", APPROVERS | SERVICES),
        move("in-review", "declined", "Decline", PRODUCT | SERVICES, COMMENT),
        move("needs-estimate", "estimate-ready", "Estimate is ready", SERVICES, ESTIMATE),
        move("estimate-ready", "estimate-pending", "Ask the client to approve", SERVICES | TRIAGE),
        move("estimate-pending", "approved", "The client approves", SERVICES | CUSTOMER, trigger=Trigger.APPROVES),
        move("estimate-pending", "needs-estimate", "Estimate again", SERVICES, COMMENT),
        move("estimate-pending", "declined", "The client declines", SERVICES | CUSTOMER, COMMENT, Trigger.DECLINES),
        move("declined", "in-review", "Reopen", SUPPORT | SERVICES | CUSTOMER, trigger=WORD),
        *FIX_MOVES,
    ),
)
QUESTION = (
    (stop("submitted", Role.QUEUE_MANAGER, 1), stop("answered", Role.SUPPORTER, 7), stop("completed")),
    (
        move("submitted", "answered", "Answered", AGENTS, trigger=Trigger.OUR_WORD),
        move("submitted", "completed", "Complete", AGENTS, COMMENT),
        move("answered", "completed", "Complete", AGENTS | CUSTOMER),
        move("answered", "submitted", "Not answered yet", AGENTS | CUSTOMER, trigger=WORD),
        move("completed", "submitted", "Reopen", AGENTS | CUSTOMER, trigger=WORD),
    ),
)
IDEA = (
    (
        stop("submitted", Role.PRODUCT_OWNER, 7),
        stop("considered", Role.PRODUCT_OWNER, 90),
        stop("planned", Role.PRODUCT_OWNER, 180),
        stop("shipped"),
        stop("declined"),
    ),
    (
        move("submitted", "considered", "Consider", PRODUCT | TRIAGE),
        move("considered", "planned", "Plan", PRODUCT),
        move("planned", "shipped", "Shipped", PRODUCT | SHIPPERS),
        move("planned", "considered", "Put back", PRODUCT, COMMENT),
        move("considered", "declined", "Decline", PRODUCT, COMMENT),
        move("shipped", "considered", "Reopen", PRODUCT | TRIAGE | CUSTOMER, trigger=WORD),
        move("declined", "considered", "Reopen", PRODUCT | TRIAGE | CUSTOMER, trigger=WORD),
    ),
)

# The first is what a mail becomes unless its mailbox says otherwise.
PATHS = (
    path(
        "question", "Question", "Somebody wants to know something. It is done when they have their answer.", *QUESTION
    ),
    path(
        "issue",
        "Issue",
        "Something does not work as it should. It is done when the customer says that it does.",
        *ISSUE,
    ),
    path(
        "request",
        "Request",
        "Consultation, training or a change that the customer pays for, after an estimate.",
        *REQUEST,
    ),
    path("idea", "Idea", "Something that the product could do. The product owner decides about it.", *IDEA),
    path("custom-code", "Custom code", "What was made for one customer alone. It takes the road of an issue.", *ISSUE),
)
