"""What starts a dead desk again: systemd with `Restart=always`, as far as a desk can tell."""

import subprocess
import threading
import time

from tests.desks import Desk, answers, free_port, stop, wait_for
from tests.faults.ledger import Ledger

RESTART = 0.1  # seconds: systemd's default RestartSec
NOTICED = 0.5  # seconds: how much earlier than we saw it the desk may have died


class Supervisor:
    """Keeps `transom run` alive on ports that stay. Every death is a fault in the ledger.

    `deaths` are KILL_AT values, one for each life in turn; when they are used up, the desk lives. `before` is a command
    that its first life runs behind (strace, prlimit).
    """

    def __init__(self, desk: Desk, ledger: Ledger, peer, deaths: tuple[str, ...] = (), before=(), **environment: str):
        self.desk, self.ledger, self.before = desk, ledger, tuple(before)
        self.deaths = list(deaths)
        self.died: list[tuple[str, int]] = []
        self.http, self.smtp, self.lmtp = free_port(), free_port(), free_port()
        self.environment = {"TRANSOM_SMTP_URL": peer.url if peer else "", **environment}
        self.stopping = threading.Event()
        self.process: subprocess.Popen | None = None
        self.thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self):
        self.start()
        self.thread.start()
        wait_for(lambda: self.is_up or self.died, 60)
        return self

    def __exit__(self, *_):
        self.stopping.set()
        if self.process.poll() is None:
            stop(self.process, 60)
        self.thread.join(10)

    @property
    def is_up(self) -> bool:
        """Whether pages and mail sockets answer."""
        return all(map(answers, (self.http, self.smtp, self.lmtp)))

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.http}"

    def start(self) -> None:
        places = [f"--{name}=127.0.0.1:{getattr(self, name)}" for name in ("http", "smtp", "lmtp")]
        fatal = {"KILL_AT": self.deaths[0]} if self.deaths else {}
        self.process = self.desk.start("run", *places, before=self.before, **self.environment, **fatal)

    def kill(self) -> float:
        """kill -9, now. Gives the moment (monotonic)."""
        at = time.monotonic()
        self.process.kill()
        return at

    def _watch(self) -> None:
        while not self.stopping.is_set():
            status = self.process.wait()
            if self.stopping.is_set():
                return
            name = self.deaths.pop(0) if self.deaths else "killed"
            self.died.append((name, status))
            self.ledger.write("fault", what=f"{name}: {status}", began=time.time() - NOTICED)
            self.before = ()
            self.stopping.wait(RESTART)
            if not self.stopping.is_set():
                self.start()
