"""One process of a desk: any of pages, worker and mail sockets, started together and stopped without losing a word."""

import asyncio
import logging
import os
import signal
import threading
from dataclasses import dataclass

from transom import __version__
from transom.foundation.limits import raise_open_files
from transom.mail import smtpd
from transom.mail.fetching.fetcher import Fetcher
from transom.management import pages, watched
from transom.management.last_words import log_what_nobody_catches
from transom.management.sockets import Endpoint, check_free
from transom.operating import vital
from transom.worker import Worker

log = logging.getLogger("transom")
GRACE = 25  # seconds for requests and work at hand; supervisors kill after 30
LAST_SECONDS = 3  # and what has not ended by then is cut off
PLACES = ("http", "smtp", "lmtp", "watch")


@dataclass(frozen=True)
class Parts:
    """What this process does. None: not here."""

    http: Endpoint | None = None
    smtp: Endpoint | None = None
    lmtp: Endpoint | None = None
    watch: Endpoint | None = None
    worker: bool = False
    fetch: bool = False

    def __str__(self):
        listening = [f"{name} {getattr(self, name)}" for name in PLACES if getattr(self, name)]
        return ", ".join([*listening, *(name for name in ("worker", "fetch") if getattr(self, name))])

    def check_free(self) -> None:
        """Raises `PortTaken`."""
        for name in PLACES:
            if place := getattr(self, name):
                check_free(place, f"--{name}")


def run(parts: Parts, on_ready=lambda: None) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is at hand. A second signal ends the process at once."""
    log_what_nobody_catches()
    raise_open_files()
    asyncio.run(_run(parts, on_ready))


async def _run(parts: Parts, on_ready) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, _told_to_stop, stop)
    worker = Worker() if parts.worker else None
    wake = worker.wake if worker else lambda: None
    fetcher = Fetcher(wake) if parts.fetch else None
    sockets = [
        await smtpd.listen(road, place.host, place.port, wake)
        for road, place in ((smtpd.SMTP, parts.smtp), (smtpd.LMTP, parts.lmtp))
        if place
    ]
    server = pages.server(parts.http, GRACE) if parts.http else None
    serving = asyncio.create_task(server.serve()) if server else None
    while server and not server.started and not serving.done():
        await asyncio.sleep(0.01)
    if worker:
        await asyncio.to_thread(worker.start)
    if fetcher:
        fetcher.start()
    for thread in [*(worker.loops if worker else ()), *([fetcher.thread] if fetcher else ())]:
        vital.expect(thread.name, thread.is_alive)
    log.info("Transom %s started: %s", __version__, parts, extra={"version": __version__})
    if parts.watch:
        watched.serve(parts.watch)
    on_ready()
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait([task for task in (waiting, serving) if task], return_when=asyncio.FIRST_COMPLETED)
    _end_by(GRACE + LAST_SECONDS)
    vital.forget()
    await _stop(sockets, server, serving, [part for part in (worker, fetcher) if part])
    log.info("Transom %s stopped", __version__, extra={"version": __version__})


async def _stop(sockets, server, serving, parts) -> None:
    """Nothing new is taken, and all that is under way has the same time to end. What does not is done after the next start."""
    if server:
        server.should_exit = True
    await asyncio.gather(
        *(socket.close(GRACE) for socket in sockets),
        *([serving] if serving else []),
        *(asyncio.to_thread(part.stop, GRACE) for part in parts),
    )


def _told_to_stop(stop: asyncio.Event) -> None:
    if stop.is_set():
        log.warning("told to stop a second time: what is under way is cut off and done after the next start")
        _end(1)
    stop.set()


def _end_by(seconds: float) -> None:
    """A page or a query that never ends must not keep the process: Python would wait for its thread."""
    timer = threading.Timer(seconds, _cut_off)
    timer.daemon = True
    timer.start()


def _cut_off() -> None:
    log.error("something did not end in %d seconds and is cut off", GRACE + LAST_SECONDS)
    _end(1)


def _end(status: int) -> None:
    """Every promise of ours is on the disk before it is made, so this costs nobody a word."""
    logging.shutdown()
    os._exit(status)
