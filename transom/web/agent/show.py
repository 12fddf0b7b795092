"""How rows of the model read on the screen: the shapes that the components of `jinja2/components` take."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from transom.mail.models import Delivery
from transom.tickets.messages import Message, Note, Trust
from transom.tickets.models import Priority
from transom.tickets.queues import Listed
from transom.tickets.reasons import reason_words
from transom.web.agent.small_rows import Small
from transom.web.agent.spans import lasting
from transom.web.templating import file_size
from transom.workflow.models import Category

WORTH_SAYING = {
    Trust.COLLEAGUE: gettext_lazy("a colleague of the requester"),
    Trust.THIRD_PARTY: gettext_lazy("not known on this ticket; one of us let it in"),
    Trust.AUTOMATED: gettext_lazy("an automatic mail; nobody waits for an answer"),
}


def ticket_url(number: int, queue: str = "") -> str:
    url = reverse("ticket", args=[number])
    return f"{url}?queue={queue}" if queue else url


def ticket_row(ticket: Listed, queue: str) -> dict:
    """A ticket in a list."""
    owed, waiting = ticket.awaiting_us_since, ticket.awaiting_customer_since
    words = ""
    if owed:
        words = _("waits for us %(time)s") % {"time": lasting(owed)}
    elif waiting:
        words = _("our word was last, %(time)s") % {"time": lasting(waiting)}
    return {
        "number": ticket.number,
        "version": ticket.version,
        "url": f"{ticket_url(ticket.number, queue)}#latest",
        "subject": ticket.subject,
        "snippet": ticket.snippet,
        "requester": ticket.requester,
        "customer": ticket.customer or "",
        "urgent": ticket.priority == Priority.URGENT and ticket.category != Category.CLOSED,
        "status": {"name": ticket.status, "category": ticket.category},
        "type": ticket.ticket_type,
        "assignee": ticket.assignee or ticket.assignee_email or "",
        "at": ticket.last_event_at,
        "need_since": owed,
        "waiting_words": words,
        "delay": reason_words(ticket.delay_reason, ticket.delay_detail) if ticket.delay_reason else "",
        "quick": ticket.is_quick,
    }


def message(row: Message, files: list[Small]) -> dict:
    """A public word. `row` carries what the ticket page adds to it: has_html, state, refused, trouble, set_aside."""
    to = ", ".join(row.to)
    return {
        "is": "message",
        "id": row.pk,
        "incoming": row.is_incoming,
        "author": row.author_label,
        "address": row.author_address,
        "to_words": _("to %(who)s") % {"who": to} if to and not row.is_incoming else row.author_address,
        "cc_words": ", ".join(row.cc),
        "trust_words": str(WORTH_SAYING.get(row.trust, "")) if row.is_incoming else "",
        "at": row.at,
        "segments": segments(row.text, row.folds, ours=not row.is_incoming),
        "formatted_url": reverse("formatted", args=[row.pk]) if row.has_html else "",
        "attachments": [file_link(file) for file in files],
        "delivery": delivery(row),
    }


def note(row: Note, files: list[Small]) -> dict:
    return {
        "is": "note",
        "id": row.pk,
        "author": row.author_label,
        "at": row.at,
        "segments": segments(row.text, [], ours=True),
        "attachments": [file_link(file) for file in files],
    }


def segments(text: str, folds: list[list], ours: bool = False) -> list[dict]:
    """The text in pieces: what is read at once, and what is folded. All of it, in its order.

    Words of ours are Markdown, and read here as they do in the mail.
    """
    pieces, position = [], 0
    labels = {"quote": _("Quoted text"), "signature": _("Signature")}
    for start, end, kind in folds:
        pieces.append({"kind": "text", "text": text[position:start].strip("\r\n")})
        pieces.append({"kind": "fold", "text": text[start:end].strip("\r\n"), "label": labels.get(kind)})
        position = end
    pieces.append({"kind": "text", "text": text[position:].strip("\r\n")})
    return [piece | {"markdown": ours} for piece in pieces if piece["text"].strip()]


def file_link(file: Small) -> dict:
    """`file` is of the kind that `around.files` makes: label the name, detail the content type, number the size."""
    return {
        "url": reverse("attachment", args=[file.key]),
        "name": file.label,
        "size": file_size(file.number),
        "is_image": file.detail.startswith("image/"),
    }


def delivery(row: Message) -> dict | None:
    """What became of the mail with our word; None for a word from outside, and before the mail is written."""
    if row.is_incoming or not row.state:
        return None
    if row.state == Delivery.FAILED:
        return {"state": "failed", "words": refusals(row.refused or {})}
    if row.state == Delivery.QUEUED and row.set_aside:
        return {"state": "queued", "words": row.trouble}
    if row.state == Delivery.QUEUED and row.trouble:
        return {"state": "queued", "words": _("Not sent yet, and tried again: %(why)s") % {"why": row.trouble}}
    return {"state": row.state, "words": str(Delivery(row.state).label)}


def refusals(refused: dict[str, str]) -> str:
    """Whom a mail did not reach, and why."""
    reasons = "; ".join(f"{address}: {why}" for address, why in refused.items())
    return _("Could not be delivered. %(reasons)s") % {"reasons": reasons}
