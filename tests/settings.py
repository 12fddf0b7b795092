"""The desk's own settings, on a folder and a database that are thrown away.

`TRANSOM_TEST_DATABASE` names the database: `sqlite` (a file, so that threads and live servers meet it as they would
at work) or a `postgres://` address. Nothing of the surroundings gets in: tests must never reach somebody's desk.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if os.environ.get("TRANSOM_TESTING") != "1":  # not so in the workers of pytest-xdist, which share the folder
    for name in [name for name in os.environ if name.startswith("TRANSOM_") and name != "TRANSOM_TEST_DATABASE"]:
        del os.environ[name]
    os.environ["TRANSOM_TESTING"] = "1"
    os.environ["TRANSOM_DATA"] = tempfile.mkdtemp(prefix="transom-tests-")
    atexit.register(shutil.rmtree, os.environ["TRANSOM_DATA"], ignore_errors=True)
    if (database := os.environ.get("TRANSOM_TEST_DATABASE", "sqlite")) != "sqlite":
        os.environ["TRANSOM_DATABASE_URL"] = database

from transom.config.settings import *  # noqa: E402, F403
from transom.config.settings import DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(Path(os.environ["TRANSOM_DATA"]) / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
UNDO_SECONDS = 0  # an answer is said at once; the tests of undo say otherwise
