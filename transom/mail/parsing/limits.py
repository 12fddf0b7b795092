"""What the parser's process may use. It takes these limits upon itself before it sees a stranger's first byte."""

import contextlib
import os
import resource
import signal
import sys
from pathlib import Path

MEGABYTE = 1024 * 1024
ADDRESS_SPACE = 512 * MEGABYTE  # all of it, the interpreter's 35 MB included, so that what is resident is less
OPEN_FILES = 16  # its three pipes, and the time zones and codecs that it reads as it meets them
LARGEST_AT_REST = 80 * MEGABYTE  # resident after a mail; it starts with 30
LIFETIME = 2 * 60 * 60  # seconds of CPU, should every other limit fail
REFUSED = ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.", "os.exec", "os.fork", "os.system")
REFUSED += ("os.posix_spawn", "os.remove", "os.rename", "os.mkdir")


def settle() -> None:
    """Take the limits that this system knows. Call it once everything is imported: nothing can be written from here on."""
    sys.dont_write_bytecode = True
    for name, amount in (
        ("RLIMIT_AS", ADDRESS_SPACE),
        ("RLIMIT_NOFILE", OPEN_FILES),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NPROC", 0),
        ("RLIMIT_CPU", LIFETIME),
    ):
        with contextlib.suppress(AttributeError, OSError, ValueError):  # macOS has no RLIMIT_AS that works
            resource.setrlimit(getattr(resource, name), (amount, amount))
    with contextlib.suppress(OSError):  # where the machine runs out of memory, this process goes first
        Path("/proc/self/oom_score_adj").write_text("1000")
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: tuple) -> None:
    """Reading a mail needs no network, no other process and no change to any file."""
    if event.startswith(REFUSED):
        raise PermissionError(f"the parser may not do that: {event}")


def allow_cpu(seconds: float) -> None:
    """End this process (SIGPROF) when it has used so much more CPU, in C code too; 0 takes the limit away.

    RLIMIT_CPU counts whole seconds since the start; this timer counts microseconds from now.
    """
    signal.setitimer(signal.ITIMER_PROF, seconds)


def resident() -> int:
    """Bytes of memory that this process holds at this moment; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")
    except OSError:
        return 0
