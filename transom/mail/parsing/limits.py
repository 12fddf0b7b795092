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
REFUSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.system", "os.posix_spawn")
REFUSED += ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.ch")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


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


def _refuse(event: str, arguments: tuple) -> None:
    """Reading a mail needs no network, no other process and no change to any file.

    This holds for Python, which is where a library might be led astray. Whoever takes over the process itself can read what
    its user can; of what they write, RLIMIT_FSIZE leaves nothing but an emptied file.
    """
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING
    if event.startswith(REFUSED) or writes:
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
