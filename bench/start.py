"""How long until a desk answers: the first time in an empty folder, and again."""

import http.client
import statistics
import time
from contextlib import suppress
from pathlib import Path

from bench.cost import cpu_ms
from bench.desk import Desk, folder
from bench.report import Table, ms
from bench.scale import Scale
from tests import desks

PATIENCE = 120
HEAD = ["`transom run`", "Until the first page", "CPU"]
NOTE = "From the start of the process until the sign-in page has answered; the middle of several starts."


def measure(scale: Scale) -> list[Table]:
    first, again = [], []
    for _ in range(scale.starts):
        with folder() as place:
            first.append(_start(place))
            again.append(_start(place))
    rows = [_row("in an empty folder, with all its tables to make", first), _row("again", again)]
    return [Table("Starting", HEAD, rows, NOTE)]


def _row(name: str, taken: list[tuple[float, float]]) -> list[str]:
    return [name, *(ms(statistics.median(values)) for values in zip(*taken, strict=True))]


def _start(place: Path) -> tuple[float, float]:
    """Milliseconds until the page, and of CPU until then."""
    desk, port = Desk(place), desks.free_port()
    began = time.perf_counter()
    with desk.running("run", "--http", f"127.0.0.1:{port}", "--smtp", f"127.0.0.1:{desks.free_port()}") as process:
        until = time.monotonic() + PATIENCE
        while not _answers(port):
            if time.monotonic() > until or process.poll() is not None:
                raise RuntimeError(f"it did not start: {desk.log}")
            time.sleep(0.005)
        return (time.perf_counter() - began) * 1000, cpu_ms(process.pid)


def _answers(port: int) -> bool:
    with suppress(OSError, http.client.HTTPException):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/sign-in/")
        return connection.getresponse().status == 200
    return False
