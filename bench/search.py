"""Finding among very many messages: the page, the palette as one types, and the same SQL without either."""

import json
import os
from urllib.parse import quote

from bench.cost import percentile, ran_ms
from bench.desk import Desk, postgres_desk, sqlite_desk
from bench.report import Table, ms
from bench.scale import Scale
from bench.visit import Visitor
from tests import desks

ASKED = 60  # times each question is asked
PLAIN = 5  # runs of the same SQL
SENTENCE = "請求書を開く"
HEAD = [
    *("Asked", "p50", "p95", "CPU a request, p50", "p95", "mean"),
    *("Queries, at most", "Same SQL in plain sqlite3", "CPU / SQL's CPU"),
]
NOTE = (
    "One visitor, one request after the other, over HTTP; a page is the whole page with 25 tickets, the palette's answer a "
    "piece of one. As one types: each beginning of the word in turn."
)


def measure(scale: Scale) -> list[Table]:
    tables = []
    for name, opened in (("SQLite", sqlite_desk), ("PostgreSQL", postgres_desk)):
        with opened() as desk:
            told = json.loads(desk.module("bench.fill_words", scale.messages, scale.seed))
            tables.append(measured(name, desk, told))
    return tables


def measured(name: str, desk: Desk, told: dict) -> Table:
    """A desk that `bench.fill_words` filled, and told of."""
    asked = questions(told)
    sql = {} if desk.database else plain(desk, told["cookie"], [path for paths in asked.values() for path in paths])
    port = desks.free_port()
    rows, began = [], os.getloadavg()[0]
    with desk.running("web", "--http", f"127.0.0.1:{port}", ports=(port,)) as process:
        visitor = Visitor(port, told["cookie"])
        for words, paths in asked.items():
            wall, cpu = visits(visitor, process.pid, paths, max(ASKED, len(paths)))
            mean = sum(cpu) / len(cpu)
            figures = [percentile(wall, 0.5), percentile(wall, 0.95), percentile(cpu, 0.5), percentile(cpu, 0.95), mean]
            rows.append([words, *map(ms, figures), *_plain([sql[path] for path in paths if path in sql], mean)])
        visitor.close()
    load = f"Load of the machine when it began {began:.1f}, when it ended {os.getloadavg()[0]:.1f}."
    note = f"{NOTE} The worker puts {told['rate']:,.0f} pieces into the index in a second of CPU. {load}"
    return Table(f"Search, {name}, {told['messages']:,} messages on {told['tickets']:,} tickets", HEAD, rows, note)


def visits(visitor: Visitor, pid: int, paths: list[str], count: int) -> tuple[list[float], list[float]]:
    """Each path in turn, so many times in all: milliseconds on the clock, and of CPU of the desk, for each request."""
    for path in paths:
        visitor.get(path)
    wall, cpu = [], []
    for number in range(count):
        before = ran_ms(pid)
        wall.append(visitor.get(paths[number % len(paths)]).ms)
        cpu.append(ran_ms(pid) - before)
    return wall, cpu


def questions(told: dict) -> dict[str, list[str]]:
    """What is asked, by its name: the addresses that are visited in turn."""
    common, middle, rare = (told["words"][kind] for kind in ("common", "middle", "rare"))
    counted = {kind: f"{count:,}" for kind, count in told["counts"].items()}
    asked = {
        f"A rare word, in {counted['rare']} messages": rare,
        f"A word in {counted['middle']}": middle,
        f"A common word, in {counted['common']}": common,
        "Two common words": f"{common} invoice",
        "A phrase of two common words": f'"{common} report"',
        "A common and a rare word": f"{common} {rare}",
        "A common word on my open tickets": f"{common} is:mine",
        "A common word on open tickets": f"{common} is:open",
        "A common word, of one customer": f'{common} customer:"{told["customer"]}"',
        "A common word, without another": f"{common} -invoice",
        "A common word, of one month four years ago": f"{common} after:2022-01-01 before:2022-02-01",
        "A common word, of one status": f"{common} status:open",
        "A common word on closed tickets with a tag": f"{common} is:closed tag:billing",
        "A rare word on open tickets": f"{rare} is:open",
        "A part of a sentence without spaces": "開く",
        "Open tickets": "is:open",
        "My open tickets": "is:mine",
        "Closed tickets with a tag": "is:closed tag:billing",
        "Tickets of one month four years ago": "after:2022-01-01 before:2022-02-01",
        "Nothing that there is": "zzzzzz",
    }
    pages = {words: [page(question)] for words, question in asked.items()}
    typed = {
        "Palette, a common word as one types": begun(common),
        f"Palette, a word in {counted['middle']} as one types": begun(middle),
        "Palette, a rare word as one types": begun(rare),
        "Palette, the number of a ticket as one types": begun(str(told["number"])),
        "Palette, a sentence without spaces as one types": begun(SENTENCE),
        "Palette, two common words as one types": [f"{common} {part}" for part in begun("invoice")],
        "Palette, a customer's name as one types": begun(told["customer"].split()[0]),
    }
    return pages | {words: [f"/palette/?q={quote(part)}" for part in parts] for words, parts in typed.items()}


def page(question: str) -> str:
    return f"/find/?q={quote(question)}"


def begun(word: str) -> list[str]:
    return [word[:length] for length in range(1, len(word) + 1)]


def plain(desk: Desk, cookie: str, paths: list[str]) -> dict:
    return json.loads(desk.module("bench.queries", cookie, PLAIN, *paths))


def _plain(sql: list[dict], cpu: float) -> list[str]:
    """Of all the paths together: how many queries the one with most needs, and what the SQL costs in the mean."""
    if not sql:
        return ["", "", ""]
    spent = sum(one["cpu_ms"] for one in sql) / len(sql)
    return [str(max(one["queries"] for one in sql)), ms(spent), f"{cpu / spent:.1f} ×" if spent else ""]
