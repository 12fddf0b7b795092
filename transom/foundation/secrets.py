"""Secrets that the desk itself must be able to read again, such as a mailbox's password: encrypted in the database.

Fernet (AES-128-CBC with HMAC-SHA-256) under a key drawn by HKDF (RFC 5869) from the desk's secret key, so that a copy
of the database alone gives nobody the password.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"transom: secrets in the database"


class SecretLost(Exception):
    """It was encrypted under another secret key. The message says what to do."""


def encrypt(secret: str) -> str:
    return _box().encrypt(secret.encode()).decode()


def decrypt(stored: str) -> str:
    """What `encrypt` was given. Raises `SecretLost` where the desk's secret key is another one now."""
    try:
        return _box().decrypt(stored.encode()).decode()
    except InvalidToken as error:
        raise SecretLost(
            "The desk's secret key has changed since this was stored, so it cannot be read any more. "
            "Bring the old key back (secret.key or TRANSOM_SECRET_KEY), or enter the secret again."
        ) from error


def _box() -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))
