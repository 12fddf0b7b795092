"""What goes over the wire: the first load of the largest page, and a move to the next ticket, with how long it takes.

A browser's part: every answer is asked for compressed, and all of it is counted as it comes, head and body.
"""

import gzip
import re
import socket
import time
from typing import NamedTuple

from bench.cost import cpu_ms, percentile
from bench.desk import grown_desk
from bench.report import Table, ms
from bench.scale import Scale
from tests import desks

LIST = "/queues/open/"
FIRST_LOAD, MOVE, MOVE_MS = 150_000, 30_000, 100  # the targets: bytes, bytes, ms at p95
NAMED = re.compile(rb'(?:href|src)="(/static/[^"]+)"')
IMPORTED = re.compile(rb'(?:import|from) "(\./[\w.-]+)"')
MORE = 60  # visits before we count
HEAD = ["What", "Over the wire", "Requests", "p50", "p95", "CPU a request", "Target"]
NOTE = (
    "Over HTTP, every byte counted as it comes, heads and bodies. The first load has the page and all its files, nothing in a cache. "
    "A move is what a click on the next row of the list asks for."
)


class Answer(NamedTuple):
    body: bytes
    size: int
    ms: float


class Browser:
    """One connection that stays open. `size` of what it gets is what came over the wire."""

    def __init__(self, port: int, cookie: str):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.file = self.socket.makefile("rb")
        self.head = f"Host: 127.0.0.1\r\nCookie: sessionid={cookie}\r\nAccept-Encoding: gzip\r\n"

    def get(self, path: str, **headers: str) -> Answer:
        more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        began = time.perf_counter()
        self.socket.sendall(f"GET {path} HTTP/1.1\r\n{self.head}{more}\r\n".encode())
        lines = list(iter(self.file.readline, b"\r\n"))
        said = dict(line.decode().strip().lower().split(": ", 1) for line in lines[1:])
        body = self.file.read(int(said["content-length"]))
        taken = (time.perf_counter() - began) * 1000
        if b" 200 " not in lines[0]:
            raise RuntimeError(f"{path} gave {lines[0].decode().strip()}")
        size = sum(map(len, lines)) + 2 + len(body)
        return Answer(gzip.decompress(body) if said.get("content-encoding") == "gzip" else body, size, taken)

    def load(self, path: str) -> tuple[int, int]:
        """A page with every file that it names, and what those name: the bytes, and the requests."""
        page = self.get(path)
        size, asked, wanted = page.size, set(), _named(page.body)
        while wanted - asked:
            for name in wanted - asked:
                file = self.get(name)
                size += file.size
                wanted = wanted | {f"{name.rpartition('/')[0]}/{other[2:]}" for other in _imported(name, file.body)}
                asked.add(name)
        return size, 1 + len(asked)


def _named(page: bytes) -> set[str]:
    return {name.decode() for name in NAMED.findall(page)}


def _imported(name: str, body: bytes) -> set[str]:
    return (
        {other.decode() for other in IMPORTED.findall(body)} if name.endswith(".js") and ".min." not in name else set()
    )


def measure(scale: Scale) -> list[Table]:
    with grown_desk(scale.sizes[-1], scale.seed) as (desk, told):
        port = desks.free_port()
        with desk.running("web", "--http", f"127.0.0.1:{port}", ports=(port,)) as process:
            rows = _rows(Browser(port, told["cookie"]), process.pid, told, scale)
    return [Table("Over the wire", HEAD, rows, NOTE)]


def _rows(browser: Browser, pid: int, told: dict, scale: Scale) -> list[list[str]]:
    longest = f"/tickets/{told['longest']}/?queue=open"
    rows = []
    for name, path in (
        ("a list of 50", LIST),
        ("a ticket of 10 messages", _ticket(told["tickets"][0])),
        ("the longest ticket", longest),
    ):
        size, requests = browser.load(path)
        rows.append([f"First load, {name}", _kb(size), str(requests), "", "", "", f"under {_kb(FIRST_LOAD)}"])
    numbers = _neighbours(browser, scale.visits)
    return [
        *rows,
        _moves(browser, pid, "A move to the next ticket", numbers),
        _moves(browser, pid, "A move to the longest", [told["longest"]] * 20),
    ]


def _ticket(number: int) -> str:
    return f"/tickets/{number}/?queue=open"


def _neighbours(browser: Browser, count: int) -> list[int]:
    """The tickets of the list, in its order."""
    found, path = [], LIST
    while path and len(found) < count:
        page = browser.get(path).body.decode()
        found += map(int, re.findall(r'id="row-(\d+)"', page))
        further = re.search(r'href="([^"]+)"[^>]*rel="next"', page)
        path = further and further[1].replace("&amp;", "&")
    return found[:count]


def _moves(browser: Browser, pid: int, name: str, numbers: list[int]) -> list[str]:
    def move(number: int) -> Answer:
        return browser.get(_ticket(number), HX_Request="true", HX_Target="main-pane")

    for number in numbers[:MORE]:
        move(number)
    before = cpu_ms(pid)
    found = [move(number) for number in numbers]
    spent = (cpu_ms(pid) - before) / len(found)
    taken = [one.ms for one in found]
    target = f"under {_kb(MOVE)}, p95 under {MOVE_MS} ms"
    return [
        name,
        f"{_kb(max(one.size for one in found))} at most",
        "1",
        ms(percentile(taken, 0.5)),
        ms(percentile(taken, 0.95)),
        ms(spent),
        target,
    ]


def _kb(size: int) -> str:
    return f"{size / 1000:.1f} kB" if size % 1000 else f"{size // 1000} kB"
