"""Open pages that listen: what many of them cost one process, and how soon each hears of a change."""

import asyncio
import json
import statistics
import time
from pathlib import Path

from bench.cost import MEGABYTE, cpu_ms, memory
from bench.desk import Desk, sqlite_desk
from bench.report import Table, ms
from bench.scale import Scale
from bench.visit import Visitor
from tests import desks

EACH = 10  # pages of one person
CHANGES, QUIET = 20, 10.0  # changes that are told; seconds without any
PATIENCE = 30.0  # seconds
HEAD = [
    "Pages that listen",
    "People",
    "Threads",
    "Memory of each",
    "CPU of a quiet second",
    "A change reaches",
    "and all of them",
    "CPU of it",
]
NOTE = (
    "One process of pages on SQLite. Memory is PSS beyond the same process with one page open. A change is a verb in a "
    "page of somebody else's; from its answer until the middle page, and the last, has heard of it; medians."
)


def measure(scale: Scale) -> list[Table]:
    counts = (100, 500) if scale.visits > 50 else (20,)
    return [Table("Live pages", HEAD, [_row(scale, count) for count in counts], NOTE)]


def _row(scale: Scale, count: int) -> list[str]:
    with sqlite_desk() as desk:
        told = desk.fill(60, scale.seed)
        cookies = json.loads(desk.module("bench.guests", max(count // EACH, 1)))
        port = desks.free_port()
        with desk.running("web", "--http", f"127.0.0.1:{port}", ports=(port,)) as process:
            return asyncio.run(_listen(desk, process.pid, port, told, cookies, count))


async def _listen(desk: Desk, pid: int, port: int, told: dict, cookies: list[str], count: int) -> list[str]:
    visitor = Visitor(port, told["cookie"])
    for number in told["tickets"][:10]:
        visitor.get(f"/tickets/{number}/")
    first = await Page.open(port, cookies[0])
    await asyncio.sleep(1)
    before = memory([pid]).pss
    pages = [first] + [await Page.open(port, cookies[place % len(cookies)]) for place in range(1, count)]
    await asyncio.sleep(1)
    each, threads = (memory([pid]).pss - before) / max(count - 1, 1), len(list(Path(f"/proc/{pid}/task").iterdir()))
    began = cpu_ms(pid)
    await asyncio.sleep(QUIET)
    quiet = (cpu_ms(pid) - began) / QUIET
    visitor.close()
    middles, lasts, cost = await _changes(pid, Visitor(port, told["cookie"]), told, pages)
    for page in pages:
        page.close()
    size = f"{each / MEGABYTE * 1000:.0f} kB"
    return [str(count), str(len(cookies)), str(threads), size, ms(quiet), ms(middles), ms(lasts), ms(cost)]


async def _changes(pid: int, visitor: Visitor, told: dict, pages: list["Page"]) -> tuple[float, float, float]:
    """Median of the middle page's wait, of the last one's, and the CPU of telling them, without that of the verb alone."""
    middles, lasts, began = [], [], cpu_ms(pid)
    number = told["tickets"][0]
    for place in range(CHANGES):
        heard = [page.next() for page in pages]
        answer = asyncio.to_thread(visitor.post, f"/tickets/{number}/subject", subject=f"Subject {place}")
        answered = asyncio.ensure_future(answer)
        done = asyncio.gather(*heard)
        await answered
        at = time.perf_counter()
        waits = sorted(max(when - at, 0.0) for when in await asyncio.wait_for(done, PATIENCE))
        middles.append(statistics.median(waits) * 1000)
        lasts.append(waits[-1] * 1000)
        await asyncio.sleep(0.5)
    return statistics.median(middles), statistics.median(lasts), (cpu_ms(pid) - began) / CHANGES


class Page:
    """One stream."""

    @classmethod
    async def open(cls, port: int, cookie: str) -> "Page":
        page = cls()
        page.reader, page.writer = await asyncio.open_connection("127.0.0.1", port)
        page.writer.write(f"GET /live/ HTTP/1.1\r\nHost: x\r\nCookie: sessionid={cookie}\r\n\r\n".encode())
        while (line := await page.reader.readline()) and b"event: hello" not in line:
            pass
        if not line:
            raise RuntimeError("a page was not let in")
        return page

    async def next(self) -> float:
        """When the next change is said."""
        while b"event: tickets" not in await self.reader.readline():
            pass
        return time.perf_counter()

    def close(self) -> None:
        self.writer.close()
