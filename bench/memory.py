"""What the one process holds: at rest, and while mail comes in and people look at pages."""

import threading
import time

from bench.cost import MEGABYTE, Memory, memory, tree
from bench.desk import Desk, sqlite_desk
from bench.mails import mails
from bench.post import post
from bench.process import through
from bench.report import Table
from bench.scale import Scale
from bench.visit import Visitor
from tests import desks

CONNECTIONS = 16
TICKETS = 1_000
HEAD = ["`transom run`", "Processes", "PSS", "RSS", "Target (PSS)"]
NOTE = "PSS counts what processes share once; RSS counts it in each. With the parser's child, on SQLite."


def measure(scale: Scale) -> list[Table]:
    with sqlite_desk() as desk:
        told = desk.fill(TICKETS if scale.visits > 50 else 60, scale.seed)
        http, smtp = desks.free_port(), desks.free_port()
        ports = ("--http", f"127.0.0.1:{http}", "--smtp", f"127.0.0.1:{smtp}")
        with desk.running("run", *ports, ports=(http, smtp)) as process:
            rows = [
                _rest(desk, process.pid, told, http, smtp, scale),
                *_load(desk, process.pid, told, http, smtp, scale),
            ]
    return [Table("Memory", HEAD, rows, NOTE)]


def _rest(desk: Desk, pid: int, told: dict, http: int, smtp: int, scale: Scale) -> list[str]:
    """After the first page and the first mail, so that all is loaded that a desk at work needs."""
    with desk.asking() as ask:
        before = ask.count("inboundemail")
    through(desk, list(mails(2, scale.seed + 5)), smtp, before + 2)
    visitor = Visitor(http, told["cookie"])
    visitor.get("/queues/open/")
    visitor.get(f"/tickets/{told['tickets'][0]}/")
    visitor.close()
    time.sleep(1)
    return _row("at rest", tree(pid), memory(tree(pid)), "150 MB")


def _load(desk: Desk, pid: int, told: dict, http: int, smtp: int, scale: Scale) -> list[list[str]]:
    """The most that it held while mail came in and pages were looked at, and what it keeps of that afterwards."""
    with desk.asking() as ask:
        before = ask.count("inboundemail")
    chosen = list(mails(scale.processed, scale.seed + 6))
    posting = threading.Thread(target=post, args=(chosen, smtp, CONNECTIONS))
    visitor, most, pids = Visitor(http, told["cookie"]), Memory(0, 0), []
    posting.start()
    with desk.asking() as ask:
        while posting.is_alive() or not ask.is_done(before + len(chosen)):
            for number in told["tickets"][:5]:
                visitor.get(f"/tickets/{number}/")
                now = memory(tree(pid))
                if now.pss > most.pss:
                    most, pids = now, tree(pid)
    visitor.close()
    time.sleep(2)
    return [_row("under load, the most", pids, most, ""), _row("after it", tree(pid), memory(tree(pid)), "")]


def _row(name: str, pids: list[int], held: Memory, target: str) -> list[str]:
    return [name, str(len(pids)), *(f"{value / MEGABYTE:.0f} MB" for value in held), target]
