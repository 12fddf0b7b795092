"""The clock: what a tick costs with nothing due, what it costs to look at everything, and that the rest follows what is due."""

import json

from bench.desk import Desk, postgres_desk, sqlite_desk
from bench.report import Table, ms
from bench.scale import Scale

HEAD = ["Database", "Tick", "Queries", "of the database", "CPU of the desk", "Wall", "A step"]
NOTE = (
    "{tickets:,} tickets, of which {waiting:,} wait for the customer and have been followed up before. With nothing due the "
    "target is 5 ms of the database's time. A look at everything comes once an hour. What is due rings once for each ticket, in "
    "a transaction of its own, with its event. The database's share is its CPU: on SQLite a part of the desk's own."
)


def measure(scale: Scale) -> list[Table]:
    tickets = scale.sizes[-1]
    waiting, due = (30_000, (10, 100, 1_000, 10_000)) if tickets > 100_000 else (20, (3, 6))
    rows = []
    for name, made in (("SQLite", sqlite_desk), ("PostgreSQL", postgres_desk)):
        with made() as desk:
            rows += _rows(name, desk, tickets, waiting, due)
    return [Table("The clock", HEAD, rows, NOTE.format(tickets=tickets, waiting=waiting))]


def _rows(name: str, desk: Desk, tickets: int, waiting: int, due: tuple[int, ...]) -> list[list[str]]:
    found = json.loads(desk.module("bench.ringing", tickets, waiting, ",".join(map(str, due))).splitlines()[-1])
    rows = [
        _row(name, "nothing due", found["idle"]),
        _row(name, f"look at everything ({found['fired before']:,} steps taken before)", found["sweep"]),
    ]
    return rows + [_row(name, f"{int(count):,} due", cost) for count, cost in found["due"].items()]


def _row(name: str, what: str, cost: dict) -> list[str]:
    a_step = ms(cost["wall"] / cost["rang"]) if cost["rang"] else ""
    return [name, what, f"{cost['queries']:,.0f}", ms(cost["database"]), ms(cost["cpu"]), ms(cost["wall"]), a_step]
