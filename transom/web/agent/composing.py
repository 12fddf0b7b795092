"""The composer under a ticket: whom an answer reaches, who could be in copy, and whatever was typed already."""

import math
import secrets

import msgspec
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from transom.composing import sending
from transom.composing.doing import Names, acts
from transom.composing.models import Draft, Kind, State
from transom.foundation.addresses import Address, parse_addresses, split_tag
from transom.mail.senders import NOBODY, TAKING_PART
from transom.people.actor import Actor
from transom.tickets.history import Event
from transom.tickets.messages import Message
from transom.tickets.models import Ticket, TicketQuerySet
from transom.web.agent import history, uploads
from transom.web.agent.forms import NoteForm, VerbForm, read_changes
from transom.web.agent.moves import sent_along
from transom.web.agent.recipients import addresses_in
from transom.web.agent.small_rows import Small
from transom.web.composer import beside

FIRST_WORDS = 300  # characters
UNREACHABLE = ("", NOBODY.address.address)
SmallRows = dict[str, list[Small]]


def composer(
    ticket: Ticket, actor: Actor, messages: list[Message], small: SmallRows, moves: list[dict], failed: VerbForm | None
) -> dict:
    """What the composer shows. `failed` is the form that did not go through, if it is this one."""
    form = failed if isinstance(failed, NoteForm) else None
    on_ticket = drafts_of(ticket, actor) if small[beside.HERE] else []
    mine = {row.kind: row for row in on_ticket if row.person_id == actor.id and row.state == State.WRITING}
    kind = _kind(form, mine)
    said = Said(form, mine.get(kind))
    reply = said if kind == Kind.REPLY else Said(None, mine.get(Kind.REPLY))
    address = next((row.label for row in small["address"]), "")
    reachable = address not in UNREACHABLE
    copies, to = reply.copies, reply.text("to")
    return {
        "number": ticket.number,
        "kind": kind,
        "body": said.text("body"),
        "version": said.version,
        "once": secrets.token_urlsafe(12),
        "to_name": ticket.requester.label,
        "requester": Address(ticket.requester.label, address).header() if reachable else "",
        "reachable": reachable,
        "to": to,
        "cc": reply.text("cc") if reply.is_known else ", ".join(watching(small)),
        "bcc": reply.text("bcc"),
        "offered": [
            {"label": found.header(), "address": found.address, "ticked": found.address in copies}
            for found in offered(messages, small)
        ],
        "known": sorted(_known(ticket, messages, small)),
        "no_answer_expected": reply.expects_none,
        "changes": said.changes,
        "changes_words": _acts(said.changes),
        "moves": sent_along(moves),
        "errors": form.problems if form else [],
        "new_people": [person.address for person in form.new_people] if form else [],
        "stopped": bool(form and form.came_in),
        "elsewhere": _elsewhere(form),
        "files": {name: Said(form if name == kind else None, mine.get(name)).files(actor) for name in Kind.values},
        "other": _other(kind, mine),
        "came_back": [_returned(row) for row in mine.values() if row.came_back and form is None],
        "waiting": [waiting(row) for row in on_ticket if row.state == State.WAITING],
        "shared": [_shared(row) for row in on_ticket if row.person_id != actor.id],
        "draft": draft_words(mine.get(kind)) if form is None else None,
        "signature": beside.signature(small[beside.SIGNED], actor, ticket.mailbox),
    }


def drafts_of(ticket: Ticket, actor: Actor) -> list[Draft]:
    """One's own that are written or leave, and what colleagues share; with who writes it, and its files."""
    rows = (
        beside.drafts(actor.id, ticket.pk).select_related("person", "ticket__requester").prefetch_related("files__file")
    )
    return list(rows.order_by("-changed_at", "-pk"))


def _kind(form: NoteForm | None, mine: dict[str, Draft]) -> str:
    if form:
        return Kind.NOTE if form.data.get("kind") == Kind.NOTE else Kind.REPLY
    latest = max(mine.values(), key=lambda row: row.changed_at, default=None)
    return latest.kind if latest else Kind.REPLY


class Said:
    """What stands in the composer already: of a form that came back, else of the draft, else nothing."""

    def __init__(self, form: NoteForm | None, draft: Draft | None):
        self.form, self.draft = form, draft

    @property
    def is_known(self) -> bool:
        return self.form is not None or self.draft is not None

    def text(self, name: str) -> str:
        return self.form.data.get(name, "") if self.form else getattr(self.draft, name, "")

    @property
    def version(self) -> int:
        if self.form and self.form.elsewhere:
            return self.form.elsewhere.version  # it is shown beside, so sending again is meant
        if self.form:
            typed = self.form.data.get("version", "")
            return int(typed) if typed.isdecimal() and len(typed) < 10 else 0
        return self.draft.version if self.draft else 0

    @property
    def copies(self) -> set[str]:
        return set(self.form.data.getlist("copy") if self.form else self.draft.copies if self.draft else ())

    @property
    def expects_none(self) -> bool:
        return (
            bool(self.form.data.get("no_answer_expected"))
            if self.form
            else bool(self.draft) and not self.draft.expects_answer
        )

    @property
    def changes(self) -> str:
        """As the hidden field has it."""
        if self.form:
            return self.form.data.get("changes", "")
        return (
            msgspec.json.encode(self.draft.stored_changes).decode() if self.draft and self.draft.stored_changes else ""
        )

    def files(self, actor: Actor) -> list[dict]:
        if self.form:
            return _kept(self.form)
        return [uploads.shown(file, actor.id) for file in self.draft.attachments()] if self.draft else []


def _acts(stored: str) -> str:
    """What becomes of the ticket with the words, so that nobody sends a move unseen."""
    changes = read_changes(stored) if stored else None
    return _("Then: %(acts)s") % {"acts": ", ".join(acts(changes, Names.read()))} if changes else ""


def _known(ticket: Ticket, messages: list[Message], small: SmallRows) -> set[str]:
    """As `recipients.taking_part` finds them, from what the page has anyway: the page warns, the server decides."""
    known = {row.label.lower() for kind in ("address", "mailbox") for row in small[kind]}
    known |= {row.detail.lower() for kind in ("agent", "contact-watcher") for row in small[kind]}
    for message in messages:
        known |= {message.author_address, *addresses_in((*message.to, *message.cc, *message.bcc))}
    return {address for address in known if address}


def _other(kind: str, mine: dict[str, Draft]) -> dict:
    """The draft of the other kind, which waits behind its tab."""
    other = Kind.REPLY if kind == Kind.NOTE else Kind.NOTE
    row = mine.get(other)
    changes = Said(None, row).changes
    return {
        "kind": other,
        "changes": changes,
        "changes_words": _acts(changes),
        "body": row.body if row else "",
        "version": row.version if row else 0,
        "at": row.changed_at if row else None,
    }


def _elsewhere(form: NoteForm | None) -> dict | None:
    row = form.elsewhere if form else None
    return {"body": row.body, "at": row.changed_at, "version": row.version} if row else None


def draft_words(row: Draft | None) -> dict | None:
    return {"at": row.changed_at, "shared": row.shared, "pk": row.pk} if row else None


def _returned(row: Draft) -> dict:
    return {"at": row.stopped_at, "why": row.last_error, "kind": row.kind}


def _shared(row: Draft) -> dict:
    return {"pk": row.pk, "who": row.person.label, "at": row.changed_at, "body": row.body, "kind": row.kind}


def waiting(row: Draft) -> dict:
    """An answer that is about to leave."""
    to, cc, bcc = sending.recipients(row)
    return {
        "pk": row.pk,
        "author": row.person.label,
        "number": row.ticket.number,
        "to_words": ", ".join(
            [*([] if to else [row.ticket.requester.label]), *(one.label for one in (*to, *cc, *bcc))]
        ),
        "body": row.body,
        "due_at": row.due_at,
        "seconds": max(0, math.ceil((row.due_at - timezone.now()).total_seconds())),
        "files": [file.filename for file in row.attachments()],
        "undo_url": reverse("undo", args=[row.pk]),
        "outcome_url": reverse("outcome", args=[row.pk]),
    }


def watching(small: SmallRows) -> list[str]:
    """The contacts who watch, as they stand in Cc."""
    return [
        Address(row.label if row.label != row.detail else "", row.detail).header()
        for row in small["contact-watcher"]
        if row.detail
    ]


def offered(messages: list[Message], small: SmallRows) -> list[Address]:
    """Whom people who take part put in copy, and who is neither one of us nor a watcher: an agent may add them."""
    known = {row.label.lower() for kind in ("address", "mailbox") for row in small[kind]}
    known |= {row.detail.lower() for kind in ("agent", "contact-watcher") for row in small[kind]}
    found: dict[str, Address] = {}
    for message in messages:
        if message.is_incoming and message.trust in TAKING_PART:
            for address in (address for header in message.cc for address in parse_addresses(header)):
                if not {address.address, split_tag(address.address)[0]} & known:
                    found.setdefault(address.address, address)
    return list(found.values())


def came_in(form: VerbForm | None, thread: list[dict], visible: TicketQuerySet) -> list[dict]:
    """What happened while someone was writing: each with a link to its place in the thread, and with its first words."""
    found = []
    for told in history.told(form.came_in if form else (), visible):
        row = told.row
        place = _place(row)
        item = next((item for item in thread if (item["is"], item["id"]) == place), {})
        words = item.get("text") or " ".join(
            part["text"] for part in item.get("segments", []) if part["kind"] == "text"
        )
        found.append(
            {
                "actor": row.actor_label,
                "words": history.words(told),
                "at": row.at,
                "anchor": f"#{place[0]}-{place[1]}",
                "text": words[:FIRST_WORDS],
            }
        )
    return found


def _place(row: Event) -> tuple[str, int]:
    """Where the page shows it: the word, the note or the held mail that it brought, else its own line."""
    for name, kind in (("message", "message"), ("note", "note"), ("inbound", "held")):
        if isinstance(row.payload.get(name), int):
            return kind, row.payload[name]
    return "event", row.sequence


def _kept(form: NoteForm) -> list[dict]:
    if not hasattr(form, "cleaned_data"):
        return []
    try:
        return [uploads.shown(file, form.actor.id) for file in form.attachments]
    except OSError:  # the disk is full: the page says so, and asks for them again
        return []


def stopped_words(form: VerbForm) -> str:
    return (
        _("Something came in while you were writing. Nothing was sent.")
        if isinstance(form, NoteForm)
        else _("Something came in meanwhile. Nothing was changed.")
    )
