"""What processes cost, from /proc: CPU of a whole tree of them, and the memory that it holds."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

TICKS = os.sysconf("SC_CLK_TCK")
MEGABYTE = 1024 * 1024


class Memory(NamedTuple):
    """Bytes. `pss` shares what processes have in common among them; `rss` counts it in each."""

    pss: int
    rss: int


def tree(pid: int) -> list[int]:
    """The process and all that it started and that lives."""
    found, left = [], [pid]
    while left:
        one = left.pop()
        found.append(one)
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            left += map(int, _read(task).split())
    return found


def cpu_ms(*pids: int) -> float:
    """Milliseconds of CPU of these processes and all that they started, also what has ended and was waited for."""
    total = 0
    for one in {one for pid in pids for one in tree(pid)}:
        fields = _read(Path(f"/proc/{one}/stat")).rpartition(") ")[2].split()
        total += sum(map(int, fields[11:15]))  # utime, stime, cutime, cstime (man 5 proc)
    return total * 1000 / TICKS


def ran_ms(pid: int) -> float:
    """Milliseconds that the threads of this one process have run, to the microsecond, where `cpu_ms` counts whole ticks."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int((_read(task) or "0").split()[0]) for task in tasks) / 1e6


def memory(pids: Iterable[int]) -> Memory:
    """What these processes hold together."""
    pss = rss = 0
    for one in pids:
        for line in _read(Path(f"/proc/{one}/smaps_rollup")).splitlines():
            name, _, value = line.partition(":")
            pss += int(value.split()[0]) * 1024 if name == "Pss" else 0
            rss += int(value.split()[0]) * 1024 if name == "Rss" else 0
    return Memory(pss, rss)


def _read(path: Path) -> str:
    """Empty where the process has just ended."""
    try:
        return path.read_text()
    except OSError:
        return ""


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
