"""The archive itself: a gzipped tar of named members, written and read in one go, each member summed as it passes."""

import gzip
import hashlib
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO

from transom.operating.backup import sealed
from transom.operating.backup.manifest import FILES, KEY, NAME, TABLES, Damaged, Member
from transom.operating.backup.sums import CHUNK, SummedReader, SummedWriter

QUICK = 4  # of 9: attachments are compressed already, and words shrink well enough
HEX = frozenset("0123456789abcdef")
LARGEST_HELD = 256 * 1024 * 1024  # bytes of a member that is held at once; the largest that we write is a mail and 4 MB
UNREADABLE = (tarfile.TarError, EOFError, OSError, ValueError, zlib.error)


class _Plain(tarfile.TarInfo):
    """The head of a file and nothing else: others may make tarfile hold, or read for, whatever size they claim."""

    @classmethod
    def frombuf(cls, buf, encoding, errors):
        info = super().frombuf(buf, encoding, errors)
        if info.type != tarfile.REGTYPE or info.size < 0:
            raise Damaged(f"it holds {info.name!r}, which no backup holds, or holds it twice")
        return info


class _Summed:
    def __init__(self, stream: BinaryIO):
        self.stream, self.digest = stream, hashlib.sha256()

    def read(self, size: int) -> bytes:
        content = self.stream.read(size)
        self.digest.update(content)
        return content


class Writer:
    """Takes members; `members` says what was written."""

    def __init__(self, tar: tarfile.TarFile):
        self.tar, self.members = tar, {}

    def add(self, name: str, content: bytes) -> None:
        self.add_stream(name, BytesIO(content), len(content))

    def add_stream(self, name: str, stream: BinaryIO, size: int) -> str:
        """Gives the SHA-256 of what was written. Raises `OSError` where the stream ends before `size`."""
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        summed = _Summed(stream)
        self.tar.addfile(info, summed)
        digest = summed.digest.hexdigest()
        self.members[name] = Member(size=size, sha256=digest)
        return digest


@contextmanager
def writing(file: BinaryIO, passphrase: str = "") -> Iterator[Writer]:
    if passphrase:
        with sealed.sealing(file, passphrase) as sink:
            yield from _writer(sink)
    else:
        yield from _writer(file)


def _writer(sink) -> Iterator[Writer]:
    summed = SummedWriter(sink)
    with (
        gzip.GzipFile(filename="", mode="wb", compresslevel=QUICK, fileobj=summed, mtime=0) as zipped,
        tarfile.open(fileobj=zipped, mode="w|", format=tarfile.GNU_FORMAT) as tar,
    ):
        yield Writer(tar)
    summed.finish()


class Read:
    """A member as it passes. What was not read of it is skipped, and summed all the same."""

    def __init__(self, name: str, size: int, stream: BinaryIO):
        self.name, self.size, self.stream, self.digest = name, size, stream, hashlib.sha256()

    def chunks(self) -> Iterator[bytes]:
        while chunk := self._next():
            self.digest.update(chunk)
            yield chunk

    def _next(self) -> bytes:
        try:
            return self.stream.read(CHUNK)
        except UNREADABLE as error:
            raise Damaged(f"it is cut short or changed ({error})") from error

    def content(self) -> bytes:
        """All of it. Raises `Damaged` where that is more than any of ours."""
        if self.size > LARGEST_HELD:
            raise Damaged(f"{self.name} is larger than any that we write")
        return b"".join(self.chunks())

    def summed(self) -> Member:
        for _chunk in self.chunks():
            pass
        return Member(size=self.size, sha256=self.digest.hexdigest())


def members(file: BinaryIO, passphrase: str = "") -> Iterator[Read]:
    """Every member in order; at the end, whether the whole is whole. Raises `Damaged`, `WrongPassphrase`."""
    try:
        if sealed.is_sealed(file):
            with sealed.opened(file, passphrase) as source:
                yield from _members(source)
        else:
            _check_sum(file)
            yield from _members(file)
    except UNREADABLE as error:
        raise Damaged(f"it is cut short or changed ({error})") from error


def _check_sum(file: BinaryIO) -> None:
    """Before anything is made of it: an archive without a passphrase is only as good as its sum."""
    if not SummedReader(file).is_whole():
        raise Damaged("it is cut short or changed: its sum is not the one that was written behind it")
    file.seek(0)


def _members(source) -> Iterator[Read]:
    summed, seen = SummedReader(source), set()
    with gzip.GzipFile(fileobj=summed, mode="rb") as zipped:
        with tarfile.open(fileobj=zipped, mode="r|", tarinfo=_Plain) as tar:
            for info in tar:
                if info.name in seen or not is_member(info.name):
                    raise Damaged(f"it holds {info.name!r}, which no backup holds, or holds it twice")
                seen.add(info.name)
                yield Read(info.name, info.size, tar.extractfile(info))
                tar.members = []  # tarfile remembers each one
        while zipped.read(CHUNK):
            pass
    if not summed.is_whole():
        raise Damaged("it has changed while it was read")


def is_member(name: str) -> bool:
    """The names that we write, and no others: nothing is ever unpacked to where a name says."""
    if name.startswith(FILES):
        digest = name.removeprefix(FILES)
        return len(digest) == 64 and HEX.issuperset(digest)
    if name.startswith(TABLES):
        table, _, number = name.removeprefix(TABLES).partition("/")
        return table.replace(".", "").replace("_", "").isalnum() and number.isdigit()
    return name in (KEY, NAME)
