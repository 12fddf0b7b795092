"""What is installed is what is locked: every package of pyproject.toml, by its hash, from wherever the machine gets it."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.source import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKED = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; .+)? \\$", re.MULTILINE)


def asked_for(*groups: str) -> list[Requirement]:
    lines = [*PROJECT["project"]["dependencies"]]
    lines += [line for group in groups for line in PROJECT["dependency-groups"][group] if isinstance(line, str)]
    return [Requirement(line) for line in lines]


def not_locked(lock: str, requirements: list[Requirement]) -> list[str]:
    versions = dict(LOCKED.findall(lock))
    return [
        str(requirement)
        for requirement in requirements
        if not requirement.specifier.contains(versions.get(canonicalize_name(requirement.name), "0"))
    ]


@pytest.mark.parametrize(
    ("file", "groups"), [("requirements.lock", ["build"]), ("requirements-dev.lock", ["build", "dev"])]
)
def test_all_that_is_asked_for_is_locked(file, groups):
    assert not not_locked((ROOT / file).read_text(), asked_for(*groups)), "run bin/lock"


def test_what_is_not_locked_is_seen():
    lock = "django==5.1.0 \\\n    --hash=sha256:0\nnh3==0.3.8 \\\n    --hash=sha256:0\n"
    wanted = [Requirement("Django>=5.2"), Requirement("nh3>=0.3"), Requirement("polars>=1")]
    assert not_locked(lock, wanted) == ["Django>=5.2", "polars>=1"]


@pytest.mark.parametrize("file", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_holds_names_and_hashes_and_no_address(file):
    lines = (ROOT / file).read_text().splitlines()
    assert [
        line
        for line in lines
        if not re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?", line) and not LOCKED.match(line)
    ] == []
