"""Agents answer customers: from the form over HTTP to the mail that waits to be sent."""

import threading
import time

from bench.cost import cpu_ms
from bench.desk import Desk, sqlite_desk
from bench.report import Table, ms, rate
from bench.scale import Scale
from bench.visit import Visitor
from bench.words import Writer
from tests import desks

AGENTS = 4
PATIENCE = 120
TICKETS = 1_000
HEAD = ["Agents at once", "Answers a second", "CPU an answer"]
NOTE = (
    "On SQLite, each answer to another ticket. From the POST of the form until the mail is written and handed on: the page's part, "
    "the word and its event in one transaction, and the mail that the worker makes of it."
)


def measure(scale: Scale) -> list[Table]:
    with sqlite_desk() as desk:
        told = desk.fill(max(TICKETS, scale.answered) if scale.answered > 50 else 60, scale.seed)
        port = desks.free_port()
        with desk.running(
            "run", "--http", f"127.0.0.1:{port}", "--smtp", f"127.0.0.1:{desks.free_port()}", ports=(port,)
        ) as process:
            rows = [_row(desk, told, port, process.pid, scale)]
    return [Table("Answering", HEAD, rows, NOTE)]


def _row(desk: Desk, told: dict, port: int, pid: int, scale: Scale) -> list[str]:
    wanted = min(scale.answered, len(told["open"]) - AGENTS)
    warm, chosen = told["open"][:AGENTS], told["open"][AGENTS : AGENTS + wanted]
    with desk.asking() as ask:
        sent = ask.count("outboundemail")
        _answer(told["cookie"], port, warm, scale.seed)
        _wait(ask, sent + len(warm))
        before, began = cpu_ms(pid), time.perf_counter()
        _answer(told["cookie"], port, chosen, scale.seed)
        _wait(ask, sent + len(warm) + wanted)
        seconds, spent = time.perf_counter() - began, cpu_ms(pid) - before
    return [str(AGENTS), rate(wanted / seconds), ms(spent / wanted)]


def _wait(ask, mails: int) -> None:
    until = time.monotonic() + PATIENCE
    while ask.count("outboundemail", "settled_at IS NOT NULL") < mails:
        if time.monotonic() > until:
            raise TimeoutError("the answers were not sent")
        time.sleep(0.05)


def _answer(cookie: str, port: int, tickets: list[list[int]], seed: int) -> None:
    """Answer each of these, as (number, version), with several agents at work. Raises what one of them met."""
    faults: list[Exception] = []

    def work(place: int) -> None:
        visitor, writer = Visitor(port, cookie), Writer(seed + place)
        try:
            for number, version in tickets[place::AGENTS]:
                visitor.post(f"/tickets/{number}/reply", body=writer.paragraph("en", 500), seen=version, kind="reply")
        except Exception as error:  # noqa: BLE001, told to whoever waits
            faults.append(error)
        visitor.close()

    threads = [threading.Thread(target=work, args=(place,)) for place in range(AGENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
