"""The composer under a ticket: whom an answer reaches, who could be in copy, and whatever was typed already."""

from django.utils.translation import gettext as _

from transom.foundation.addresses import Address, parse_addresses, split_tag
from transom.mail.senders import NOBODY, TAKING_PART
from transom.tickets.history import Event
from transom.tickets.messages import Message
from transom.tickets.models import Ticket
from transom.web.agent import history, uploads
from transom.web.agent.forms import NoteForm, VerbForm
from transom.web.agent.small_rows import Small

FIRST_WORDS = 300  # characters
UNREACHABLE = ("", NOBODY.address.address)
SmallRows = dict[str, list[Small]]


def composer(
    ticket: Ticket, messages: list[Message], small: SmallRows, moves: list[dict], failed: VerbForm | None
) -> dict:
    """What the composer shows. `failed` is the form that did not go through, if it is this one."""
    form = failed if isinstance(failed, NoteForm) else None
    said = form.data.get if form else lambda name, other="": other
    address = next((row.label for row in small["address"]), "")
    ticked = set(form.data.getlist("copy")) if form else set()
    return {
        "kind": "note" if form and said("kind") == "note" else "reply",
        "body": said("body", ""),
        "to_name": ticket.requester.label,
        "to_address": address,
        "reachable": address not in UNREACHABLE,
        "to": said("to", ""),
        "cc": said("cc", ", ".join(watching(small))),
        "offered": [
            {"label": found.header(), "address": found.address, "ticked": found.address in ticked}
            for found in offered(messages, small)
        ],
        "no_answer_expected": bool(said("no_answer_expected", "")),
        "moves": [move for move in moves if not move["comment"] and not move["reason"]],
        "errors": form.problems if form else [],
        "stopped": bool(form and form.came_in),
        "kept": _kept(form),
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


def came_in(form: VerbForm | None, thread: list[dict]) -> list[dict]:
    """What happened while someone was writing: each with a link to its place in the thread, and with its first words."""
    found = []
    for row in form.came_in if form else ():
        place = _place(row)
        item = next((item for item in thread if (item["is"], item["id"]) == place), {})
        words = item.get("text") or " ".join(
            part["text"] for part in item.get("segments", []) if part["kind"] == "text"
        )
        found.append(
            {
                "actor": row.actor_label,
                "words": history.words(row),
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


def _kept(form: NoteForm | None) -> list[dict]:
    if form is None or not hasattr(form, "cleaned_data"):
        return []
    try:
        files = form.attachments
    except OSError:  # the disk is full: the page says so, and asks for them again
        files = []
    return [{"token": uploads.token(file, form.actor.id), "name": file.filename} for file in files]


def stopped_words(form: VerbForm) -> str:
    return (
        _("Something came in while you were writing. Nothing was sent.")
        if isinstance(form, NoteForm)
        else _("Something came in meanwhile. Nothing was changed.")
    )
