"""Mails made worse: each function takes a mail and a seeded source of chance, and gives one that is a little more broken."""

import re
from collections.abc import Callable
from random import Random

NOISE = (
    b"\n",
    b"\r\n\r\n",
    b"\r",
    b"=?",
    b"?=",
    b"\0",
    b"--",
    b";",
    b'"',
    b"\xff",
    b"\xed\xa0\x80",
    b"<",
    b">",
    b"(",
    b"\x1b$B",
)
NOISE += (
    b"=?utf-8?b?",
    b"=?iso-2022-jp?q?=1B$B",
    b"boundary=",
    b"\xe2\x80\xae",
    b"\xef\xbb\xbf",
    b"begin 644 x\n",
    b"\x78\x9f\x3e\x22",
)
CHARSETS = (
    b"utf-7",
    b"utf-16",
    b"hz",
    b"iso-2022-kr",
    b"idna",
    b"punycode",
    b"unicode_escape",
    b"rot13",
    b"zlib",
    b"",
    b"x" * 500,
)
CHARSETS += (
    b"utf-32",
    b"cp65001",
    b"mbcs",
    b"base64",
    b"utf-8*en",
    b"'utf-8",
    b"=?utf-8?q?utf-8?=",
    b"\xff\xfe",
    b"iso-8859-99",
)
ENCODINGS = (b"base64", b"quoted-printable", b"x-uuencode", b"binary", b"7bit", b"gzip", b"")
NUMBERS = (b"-1", b"0", b"9" * 30, b"9" * 5000, b"1e309", b"0x7fffffff", b"NaN")
HEADS = (
    b"From",
    b"To",
    b"Subject",
    b"Date",
    b"Message-ID",
    b"In-Reply-To",
    b"References",
    b"Content-Type",
    b"Content-Transfer-Encoding",
)
HEADS += (
    b"Reply-To",
    b"Cc",
    b"Auto-Submitted",
    b"Return-Path",
    b"List-Id",
    b"Content-Disposition",
    b"Authentication-Results",
    b"Sender",
)
MOST = 300_000  # bytes that a mutation may grow a mail to


def head_and_body(raw: bytes) -> tuple[bytes, bytes, bytes]:
    found = re.search(rb"\r?\n\r?\n", raw)
    return (raw[: found.start()], found.group(), raw[found.end() :]) if found else (raw, b"\n\n", b"")


def a_place(raw: bytes, chance: Random) -> int:
    return chance.randint(0, len(raw))


def flip_bits(raw: bytes, chance: Random) -> bytes:
    content = bytearray(raw)
    for _ in range(chance.choice((1, 3, 30))):
        if content:
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def cut(raw: bytes, chance: Random) -> bytes:
    return raw[: a_place(raw, chance)]


def take_out(raw: bytes, chance: Random) -> bytes:
    start = a_place(raw, chance)
    return raw[:start] + raw[start + chance.choice((1, 10, 200)) :]


def put_noise(raw: bytes, chance: Random) -> bytes:
    for _ in range(chance.choice((1, 1, 5))):
        at = a_place(raw, chance)
        raw = raw[:at] + chance.choice(NOISE) * chance.choice((1, 1, 1, 100)) + raw[at:]
    return raw


def repeat(raw: bytes, chance: Random) -> bytes:
    start = a_place(raw, chance)
    piece = raw[start : start + chance.choice((5, 80, 1000))]
    return raw[:start] + piece * max(1, min(chance.choice((2, 20, 500)), MOST // max(1, len(piece)))) + raw[start:]


def double_header(raw: bytes, chance: Random) -> bytes:
    head, blank, body = head_and_body(raw)
    lines = head.split(b"\n")
    line = chance.choice(lines)
    at = chance.randint(0, len(lines))
    return b"\n".join([*lines[:at], *[line] * chance.choice((1, 2, 50)), *lines[at:]]) + blank + body


def odd_header(raw: bytes, chance: Random) -> bytes:
    value = b"".join(
        chance.choice((*NOISE, *CHARSETS, *NUMBERS, b"a@b.example, ", b"x " * 50)) for _ in range(chance.randint(0, 9))
    )
    return chance.choice(HEADS) + b": " + value + b"\n" + raw


def shuffle_headers(raw: bytes, chance: Random) -> bytes:
    head, blank, body = head_and_body(raw)
    lines = head.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines) + blank + body


def other_charset(raw: bytes, chance: Random) -> bytes:
    named = re.sub(rb"(?i)(charset=)[^\s;]*", lambda found: found[1] + chance.choice(CHARSETS), raw)
    return re.sub(rb"(?i)=\?[a-z0-9-]{1,20}\?", lambda _: b"=?" + chance.choice(CHARSETS) + b"?", named)


def other_encoding(raw: bytes, chance: Random) -> bytes:
    pattern = rb"(?i)(content-transfer-encoding:)[^\r\n]*"
    return re.sub(pattern, lambda found: found[1] + b" " + chance.choice(ENCODINGS), raw)


def other_numbers(raw: bytes, chance: Random) -> bytes:
    return re.sub(rb"\d+", lambda found: chance.choice(NUMBERS) if chance.random() < 0.05 else found[0], raw)[:MOST]


def damage_boundary(raw: bytes, chance: Random) -> bytes:
    names = re.findall(rb"(?i)boundary=\"?([^\s\";]+)", raw)
    if not names:
        return put_noise(raw, chance)
    name = chance.choice(names)
    other = chance.choice((b"", name[:-1], name + b"--", b"--" + name, name * 40, b"\xff", chance.choice(names)))
    return raw.replace(name, other, chance.choice((1, 2, -1)))


def cut_words(raw: bytes, chance: Random) -> bytes:
    return re.sub(rb"\?=", lambda found: b"" if chance.random() < 0.5 else found[0], raw)


def other_lines(raw: bytes, chance: Random) -> bytes:
    return raw.replace(b"\r\n", b"\n").replace(
        b"\n", chance.choice((b"\r\n", b"\r", b"\n", b"\r\r\n", b"\n \n", b"\x0b\n"))
    )


def nest(raw: bytes, chance: Random) -> bytes:
    for _ in range(chance.choice((1, 2, 45))):
        raw = b"From: Ann <ann@acme.example>\nSubject: Fwd: it\nContent-Type: message/rfc822\n\n" + raw
    return raw


MUTATIONS: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(flip_bits, cut, take_out, put_noise, repeat, double_header, odd_header, shuffle_headers, other_charset),
    *(other_encoding, other_numbers, damage_boundary, cut_words, other_lines, nest),
)


def splice(first: bytes, second: bytes, chance: Random) -> bytes:
    return first[: a_place(first, chance)] + second[a_place(second, chance) :]


def mutated(seeds: list[bytes], chance: Random) -> bytes:
    """One of the seeds, a few times mutated. Mostly with Message-IDs that no other has, so that it is no copy."""
    raw = chance.choice(seeds)
    if chance.random() < 0.6:
        mark = b"<%x." % chance.getrandbits(40)
        raw = re.sub(rb"(?im)^(message-id:[^<\n]*)<", lambda found: found[1] + mark, raw)
    if chance.random() < 0.2:
        raw = splice(raw, chance.choice(seeds), chance)
    for _ in range(chance.choice((0, 1, 1, 2, 3, 6))):
        raw = chance.choice(MUTATIONS)(raw, chance)
    return raw
