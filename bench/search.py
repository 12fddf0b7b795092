"""Finding among very many messages: the page, the palette as one types, and the same SQL without either."""

import json
from urllib.parse import quote

from bench.desk import Desk, postgres_desk, sqlite_desk
from bench.pages import PLAIN, visits
from bench.report import Table, ms
from bench.scale import Scale
from tests import desks

ASKED = 60  # times each question is asked
HEAD = ["Asked", "p50", "p95", "CPU a request", "Queries", "Same SQL in plain sqlite3", "CPU / SQL's CPU"]
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
    sql = {} if desk.database else plain(desk, told["cookie"], [paths[0] for paths in asked.values()])
    port = desks.free_port()
    rows = []
    with desk.running("web", "--http", f"127.0.0.1:{port}", ports=(port,)) as process:
        for words, paths in asked.items():
            cost, _body = visits(port, process.pid, told["cookie"], paths, max(ASKED, len(paths)))
            rows.append([words, ms(cost.p50), ms(cost.p95), ms(cost.cpu), *_plain(sql.get(paths[0]), cost.cpu)])
    note = f"{NOTE} The worker fills an index with {told['rate']:,.0f} pieces/s."
    return Table(f"Search, {name}, {told['messages']:,} messages on {told['tickets']:,} tickets", HEAD, rows, note)


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


def _plain(sql: dict | None, cpu: float) -> list[str]:
    if not sql:
        return ["", "", ""]
    return [str(sql["queries"]), ms(sql["cpu_ms"]), f"{cpu / sql['cpu_ms']:.1f} ×" if sql["cpu_ms"] else ""]
