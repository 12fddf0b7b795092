"""What a composer needs that lies in other tables, as small rows of the ticket page's one query."""

from collections.abc import Iterator

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from transom.composing.models import Draft, State
from transom.composing.signatures import Signature
from transom.composing.variables import fill_signature
from transom.people.actor import Actor
from transom.people.mailboxes import Mailbox
from transom.people.models import User
from transom.web.agent.small_rows import Small, small

HERE, SIGNED = "drafts-here", "signature"


def of_ticket(actor: int, ticket: int) -> Iterator[QuerySet]:
    """Which drafts there are for it (asked for only then), and the texts that could stand under an answer.

    Of a signature: label its text, detail whose (empty for the mailbox's), number the mailbox, 0 for all.
    """
    yield small(HERE, drafts(actor, ticket))
    found = Signature.objects.filter(Q(user=actor) | Q(user=None))
    mailbox = Coalesce(F("mailbox_id"), Value(0))
    yield small(SIGNED, found.filter(user=None), label=F("text"), number=mailbox)
    yield small(SIGNED, found.exclude(user=None), label=F("text"), detail=F("user__email"), number=mailbox)


def drafts(actor: int, ticket: int) -> QuerySet[Draft]:
    """One's own that are written or leave, and what colleagues share."""
    written, leaves = State.WRITING.value, State.WAITING.value
    own = Q(person=actor) & (Q(state=written) | Q(state=leaves))
    return Draft.objects.filter(own | Q(shared=True, state=written), ticket=ticket)


def signature(rows: list[Small], actor: Actor, mailbox: Mailbox | None) -> str:
    """The one that `signature_for` gives, out of the rows of the page."""
    texts = {(bool(row.detail), row.number): row.label for row in rows}
    key = mailbox.pk if mailbox else 0
    text = next((texts[place] for place in ((True, key), (True, 0), (False, key)) if place in texts), "")
    return fill_signature(text, User(pk=actor.id, name=actor.label), mailbox).strip()
