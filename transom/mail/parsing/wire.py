"""What goes between the desk and the parser's process: frames of a fixed head and so many bytes. Never a pickle."""

import os
import select
import struct
import time
from typing import NamedTuple

import msgspec

from transom.mail.reading.parsed import Reading

WHOLE, HEAD = b"w", b"h"  # what is asked for
READY, READING, FAILURE = b"r", b"m", b"f"  # what is answered
LONGEST_ANSWER = 256 * 1024 * 1024  # bytes
CHUNK = 1024 * 1024
_ASKING = struct.Struct(">cdQ")
_ANSWERING = struct.Struct(">c?dQ")
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Reading).decode


class Ended(Exception):
    """The other side is gone."""


class Garbled(Exception):
    """What came is no frame of ours."""


class Stalled(Exception):
    """The other side took nothing, or gave nothing, for too long."""


class Asked(NamedTuple):
    """A mail to read: how (`WHOLE` or `HEAD`), and how many seconds of CPU that may take."""

    kind: bytes
    seconds: float
    length: int


class Answer(NamedTuple):
    """`again`: the process can take another mail. `seconds` of CPU that it has used since its start."""

    kind: bytes
    again: bool
    seconds: float
    body: bytearray


def asking(asked: Asked) -> bytes:
    return _ASKING.pack(*asked)


def read_asking(descriptor: int) -> Asked:
    """The next mail that is asked for; its bytes follow. Raises `Ended`."""
    return Asked(*_ASKING.unpack(read_all(descriptor, _ASKING.size)))


def answering(kind: bytes, again: bool, seconds: float, length: int) -> bytes:
    return _ANSWERING.pack(kind, again, seconds, length)


def encode(reading: Reading) -> bytes:
    return _encode(reading)


def decode(body: bytes | bytearray) -> Reading:
    """Raises `Garbled`."""
    try:
        return _decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError) as error:
        raise Garbled(str(error)) from error


def read_all(descriptor: int, length: int) -> bytes:
    """So many bytes from a pipe that blocks. Raises `Ended`."""
    content = bytearray(length)
    view, at = memoryview(content), 0
    while at < length:
        piece = os.readv(descriptor, [view[at : at + CHUNK]])
        if not piece:
            raise Ended
        at += piece
    return bytes(content)


def write_all(descriptor: int, content: bytes) -> None:
    """All of it, into a pipe that blocks."""
    view, at = memoryview(content), 0
    while at < len(view):
        at += os.write(descriptor, view[at : at + CHUNK])


def send(descriptor: int, content: bytes, until: float) -> None:
    """All of it, into a pipe that does not block, by that moment of `time.monotonic()`. Raises `Ended`, `Stalled`."""
    view, at = memoryview(content), 0
    while at < len(view):
        _wait(descriptor, select.POLLOUT, until)
        try:
            at += os.write(descriptor, view[at : at + CHUNK])
        except BlockingIOError:
            continue
        except BrokenPipeError as error:
            raise Ended from error


def receive(descriptor: int, until: float) -> Answer:
    """The next answer, from a pipe that does not block. Raises `Ended`, `Stalled`, `Garbled`."""
    kind, again, seconds, length = _ANSWERING.unpack(_receive(descriptor, _ANSWERING.size, until))
    if kind not in (READY, READING, FAILURE) or length > LONGEST_ANSWER:
        raise Garbled("the head of its answer makes no sense")
    return Answer(kind, again, seconds, _receive(descriptor, length, until))


def _receive(descriptor: int, length: int, until: float) -> bytearray:
    content = bytearray()
    while len(content) < length:
        _wait(descriptor, select.POLLIN, until)
        try:
            piece = os.read(descriptor, min(CHUNK, length - len(content)))
        except BlockingIOError:
            continue
        if not piece:
            raise Ended
        content += piece
    return content


def _wait(descriptor: int, event: int, until: float) -> None:
    poll = select.poll()
    poll.register(descriptor, event)
    if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
        raise Stalled
