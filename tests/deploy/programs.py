"""Programs that the files in deploy/ are for, and the command lines that those files run."""

import os
import shutil
from pathlib import Path

import pytest
from django.core.management import load_command_class

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"


def program(name: str, package: str) -> str:
    """The path of a program. Without it the test is skipped, or fails where CI=true."""
    path = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:{ROOT}/.venv/bin")
    if not path:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(
            f"No {name} here, so deploy/ is not checked whole. Get it with: apt-get install {package}"
        )
    return path


def assert_understood(arguments: list[str]) -> None:
    """`transom …` knows this command and each of its options; else Django raises CommandError."""
    command = load_command_class("transom", arguments[0])
    command.create_parser("transom", arguments[0]).parse_args(arguments[1:])
