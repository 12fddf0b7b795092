"""The data folder: is it there, is it ours and nobody else's, and has it room?"""

import os
from datetime import datetime
from pathlib import Path

from django.conf import settings

from transom.operating import space
from transom.operating.findings.finding import Finding, ok, problem, warning

OTHERS, GROUP = 0o007, 0o070
ROOMY = 2 * 1024 * space.MEBIBYTE
FEW_FILES = 10_000
INSIDE = ("secret.key", "transom.sqlite3", "transom.sqlite3-wal", "transom.sqlite3-shm", "files")
ELSEWHERE = "Name the desk's folder with --data or TRANSOM_DATA"


def data_folder(now: datetime) -> Finding:
    folder = settings.DATA
    try:
        found = folder.stat()
    except FileNotFoundError:
        return problem(f"There is no folder {folder}.", f"{ELSEWHERE}, or start the desk, which makes it.")
    except PermissionError:
        return problem(f"The folder {folder} may not be looked at by this user.", "Run this as the user of the desk.")
    if not folder.is_dir():
        return problem(f"{folder} is no folder.", f"{ELSEWHERE}.")
    if os.geteuid() not in (0, found.st_uid) or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return problem(
            f"The folder {folder} cannot be written by this user (number {os.geteuid()}); its owner is number {found.st_uid}.",
            "Run this as the user of the desk, and give that user the folder with chown -R.",
        )
    if strange := _of_others(folder, found.st_uid):
        return problem(
            f"The folder {folder} belongs to user {found.st_uid}, and these in it do not: {', '.join(strange)}.",
            f"Give them to the user of the desk, as in: chown -R --reference={folder} {folder}",
        )
    return _rights(folder, found.st_mode)


def _of_others(folder: Path, owner: int) -> list[str]:
    """What somebody else made there, as happens when root starts the desk once: its own user cannot write it."""
    inside = [folder / name for name in INSIDE]
    return [path.name for path in inside if path.exists() and path.stat().st_uid != owner]


def _rights(folder: Path, mode: int) -> Finding:
    said, remedy = f"The folder {folder} has the rights {mode & 0o777:o}", f"chmod 700 {folder}"
    if mode & OTHERS:
        return problem(f"{said}: every user of this machine gets at what customers wrote.", remedy)
    if mode & GROUP:
        return warning(f"{said}: its group gets at what customers wrote.", remedy)
    return ok(f"{said} and is its owner's alone.")


def disk_space(now: datetime) -> Finding:
    found = space.of_data()
    if found is None:
        return problem(f"The room in {settings.DATA} cannot be measured.", "See data_folder.")
    said = f"{settings.DATA} has {found.free // space.MEBIBYTE:,} MB left"
    remedy = "Make room on this disk, or move the data folder to a larger one."
    if found.is_full:
        return problem(
            f"{said}, which is less than one large mail may take: mail is refused until there is room.", remedy
        )
    if found.inodes is not None and found.inodes < FEW_FILES:
        few = warning if found.inodes > 100 else problem
        return few(f"{said}, but only {found.inodes} more files fit on its disk.", remedy)
    return warning(f"{said}.", remedy) if found.free < ROOMY else ok(f"{said}.")
