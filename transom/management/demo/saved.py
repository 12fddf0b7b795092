"""What the demo's people have written once and use often: three saved replies, two macros, tags, signatures."""

from transom.composing.macros import Macro
from transom.composing.saved import SavedReply
from transom.composing.signatures import write
from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.tickets.actions.several import WHOEVER_ACTS, Changes
from transom.tickets.tags import Tag
from transom.workflow.models import Status, TicketType, WorkflowVersion

REPLIES = (
    (
        "Thank you, we have it",
        "Hello {{their first name}},\n\nthank you for telling us about “{{ticket subject}}”. I am looking at it and will "
        "write again today. If you write to us about it, its number is {{ticket number}}.",
    ),
    (
        "Which browser and version",
        "Hello {{their first name}},\n\nwhich browser is it, and which version? *Menu, Help, About* tells both.",
    ),
    (
        "A second approver",
        "Hello {{their first name}},\n\nunder *Settings, Approvals* press *Add approver*. Two are part of every plan; both "
        "have to agree before an invoice is paid.",
    ),
)
TAGS = (
    ("browser", "It depends on the browser or its version."),
    ("export", "Anything that leaves as a file."),
    ("invoices", "Invoices, payments, and what is printed on them."),
)


def save(people: dict[str, User]) -> None:
    """The whole desk shares all but Sue's own signature."""
    for name, body in REPLIES:
        SavedReply.objects.create(name=name, body=body)
    for name, purpose in TAGS:
        Tag.objects.create(name=name, purpose=purpose)
    asks = Changes(assignee=WHOEVER_ACTS, tags_added=("browser",))
    takes = Changes(assignee=WHOEVER_ACTS, status=_after_the_start().pk)
    Macro.objects.create(
        name="Ask for the browser, and keep it", words=REPLIES[1][1], stored_changes=asks.as_json(), key="B"
    )
    Macro.objects.create(name="Take it into review", stored_changes=takes.as_json(), key="T", position=1)
    write(None, Mailbox.objects.get(), "{{my name}}\n{{mailbox name}} (a fictional company)")
    write(people["sue"], None, "{{my first name}} from Fernwright (a fictional company)")


def _after_the_start() -> Status:
    """Where an issue goes first."""
    path = WorkflowVersion.objects.published_for(TicketType.objects.get(slug="issue"))
    return path.steps.exclude(status=path.start).first().status
