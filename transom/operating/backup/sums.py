"""The sum of a whole archive, kept behind it in a form that gzip allows, so that `tar xzf` still reads it.

The archive is a gzip file. Behind it stands a second, empty gzip member (RFC 1952, 2.2) whose extra field (2.3.1.1)
holds the SHA-256 of all bytes before it. gzip's own CRC does not see its header, nor the bits that pad its last block.
"""

import hashlib
import struct

LENGTH = 58
LABEL = b"TR"
CHUNK = 1024 * 1024


def ending(digest: bytes) -> bytes:
    """The empty member that carries `digest`: always `LENGTH` bytes."""
    extra = LABEL + struct.pack("<H", len(digest)) + digest
    head = b"\x1f\x8b\x08\x04" + bytes(4) + b"\x00\xff" + struct.pack("<H", len(extra))
    return head + extra + b"\x03\x00" + bytes(8)  # no data: an empty block, CRC 0, length 0


class SummedWriter:
    """Passes on what is written; `finish()` adds the ending. `close()` is left to whoever opened the file."""

    def __init__(self, file):
        self.file, self.digest = file, hashlib.sha256()

    def write(self, content) -> int:
        self.digest.update(content)
        self.file.write(content)
        return len(content)

    def flush(self) -> None:
        self.file.flush()

    def finish(self) -> None:
        self.file.write(ending(self.digest.digest()))


class SummedReader:
    """Passes on what is read, ending and all; `is_whole()` reads what is left and compares."""

    def __init__(self, file):
        self.file, self.digest, self.held = file, hashlib.sha256(), b""

    def read(self, size: int = -1) -> bytes:
        content = self.file.read(size)
        seen = self.held + content
        self.digest.update(seen[:-LENGTH])
        self.held = seen[-LENGTH:]
        return content

    def is_whole(self) -> bool:
        while self.read(CHUNK):
            pass
        return self.held == ending(self.digest.digest())
