"""The SQLite file of a desk: made beside the one in use, and put in its place."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

NAME = "transom.sqlite3"
PARTS = ("-wal", "-shm", "")  # the database last: without its own log it must not be taken for whole


@contextmanager
def connected_to(draft: Path) -> Iterator[None]:
    """All queries go to a new database in `draft`; when this ends, it is one file, and they go where they went."""
    connection.close()
    usual, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], draft / NAME
    try:
        yield
    finally:
        connection.close()  # the last connection writes its log into the database and removes it
        connection.settings_dict["NAME"] = usual


def clear(aside: str) -> None:
    """Keep the database that is there in the folder `aside`; with no name for it, it was never used and goes."""
    connection.close()
    for part in PARTS:
        path = Path(f"{connection.settings_dict['NAME']}{part}")
        if path.exists() and aside:
            (settings.DATA / aside).mkdir(0o700, exist_ok=True)
            os.rename(path, settings.DATA / aside / path.name)
        else:
            path.unlink(missing_ok=True)


def put(draft: Path) -> None:
    os.sync()  # the attachments too
    target = Path(connection.settings_dict["NAME"])
    (draft / NAME).chmod(0o600)
    os.replace(draft / NAME, target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
