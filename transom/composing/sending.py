"""Saying what was written: at once, or after a moment in which it can be taken back.

An answer that waits is a draft with a time. Nothing has been said yet, so nothing has to be unsaid: when the time is up,
a worker on whatever machine says it with the verbs that everyone uses, and the mark that it was said commits with them.
"""

import logging
from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from transom.composing.drafts import Writing, being_written, give_back, held, put_files, was_sent
from transom.composing.models import Draft, Kind, State
from transom.composing.signatures import signature_for
from transom.composing.variables import why_unfilled
from transom.foundation import faults
from transom.foundation.addresses import Address, is_address, parse_addresses
from transom.foundation.claims import Claimed
from transom.foundation.pauses import Pause, Paused
from transom.people.actor import SYSTEM, Actor, person
from transom.people.models import User
from transom.tickets import actions
from transom.tickets.actions import NotAllowed, Refused
from transom.tickets.events import AnswerStopped
from transom.tickets.history import Event
from transom.tickets.log import REGISTRY, SomethingCameIn, locked, locked_successor
from transom.tickets.messages import Message, Note
from transom.tickets.models import Ticket
from transom.tickets.words import Words
from transom.workflow import rules
from transom.workflow.models import Requirement
from transom.workflow.rules import TransitionDenied

log = logging.getLogger("transom.worker")
STOPPED = AnswerStopped.kind
"""The kind of event that tells of an answer which did not leave; `who` in it is its writer."""
LEASE = timedelta(minutes=1)
ATTEMPTS = 3
STALE = timedelta(hours=1)
"""What was to leave so long ago is looked at again first: the customer may have heard otherwise meanwhile."""
REMEMBERED = timedelta(days=1)
SEPARATOR = "-- "
"""The line before a signature (RFC 3676, 4.3)."""
STOPS = (SomethingCameIn, NotAllowed, Refused, TransitionDenied)


class _Rehearsed(Exception):
    """It would have worked, and is undone."""


@transaction.atomic
def send(ticket: Ticket, writing: Writing, *, actor: Actor, now: datetime | None = None) -> Draft:
    """Say these words: notes at once, an answer after `UNDO_SECONDS`. The draft that is returned tells which.

    The same form sent twice is one answer. Raises at once what would stop it now: `Refused`, `TransitionDenied`,
    `SomethingCameIn`, `NotAllowed`; then nothing was changed.
    """
    now = now or timezone.now()
    if sent := was_sent(ticket, writing, actor):
        return sent
    if writing.kind == Kind.REPLY and (missing := why_unfilled(writing.body)):
        raise Refused(" ".join(missing))
    row = _about_to_leave(ticket, writing, actor, now)
    if row.due_at <= now:
        say(row, actor, now)
        return row
    with suppress(_Rehearsed), transaction.atomic():
        say(Draft.objects.get(pk=row.pk), actor, now)
        raise _Rehearsed
    return row


def hold(kind: str) -> timedelta:
    """For how long words of this kind can be taken back. A note is seen by colleagues alone, so it needs no such time."""
    return faults.wait(timedelta(seconds=settings.UNDO_SECONDS)) if kind == Kind.REPLY else timedelta()


def _about_to_leave(ticket: Ticket, writing: Writing, actor: Actor, now: datetime) -> Draft:
    """The row that waits: the draft that it was written in, or another where that holds newer words by now."""
    Draft.objects.of(actor).filter(state=State.SAID, changed_at__lt=now - REMEMBERED).delete()
    row = being_written(ticket, writing.kind, actor)
    if row is None or row.version != writing.version:
        row = Draft(person_id=actor.id, ticket=ticket, kind=writing.kind)
    for name, value in writing.columns().items():
        setattr(row, name, value)
    row.seen = ticket.version if writing.seen is None else min(writing.seen, ticket.version)
    row.state, row.once, row.due_at, row.changed_at = State.WAITING, writing.once, now + hold(writing.kind), now
    row.shared, row.stopped_at, row.last_error, row.attempts = False, None, "", 0
    row.version += 1
    row.save()
    put_files(row, writing.files)
    return row


@transaction.atomic
def say(draft: Draft, actor: Actor, now: datetime) -> Message | Note:
    """Say what waits, and make the changes that go with it: all of it or nothing. Raises `STOPS` and `Claimed`."""
    ticket = draft.ticket
    _nothing_unseen(ticket, draft, actor)
    words = words_of(draft)
    if draft.kind == Kind.NOTE:
        said = actions.note(ticket, words, actor=actor)
    else:
        to, cc, bcc = recipients(draft)
        said = actions.reply(ticket, words, actor=actor, to=to, cc=cc, bcc=bcc, expects_answer=draft.expects_answer)
    _change(draft, words, actor)
    draft.files.all().delete()
    message = said if draft.kind == Kind.REPLY else None
    draft.settle(now, state=State.SAID, message=message, changed_at=now)
    return said


def _nothing_unseen(ticket: Ticket, draft: Draft, actor: Actor) -> None:
    """Only a new message, note or move stops what was begun before it; what its writer did themselves they know of.

    A form without a mark of its own may have been sent twice, so there their own word counts as well.
    """
    current = locked(ticket)
    if draft.seen >= current.version:
        return
    later = list(Event.objects.of_ticket(ticket.pk).filter(sequence__gt=draft.seen))
    others = [row for row in later if not (draft.once and row.person_id == actor.id)]
    if any(REGISTRY[row.kind].interrupts for row in others):
        raise SomethingCameIn(others)


def words_of(draft: Draft) -> Words:
    """What is said, with the signature of its writer below as something that a reader may fold away."""
    body = draft.body.rstrip()
    signature = signature_for(draft.person, draft.ticket.mailbox).strip() if draft.kind == Kind.REPLY else ""
    if not signature or not (body.strip() or draft.files.exists()):
        return Words(text=body, attachments=draft.attachments())
    text = f"{body}\n\n{SEPARATOR}\n{signature}"
    return Words(text=text, folds=((len(body), len(text), "signature"),), attachments=draft.attachments())


def recipients(draft: Draft | Writing) -> tuple[tuple[Address, ...], ...]:
    """To, Cc and Bcc, each address once. Empty To means the requester."""
    ticked = [Address("", address) for address in draft.copies if is_address(address)]
    to, typed, bcc = (parse_addresses(text.replace(";", ",")) for text in (draft.to, draft.cc, draft.bcc))
    cc = {address.address: address for address in (*ticked, *typed)}
    told = {address.address for address in to}
    cc = {key: address for key, address in cc.items() if key not in told}
    return to, tuple(cc.values()), tuple(one for one in bcc if one.address not in told | cc.keys())


def _change(draft: Draft, words: Words, actor: Actor) -> None:
    """What becomes of the ticket with the words. Where a move asks why, the words say it."""
    changes = draft.changes
    if not changes:
        return
    now = Ticket.objects.select_related("ticket_type", "status").get(pk=draft.ticket_id)
    ways = {way.to_status_id: way for way in rules.moves(now.position(), actor.roles)}
    way = ways.get(changes.status)
    if way and Requirement.COMMENT in way.requires and not changes.comment:
        changes = type(changes)(**{**changes.as_json(), "comment": words.snippet})
    actions.change(now, changes, actor=actor)


@transaction.atomic
def take_back(draft: Draft, *, actor: Actor, now: datetime) -> Draft:
    """Undo: it does not leave, and is being written again as it was. Raises `Refused` where it has left already."""
    row = held(Draft.objects.of(actor).filter(pk=draft.pk)).first()
    if row is None or row.state == State.SAID:
        raise Refused(_("It has left already."))
    return row if row.state == State.WRITING else give_back(row, row.person_id, now=now)


def say_next(now: datetime) -> bool:
    """Say the oldest answer whose time is up; False where there is none. What may not leave goes back to its writer."""
    if not Draft.objects.ready(now, LEASE).exists():  # most of the time; asking takes no lock
        return False
    if Pause.objects.holds(Paused.SENDING):  # a restored desk: the one that it was may have said this already
        return False
    draft = Draft.objects.claim(now, LEASE)
    if draft is None:
        return False
    writer = person(draft.person)
    with translation.override(draft.person.language or settings.LANGUAGE_CODE):
        try:
            if draft.attempts > ATTEMPTS:
                raise Refused(_("The desk tried %(count)d times and could not send it.") % {"count": ATTEMPTS})
            if now - draft.due_at > STALE:
                raise Refused(_("the desk was not at work when it was to leave."))
            with transaction.atomic():
                say(draft, writer, now)
                faults.point("say.before-commit", draft.body)
            faults.point("say.after-commit", draft.body)
        except STOPS as stop:
            with suppress(Claimed):
                _stop(draft, reason(stop), now)
        except Claimed:
            log.info("%s was taken back, or another worker has it", draft)
        except (OperationalError, InterfaceError):
            raise  # the database's trouble and not its own: the lease runs out, and it is tried again
        except Exception as error:
            log.exception("%s could not be said", draft)
            with suppress(Claimed):
                draft.refresh_from_db(fields=["attempts", "state"])
                _again_or_stop(draft, error, now)
    return True


def reason(stop: Exception) -> str:
    """Why it did not leave, for its writer and for whoever reads the ticket."""
    if isinstance(stop, SomethingCameIn):
        return _("something came in first.")
    if isinstance(stop, NotAllowed):
        return _("they may no longer answer this ticket.")
    return str(stop)


def _again_or_stop(draft: Draft, error: Exception, now: datetime) -> None:
    if draft.attempts >= ATTEMPTS:
        _stop(draft, _("it could not be sent (%(error)s).") % {"error": type(error).__name__}, now)
    else:
        draft.retry(now, LEASE, f"{type(error).__name__}: {error}"[:2000])


@transaction.atomic
def _stop(draft: Draft, why: str, now: datetime) -> None:
    """Give it back to its writer, and let the ticket tell so. Raises `Claimed` where that is not ours to do any more."""
    locked_successor(draft.ticket)  # before the draft, as whoever says it does
    mine = held(Draft.objects.waiting().filter(pk=draft.pk, attempts=draft.attempts)).select_related("ticket").first()
    if mine is None:
        raise Claimed(str(draft))
    while mine.ticket.merged_into_id:
        mine.ticket = mine.ticket.merged_into
    writer = User.objects.get(pk=mine.person_id)
    give_back(mine, mine.person_id, now=now, stopped_at=now, last_error=why)
    actions.answer_stopped(mine.ticket, writer, why, actor=SYSTEM)
