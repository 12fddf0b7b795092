"""A parser that dies, hangs, eats, spins or lies hurts its own mail at most, and that one says so."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.mail.parsing.conftest import child_of
from transom.mail.parsing import child_process
from transom.mail.parsing.child_process import Unavailable
from transom.mail.parsing.desk import read

RAW = b"From: Ann <ann@acme.example>\nSubject: Fire\nMessage-ID: <1@acme.example>\n\nIt burns.\n"
WHOLE_FAILS = """
while True:
    kind, raw = asked()
    if kind == wire.WHOLE:
        {fails}
    body = wire.encode(read_head(raw))
    wire.write_all(out, wire.answering(wire.READING, True, time.process_time(), len(body)) + body)
"""
DIES = "os.kill(os.getpid(), 9)"
SPINS = "sum(x for x in iter(int, 1))"
IN_C = "max(range(10 ** 12))"
HANGS = "time.sleep(1000)"
EATS = "x = bytearray(600 * 1024 * 1024)"
EATS_SLOWLY = "x = [str(n) * 1000 for n in range(10 ** 7)]"
LIES = "wire.write_all(out, b'no frame at all, but many bytes'); time.sleep(1000)"
BOASTS = "wire.write_all(out, wire.answering(wire.READING, True, 1.0, 2 ** 62)); time.sleep(1000)"
BABBLES = "wire.write_all(out, wire.answering(wire.READING, True, 1.0, 3) + b'xyz'); time.sleep(1000)"
WRONG_SHAPE = "wire.write_all(out, wire.answering(wire.READING, True, 1.0, 1) + bytes([0x80])); time.sleep(1000)"


@pytest.mark.parametrize(
    ("fails", "words"),
    [
        (DIES, "its reader died (SIGKILL)"),
        (SPINS, "seconds of computing"),
        (IN_C, "seconds of computing"),
        (HANGS, "came to a standstill"),
        (EATS, "its reader died"),
        (EATS_SLOWLY, "its reader died"),
        (LIES, "answered nonsense"),
        (BOASTS, "answered nonsense"),
        (BABBLES, "answered nonsense"),
        (WRONG_SHAPE, "answered nonsense"),
    ],
)
def test_the_head_is_read_in_spite_of_it_and_the_mail_attached(misbehaving, monkeypatch, fails, words):
    if fails == HANGS:
        monkeypatch.setattr(child_process, "WAIT", 1.0)
        monkeypatch.setattr(child_process, "WAIT_PER_CPU", 2.0)
    mail = read(RAW, misbehaving(WHOLE_FAILS.format(fails=fails))).mail
    assert (mail.sender.address, mail.subject, mail.message_id) == ("ann@acme.example", "Fire", "1@acme.example")
    assert words in mail.text
    assert words in mail.problems[-1]
    assert [attachment.content for attachment in mail.attachments] == [RAW]


def test_where_nothing_can_be_read_the_mail_is_attached_all_the_same(misbehaving):
    mail = read(RAW, misbehaving(f"asked(); {DIES}")).mail
    assert (mail.sender, mail.headers, mail.subject) == (None, (), "A mail that could not be read")
    assert [attachment.content for attachment in mail.attachments] == [RAW]


def test_one_that_was_killed_while_it_rested_costs_nobody_a_word(pool):
    assert read(RAW, pool).mail.text == "It burns."
    os.kill(child_of(pool).pid, 9)
    assert read(RAW, pool).mail.text == "It burns."


def test_neighbours_are_read_by_the_next_one(pool):
    bomb = b"From: a@b.example\nContent-Type: text/html\n\n" + b"<i>" * 100
    with ThreadPoolExecutor(4) as threads:
        read_by_all = list(threads.map(lambda raw: read(raw, pool), [RAW, bomb] * 20))
    assert [reading.mail.text for reading in read_by_all[::2]] == ["It burns."] * 20


def test_one_that_cannot_start_is_no_fault_of_the_mail(misbehaving):
    with pytest.raises(Unavailable):
        read(RAW, misbehaving("", begin="import nothing_of_that_name"))


def test_none_is_left_behind(misbehaving, monkeypatch):
    """No zombie, no open pipe, whichever way each of them ended."""
    monkeypatch.setattr(child_process, "WAIT", 0.2)
    monkeypatch.setattr(child_process, "WAIT_PER_CPU", 0.1)
    before = sorted(os.listdir("/proc/self/fd"))
    for fails in (DIES, HANGS, LIES):
        pool = misbehaving(WHOLE_FAILS.format(fails=fails))
        read(RAW, pool)
        pool.stop()
    assert sorted(os.listdir("/proc/self/fd")) == before
    assert not [pid for pid in os.listdir("/proc") if pid.isdigit() and is_zombie_of_ours(pid)]


def is_zombie_of_ours(pid: str) -> bool:
    try:
        state, parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return False
    return state == "Z" and int(parent) == os.getpid()


def test_stopping_waits_for_no_one(pool):
    read(RAW, pool)
    before = time.monotonic()
    pool.stop()
    assert time.monotonic() - before < 10
