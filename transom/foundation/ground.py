"""When the ground is gone on which a desk stands: a full disk, a database that is away. It passes, and no mail is to blame."""

import errno
import logging
import time
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, close_old_connections

log = logging.getLogger("transom")
DISK = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EFBIG}
SQLITE = ("disk is full", "disk I/O error", "is locked", "unable to open database file", "readonly database")
POSTGRESQL = ("08", "53", "57P", "58")  # classes of SQLSTATE: connection, resources, shutdown, system; none: it hung up
PAUSE = 2.0  # seconds


def is_gone(error: BaseException | None) -> bool:
    """Whether this says that nothing can be stored or looked up just now, rather than that our code or a mail is wrong."""
    if isinstance(error, OSError):
        return error.errno in DISK
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    cause = error.__cause__
    if hasattr(cause, "sqlstate"):
        return cause.sqlstate is None or cause.sqlstate.startswith(POSTGRESQL)
    return any(words in str(error) for words in SQLITE)


def tell(log: logging.Logger, error: Exception, words: str, *arguments: object) -> None:
    """Log a failure: in one line where the ground is gone, for it is told again and again; with its trace where we may be wrong."""
    if is_gone(error):
        log.error(f"{words} (%s)", *arguments, " ".join(str(error).split()))
    else:
        log.error(words, *arguments, exc_info=error)


def until_written(write: Callable[[], None], seconds: float) -> None:
    """Call `write` until there is ground for it, for at most so long; then its error goes through.

    For what must be written down because it happened: a mail that was handed over and is not known to be is sent twice.
    """
    until = time.monotonic() + seconds
    while True:
        try:
            return write()
        except Exception as error:
            if not is_gone(error) or time.monotonic() > until:
                raise
            log.warning("what happened cannot be written down yet (%s) and is tried again", error)
            time.sleep(PAUSE)
            close_old_connections()  # one that the server has cut would never serve again
