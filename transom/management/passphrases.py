"""How an operator gives a passphrase: in a file, or at the terminal. Never on the command line, where others can read it."""

import getpass
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management import CommandError


def add_passphrase(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="a file whose first line is the passphrase"
    )


def from_file(path: Path) -> str:
    try:
        lines = path.read_text().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"The passphrase cannot be read from {path} ({error}).") from error
    if not lines or not lines[0].strip():
        raise CommandError(f"The first line of {path} is empty. Write the passphrase there.")
    return lines[0].strip()


def to_open(path: Path | None) -> str:
    """The passphrase of a backup that has one."""
    if path:
        return from_file(path)
    if not sys.stdin.isatty():
        raise CommandError("This backup is encrypted. Give its passphrase with --passphrase-file FILE.")
    return getpass.getpass("Passphrase of the backup: ").strip()


def to_seal(path: Path | None) -> str:
    """A passphrase for a new backup; typed twice where it is typed."""
    if path:
        return from_file(path)
    if not sys.stdin.isatty():
        raise CommandError("There is no terminal to ask at. Give the passphrase with --passphrase-file FILE.")
    first = getpass.getpass("Passphrase for the backup: ").strip()
    if not first or getpass.getpass("Once more: ").strip() != first:
        raise CommandError("The two are not the same, or empty. Nothing was written.")
    return first
