"""Whom we serve and who serves: customers, contacts, people, teams, product areas, mailboxes."""

from typing import Annotated

from msgspec import Meta

from transom.customers.models import Contact, Customer
from transom.operating.export.base import Kind, Row, Time, row_of
from transom.people.mailboxes import Mailbox
from transom.people.models import ProductArea, Team, User


class ExportedCustomer(Row):
    id: Annotated[int, Meta(description="The customer's key.")]
    name: Annotated[str, Meta(description="Unique.")]
    tier: Annotated[str, Meta(description="In the desk's own words; empty where none.")]
    time_zone: Annotated[str, Meta(description="As in Europe/Berlin; empty for the desk's.")]
    language: Annotated[str, Meta(description="As in de; empty for the desk's.")]
    domains: Annotated[list[str], Meta(description="Mail from these domains is theirs.")]
    created_at: Annotated[Time, Meta(description="When the row was made.")]


class ExportedContact(Row):
    id: Annotated[int, Meta(description="The contact's key.")]
    name: Annotated[str, Meta(description="Their address until a name is known.")]
    customer: Annotated[int | None, Meta(description="The customer's key; null where none is known.")]
    person: Annotated[int | None, Meta(description="The key of the person that they sign in as, if they do.")]
    addresses: Annotated[list[str], Meta(description="Their mail addresses; the first is where we write to.")]
    phone: Annotated[str, Meta(description="Empty where none.")]
    time_zone: Annotated[str, Meta(description="Empty for their customer's.")]
    language: Annotated[str, Meta(description="Empty for their customer's.")]
    created_at: Annotated[Time, Meta(description="When the row was made.")]


class ExportedPerson(Row):
    id: Annotated[int, Meta(description="The person's key.")]
    email: Annotated[str, Meta(description="What they sign in with; unique. Passwords are never exported.")]
    name: Annotated[str, Meta(description="As the desk calls them.")]
    is_active: Annotated[bool, Meta(description="False: they have left and cannot sign in.")]
    roles: Annotated[list[str], Meta(description="The roles that they hold now.")]
    teams: Annotated[list[int], Meta(description="The keys of their teams.")]
    time_zone: Annotated[str, Meta(description="Empty for the desk's.")]
    language: Annotated[str, Meta(description="Empty for the desk's.")]
    theme: Annotated[str, Meta(description="light or dark; empty for their device's.")]
    created_at: Annotated[Time, Meta(description="When the row was made.")]


class ExportedTeam(Row):
    id: Annotated[int, Meta(description="The team's key.")]
    name: Annotated[str, Meta(description="Unique.")]


class ExportedProductArea(Row):
    id: Annotated[int, Meta(description="The product area's key.")]
    name: Annotated[str, Meta(description="Unique.")]
    team: Annotated[int | None, Meta(description="The key of the team that answers for it.")]


class Fetching(Row):
    """Where a mailbox's mail is fetched from. The password or token is never exported."""

    host: Annotated[str, Meta(description="The IMAP server.")]
    port: Annotated[int, Meta(description="Its port.")]
    security: Annotated[str, Meta(description="tls, starttls or none.")]
    login: Annotated[str, Meta(description="The name that the desk signs in with.")]
    sign_in: Annotated[str, Meta(description="password or oauth.")]
    folder: Annotated[str, Meta(description="The folder that is read.")]
    afterwards: Annotated[str, Meta(description="move or seen: what happens there to a mail that we have.")]
    move_to: Annotated[str, Meta(description="The folder that it is moved to.")]
    is_active: Annotated[bool, Meta(description="False: it is not fetched.")]
    uid_validity: Annotated[int | None, Meta(description="RFC 3501, 2.3.1.1; null before the first look.")]
    last_uid: Annotated[int, Meta(description="How far we have read.")]
    fetched_at: Annotated[Time | None, Meta(description="When a look last went well.")]


class ExportedMailbox(Row):
    id: Annotated[int, Meta(description="The mailbox's key.")]
    address: Annotated[str, Meta(description="Unique.")]
    name: Annotated[str, Meta(description="The name that its answers carry.")]
    team: Annotated[int | None, Meta(description="The key of its team.")]
    restricted: Annotated[bool, Meta(description="Only its team sees its tickets.")]
    ticket_type: Annotated[int | None, Meta(description="The key of the type that its tickets begin as.")]
    signed_addresses: Annotated[bool, Meta(description="Answers carry a signed address.")]
    acknowledges: Annotated[bool, Meta(description="A new ticket's mail is acknowledged.")]
    trusted_hop: Annotated[str, Meta(description="The server whose word on DMARC counts (RFC 8601, 2.5).")]
    created_at: Annotated[Time, Meta(description="When the row was made.")]
    fetching: Annotated[Fetching | None, Meta(description="Where its mail is fetched; null where mail comes to us.")]


def _customer(row: Customer) -> Row:
    return row_of(ExportedCustomer, row, domains=sorted(domain.domain for domain in row.domains.all()))


def _contact(row: Contact) -> Row:
    addresses = [address.address for address in row.addresses.all()]
    return row_of(ExportedContact, row, customer=row.customer_id, person=row.user_id, addresses=addresses)


def _person(row: User) -> Row:
    teams = sorted(team.pk for team in row.teams.all())
    return row_of(ExportedPerson, row, roles=sorted(row.role_names()), teams=teams)


def _mailbox(row: Mailbox) -> Row:
    account = getattr(row, "imap", None)
    return row_of(
        ExportedMailbox,
        row,
        team=row.team_id,
        ticket_type=row.ticket_type_id,
        fetching=row_of(Fetching, account) if account else None,
    )


KINDS = (
    Kind("customers", ExportedCustomer, lambda: Customer.objects.prefetch_related("domains"), _customer),
    Kind("contacts", ExportedContact, lambda: Contact.objects.prefetch_related("addresses"), _contact),
    Kind("people", ExportedPerson, lambda: User.objects.prefetch_related("roles_held", "teams"), _person),
    Kind("teams", ExportedTeam, Team.objects.all, lambda row: row_of(ExportedTeam, row)),
    Kind(
        "product_areas",
        ExportedProductArea,
        ProductArea.objects.all,
        lambda row: row_of(ExportedProductArea, row, team=row.team_id),
    ),
    Kind("mailboxes", ExportedMailbox, lambda: Mailbox.objects.select_related("imap"), _mailbox),
)
