"""Attachments: a sample of those that the database names is on the disk, each in its full size."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.core.files.storage import storages

from transom.operating.findings.finding import Finding, ok, problem
from transom.tickets.files import StoredFile
from transom.tickets.messages import Attachment

SAMPLE = 100  # of the newest, and as many of any age


def files(now: datetime) -> Finding:
    sample = {file.sha256: file for file in (*_newest(), *_of_any_age())}
    if not sample:
        return ok("There are no attachments yet.")
    gone, wrong = [], []
    for file in sample.values():
        try:
            if storages["files"].size(file.path) != file.size:
                wrong.append(file.path)
        except FileNotFoundError:
            gone.append(file.path)
    if gone or wrong:
        return problem(
            f"Of {len(sample)} attachments, {len(gone)} are not on the disk and {len(wrong)} have another size, "
            f"such as files/{(gone + wrong)[0]}.",
            "Bring files/ back from your backup. With many machines, let all of them share it.",
        )
    return ok(f"{len(sample)} attachments were looked for, and all are there in full size.")


def _newest() -> Iterable[StoredFile]:
    return [attachment.file for attachment in Attachment.objects.select_related("file").order_by("-pk")[:SAMPLE]]


def _of_any_age() -> Iterable[StoredFile]:
    """A hash is as good as a die: those behind a random one are a sample, and an index finds them."""
    return StoredFile.objects.filter(sha256__gte=secrets.token_hex(32)).order_by("sha256")[:SAMPLE]
