"""What a run found, as Markdown, and where it stands in the page."""

from dataclasses import dataclass
from pathlib import Path

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


@dataclass(frozen=True)
class Table:
    """Figures under a heading; `note` says how they were taken."""

    heading: str
    head: list[str]
    rows: list[list[str]]
    note: str = ""

    def markdown(self) -> str:
        lines = [f"### {self.heading}", "", _line(self.head), _line(["---"] * len(self.head)), *map(_line, self.rows)]
        return "\n".join([*lines, "", *([self.note, ""] if self.note else [])])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def ms(value: float) -> str:
    return f"{value:.1f} ms" if value < 100 else f"{value:.0f} ms"


def percent(value: float) -> str:
    return f"{value * 100:.0f} %"


def rate(value: float) -> str:
    return f"{value:,.0f}/s"


def write(page: Path, text: str) -> None:
    """Put `text` between the marks of the page; what stands around them is written by people and stays."""
    before, begin, rest = page.read_text().partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"{page} has no place for the figures: put {BEGIN} and {END} into it, each on a line.")
    page.write_text(f"{before}{BEGIN}\n{text.strip()}\n{END}{after}")
