"""The parser's process: mails come in on standard input, what they say goes out on standard output, until the input ends.

It imports what reads mail and nothing else: no settings, no database, no keys. It lives as long as its desk does, and
no longer: at the end of its input it ends, and whatever it is busy with is cut off by its CPU limit.
"""

import gc
import os
import signal
import time

from transom.foundation import faults
from transom.mail.parsing import limits, wire
from transom.mail.reading.head_only import read_head
from transom.mail.reading.whole import read_whole

READERS = {wire.WHOLE: read_whole, wire.HEAD: read_head}
MOST_MAILS = 2_000  # one process reads


def main() -> None:
    asked_on, answers_on = 0, _answers()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)  # a supervisor tells the whole group; the desk finishes its work first
    gc.freeze()
    limits.settle()
    wire.write_all(answers_on, wire.answering(wire.READY, True, time.process_time(), 0))
    for count in range(1, MOST_MAILS + 1):
        try:
            again = _answer(asked_on, answers_on, count < MOST_MAILS)
        except (wire.Ended, BrokenPipeError):
            return
        if not again:
            return


def _answers() -> int:
    """Where answers go. Whatever a library prints goes elsewhere."""
    answers_on = os.dup(1)
    os.dup2(2, 1)
    return answers_on


def _answer(asked_on: int, answers_on: int, again: bool) -> bool:
    """Read one mail and say what is in it; gives whether this process is good for another."""
    asked = wire.read_asking(asked_on)
    limits.allow_cpu(asked.seconds)
    kind, body, is_sound = _read(asked.kind, wire.read_all(asked_on, asked.length))
    limits.allow_cpu(0)
    again = again and is_sound and limits.resident() <= limits.LARGEST_AT_REST
    wire.write_all(answers_on, wire.answering(kind, again, time.process_time(), len(body)))
    wire.write_all(answers_on, body)
    return again


def _read(kind: bytes, raw: bytes) -> tuple[bytes, bytes, bool]:
    try:
        faults.point("parse.in-child")
        return wire.READING, wire.encode(READERS[kind](raw)), True
    except MemoryError:
        return wire.FAILURE, b"reading it takes too much memory", False
    except Exception as error:  # a fault of ours must not cost a customer's word
        return wire.FAILURE, f"{type(error).__name__}: {error}"[:200].encode("utf-8", "replace"), True


if __name__ == "__main__":
    main()
