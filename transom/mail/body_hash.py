"""The hash by which two copies of a mail's body are one, whatever servers on the way did to its line ends."""

import hashlib
import re
from collections.abc import Iterator

BLANK_LINE = re.compile(rb"(?>\r\n?|\n){2}")
CHUNK = 1024 * 1024


def body_hash(raw: bytes) -> bytes:
    """SHA-256 of what follows the first blank line, with LF line ends and without white space at its end.

    In chunks: a mail of 50 MB is held once and not five times.
    """
    digest, waiting = hashlib.sha256(), []
    for piece in _with_line_feeds(raw):
        kept = piece.rstrip()
        if kept:
            for blank in waiting:
                digest.update(blank)
            digest.update(kept)
            waiting = []
        waiting.append(piece[len(kept) :])
    return digest.digest()


def _with_line_feeds(raw: bytes) -> Iterator[bytes]:
    blank = BLANK_LINE.search(raw)
    at = blank.end() if blank else len(raw)
    while at < len(raw):
        end = min(at + CHUNK, len(raw))
        if raw[end - 1 : end + 1] == b"\r\n":  # never between the two
            end += 1
        yield raw[at:end].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        at = end
