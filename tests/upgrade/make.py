"""Makes a desk in which everything has happened once, by the verbs of one Transom, and writes it down as rows.

For a release that later ones must be able to upgrade from, with its code checked out in `/tmp/tag`:

    PYTHONPATH=/tmp/tag .venv/bin/python tests/upgrade/make.py tests/upgrade/<name of its last migration>.jsonl

Every person, firm and domain is made up (RFC 2606).
"""

import os
import sys
import tempfile
from pathlib import Path

import django

SECRET = "the key of a desk that is made up, and of no other"  # noqa: S105, so that its signed addresses stay true


def main(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"TRANSOM_DATA": folder, "TRANSOM_SECRET_KEY": SECRET, "TRANSOM_TESTING": "1"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "transom.config.settings"
        django.setup()
        import rows  # noqa: PLC0415, Django must be set up
        import story  # noqa: PLC0415

        story.tell()
        rows.dump(path, Path(folder) / "files")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
