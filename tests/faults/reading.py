"""What a desk says of itself when all is over, as lists of plain rows: the oracle's other witness beside the ledger."""

import json
from dataclasses import dataclass
from pathlib import Path

from tests.faults.databases import FaultDesk

ROWS = """
import hashlib, json, sys
from transom.mail.models import InboundEmail, OutboundEmail
from transom.tickets.history import Event
from transom.tickets.log import assert_replays
from transom.tickets.messages import Message
from transom.tickets.models import Ticket

def write(kind, **row):
    out.write(json.dumps({"kind": kind, **row}, default=str) + "\\n")

with open(PATH, "w") as out:
    for row in Ticket.objects.order_by("pk").iterator():
        write("tickets", id=row.pk, version=row.version)
    for row in Message.objects.order_by("pk").iterator():
        write("messages", id=row.pk, ticket=row.ticket_id, message_id=row.message_id, trust=row.trust, text=row.text)
    for row in Event.objects.order_by("pk").iterator():
        write("events", stream=row.stream, stream_id=row.stream_id, sequence=row.sequence, event=row.kind)
    for row in InboundEmail.objects.order_by("pk").iterator():
        write("inbound", id=row.pk, sha256=row.sha256, stored=hashlib.sha256(bytes(row.raw)).hexdigest(),
            message_id=row.message_id_header, outcome=row.outcome, reason=row.reason, ticket=row.ticket_id,
            leased=row.leased_until)
    for row in OutboundEmail.objects.order_by("pk").iterator():
        write("outbound", id=row.pk, message_id=row.message_id_header, mailed_as=row.message_id, state=row.state,
            sha256=hashlib.sha256(bytes(row.mime)).hexdigest(), attempts=row.attempts, ticket=row.ticket_id,
            leased=row.leased_until)
    for ticket in Ticket.objects.order_by("pk"):
        try:
            assert_replays(ticket)
        except Exception as error:
            write("damage", words=f"ticket {ticket.pk} does not replay: {error}")
"""


@dataclass
class World:
    """Everything that the oracle holds against the ledger. `damage` are sentences."""

    tickets: list[dict]
    messages: list[dict]
    events: list[dict]
    inbound: list[dict]
    outbound: list[dict]
    damage: list[str]


def read(desk: FaultDesk) -> World:
    """Ask the desk, in a process of its own."""
    path = desk.folder / "read.jsonl"
    done = desk.shell(ROWS.replace("PATH", repr(str(path))))
    assert done.returncode == 0, done.stderr.decode()
    rows = [json.loads(line) for line in Path(path).read_text().splitlines()]

    def of(kind: str) -> list[dict]:
        return [row for row in rows if row["kind"] == kind]

    damage = [row["words"] for row in of("damage")] + integrity(desk)
    return World(of("tickets"), of("messages"), of("events"), of("inbound"), of("outbound"), damage)


def integrity(desk: FaultDesk) -> list[str]:
    """What the database's own checks find wrong."""
    return _of_postgres(desk) if desk.url else _of_sqlite(desk)


def _of_sqlite(desk: FaultDesk) -> list[str]:
    found = [f"integrity_check: {words}" for (words,) in desk.rows("PRAGMA integrity_check") if words != "ok"]
    return found + [f"foreign_key_check: {row}" for row in desk.rows("PRAGMA foreign_key_check")]


INVALID = """
SELECT 'constraint ' || conname FROM pg_constraint WHERE NOT convalidated
UNION ALL SELECT 'index ' || indexrelid::regclass FROM pg_index WHERE NOT (indisvalid AND indisready)
UNION ALL SELECT 'page checksums: ' || checksum_failures FROM pg_stat_database
    WHERE datname = current_database() AND checksum_failures > 0
"""
FOREIGN_KEYS = """
SELECT conrelid::regclass::text, a.attname, confrelid::regclass::text, b.attname
FROM pg_constraint
JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[1]
JOIN pg_attribute b ON b.attrelid = confrelid AND b.attnum = confkey[1]
WHERE contype = 'f'
"""


def _of_postgres(desk: FaultDesk) -> list[str]:
    """Without amcheck, which the test server does not have: constraints and indexes valid, checksums, every reference kept.

    Each table is read whole by the checks of its references, or by the oracle.
    """
    found = [f"not valid: {words}" for (words,) in desk.rows(INVALID)]
    for table, column, other, key in desk.rows(FOREIGN_KEYS):
        kept = f"EXISTS (SELECT 1 FROM {other} o WHERE o.{key} = t.{column})"
        lost = f"SELECT count(*) FROM {table} t WHERE t.{column} IS NOT NULL AND NOT {kept}"
        if count := desk.rows(lost)[0][0]:
            found.append(f"{count} rows of {table}.{column} refer to nothing")
    return found
