"""A run on a database of its own, made and thrown away, outside of pytest."""

import logging
import sys
from random import Random

from django.conf import settings
from django.core.management import call_command

from tests.fuzz import seeds
from tests.fuzz.run import Found, build, run


def whole(seed: int, count: int) -> Found:
    settings.ALLOWED_HOSTS = ["testserver"]
    logging.disable(logging.INFO)
    call_command("migrate", verbosity=0)
    begun = [*seeds.corpus(), *seeds.made(Random(seed)), *seeds.real()]
    sys.stderr.write(f"{len(begun)} mails to begin with\n")
    return run(begun, build(), seed, count, said)


def said(done: int) -> None:
    if done % 1_000 == 0:
        sys.stderr.write(f"{done} mails\n")
