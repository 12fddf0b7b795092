"""What is sent to the pages is bounded, and whoever fills the bounds keeps nobody from signing in or answering."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import pytest

from transom.config import bodies
from transom.config.bodies import IN_MEMORY, WholeBodies

SCOPE = {"type": "http", "headers": [(b"transfer-encoding", b"chunked")]}


@pytest.fixture(autouse=True)
def small_room(monkeypatch):
    monkeypatch.setattr(bodies, "MOST_AT_ONCE", 5 * IN_MEMORY)


def play(scene) -> None:
    """Run it in a thread of its own: in this one the loop of a browser test may still be running."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(scene())).result()


class Sender:
    """One request: what is put into `pieces` arrives, and what it is answered is in `status`."""

    def __init__(self, whole: WholeBodies):
        self.pieces: asyncio.Queue = asyncio.Queue()
        self.status = None
        self.task = asyncio.create_task(whole(SCOPE, self._receive, self._send))

    def bring(self, size: int, more: bool = True) -> None:
        self.pieces.put_nowait({"type": "http.request", "body": bytes(size), "more_body": more})

    async def _receive(self):
        return await self.pieces.get()

    async def _send(self, message):
        self.status = message.get("status", self.status)


class Pages:
    """Reads a body and answers 200, while nobody holds it up."""

    def __init__(self):
        self.free = asyncio.Event()
        self.free.set()

    async def __call__(self, scope, receive, send):
        while (await receive())["more_body"]:
            pass
        await self.free.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})


async def settled() -> None:
    for _turn in range(50):
        await asyncio.sleep(0)


@asynccontextmanager
async def senders(whole: WholeBodies, *sizes: int, more: bool = True):
    made = [Sender(whole) for _ in sizes]
    for one, size in zip(made, sizes, strict=True):
        one.bring(size, more)
    await settled()
    try:
        yield made
    finally:
        for one in made:
            one.task.cancel()


def test_large_ones_that_fill_the_room_leave_it_to_the_small():
    async def scene():
        whole = WholeBodies(Pages())
        filled = senders(whole, 2 * IN_MEMORY, 2 * IN_MEMORY)
        async with filled, senders(whole, 2 * IN_MEMORY, IN_MEMORY, more=False) as (large, small):
            assert (large.status, small.status) == (503, 200)
        await settled()
        assert whole.under_way == 0

    play(scene)


def test_one_that_waits_for_the_pages_takes_room():
    async def scene():
        pages = Pages()
        whole = WholeBodies(pages)
        pages.free.clear()
        async with senders(whole, 2 * IN_MEMORY, 2 * IN_MEMORY, 2 * IN_MEMORY, more=False) as (_one, _two, third):
            assert third.status == 503
            pages.free.set()
            await settled()
            assert whole.under_way == 0
            async with senders(whole, 2 * IN_MEMORY, more=False) as (later,):
                assert later.status == 200

    play(scene)


def test_much_at_once_buys_no_time_to_be_idle(monkeypatch):
    monkeypatch.setattr(bodies, "PATIENCE", 0.3)

    async def scene():
        async with senders(WholeBodies(Pages()), 4 * IN_MEMORY) as (sender,):
            for _ in range(20):
                sender.bring(1)
                await asyncio.sleep(0.05)
            assert sender.status == 408

    play(scene)


def test_a_slow_line_has_its_time(monkeypatch):
    monkeypatch.setattr(bodies, "PATIENCE", 0.5)
    monkeypatch.setattr(bodies, "PACE", 1_000)

    async def scene():
        async with senders(WholeBodies(Pages()), 1) as (sender,):
            for _ in range(20):
                sender.bring(200)
                await asyncio.sleep(0.05)
            sender.bring(1, more=False)
            await settled()
            assert sender.status == 200

    play(scene)
