"""A page of a list and the page of a ticket, at three sizes of a desk."""

import json
import time
from pathlib import Path
from typing import NamedTuple

from bench.cost import cpu_ms, percentile
from bench.desk import Desk, folder, grown_desk, program
from bench.report import Table, ms
from bench.scale import Scale
from bench.visit import Visitor
from tests import desks

QUEUE = "/queues/open/"
WARM = 20
PLAIN = 30  # runs of the same SQL
TARGET_MS, TARGET_QUERIES = 10, 12


class Cost(NamedTuple):
    """Milliseconds a request; `requests_per_second` from one visitor."""

    p50: float
    p95: float
    cpu: float
    length: int


def measure(scale: Scale) -> list[Table]:
    rows, body = [], b""
    for size in scale.sizes:
        with grown_desk(size, scale.seed) as (desk, told):
            paths = {"Queue, 50 rows": [QUEUE], "Ticket": [f"/tickets/{number}/" for number in told["tickets"]]}
            sql = _plain(desk, told["cookie"], [visited[0] for visited in paths.values()])
            port = desks.free_port()
            with desk.running("web", "--http", f"127.0.0.1:{port}", ports=(port,)) as process:
                for name, visited in paths.items():
                    cost, body = visits(port, process.pid, told["cookie"], visited, scale.visits)
                    rows.append(_row(name, told, cost, sql[visited[0]]))
    with folder() as place:
        limit = _static(place / "page.html", body, scale.visits)
    rows.append(["The same bytes as the ticket page, from a handler that does nothing", "", *_cost(limit), "", "", ""])
    return [Table(HEADING, HEAD, rows, NOTE)]


HEADING = "Pages"
HEAD = ["Page", "Tickets", "p50", "p95", "CPU a request", "Queries", "Same SQL in plain sqlite3", "CPU / SQL's CPU"]
NOTE = "One visitor, one request after the other, over HTTP; the ticket pages are those of 20 tickets with about 10 messages."


def visits(port: int, pid: int, cookie: str, paths: list[str], count: int) -> tuple[Cost, bytes]:
    """Visit these pages in turn, so many times in all."""
    visitor = Visitor(port, cookie)
    for number in range(WARM):
        answer = visitor.get(paths[number % len(paths)])
    before = cpu_ms(pid)
    taken = [visitor.get(paths[number % len(paths)]).ms for number in range(count)]
    spent = cpu_ms(pid) - before
    visitor.close()
    return Cost(percentile(taken, 0.5), percentile(taken, 0.95), spent / count, len(answer.body)), answer.body


def _plain(desk: Desk, cookie: str, paths: list[str]) -> dict[str, dict]:
    return json.loads(desk.module("bench.queries", cookie, PLAIN, *paths))


def _row(name: str, told: dict, cost: Cost, sql: dict) -> list[str]:
    ratio = f"{cost.cpu / sql['cpu_ms']:.1f} ×" if sql["cpu_ms"] else ""
    return [name, f"{told['count']:,}", *_cost(cost), str(sql["queries"]), ms(sql["cpu_ms"]), ratio]


def _cost(cost: Cost) -> list[str]:
    return [ms(cost.p50), ms(cost.p95), ms(cost.cpu)]


def _static(file: Path, body: bytes, count: int) -> Cost:
    file.write_bytes(body)
    with program("static", file) as (port, pid):
        time.sleep(0.2)
        return visits(port, pid, "", ["/"], count)[0]
