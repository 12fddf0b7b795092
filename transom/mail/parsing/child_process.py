"""One parser's process, seen from the desk: started, asked, and ended. No thread of the desk is ever forked."""

import contextlib
import os
import signal
import subprocess
import sys
import time

from transom.mail.parsing import wire

COMMAND = (sys.executable, "-P", "-s", "-S", "-m", "transom.mail.parsing.child")
START = 30.0  # seconds until it is ready, on the slowest machine
WAIT, WAIT_PER_CPU = 20.0, 10.0  # seconds on the clock: so many, and so many for each second of CPU that it may use
END = 2.0  # seconds that it has to end by itself
# Big pieces of memory go back to the system at once, so that a long mail is not paid for by all that follow.
MEMORY = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "131072", "MALLOC_TRIM_THRESHOLD_": "131072"}
FOR_TESTS = ("TRANSOM_TESTING", "KILL_AT")


class Unavailable(Exception):
    """No process could be started. That says nothing about the mail: try again later."""


class Broke(Exception):
    """The process did not bring the mail home; `str()` says why, for people.

    `seconds` of CPU are gone. `is_sure`: the mail did it, so that a second try would end likewise.
    """

    def __init__(self, why: str, seconds: float, *, is_sure: bool):
        super().__init__(why)
        self.seconds = seconds
        self.is_sure = is_sure


class Child:
    """Use it from one thread at a time. After `Broke`, and where `is_usable` is False, it is over."""

    def __init__(self, command: tuple[str, ...] = COMMAND):
        """Start the process without waiting for it. Raises `Unavailable`."""
        try:
            self._process = subprocess.Popen(  # noqa: S603, our own program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # what libraries warn of there is a stranger's words
                bufsize=0,
                close_fds=True,
                start_new_session=True,
                env=_environment(),
            )
        except OSError as error:
            raise Unavailable(f"the parser's process could not be started: {error}") from error
        self._asks, self._answers = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._asks, False)
        os.set_blocking(self._answers, False)
        self._seconds = 0.0
        self._is_ready = False
        self.is_usable = True

    @property
    def pid(self) -> int:
        return self._process.pid

    def get_ready(self) -> None:
        """Wait until it can take a mail. Raises `Unavailable`."""
        if self._is_ready:
            return
        try:
            self._seconds = wire.receive(self._answers, time.monotonic() + START).seconds
        except (wire.Ended, wire.Stalled, wire.Garbled) as error:
            status = self.kill()[0]
            raise Unavailable(f"the parser's process did not start ({status}); {type(error).__name__}") from error
        self._is_ready = True

    def ask(self, kind: bytes, raw: bytes, seconds: float):
        """What the child reads in `raw`, and the seconds of CPU that it took. Raises `Broke`, `Unavailable`."""
        self.get_ready()
        until = time.monotonic() + WAIT + WAIT_PER_CPU * seconds
        try:
            wire.send(self._asks, wire.asking(wire.Asked(kind, seconds, len(raw))), until)
            wire.send(self._asks, raw, until)
            answer = wire.receive(self._answers, until)
            reading = wire.decode(answer.body) if answer.kind == wire.READING else None
        except wire.Ended as error:
            raise self._ended(seconds) from error
        except wire.Stalled as error:
            raise Broke("reading it came to a standstill", self.kill()[1], is_sure=True) from error
        except wire.Garbled as error:
            raise Broke("its reader answered nonsense", self.kill()[1], is_sure=False) from error
        used, self._seconds = answer.seconds - self._seconds, answer.seconds
        self.is_usable = answer.again
        if reading is None:
            raise Broke(answer.body.decode("utf-8", "replace")[:200], used, is_sure=True)
        return reading, used

    def _ended(self, allowed: float) -> Broke:
        status, seconds = self.kill()
        if status == -signal.SIGPROF:
            return Broke(f"reading it takes more than {allowed:.1f} seconds of computing", seconds, is_sure=True)
        how = signal.Signals(-status).name if status < 0 else f"status {status}"
        return Broke(f"its reader died ({how})", seconds, is_sure=False)

    def end(self) -> None:
        """Close its input, at which it ends; else end it. Leaves nothing behind."""
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        until = time.monotonic() + END
        while time.monotonic() < until:
            if self._is_reaped(os.WNOHANG):
                break
            time.sleep(0.005)
        self.kill()

    def kill(self) -> tuple[int, float]:
        """End it at once; gives its exit status (negative: the signal) and the seconds of CPU since its last answer."""
        self.is_usable = False
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)  # one that is dead already keeps its own status
            self._is_reaped(0)
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()
        return self._process.returncode, self._used

    def _is_reaped(self, how: int) -> bool:
        if self._process.returncode is not None:
            return True
        pid, status, usage = os.wait4(self.pid, how)
        if pid:
            self._process.returncode = os.waitstatus_to_exitcode(status)
            self._used = max(0.0, usage.ru_utime + usage.ru_stime - self._seconds)
        return bool(pid)

    _used = 0.0


def _environment() -> dict[str, str]:
    """Where our code lies, and nothing of the desk's: no key, no password, no address of a database."""
    kept = {name: os.environ[name] for name in FOR_TESTS if name in os.environ}
    return kept | MEMORY | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LC_ALL": "C.UTF-8"}
