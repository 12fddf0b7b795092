"""What was found, ready to be shown: tickets as lists have them, with the words around each place, marked."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, Value

from transom.customers.models import ContactAddress
from transom.people.actor import Actor
from transom.search.asking import Place
from transom.search.finding import Found, Search, begins
from transom.search.listing import rows_of
from transom.search.marks import Pattern, Segment, has_match, marked, pattern, snippet
from transom.search.models import Kind
from transom.search.pieces import own_words
from transom.search.question import Question
from transom.tickets.messages import Attachment, Message, Note
from transom.tickets.models import TicketTag
from transom.tickets.queues import Listed


@dataclass(frozen=True)
class Said:
    """A place where the words stand. `kind` and `key` say which message or note; of a ticket's head, `author` is empty."""

    kind: Kind
    key: int
    author: str
    at: datetime | None
    text: list[Segment]


@dataclass(frozen=True)
class Hit:
    """A ticket that was found. `said` are its newest places, of those that this actor may read."""

    ticket: Listed
    subject: list[Segment]
    said: list[Said]


def patterns_of(question: Question) -> list[Pattern]:
    """What is marked: the words that must be there."""
    last = question.words[-1] if question.words and question.unfinished else None
    wanted = [word for word in question.words if not word.without]
    made = (pattern(word.text, begins(word, word is last)) for word in wanted)
    return [one for one in made if one is not None]


def hits(search: Search, found: Found) -> list[Hit]:
    """The tickets of a page in their order. What has gone or moved since the index was asked is left out."""
    patterns = patterns_of(search.question)
    rows = rows_of(search.narrowed.tickets, list(found.tickets))
    places = [place for ticket, its in found.tickets.items() if ticket in rows for place in its]
    said = _said(search.actor, places, patterns)
    shown = []
    for ticket, its in found.tickets.items():
        if ticket in rows:
            words = [said[place] for place in its if place in said]
            shown.append(Hit(rows[ticket], marked(rows[ticket].subject, patterns), words))
    return shown


def _said(actor: Actor, places: list[Place], patterns: list[Pattern]) -> dict[Place, Said]:
    """The words around each place, of tickets that the actor may see; what belongs to another ticket by now has none."""
    made: dict[Place, Said] = {}
    of = {kind: {place.source: place for place in places if place.kind == kind} for kind in Kind}
    if of[Kind.MESSAGE]:
        for row in Message.objects.filter(pk__in=of[Kind.MESSAGE]).defer("html"):
            text = own_words(row.text, row.folds)
            _add(made, of[Kind.MESSAGE][row.pk], row, snippet(text, patterns))
    if of[Kind.NOTE] and not actor.is_customer:
        for row in Note.objects.filter(pk__in=of[Kind.NOTE]):
            _add(made, of[Kind.NOTE][row.pk], row, snippet(row.text, patterns))
    _by_file(actor, made, patterns)
    for place in of[Kind.TICKET].values():
        made[place] = Said(Kind.TICKET, place.source, "", None, [])
    _by_head(made, patterns)
    return made


def _add(made: dict[Place, Said], place: Place, row: Message | Note, text: list[Segment]) -> None:
    if row.ticket_id == place.ticket:
        made[place] = Said(Kind(place.kind), row.pk, row.author_label, row.at, text)


def _by_file(actor: Actor, made: dict[Place, Said], patterns: list[Pattern]) -> None:
    """Where the text has none of the words, the name of a file with it may."""
    of = {kind: {} for kind in Kind}
    for place, said in made.items():
        if place.kind != Kind.TICKET and not has_match(said.text):
            of[place.kind][place.source] = place
    if not of[Kind.MESSAGE] and not of[Kind.NOTE]:
        return
    wanted = Q(message__in=list(of[Kind.MESSAGE])) | Q(note__in=list(of[Kind.NOTE]))
    for message, note, name in Attachment.objects.filter(wanted).values_list("message", "note", "filename"):
        text = marked(name, patterns)
        place = of[Kind.MESSAGE].get(message) or of[Kind.NOTE].get(note)
        if place and has_match(text):
            said = made[place]
            made[place] = Said(said.kind, said.key, said.author, said.at, text)


def _by_head(made: dict[Place, Said], patterns: list[Pattern]) -> None:
    """Of a head, the tag or the address that has the words; nothing where the subject has them, which is shown anyway."""
    heads = {place.source: place for place in made if place.kind == Kind.TICKET}
    if not heads:
        return
    tags = TicketTag.objects.filter(ticket__in=list(heads)).order_by().values_list("ticket", "name", Value(0))
    addresses = ContactAddress.objects.filter(contact__tickets__in=list(heads)).order_by()
    names = tags.union(addresses.values_list("contact__tickets", "address", Value(1)), all=True)
    for ticket, name, _of in sorted(names, key=lambda row: row[2]):
        text = marked(name, patterns)
        if ticket in heads and has_match(text):
            place = heads[ticket]
            before = made[place].text
            made[place] = Said(Kind.TICKET, ticket, "", None, [*before, *([Segment(", ")] if before else []), *text])
