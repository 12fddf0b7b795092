"""What the processes of one desk tell each other: wake up, and who is at which ticket.

On PostgreSQL by LISTEN and NOTIFY. On SQLite one process has all pages, so there is nobody to tell.
"""

import asyncio
import json
import logging
import uuid
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import connection

from transom.web.live.company import Sign

log = logging.getLogger("transom.live")
CHANNEL = "transom_live"
AGAIN = 5.0  # seconds until a connection that was lost is tried again
ECHO = 10.0  # seconds in which we must hear ourselves
WAKE = ""
WHO = "who"
"""Asks the others to say again who is at their windows."""
DEAF = (
    "PostgreSQL's notifications do not come through, as behind a pooler that shares connections. The desk looks for news "
    "by itself, and people see only who else is looking among those whom the same process serves."
)
UNDERSTOOD = {"dbname", "user", "password", "host", "port", "service", "passfile", "options", "connect_timeout"}


def reaches_others() -> bool:
    return connection.vendor == "postgresql"


def publish(said: str) -> None:
    """Tell the other processes, outside of any transaction of ours. Nothing on SQLite."""
    if reaches_others():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, said])


def written(sign: Sign) -> str:
    return json.dumps(sign)


def read(said: str) -> Sign | None:
    """The sign that was `written`; None for anything else."""
    try:
        sign = Sign(*json.loads(said))
    except (ValueError, TypeError):
        return None
    return sign if all(isinstance(value, kind) for value, kind in zip(sign, KINDS, strict=True)) else None


KINDS = (int, str, str, int, str)


def parameters() -> dict[str, Any]:
    """How Django connects, without what it adds for itself."""
    given = connection.get_connection_params()
    return {name: value for name, value in given.items() if name in UNDERSTOOD or name.startswith("ssl")}


async def listen(given: dict[str, Any], hear: Callable[[str], None], say: Callable[[str], Any]) -> None:
    """Call `hear` with all that any process says, until cancelled. `say` publishes for us."""
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(**given, autocommit=True) as link:
                await link.execute(f"LISTEN {CHANNEL}")
                await _hear(link, hear, say)
        except (psycopg.Error, OSError) as error:
            log.warning("the other processes cannot be heard for now (%s)", " ".join(str(error).split()))
        await asyncio.sleep(AGAIN)


async def _hear(link: psycopg.AsyncConnection, hear: Callable[[str], None], say: Callable[[str], Any]) -> None:
    echo, heard = f"echo {uuid.uuid4().hex}", False
    await say(echo)
    await say(WHO)
    async for notice in link.notifies(timeout=ECHO):
        heard = heard or notice.payload == echo
        hear(notice.payload)
    if not heard:
        log.warning(DEAF)
    async for notice in link.notifies():
        hear(notice.payload)
