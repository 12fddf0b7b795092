"""The systemd units: sound to systemd, closed to the rest of the machine, and patient where the desk needs it."""

import configparser
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.programs import DEPLOY, assert_understood, program
from transom.config.environment import read
from transom.management.process import GRACE, LAST_SECONDS
from transom.management.upgrade import NO_USE_TRYING_AGAIN

UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
INSTALLED = "/opt/transom/bin/transom"
EXPOSURE = 20  # tenths; systemd calls up to 2.0 "OK", and a unit that says nothing has 9.6
ITS_OWN = {"execstart", "memorymax"}


def section(unit: Path, name: str = "Service") -> dict[str, list[str]]:
    """What a unit says there. systemd lets a key stand twice."""
    parser = configparser.RawConfigParser(strict=False, dict_type=Repeated, delimiters="=", comment_prefixes="#")
    parser.read_string(unit.read_text())
    return dict(parser[name])


class Repeated(dict):
    """configparser's store, where a second line of a key joins the first."""

    def __setitem__(self, key, value):
        if isinstance(value, list) and key in self:
            value = [*self[key], *value]
        super().__setitem__(key, value)


def test_there_is_one_for_the_whole_desk_and_one_for_each_part():
    names = [unit.name for unit in UNITS]
    assert names == [
        "transom-fetch.service",
        "transom-smtp.service",
        "transom-web@.service",
        "transom-worker@.service",
        "transom.service",
    ]


def test_systemd_finds_nothing_wrong(tmp_path):
    analyze = program("systemd-analyze", "systemd")
    paths = []
    for unit in UNITS:
        copy = tmp_path / unit.name.replace("@.", "@8001.")
        copy.write_text(unit.read_text().replace(INSTALLED, str(Path(sys.executable).with_name("transom"))))
        paths.append(str(copy))
    checked = subprocess.run([analyze, "verify", "--man=no", *paths], capture_output=True, text=True)
    about_ours = [line for line in checked.stderr.splitlines() if "transom" in line]
    assert not about_ours
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_the_rest_of_the_machine_is_closed_to_it(unit):
    analyze = program("systemd-analyze", "systemd")
    command = [analyze, "security", "--offline=true", f"--threshold={EXPOSURE}", str(unit)]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_it_is_started_as_the_program_wants_it(unit):
    program_path, *arguments = section(unit)["execstart"].replace("%i", "8001").split()
    assert program_path == INSTALLED
    assert_understood(arguments)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_it_is_started_again_for_ever_and_given_the_time_to_stop(unit):
    said = section(unit)
    assert section(unit, "Unit")["startlimitintervalsec"] == "0"
    assert (said["restart"], said["restartsec"]) == ("always", "1")
    assert said["restartpreventexitstatus"] == str(NO_USE_TRYING_AGAIN)
    assert int(said["timeoutstopsec"]) > GRACE + LAST_SECONDS


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_what_holds_for_one_holds_for_all(unit):
    def common(of):
        return {key: value for key, value in section(of).items() if key not in ITS_OWN}

    assert common(unit) == common(DEPLOY / "systemd" / "transom.service")


def test_each_line_of_the_settings_is_one_that_the_desk_reads(tmp_path):
    lines = (DEPLOY / "systemd" / "transom.env").read_text().splitlines()
    pairs = [line.lstrip("#").partition("=") for line in lines if line.lstrip("#").startswith("TRANSOM_")]
    told = (DEPLOY.parent / "docs" / "operating.md").read_text()
    assert pairs
    assert all(f"`{name}`" in told for name, _, _ in pairs)
    settings = {name: value for name, _, value in pairs if value} | {"TRANSOM_DATA": str(tmp_path)}
    assert read(settings).database["ENGINE"].endswith("postgresql")
