"""An archive under a passphrase: a tar of two members that the tool `age` can open as well.

`identity.age` is an age key, encrypted with the passphrase (scrypt); `backup.tar.gz.age` is the archive, encrypted to that
key. In two steps because pyrage streams to keys alone: the archive passes through in pieces, whatever its size.
"""

import io
import os
import tarfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pyrage

from transom.operating.backup.manifest import Damaged, Refused

IDENTITY, PAYLOAD = "identity.age", "backup.tar.gz.age"
BLOCK = tarfile.BLOCKSIZE
END = bytes(2 * BLOCK)
LARGEST_IDENTITY = 10_000  # bytes; a few hundred are written
GLANCES = 50


class WrongPassphrase(Refused):
    def __init__(self):
        super().__init__("The passphrase is wrong, or the beginning of the backup is damaged. Nothing was changed.")


def is_sealed(file) -> bool:
    """Does this archive need a passphrase? The file is left at its beginning."""
    start = file.read(len(IDENTITY))
    file.seek(0)
    return start == IDENTITY.encode()


@contextmanager
def sealing(file, passphrase: str) -> Iterator[io.BufferedIOBase]:
    """What is written into it lands in `file` encrypted."""
    identity = pyrage.x25519.Identity.generate()
    wrapped = pyrage.passphrase.encrypt(str(identity).encode(), passphrase)
    file.write(_head(IDENTITY, len(wrapped)) + wrapped + _padding(len(wrapped)))
    head_at = file.tell()
    file.write(_head(PAYLOAD, 0))
    with _piped_to(lambda source: pyrage.encrypt_io(source, file, [identity.to_public()])) as sink:
        yield sink
    size = file.tell() - head_at - BLOCK
    file.write(_padding(size) + END)
    file.seek(head_at)
    file.write(_head(PAYLOAD, size))
    file.seek(0, os.SEEK_END)


@contextmanager
def opened(file, passphrase: str) -> Iterator[io.BufferedIOBase]:
    """The archive inside, to be read to its end. Raises `WrongPassphrase` and `Damaged`."""
    wrapped = _exactly(file, _size(file, IDENTITY, LARGEST_IDENTITY))
    _check_padding(file, len(wrapped))
    identity = _unwrapped(wrapped, passphrase)
    size = _size(file, PAYLOAD)
    payload = _Limited(file, size)
    with _piped_from(lambda target: pyrage.decrypt_io(payload, target, [identity])) as source:
        yield source
    _check_padding(file, size)
    if file.read() != END:
        raise Damaged("there is something behind its end, or its end is missing")


def _unwrapped(wrapped: bytes, passphrase: str) -> pyrage.x25519.Identity:
    """The key inside. age declines what it thinks would take too long, by a glance at how fast the machine is just now."""
    for _glance in range(GLANCES):
        try:
            return pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(wrapped, passphrase).decode())
        except pyrage.DecryptError as error:
            if "work" not in str(error):
                raise WrongPassphrase from error
        except (pyrage.IdentityError, UnicodeDecodeError) as error:
            raise WrongPassphrase from error
        time.sleep(0.2)
    raise Refused("This machine is too slow, or too busy, to open the backup. Try again when it has less to do.")


def _head(name: str, size: int) -> bytes:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member.tobuf(tarfile.GNU_FORMAT)


def _size(file, name: str, largest: int | None = None) -> int:
    block = _exactly(file, BLOCK)
    try:
        size = tarfile.TarInfo.frombuf(block, "utf-8", "strict").size
    except tarfile.HeaderError as error:
        raise Damaged(f"the head of {name} is changed") from error
    if block != _head(name, size) or (largest and size > largest):
        raise Damaged(f"the head of {name} is changed")
    return size


def _exactly(file, size: int) -> bytes:
    content = file.read(size)
    if len(content) < size:
        raise Damaged("it is cut short")
    return content


def _padding(size: int) -> bytes:
    return bytes(-size % BLOCK)


def _check_padding(file, size: int) -> None:
    if file.read(-size % BLOCK) != _padding(size):
        raise Damaged("the space between its members is changed or cut short")


class _Limited:
    """The next `size` bytes of a file, and no more."""

    def __init__(self, file, size: int):
        self.file, self.left = file, size

    def read(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        content = self.file.read(wanted)
        self.left -= len(content)
        return content


class _Work(threading.Thread):
    """`work` at the other end of a pipe. What it raised comes out of `result()`."""

    def __init__(self, work, end: int, mode: str):
        super().__init__(daemon=True)
        self.work, self.end, self.mode, self.error = work, end, mode, None

    def run(self) -> None:
        try:
            with os.fdopen(self.end, self.mode) as stream:
                self.work(stream)
        except Exception as error:
            self.error = error


@contextmanager
def _piped_to(work) -> Iterator[io.BufferedIOBase]:
    out, into = os.pipe()
    thread = _Work(work, out, "rb")
    thread.start()
    try:
        with os.fdopen(into, "wb") as sink:
            yield sink
    except BrokenPipeError:
        thread.join()
        if thread.error is None:
            raise
    finally:
        thread.join()
    if thread.error is not None:
        raise thread.error


@contextmanager
def _piped_from(work) -> Iterator[io.BufferedIOBase]:
    out, into = os.pipe()
    thread = _Work(work, into, "wb")
    thread.start()
    try:
        with os.fdopen(out, "rb") as source:
            yield source
    finally:
        thread.join()
    if thread.error is not None:
        raise Damaged("what is encrypted was changed or cut short") from thread.error
