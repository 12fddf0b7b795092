"""The desk's own settings, with the database, the folder and the little haste that tests want."""

import os
import tempfile

os.environ.setdefault("TRANSOM_DATA", tempfile.mkdtemp(prefix="transom-tests-"))
os.environ["TRANSOM_TESTING"] = "1"

from transom.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
