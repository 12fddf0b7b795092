"""How much room the data folder has."""

import os
from dataclasses import dataclass

from django.conf import settings

MEBIBYTE = 1024 * 1024
LEAST = settings.LARGEST_MAIL
"""Bytes. With less, the next mail may not fit, so the desk is not ready."""


@dataclass(frozen=True)
class Space:
    """Bytes and files that this user may still write, and the bytes of the whole disk. `inodes` None: without a bound."""

    free: int
    size: int
    inodes: int | None

    @property
    def is_full(self) -> bool:
        return self.free < LEAST


def of_data() -> Space | None:
    """The room of the data folder; None where there is no such folder."""
    try:
        found = os.statvfs(settings.DATA)
    except OSError:
        return None
    inodes = found.f_favail if found.f_files else None
    return Space(found.f_bavail * found.f_frsize, found.f_blocks * found.f_frsize, inodes)
