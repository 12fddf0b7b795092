"""The command line speaks of the desk: its own version, its own options, and errors without the names of classes."""

import subprocess
import sys

import pytest

from transom import __version__
from transom.cli import COMMANDS


def transom(*words: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "transom", *words], capture_output=True, text=True, timeout=60)  # noqa: S603


def test_the_version_is_the_desks():
    for words in (["--version"], ["run", "--version"]):
        assert transom(*words).stdout == f"Transom {__version__}\n"


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"manage"}))
def test_help_has_the_desks_options_and_no_others(name):
    said = transom(name, "--help").stdout
    assert said.startswith(f"usage: transom {name} [")
    assert "--data DIR" in said
    assert "--settings" not in said
    assert "--pythonpath" not in said


def test_a_command_of_two_words_is_called_so_in_its_help():
    assert transom("check", "mailbox", "--help").stdout.startswith("usage: transom check mailbox [")
    assert transom("manage", "person", "--help").stdout.startswith("usage: transom manage person [")


def test_an_error_is_its_words_alone(tmp_path):
    done = transom("backup", "--verify", "--data", str(tmp_path), str(tmp_path / "missing"))
    assert done.returncode == 1
    assert "CommandError" not in done.stderr
    assert str(tmp_path / "missing") in done.stderr
    assert len(done.stderr.splitlines()) == 1
