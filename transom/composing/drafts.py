"""Keeping what is written: one draft per person, ticket and kind, never overwritten unseen, shared where its writer says so."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from transom.composing.models import Draft, DraftFile, DraftQuerySet, Kind, State
from transom.people.actor import Actor
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.actions.several import Changes
from transom.tickets.models import Ticket
from transom.tickets.words import NewAttachment

SAME_HAND = timedelta(seconds=20)
"""A page that goes saves its last words while the next page is being made, which so knows an older draft."""


class WrittenElsewhere(Exception):
    """There are newer words than those that this writer saw: `draft` has them. Nothing was overwritten."""

    def __init__(self, draft: Draft):
        super().__init__(draft)
        self.draft = draft


@dataclass(frozen=True)
class Writing:
    """What a composer holds. `version` is that of the draft which it was made from, 0 for none.

    `once` marks the form, `window` the browser's tab that it stands in.
    """

    kind: str = Kind.REPLY
    body: str = ""
    to: str = ""
    cc: str = ""
    bcc: str = ""
    copies: tuple[str, ...] = ()
    expects_answer: bool = True
    changes: Changes = field(default_factory=Changes)
    files: tuple[NewAttachment, ...] = ()
    seen: int | None = None
    version: int = 0
    once: str = ""
    window: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing that anybody would miss."""
        return not self.body.strip() and not self.files

    def columns(self) -> dict:
        """As a draft holds it."""
        return {
            "body": self.body,
            "to": self.to,
            "cc": self.cc,
            "bcc": self.bcc,
            "copies": list(self.copies),
            "expects_answer": self.expects_answer,
            "stored_changes": self.changes.as_json() if self.changes else {},
        }

    @classmethod
    def of(cls, draft: Draft) -> "Writing":
        return cls(
            kind=draft.kind,
            body=draft.body,
            to=draft.to,
            cc=draft.cc,
            bcc=draft.bcc,
            copies=tuple(draft.copies),
            expects_answer=draft.expects_answer,
            changes=draft.changes,
            files=draft.attachments(),
            seen=draft.seen,
            version=draft.version,
        )


@transaction.atomic
def keep(ticket: Ticket, writing: Writing, *, actor: Actor, now: datetime) -> Draft | None:
    """Keep these words for `actor`; None where there are none left to keep.

    What was sent already stays sent: a late save of the form that sent it keeps nothing. Raises `WrittenElsewhere`
    where another window of this person kept newer words, `NotAllowed` for whoever is not of the desk.
    """
    if not actor.is_agent:
        raise NotAllowed(_("Only people of the desk may do this."))
    if writing.once and Draft.objects.of(actor).exclude(state=State.WRITING).filter(once=writing.once).exists():
        return None
    row = being_written(ticket, writing.kind, actor)
    if row is not None and row.version != writing.version:
        if _is_same(row, writing):
            return row
        if not (writing.window and row.once == writing.window and now - row.changed_at < SAME_HAND):
            raise WrittenElsewhere(row)
    if writing.is_empty:
        if row is not None:
            row.delete()
        return None
    return _write(row, ticket, writing, actor, now)


def was_sent(ticket: Ticket, writing: Writing, actor: Actor) -> Draft | None:
    """The answer that this very form, with these very words, was sent as."""
    if not writing.once:
        return None
    sent = Draft.objects.of(actor).filter(ticket=ticket, once=writing.once).exclude(state=State.WRITING)
    return sent.filter(kind=writing.kind, body=writing.body).first()


def being_written(ticket: Ticket, kind: str, actor: Actor) -> Draft | None:
    """The draft of this kind, held until the transaction ends."""
    return held(Draft.objects.of(actor).writing().filter(ticket=ticket, kind=kind)).first()


def held(rows: DraftQuerySet) -> DraftQuerySet:
    """Locked where the database locks rows; SQLite's transactions hold them all."""
    return rows.select_for_update(of=("self",))


def _write(row: Draft | None, ticket: Ticket, writing: Writing, actor: Actor, now: datetime) -> Draft:
    columns = {**writing.columns(), "changed_at": now}
    if writing.seen is not None:
        columns["seen"] = min(writing.seen, ticket.version)
    columns["once"] = writing.window
    if row is None:
        key = {"person_id": actor.id, "ticket": ticket, "kind": writing.kind}
        try:
            with transaction.atomic():
                row = Draft.objects.create(**key, **columns)
        except IntegrityError:  # another window was quicker
            raise WrittenElsewhere(Draft.objects.writing().get(**key)) from None
    else:
        for name, value in columns.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
    put_files(row, writing.files)
    return row


def put_files(row: Draft, files: tuple[NewAttachment, ...]) -> None:
    """These and no others go with it."""
    before = [(file.file_id, file.filename) for file in row.files.all()]
    if before != [(file.file.pk, file.filename[:255]) for file in files]:
        row.files.all().delete()
        DraftFile.objects.bulk_create(
            DraftFile(draft=row, file=file.file, filename=file.filename[:255], content_type=file.content_type[:120])
            for file in files
        )


def _is_same(row: Draft, writing: Writing) -> bool:
    files = [(file.file_id, file.filename) for file in row.files.all()]
    theirs = [(file.file.pk, file.filename[:255]) for file in writing.files]
    return files == theirs and all(getattr(row, name) == value for name, value in writing.columns().items())


@transaction.atomic
def throw_away(draft: Draft, *, actor: Actor) -> None:
    """The words are gone for good. Only their writer does that, and not while they leave."""
    Draft.objects.of(actor).writing().filter(pk=draft.pk).delete()


@transaction.atomic
def share(draft: Draft, shared: bool, *, actor: Actor) -> None:
    """Colleagues who may see the ticket see these words and may take them over; or no longer."""
    Draft.objects.of(actor).writing().filter(pk=draft.pk).update(shared=shared)


@transaction.atomic
def take_over(draft: Draft, *, actor: Actor, now: datetime) -> Draft:
    """The words of a colleague who shared them are mine from now on, before those that I had.

    Raises `Refused` where they are no longer to be had.
    """
    row = held(Draft.objects.writing().filter(pk=draft.pk, shared=True)).first()
    if row is None or not actor.is_agent:
        raise Refused(_("This draft is no longer shared. Ask its writer."))
    if row.person_id == actor.id:
        return row
    return give_back(row, actor.id, now=now)


def give_back(row: Draft, person: int, *, now: datetime, **columns) -> Draft:
    """These words are being written by `person` again. Where others are as well, they come before those: nothing is lost."""
    same = Draft.objects.writing().filter(person=person, ticket=row.ticket_id, kind=row.kind)
    other = held(same.exclude(pk=row.pk)).first()
    if other is not None:
        kept = {name: getattr(other, name) or getattr(row, name) for name in ("to", "cc", "bcc", "stored_changes")}
        kept["body"] = "\n\n".join(filter(None, (row.body, other.body)))
        Draft.objects.filter(pk=other.pk).update(version=F("version") + 1, changed_at=now, **kept, **columns)
        row.files.update(draft=other)
        row.delete()
        return Draft.objects.get(pk=other.pk)
    fresh = {
        "person_id": person,
        "state": State.WRITING,
        "shared": False,
        "once": "",
        "due_at": None,
        "leased_until": None,
        "attempts": row.attempts + 1,  # whoever was about to say it may not any more
        "version": row.version + 1,
        "changed_at": now,
        **columns,
    }
    for name, value in fresh.items():
        setattr(row, name, value)
    row.save()
    return row
