"""A ticket's thread: words, notes, held mail and history lines, in the order of time."""

from collections import defaultdict

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields import BooleanField

from transom.foundation.kept import Kept
from transom.mail.links import quoted
from transom.mail.models import InboundEmail, OutboundEmail
from transom.mail.parsing import desk as parsing
from transom.mail.parsing.child_process import Unavailable
from transom.mail.reading.fold import remaining
from transom.tickets.messages import Message, Note
from transom.tickets.models import Ticket
from transom.web.agent import history, mentioning, show
from transom.web.agent.small_rows import Small
from transom.web.qa.card import quiet_thanks

PREVIEW = 4000  # characters
READ_AT_ONCE = 300_000  # bytes of a mail that a page parses while someone waits


def messages_of(ticket: Ticket) -> list[Message]:
    """The public words, without their HTML, each with what became of its mail."""
    return MESSAGES.objects(ticket=ticket.pk)


def _messages(*, ticket: int) -> QuerySet[Message]:
    mail = OutboundEmail.objects.filter(message=OuterRef("pk")).order_by("pk")
    rows = Message.objects.filter(ticket=ticket).defer("html")
    return rows.annotate(
        has_html=Case(When(~Q(html=""), then=Value(True)), default=Value(False), output_field=BooleanField()),
        state=Subquery(mail.values("state")[:1]),
        refused=Subquery(mail.values("refused")[:1]),
        trouble=Subquery(mail.values("last_error")[:1]),
        set_aside=Subquery(mail.values("parked_at")[:1]),
    )


MESSAGES = Kept(_messages)
NOTES = Kept(lambda *, ticket: Note.objects.filter(ticket=ticket))


def thread(
    ticket: Ticket, messages: list[Message], told: list[history.Told], small: dict[str, list[Small]]
) -> list[dict]:
    """Everything on the ticket, oldest first. Two things of one moment keep the order: opening, words, what followed."""
    files = {kind: _by_word(small, kind) for kind in ("message", "note")}
    thanks = quiet_thanks(told)
    items = [(1, show.message(row, files["message"][row.pk]) | {"thanks": row.pk in thanks}) for row in messages]
    notes, naming = NOTES.objects(ticket=ticket.pk), mentioning.naming(small["agent"], told)
    items += [(1, naming.on(show.note(row, files["note"][row.pk]))) for row in notes]
    items += [(0 if line["opening"] else 2, line) for line in history.lines(told)]
    if waiting := [row.key for row in small["held"]]:
        held = InboundEmail.objects.filter(pk__in=waiting).select_related("source")
        items += [(1, held_mail(row)) for row in held]
    items.sort(key=lambda item: (item[1]["at"], item[0], item[1]["id"]))
    made = [item for _order, item in items]
    said = [item for item in made if item["is"] != "line"]
    if said:
        said[-1]["latest"] = True
    return made


def _by_word(small: dict[str, list[Small]], kind: str) -> dict[int, list[Small]]:
    owner = {row.key: row.number for row in small[f"{kind}-of-file"]}
    files: dict[int, list[Small]] = defaultdict(list)
    for file in small[f"{kind}-file"]:
        files[owner[file.key]].append(file)
    return files


def held_mail(row: InboundEmail) -> dict:
    return {
        "is": "held",
        "id": row.pk,
        "at": row.received_at,
        "sender": row.sender or row.envelope_sender,
        "subject": row.subject,
        "reason": row.reason,
        "text": preview(row),
    }


def preview(row: InboundEmail) -> str:
    """The first of what a mail says, as plain text; empty where it is too large to read while someone waits."""
    if row.size > READ_AT_ONCE:
        return ""
    try:
        reading = parsing.read(bytes(row.raw))
    except Unavailable:  # its ticket's page must not go with it
        return ""
    text = quoted(reading.mail.text)
    shown = remaining(text, reading.folds) or text
    return shown if len(shown) <= PREVIEW else shown[:PREVIEW] + "…"
