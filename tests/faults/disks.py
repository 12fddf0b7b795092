"""Disks that get full and have room again, and disks that fail."""

import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import pytest


class SmallDisk:
    """A file system of its own, in memory, at `folder`. Only root may make one."""

    def __init__(self, folder: Path, megabytes: int):
        self.folder, self.filler = folder, folder / "filler"
        folder.mkdir(exist_ok=True)
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
        if subprocess.run(command, capture_output=True).returncode:
            pytest.skip(
                "A disk that gets full needs the right to mount one (root); the limit on file sizes is tested still"
            )

    def fill(self, process=None) -> None:
        descriptor = os.open(self.filler, os.O_WRONLY | os.O_CREAT)
        try:
            while True:
                os.write(descriptor, b"x" * 4096)
        except OSError:
            os.close(descriptor)

    def free(self, process=None) -> None:
        self.filler.unlink()

    def remove(self) -> None:
        subprocess.run(["umount", "--lazy", str(self.folder)], check=True)


class SmallFiles:
    """Where nobody may mount: no file of the process may grow, and again may."""

    def fill(self, process) -> None:
        self._limit(process, "8192")

    def free(self, process) -> None:
        self._limit(process, "unlimited")

    def remove(self) -> None:
        pass

    def _limit(self, process, size: str) -> None:
        subprocess.run(["prlimit", f"--pid={process.pid}", f"--fsize={size}:unlimited"], check=True)


@contextmanager
def failing(process, calls: str = "fsync,fdatasync", error: str = "EIO", when: str = "1+"):
    """While this lasts, these system calls of a process fail with that error (`when` is strace's)."""
    if not shutil.which("strace"):
        pytest.skip("No strace here, so no failing disk. Get it with: apt-get install strace")
    inject = f"inject={calls}:error={error}:when={when}"
    command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={calls}", "-e", inject, "-p", str(process.pid)]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE)
    time.sleep(0.5)
    if tracer.poll() is not None:
        pytest.skip(f"strace may not look at a process here: {tracer.stderr.read().decode()}")
    try:
        yield
    finally:
        tracer.terminate()
        tracer.wait(10)
