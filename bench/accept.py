"""Mails taken in over SMTP, each on the disk before its 250: against a handler that throws away, and against the disk."""

import time
from pathlib import Path

from bench.cost import cpu_ms
from bench.desk import folder, program, sqlite_desk
from bench.mails import Mail, mails
from bench.post import post
from bench.report import Table, ms, percent, rate
from bench.scale import Scale
from tests import desks
from transom.foundation.sqlite import sqlite3

WARM = 50
SCHEMA = "CREATE TABLE mail (id INTEGER PRIMARY KEY, sender TEXT, raw BLOB)"
HEAD = ["What", "Connections", "Mails a second", "CPU a mail", "Of the throwing-away rate"]
NOTE = (
    "The desk commits the mails that wait while a commit is on its way to the disk together, so several connections may pass "
    "the rate of one commit after the other, and one connection alone cannot."
)


def measure(scale: Scale) -> list[Table]:
    with folder() as place:
        chosen = list(mails(scale.accepted, scale.seed))
        once = chosen[: max(10, scale.accepted // 6)]
        rows = [["Plain sqlite3, one row and one fsync a mail", "", rate(one_by_one(place / "raw", once)), "", ""]]
    thrown, spent = throwing_away(chosen, scale.connections)
    rows.append(["aiosmtpd that throws away", str(scale.connections), rate(thrown), ms(spent), "100 %"])
    with sqlite_desk() as desk:
        desk.fill(0, scale.seed)
        port = desks.free_port()
        with desk.running("smtp", "--smtp", f"127.0.0.1:{port}", ports=(port,)) as process:
            taken, spent = accepting(chosen, port, process.pid, scale.connections)
            rows.append(["The desk", str(scale.connections), rate(taken), ms(spent), percent(taken / thrown)])
            alone, spent = accepting(once, port, process.pid, 1)
            rows.append(["The desk, one connection", "1", rate(alone), ms(spent), ""])
    return [Table("Taking mail in", HEAD, rows, NOTE)]


def one_by_one(file: Path, chosen: list[Mail]) -> float:
    """Mails a second that plain sqlite3 stores, each in a transaction of its own, as durably as the desk."""
    database = sqlite3.connect(file, isolation_level=None)
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", SCHEMA):
        database.execute(statement)
    began = time.perf_counter()
    for mail in chosen:
        database.execute("INSERT INTO mail (sender, raw) VALUES (?, ?)", (mail.sender, mail.raw))
    seconds = time.perf_counter() - began
    database.close()
    return len(chosen) / seconds


def throwing_away(chosen: list[Mail], connections: int) -> tuple[float, float]:
    with program("throw-away") as (port, pid):
        return accepting(chosen, port, pid, connections)


def accepting(chosen: list[Mail], port: int, pid: int, connections: int) -> tuple[float, float]:
    """Mails a second and milliseconds of CPU a mail of the process that takes them."""
    post(chosen[:WARM], port, connections)
    before = cpu_ms(pid)
    seconds = post(chosen, port, connections)
    return len(chosen) / seconds, (cpu_ms(pid) - before) / len(chosen)
