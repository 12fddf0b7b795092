"""`bin/bench`: measures what a desk costs and writes it into docs/performance.md."""

import argparse
import time
from pathlib import Path

from bench import accept, answers, change, clock, memory, pages, process, report, search, start, streams, wire
from bench.machine import facts
from bench.scale import QUICK, WHOLE
from tests.desks import ROOT

MEASURES = {
    "accept": accept,
    "process": process,
    "pages": pages,
    "wire": wire,
    "search": search,
    "answers": answers,
    "memory": memory,
    "streams": streams,
    "clock": clock,
    "start": start,
    "change": change,  # the last one: it changes the desk that has grown
}
PAGE = ROOT / "docs" / "performance.md"


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*MEASURES, []], metavar="NAME", help=f"of {', '.join(MEASURES)}")
    parser.add_argument("--quick", action="store_true", help="so little that it only shows that everything works")
    parser.add_argument("--page", type=Path, help="write there; else docs/performance.md where all was measured whole")
    options = parser.parse_args()
    scale, names = QUICK if options.quick else WHOLE, options.names or list(MEASURES)
    parts = ["\n".join(facts(scale.seed)), ""]
    for name in names:
        began = time.monotonic()
        parts += [table.markdown() for table in MEASURES[name].measure(scale)]
        print(f"{parts[-1]}\n({name}: {time.monotonic() - began:.0f} s)\n", flush=True)
    page = options.page or (PAGE if not options.quick and names == list(MEASURES) else None)
    if page:
        report.write(page, "\n".join(parts))


main()
