"""One process of a desk: any of pages, worker and mail sockets, started together and stopped without losing a word."""

import asyncio
import logging
import signal
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn

from transom.mail import smtpd
from transom.management.sockets import Endpoint, check_free
from transom.worker import Worker

log = logging.getLogger("transom")
GRACE = 25  # seconds for requests and work at hand; supervisors kill after 30


@dataclass(frozen=True)
class Parts:
    """What this process does. None: not here."""

    http: Endpoint | None = None
    smtp: Endpoint | None = None
    lmtp: Endpoint | None = None
    worker: bool = False

    def check_free(self) -> None:
        """Raises `PortTaken`."""
        for name in ("http", "smtp", "lmtp"):
            if place := getattr(self, name):
                check_free(place, f"--{name}")


class PagesServer(uvicorn.Server):
    """uvicorn without its signal handlers: it raises the signal again at its end, and the process has more to stop."""

    @contextmanager
    def capture_signals(self):
        yield


def run(parts: Parts, on_ready=lambda: None) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is at hand."""
    asyncio.run(_run(parts, on_ready))


async def _run(parts: Parts, on_ready) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    worker = Worker() if parts.worker else None
    wake = worker.wake if worker else lambda: None
    sockets = [
        await smtpd.listen(road, place.host, place.port, wake)
        for road, place in ((smtpd.SMTP, parts.smtp), (smtpd.LMTP, parts.lmtp))
        if place
    ]
    pages = _pages(parts.http) if parts.http else None
    serving = asyncio.create_task(pages.serve()) if pages else None
    while pages and not pages.started and not serving.done():
        await asyncio.sleep(0.01)
    if worker:
        await asyncio.to_thread(worker.start)
    on_ready()
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait([task for task in (waiting, serving) if task], return_when=asyncio.FIRST_COMPLETED)
    await _stop(sockets, pages, serving, worker)


async def _stop(sockets, pages, serving, worker) -> None:
    """No new mail, no new request; then what is under way; then the worker."""
    await asyncio.gather(*(socket.close() for socket in sockets))
    if pages:
        pages.should_exit = True
        await serving
    if worker:
        await asyncio.to_thread(worker.stop, GRACE)


def _pages(place: Endpoint) -> PagesServer:
    config = uvicorn.Config(
        "transom.config.asgi:application",
        host=place.host,
        port=place.port,
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    return PagesServer(config)
