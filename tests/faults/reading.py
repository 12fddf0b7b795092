"""What a desk says of itself when all is over: its export, the oracle's other witness beside the ledger."""

import json
import shutil
from dataclasses import dataclass, field, fields
from pathlib import Path

from tests.faults.databases import FaultDesk
from tests.faults.ledger import digest

EXPORT = """
from django.core.management import call_command
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket

for ticket in Ticket.objects.order_by("pk"):
    try:
        assert_replays(ticket)
    except Exception as error:
        print("REPLAY", error)
call_command("export", PATH)
"""


@dataclass
class World:
    """Rows of the export that the oracle holds against the ledger. `damage` are sentences."""

    tickets: list[dict]
    messages: list[dict]
    events: list[dict]
    missed_hearings: list[dict]
    inbound: list[dict]
    outbound: list[dict]
    damage: list[str] = field(default_factory=list)


def read(desk: FaultDesk) -> World:
    """Have the desk export itself, in a process of its own, and read that."""
    folder = desk.folder / "exported"
    done = desk.shell(EXPORT.replace("PATH", repr(str(folder))))
    assert folder.exists(), done.stderr.decode()
    world = World(*(_lines(folder / f"{kind.name}.jsonl") for kind in fields(World) if kind.name != "damage"))
    world.damage += [line for line in done.stdout.decode().splitlines() if line.startswith("REPLAY")]
    world.damage += integrity(desk) + _of_files(folder, world)
    shutil.rmtree(folder)
    return world


def _lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def _of_files(folder: Path, world: World) -> list[str]:
    """Attachments that are missing, and mails whose stored bytes are not those that came."""
    missing = json.loads((folder / "manifest.json").read_text())["missing"]
    found = [f"the attachment {sha256} is missing or damaged" for sha256 in missing]
    raw = {path.stem: digest(path.read_bytes()) for path in (folder / "raw").rglob("*.eml")}
    for row in world.inbound:
        if raw.get(row["sha256"]) != row["sha256"]:
            found.append(f"the bytes of mail {row['id']} are not those that came")
    return found


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
