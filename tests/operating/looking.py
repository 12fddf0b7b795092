"""Looking at desks as an operator does: `transom check`, and what a process answers at its watching addresses."""

import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.desks import Desk


class Checked(NamedTuple):
    status: int
    report: dict

    def __getitem__(self, name: str) -> dict:
        return next(finding for finding in self.report["findings"] if finding["name"] == name)

    @property
    def problems(self) -> set[str]:
        return {finding["name"] for finding in self.report["findings"] if finding["state"] == "problem"}


def check(desk: Desk, **more: str) -> Checked:
    """What `transom check --json` says. Fails where it says anything beside."""
    done = desk.run("check", "--json", **more)
    assert done.stderr == b"", done.stderr.decode()
    return Checked(done.returncode, json.loads(done.stdout))


def get(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", method=method)
    for name, value in headers.items():
        request.add_header(name.replace("_", "-"), value)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read()


@contextmanager
def small_disk(folder: Path, megabytes: int):
    """A disk of that size at `folder`. Skips where this user may not mount one."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs", str(folder)]
    if os.geteuid() or not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("No small disk can be mounted here, so nothing is said about a full one. Run as root.")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
