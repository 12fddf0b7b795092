"""Tickets, with the small rows around them. Other rows refer to a ticket by its number."""

from typing import Annotated

from django.db.models import F
from msgspec import Meta

from transom.operating.export.base import Kind, Row, Time, row_of
from transom.tickets.models import Ticket


class Watchers(Row):
    people: Annotated[list[int], Meta(description="The keys of the people who follow it.")]
    contacts: Annotated[list[int], Meta(description="The keys of the contacts who follow it.")]


class Link(Row):
    relation: Annotated[str, Meta(description="follows, split-from, relates, duplicates or blocks.")]
    ticket: Annotated[int, Meta(description="The other ticket's number.")]


class Bug(Row):
    reference: Annotated[str, Meta(description="What people call the bug.")]
    url: Annotated[str, Meta(description="Where it is tracked; may be empty.")]


class ExportedTicket(Row):
    id: Annotated[int, Meta(description="The row's key, by which events' payloads speak of it.")]
    number: Annotated[int, Meta(description="What people call it. Unique, never used again.")]
    version: Annotated[int, Meta(description="The sequence of its last event.")]
    subject: Annotated[str, Meta(description="As it is now.")]
    ticket_type: Annotated[int, Meta(description="The type's key.")]
    priority: Annotated[str, Meta(description="normal or urgent.")]
    status: Annotated[int, Meta(description="The status's key.")]
    category: Annotated[str, Meta(description="The status's category.")]
    silence_counts: Annotated[bool, Meta(description="A customer's silence is followed up now.")]
    assignee: Annotated[int | None, Meta(description="A person's key.")]
    team: Annotated[int | None, Meta(description="A team's key.")]
    requester: Annotated[int, Meta(description="A contact's key.")]
    customer: Annotated[int | None, Meta(description="A customer's key.")]
    mailbox: Annotated[int | None, Meta(description="A mailbox's key.")]
    channel: Annotated[str, Meta(description="mail, desk or portal.")]
    product_area: Annotated[int | None, Meta(description="A product area's key.")]
    level: Annotated[int, Meta(description="1, 2 or 3.")]
    merged_into: Annotated[int | None, Meta(description="The number of the ticket that it was merged into.")]
    snippet: Annotated[str, Meta(description="The beginning of the last word.")]
    estimate: Annotated[
        str, Meta(description="How its last estimate stands: ready, asked, approved or declined; empty for none.")
    ]
    reproduction: Annotated[
        str, Meta(description="What the last try gave: reproduced or not-reproduced; empty before the first.")
    ]
    delay_reason: Annotated[str, Meta(description="Why it was not started, from the list of its status; may be empty.")]
    delay_detail: Annotated[str, Meta(description="The words behind that reason; may be empty.")]
    is_quick: Annotated[bool, Meta(description="Somebody marked that it can be answered at once.")]
    tags: Annotated[list[str], Meta(description="In the order of the alphabet.")]
    watchers: Annotated[Watchers, Meta(description="Who follows it.")]
    links: Annotated[list[Link], Meta(description="How it stands to other tickets.")]
    bugs: Annotated[list[Bug], Meta(description="The bugs that stand behind it.")]
    message_ids: Annotated[list[str], Meta(description="Message-IDs by which mail finds this ticket.")]
    opened_at: Annotated[Time, Meta(description="When its first word came.")]
    status_since: Annotated[Time, Meta(description="Since when it has its status.")]
    awaiting_us_since: Annotated[Time | None, Meta(description="The oldest customer's word that nobody answered.")]
    awaiting_customer_since: Annotated[Time | None, Meta(description="Our last word, where silence counts.")]
    held_since: Annotated[Time | None, Meta(description="The oldest mail that is held on it.")]
    first_replied_at: Annotated[Time | None, Meta(description="Our first answer.")]
    last_replied_at: Annotated[Time | None, Meta(description="The last answer of a person of ours.")]
    reviewed_at: Annotated[Time | None, Meta(description="When it was last looked at together.")]
    last_event_at: Annotated[Time, Meta(description="When its last event happened.")]


def _tickets():
    relations = ("tags", "watchers", "links__other", "bugs", "thread_references")
    return Ticket.objects.annotate(merged_number=F("merged_into__number")).prefetch_related(*relations)


def _ticket(row: Ticket) -> Row:
    watchers = list(row.watchers.all())
    keys = ("ticket_type", "status", "assignee", "team", "requester", "customer", "mailbox", "product_area")
    return row_of(
        ExportedTicket,
        row,
        **{name: getattr(row, f"{name}_id") for name in keys},
        merged_into=row.merged_number,
        tags=[tag.name for tag in row.tags.all()],
        watchers=Watchers(
            people=sorted(watcher.user_id for watcher in watchers if watcher.user_id),
            contacts=sorted(watcher.contact_id for watcher in watchers if watcher.contact_id),
        ),
        links=[Link(relation=link.relation, ticket=link.other.number) for link in row.links.all()],
        bugs=[Bug(reference=bug.reference, url=bug.url) for bug in row.bugs.all()],
        message_ids=sorted(reference.message_id for reference in row.thread_references.all()),
    )


KINDS = (Kind("tickets", ExportedTicket, _tickets, _ticket),)
