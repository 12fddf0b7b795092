"""What nobody caught goes to the log like every other event, and not to standard error in a form of its own."""

import logging
import sys
import threading

log = logging.getLogger("transom")


def log_what_nobody_catches() -> None:
    """From now on: warnings of libraries, and whatever ends a thread or the process."""
    logging.captureWarnings(True)
    threading.excepthook = _thread_ended
    sys.excepthook = _process_ended


def _thread_ended(end) -> None:
    name = end.thread.name if end.thread else "nameless"
    log.critical("the thread %s has ended", name, exc_info=(end.exc_type, end.exc_value, end.exc_traceback))


def _process_ended(kind, error, trace) -> None:
    log.critical("the process ends: %s", kind.__name__, exc_info=(kind, error, trace))
