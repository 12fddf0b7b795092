"""`bin/bench` works from one end to the other: the smallest run on real processes. What it measures is no test's business."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from bench.report import BEGIN, END
from tests.desks import ROOT


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the run has its own databases: once is enough")
def test_a_quick_run_writes_its_page(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"Before\n{BEGIN}\nold\n{END}\nAfter\n")
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("TRANSOM_", "DJANGO_"))}
    command = [sys.executable, "-m", "bench", "--quick", "--page", page, "accept", "pages"]
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    written = page.read_text()
    assert written.startswith(f"Before\n{BEGIN}\nTaken on ")
    assert written.endswith(f"{END}\nAfter\n")
    assert "old" not in written
    assert "| aiosmtpd that throws away | 4 |" in written
    assert "| Ticket | 60 |" in written
