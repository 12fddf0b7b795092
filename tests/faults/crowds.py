"""Crowds of clients who are slow on purpose, all from one thread."""

import asyncio
import contextlib
import socket
import threading

SMALL = 4096  # bytes that the kernel keeps for a slow reader


class Dribbler:
    """Says `first`, then a byte of `rest` every second, or nothing more where that is empty. Hears until it is sent away."""

    def __init__(self, port: int, first: bytes = b"", rest: bytes = b"x"):
        self.port, self.first, self.rest = port, first, rest

    async def behave(self, reader, writer) -> bytes:
        writer.write(self.first)
        hearing, heard = asyncio.create_task(reader.read(SMALL)), b""
        while True:
            await asyncio.wait([hearing], timeout=1)
            if not hearing.done():
                writer.write(self.rest)
                continue
            try:
                piece = hearing.result()
            except ConnectionError:  # they sent on while they were told to go; what they heard before stays
                piece = b""
            if not piece:
                return heard
            heard += piece
            hearing = asyncio.create_task(reader.read(SMALL))


class SlowReader:
    """Sends `request` and takes a few bytes of the answer every second."""

    def __init__(self, port: int, request: bytes):
        self.port, self.request = port, request

    async def behave(self, reader, writer) -> bytes:
        writer.write(self.request)
        heard = b""
        while piece := await reader.read(64):
            heard += piece
            await asyncio.sleep(1)
        return heard


class Crowd:
    """`number` clients of one behaviour, for as long as the block lasts. `heard` is what each heard who was sent away, if anything."""

    def __init__(self, number: int, behaviour):
        self.number, self.behaviour = number, behaviour
        self.loop = asyncio.new_event_loop()
        self.connected = 0
        self.heard: list[bytes] = []
        self.tasks: list[asyncio.Task] = []
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    def __enter__(self):
        self.thread.start()
        asyncio.run_coroutine_threadsafe(self._gather(), self.loop).result(60)
        return self

    def __exit__(self, *_):
        asyncio.run_coroutine_threadsafe(self._disperse(), self.loop).result(60)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()

    async def _gather(self) -> None:
        self.tasks = [asyncio.create_task(self._come()) for _ in range(self.number)]

    async def _come(self) -> None:
        place = socket.socket()
        place.setblocking(False)
        place.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
        await self.loop.sock_connect(place, ("127.0.0.1", self.behaviour.port))
        reader, writer = await asyncio.open_connection(sock=place, limit=SMALL)
        self.connected += 1
        with contextlib.closing(writer):
            try:
                self.heard.append(await self.behaviour.behave(reader, writer))
            except ConnectionError:  # they sent on while they were told to go
                self.heard.append(b"")

    async def _disperse(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
