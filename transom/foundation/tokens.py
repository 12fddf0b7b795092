"""Signed words: short marks that only this desk can make, for addresses and links.

HMAC-SHA-256 under the desk's secret key, cut to 80 bits (RFC 2104, section 5) and written in lower-case base32,
because the local part of an address may lose its case on the way.
"""

import base64
import hashlib
import hmac

from django.conf import settings

MARK_BYTES = 10


def mark(purpose: str, value: str) -> str:
    """16 letters that prove that this desk said `value` for `purpose`; another purpose gives another mark."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"{purpose}:{value}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:MARK_BYTES]).decode().lower()


def is_mark(purpose: str, value: str, candidate: str) -> bool:
    return hmac.compare_digest(mark(purpose, value).encode(), candidate.lower().encode(errors="replace"))


def hashed(token: str) -> str:
    """How a one-time token is stored: whoever reads the database cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()
