"""Mails from the socket to the ticket and its acknowledgement, end to end: how many a second, and what each costs."""

import time
from contextlib import ExitStack

from bench.cost import cpu_ms
from bench.desk import Desk, postgres_desk, sqlite_desk
from bench.mails import Mail, mails
from bench.post import post
from bench.report import Table, ms, rate
from bench.scale import Scale
from tests import desks

WARM = 60
PATIENCE = 600
CONNECTIONS = 8
STATE = "bench.waiting"
HEAD = ["Database", "Workers", "Mails a second", "CPU a mail", "of it the desk", "of it the database", "Target"]
NOTE = (
    "CPU of every process: SMTP, the workers with their parser children, and PostgreSQL with all its backends. A mail is taken "
    "in, read in the parser, threaded, written to its ticket, and where the gate lets it, acknowledged and handed on."
)


def measure(scale: Scale) -> list[Table]:
    rows = []
    with sqlite_desk() as desk:
        rows.append(_row("SQLite", desk, 1, scale, "15 ms"))
    for workers in (1, 4):
        with postgres_desk() as desk:
            rows.append(_row("PostgreSQL", desk, workers, scale, "20 ms"))
    return [Table("A mail, end to end", HEAD, rows, NOTE)]


def _row(name: str, desk: Desk, workers: int, scale: Scale, target: str) -> list[str]:
    desk.fill(0, scale.seed)
    chosen = list(mails(WARM + scale.processed, scale.seed + 1))
    with ExitStack() as stack:
        port = desks.free_port()
        processes = [stack.enter_context(desk.running("smtp", "--smtp", f"127.0.0.1:{port}", ports=(port,)))]
        processes += [stack.enter_context(desk.running("worker")) for _ in range(workers)]
        ours = [process.pid for process in processes]
        base = [desk.postmaster()] if desk.postmaster() else []
        through(desk, chosen[:WARM], port, WARM)
        before = cpu_ms(*ours), cpu_ms(*base)
        seconds = through(desk, chosen[WARM:], port, len(chosen))
        spent = [(cpu_ms(*pids) - was) / scale.processed for pids, was in zip((ours, base), before, strict=True)]
    return [
        name,
        str(workers),
        rate(scale.processed / seconds),
        ms(sum(spent)),
        ms(spent[0]),
        ms(spent[1]) if base else "",
        target,
    ]


def through(desk: Desk, chosen: list[Mail], port: int, in_all: int) -> float:
    """Hand these over and wait until nothing is left to do; gives the seconds. Asking costs little: it is SQL by hand."""
    began = time.perf_counter()
    post(chosen, port, CONNECTIONS)
    with desk.asking() as ask:
        until = time.monotonic() + PATIENCE
        while not ask.is_done(in_all):
            if time.monotonic() > until:
                raise TimeoutError(f"the mail was not read in {PATIENCE} s: {desk.log}")
            time.sleep(0.05)
    return time.perf_counter() - began
