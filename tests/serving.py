"""The real server of the pages, streams and all, on the database of the tests: in a thread, with a loop of its own."""

import asyncio
import threading
from contextlib import contextmanager

from django.test import override_settings

from tests.desks import free_port, wait_for
from transom.management import pages
from transom.management.sockets import Endpoint
from transom.web.live.hub import HUB

SECONDS = 10.0


class Served:
    """`url` is where it answers."""

    _live_server_modified_settings = override_settings()  # what pytest-django asks of its own `live_server`

    def __init__(self):
        self.place = Endpoint("127.0.0.1", free_port())
        self.url = f"http://{self.place}"
        self.server = pages.server(self.place, SECONDS)
        self.thread = threading.Thread(target=asyncio.run, args=(self.server.serve(),), daemon=True)

    def __str__(self):
        return self.url

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(2 * SECONDS)
        assert not self.thread.is_alive()


@contextmanager
def serving():
    served = Served()
    served.thread.start()
    wait_for(lambda: served.server.started)
    try:
        yield served
    finally:
        served.stop()
        wait_for(lambda: HUB.task is None or HUB.task.done())
