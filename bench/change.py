"""The process of a large desk changes: what simulating it costs, and what others feel while its tickets are taken along."""

import json
import time

from bench.cost import percentile
from bench.desk import Desk, grown_desk
from bench.report import Table, ms, rate
from bench.scale import Scale
from bench.visit import Visitor
from tests import desks

PATIENCE = 1800
VISITS, NOTES = 40, 40
STANDING = "ended_at IS NULL"
HEAD = ["What", "Figure"]
NOTE = (
    "On SQLite. A status is merged into another, and what one says of silence is changed. One visitor looks at tickets, and a second "
    "process writes notes, before anything is changed and while the worker takes the tickets along."
)


def measure(scale: Scale) -> list[Table]:
    with grown_desk(scale.sizes[-1], scale.seed) as (desk, told):
        return [measured(desk, told)]


def measured(desk: Desk, told: dict) -> Table:
    """A desk that `bench.fill` filled, and told of."""
    found = json.loads(desk.module("bench.changing", "look"))
    rows = [
        [f"Simulating it, {found['tickets']:,} tickets, slowest of {len(found['ms'])}", ms(max(found["ms"]))],
        ["Queries of that", str(found["queries"])],
    ]
    port, paths = desks.free_port(), [f"/tickets/{number}/" for number in told["tickets"]]
    with desk.running("web", "--http", f"127.0.0.1:{port}", ports=(port,)):
        rows += felt("before", desk, Visitor(port, told["cookie"]), paths)
        rows.append(["Publishing it", ms(json.loads(desk.module("bench.changing", "publish"))["ms"])])
        with desk.running("worker"), desk.asking() as ask:
            began = time.perf_counter()
            rows += felt("meanwhile", desk, Visitor(port, told["cookie"]), paths)
            while ask.count("pathrun", STANDING) and time.perf_counter() < began + PATIENCE:
                time.sleep(0.2)
            seconds, moved = time.perf_counter() - began, ask.count("event", "kind = 'path-changed'")
    rows.append([f"Taking {moved:,} tickets along", f"{seconds:.0f} s, {rate(moved / seconds)}"])
    return Table("A change of the process", HEAD, rows, NOTE)


def felt(when: str, desk: Desk, visitor: Visitor, paths: list[str]) -> list[list[str]]:
    """What looking and writing cost, in milliseconds on the clock."""
    for path in paths:
        visitor.get(path)
    looked = [visitor.get(paths[number % len(paths)]).ms for number in range(VISITS)]
    visitor.close()
    wrote = json.loads(desk.module("bench.changing", "note", NOTES))
    return [
        [f"A ticket's page {when}, p50 and p95", f"{ms(percentile(looked, 0.5))}, {ms(percentile(looked, 0.95))}"],
        [f"A note {when}, p50 and p95", f"{ms(percentile(wrote, 0.5))}, {ms(percentile(wrote, 0.95))}"],
    ]
