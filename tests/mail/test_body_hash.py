"""Two copies of a body are one, however long it is and wherever it is cut for hashing."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.mail import body_hash as module
from transom.mail.body_hash import body_hash


def at_once(raw: bytes) -> bytes:
    body = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").partition(b"\n\n")[2]
    return hashlib.sha256(body.rstrip()).digest()


@pytest.fixture(autouse=True, scope="module")
def small_chunks():
    """So that a few bytes have many borders."""
    whole, module.CHUNK = module.CHUNK, 3
    yield
    module.CHUNK = whole


@given(st.text(alphabet="a \n\r\t\x0b", max_size=60).map(str.encode))
def test_in_chunks_as_at_once(raw):
    assert body_hash(raw) == at_once(raw)


@pytest.mark.parametrize("body", [b"", b"a", b"a\n\n b", b"a" * 10 + b"\n" * 10])
def test_line_ends_and_the_end_do_not_count(body):
    raw = b"From: a@b.example\n\n" + body
    assert (
        body_hash(raw) == body_hash(raw.replace(b"\n", b"\r\n") + b"\r\n \r\n") == body_hash(raw.replace(b"\n", b"\r"))
    )
