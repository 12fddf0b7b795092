"""All the open pages of this process that listen, and the one task that follows what is committed for all of them.

State is touched by the event loop alone. The database is asked by one thread, whatever the number of pages, and only
while somebody listens.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from django.db import close_old_connections, connection

from transom.foundation import ground
from transom.foundation.limits import most_connections
from transom.people.actor import Actor
from transom.web.live import between, following
from transom.web.live.admission import Guest, admit, still_welcome
from transom.web.live.company import Company, Sign
from transom.web.live.listener import Listener

log = logging.getLogger("transom.live")
PAUSE = 0.3  # seconds between two looks
TOGETHER = 0.02  # seconds in which several changes are one look, however often we are woken
AFTER_ERROR = 3.0
RECHECK = 10.0  # seconds until each listener is asked again whether they may
RENEW = 15.0  # seconds after which the others hear again who is at our windows
PER_PERSON = 12  # streams
QUEUE = 100  # who may wait to be let in


class Full(Exception):
    """So many listen that nobody else can."""


class Hub:
    def __init__(self):
        self.listeners: set[Listener] = set()
        self.company = Company()
        self.concerned: set[int] = set()  # tickets whose company changed
        self.missed: dict[Listener, int] = {}  # the newest event that a newcomer's page knows
        self.newcomers: set[Listener] = set()
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="live")
        self.loop: asyncio.AbstractEventLoop | None = None
        self.task: asyncio.Task | None = None
        self.waking: asyncio.Task | None = None
        self.newest = 0
        self.waiting = 0
        self.is_closing = self.was_blind = self.reaches_others = False
        self.woken = asyncio.Event()

    async def admit(self, session: str) -> Guest | None:
        """Raises `Full`."""
        if self.is_closing or self.waiting >= QUEUE or len(self.listeners) >= most_connections() * 3 // 4:
            raise Full
        self.waiting += 1
        try:
            guest = await self._ask(admit, session)
        finally:
            self.waiting -= 1
        if guest and sum(one.guest.actor.id == guest.actor.id for one in self.listeners) >= PER_PERSON:
            raise Full
        return guest

    def join(self, listener: Listener, last: int | None) -> None:
        """`last` is the newest event that the page knows, if it says so."""
        self.loop = asyncio.get_running_loop()
        self.listeners.add(listener)
        self.newcomers.add(listener)
        if last is not None:
            self.missed[listener] = last
        if self.task is None:
            self.woken = asyncio.Event()
            self.task = self.loop.create_task(self._run())
        self.woken.set()

    def leave(self, listener: Listener) -> None:
        self.listeners.discard(listener)
        self.newcomers.discard(listener)
        self.missed.pop(listener, None)
        self.company.closed(listener.guest.actor.id, listener.window, time.monotonic())

    def wake(self) -> None:
        """Something may have been committed here, so nobody need wait for the next look. From the event loop."""
        if self.task is None:
            return
        self.woken.set()
        if self.reaches_others and (self.waking is None or self.waking.done()):
            self.waking = self.task.get_loop().create_task(self._say(between.WAKE))

    def hear(self, sign: Sign) -> None:
        """Somebody at one of our windows said where they are. From any thread; goes to the other processes as well."""
        if self.listeners and self.loop:
            with suppress(RuntimeError):  # the loop has ended meanwhile
                self.loop.call_soon_threadsafe(self._heed, sign)
        between.publish(between.written(sign))

    def open(self) -> None:
        """A server begins."""
        self.is_closing = False

    def close(self) -> None:
        """End every stream, and let nobody in."""
        self.is_closing = True
        for listener in self.listeners:
            listener.end()

    def _heed(self, sign: Sign) -> None:
        if moved := self.company.hear(sign, time.monotonic()):
            self.concerned |= moved
            self.woken.set()

    def _heard(self, said: str) -> None:
        """What a process of this desk said, we too."""
        if said == between.WAKE:
            self.woken.set()
        elif said == between.WHO:
            self.loop.create_task(self._renew())
        elif sign := between.read(said):
            self._heed(sign)

    async def _run(self) -> None:
        self.reaches_others, link = await self._ask(between.reaches_others), None
        if self.reaches_others:
            given = await self._ask(between.parameters)
            link = asyncio.create_task(between.listen(given, self._heard, self._say))
        try:
            while self.listeners:
                await self._until_error()
        finally:
            if link:
                link.cancel()
            self.task, self.company = None, Company()
            self.thread.submit(self._in_thread, str, ())  # which gives its connection back, where nobody listens
            if self.listeners:  # somebody came in this very moment
                self.task = asyncio.create_task(self._run())

    async def _until_error(self) -> None:
        """Follow for as long as somebody listens and the database answers."""
        try:
            follower = await self._ask(following.changed_tickets, time.monotonic())
            bells = await self._ask(following.told_people, time.monotonic())
            reviews = await self._ask(following.OpenReviews)
            self.newest = follower.newest
            checked = renewed = time.monotonic()
            while self.listeners:
                self.woken.clear()
                now = time.monotonic()
                if now - checked > RECHECK:
                    await self._recheck()
                    checked = now
                if now - renewed > RENEW:
                    await self._renew()
                    renewed = now
                news = await self._ask(follower.look, now)
                await self._ring(await self._ask(bells.look, now))
                await self._point(await self._ask(reviews.look))
                await self._tell(news._replace(many=news.many or self.was_blind), follower)
                self.newest, self.was_blind = news.newest, False
                with suppress(TimeoutError):
                    async with asyncio.timeout(PAUSE):
                        await self.woken.wait()
                        await asyncio.sleep(TOGETHER)
        except Exception as error:  # noqa: BLE001, told
            ground.tell(log, error, "news cannot be followed for now")
            self.was_blind, self.newcomers = True, set(self.listeners)
            await asyncio.sleep(AFTER_ERROR)

    async def _ring(self, news: following.News) -> None:
        """Tell those who were told of something how much they have not read."""
        everybody = news.many or self.was_blind
        called = {one for one in self.listeners if everybody or one.guest.actor.id in news.values}
        if called:
            actors = {one.guest.actor.id: one.guest.actor for one in called}
            unread = await self._ask(following.unread_of, list(actors.values()))
            for listener in called:
                listener.tell_unread(unread[listener.guest.actor.id])

    async def _point(self, reviews: frozenset[int]) -> None:
        """Tell those who may see these reviews that they have moved on."""
        actors = {one.guest.actor.id: one.guest.actor for one in self.listeners}
        theirs = await self._ask(following.reviews_for, list(actors.values()), reviews) if reviews else {}
        for listener in list(self.listeners) if theirs else ():
            listener.tell_reviews(theirs.get(listener.guest.actor.id, set()))

    async def _tell(self, news: following.News, follower: following.Follower) -> None:
        """Tell everyone what concerns them, of the tickets that they may know of at this moment."""
        newcomers, self.newcomers = self.newcomers, set()
        concerned, self.concerned = self.concerned | self.company.sweep(time.monotonic()), set()
        missed, self.missed = self.missed, {}
        away = {listener: await self._ask(follower.since, last) for listener, last in missed.items()}
        keys = news.values.union(concerned, *(one.values for one in away.values()))
        keys |= self.company.tickets() if newcomers else set()
        if not (keys or newcomers or news.many):
            return
        actors = {one.guest.actor.id: one.guest.actor for one in self.listeners}
        numbers = await self._ask(following.numbers_for, list(actors.values()), keys)
        company = self.company.at(self.company.tickets() | concerned)
        for listener in list(self.listeners):
            theirs = numbers.get(listener.guest.actor.id, {})  # without one who came in while we asked
            if listener in newcomers:
                listener.greet(news.newest)
                self._tell_tickets(listener, away.get(listener, news), news.newest, theirs)
            self._tell_tickets(listener, news, news.newest, theirs)
            self._tell_company(listener, company if listener in newcomers else concerned, company, theirs)

    def _tell_tickets(self, listener: Listener, news: following.News, newest: int, theirs: dict[int, int]) -> None:
        named = {theirs[key] for key in news.values if key in theirs}
        if named or news.many:
            listener.tell_tickets(named, newest, news.many)

    def _tell_company(self, listener: Listener, about, company: dict, theirs: dict[int, int]) -> None:
        me = listener.guest.actor.id
        for ticket in about:
            if ticket in theirs:
                people = [
                    {"id": key, "name": name, "state": state} for key, name, state in company[ticket] if key != me
                ]
                listener.tell_company(theirs[ticket], people)

    async def _recheck(self) -> None:
        """End the streams of those who may not listen any more; the others have the roles of this moment."""
        welcome: dict[str, Actor] = await self._ask(still_welcome, {one.guest.session for one in self.listeners})
        for listener in self.listeners:
            if actor := welcome.get(listener.guest.session):
                listener.guest = listener.guest._replace(actor=actor)
            else:
                listener.end(signed_out=True)

    async def _renew(self) -> None:
        """Our windows are open still: for ourselves, and for the other processes."""
        now = time.monotonic()
        signs = [self.company.renew(one.guest.actor.id, one.window, now) for one in self.listeners]
        for sign in filter(None, signs):
            await self._say(between.written(sign))

    async def _say(self, said: str) -> None:
        await self._ask(between.publish, said)

    async def _ask(self, question: Callable, *arguments):
        """Ask the database, in the one thread that does."""
        return await asyncio.get_running_loop().run_in_executor(self.thread, self._in_thread, question, arguments)

    def _in_thread(self, question: Callable, arguments: tuple):
        try:
            close_old_connections()
            return question(*arguments)
        finally:
            if not self.listeners:
                connection.close()


HUB = Hub()
"""The one of this process."""
