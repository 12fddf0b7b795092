"""The property lists inside TNEF (MS-OXTNEF 2.1.3.4): numbered values of a few types, packed one after another."""

import struct

from transom.mail.reading.charset import decode

SUBJECT = 0x0037
BODY = 0x1000
BODY_HTML = 0x1013
ATTACH_DATA = 0x3701
ATTACH_FILENAME = 0x3704
ATTACH_LONG_FILENAME = 0x3707
ATTACH_MIME_TAG = 0x370E
ATTACH_CONTENT_ID = 0x3712

FIRST_NAMED = 0x8000
MULTIPLE_VALUES = 0x1000
STRING, UNICODE, OBJECT, BINARY = 0x001E, 0x001F, 0x000D, 0x0102
VARIABLE_LENGTH = {STRING, UNICODE, OBJECT, BINARY}
# Lengths with padding to four bytes (MS-OXCDATA 2.11.1).
FIXED_LENGTH = {0x0001: 0, 0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4}
FIXED_LENGTH |= {0x0005: 8, 0x0006: 8, 0x0007: 8, 0x0014: 8, 0x0040: 8, 0x0048: 16}


class MapiError(ValueError):
    """The list breaks off or holds an unknown type; `read_so_far` are the properties before that."""

    def __init__(self, message: str, read_so_far: dict[int, str | bytes]):
        super().__init__(message)
        self.read_so_far = read_so_far


class Reader:
    """Takes numbers and bytes off the front; asking for more than is there raises `struct.error`."""

    def __init__(self, data: bytes):
        self.data = data
        self.position = 0

    def number(self, width: str) -> int:
        value = struct.unpack_from("<" + width, self.data, self.position)[0]
        self.position += struct.calcsize("<" + width)
        return value

    def take(self, length: int) -> bytes:
        """`length` bytes; the padding to a multiple of four is skipped."""
        if length > len(self.data) - self.position:
            raise struct.error("the data breaks off")
        value = self.data[self.position : self.position + length]
        self.position += length + -length % 4
        return value


def read_properties(data: bytes, charset: str) -> dict[int, str | bytes]:
    """Text and binary properties by number (the first value of each); `charset` reads 8-bit strings."""
    found: dict[int, str | bytes] = {}
    reader = Reader(data)
    try:
        for _ in range(reader.number("I")):
            read_property(reader, charset, found)
    except (struct.error, KeyError) as error:
        raise MapiError(f"The properties break off: {error}.", found) from error
    return found


def read_property(reader: Reader, charset: str, found: dict[int, str | bytes]) -> None:
    kind, number = reader.number("H"), reader.number("H")
    if number >= FIRST_NAMED:
        reader.take(16)
        if reader.number("I") == 0:
            reader.number("I")
        else:
            reader.take(reader.number("I"))
    has_many, base = bool(kind & MULTIPLE_VALUES), kind & ~MULTIPLE_VALUES
    count = reader.number("I") if has_many or base in VARIABLE_LENGTH else 1
    if base not in VARIABLE_LENGTH:
        reader.take(FIXED_LENGTH[base] * count)
        return
    for _ in range(count):
        value = reader.take(reader.number("I"))
        if number >= FIRST_NAMED or number in found:
            continue
        if base == STRING:
            found[number] = decode(value.rstrip(b"\0"), charset).text
        elif base == UNICODE:
            found[number] = value.decode("utf-16-le", "replace").rstrip("\0")
        else:
            found[number] = value
