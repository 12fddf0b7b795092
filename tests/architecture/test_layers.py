"""Imports go only down. The contract stands in pyproject.toml; here it is kept, and shown to refuse."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

PROJECT = ROOT / "pyproject.toml"


def lint(folder):
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache", "--config", PROJECT]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def layers() -> list[list[str]]:
    [contract] = tomllib.loads(PROJECT.read_text())["tool"]["importlinter"]["contracts"]
    return [[name.strip() for name in layer.split("|")] for layer in contract["layers"]]


@pytest.fixture
def house(tmp_path):
    """An empty house with our layers, in which one import can be wrong."""
    for name in ["", *(name for layer in layers() for name in layer)]:
        (tmp_path / "transom" / name).mkdir(exist_ok=True, parents=True)
        (tmp_path / "transom" / name / "__init__.py").touch()
    return tmp_path


def test_our_imports_go_only_down():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


def test_the_layers_stand_in_the_order_of_the_design():
    order = [name for layer in layers() for name in layer]
    ours = ["config", "management", "web", "mail", "tickets", "workflow", "people", "foundation"]
    assert [name for name in order if name in ours] == ours


def test_an_empty_house_is_in_order(house):
    assert lint(house).returncode == 0


@pytest.mark.parametrize(
    ("below", "above"), [("tickets", "mail"), ("foundation", "people"), ("mail", "web"), ("people", "customers")]
)
def test_an_import_that_goes_up_or_sideways_is_refused(house, below, above):
    (house / "transom" / below / "__init__.py").write_text(f"import transom.{above}\n")
    done = lint(house)
    assert done.returncode == 1
    assert f"transom.{below} is not allowed to import transom.{above}" in " ".join(done.stdout.split())


def test_a_package_without_a_place_is_refused(house):
    (house / "transom" / "helpers").mkdir()
    (house / "transom" / "helpers" / "__init__.py").touch()
    assert lint(house).returncode == 1
