"""The image is built elsewhere; what can be known of it here: the linter's word, that what it copies is there, and that it starts."""

import json
import subprocess

from tests.deploy.programs import DEPLOY, ROOT, assert_understood, program

DOCKERFILE = DEPLOY / "Dockerfile"
IGNORED = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]


def instructions(name: str) -> list[str]:
    text = DOCKERFILE.read_text().replace("\\\n", " ")
    return [line.split(None, 1)[1] for line in text.splitlines() if line.strip().startswith(f"{name} ")]


def test_the_linter_finds_nothing():
    checked = subprocess.run([program("hadolint", "…/bin/setup --dev"), DOCKERFILE], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
    assert not checked.stdout


def test_what_it_copies_is_there_and_not_ignored():
    sources = [source for copy in instructions("COPY") if not copy.startswith("--from") for source in copy.split()[:-1]]
    assert "requirements.lock" in sources
    for source in sources:
        assert (ROOT / source).exists(), source
        assert f"!{source}" in IGNORED, f"{source} is left out by .dockerignore"
    assert IGNORED[0] == "*"


def test_it_starts_the_desk_itself_so_that_sigterm_arrives():
    assert json.loads(instructions("ENTRYPOINT")[0]) == ["transom"]  # no shell in between
    assert_understood(json.loads(instructions("CMD")[-1]))
    assert instructions("STOPSIGNAL") == ["SIGTERM"]


def test_it_is_nobody_special_and_what_it_installs_is_locked():
    assert instructions("USER") == ["10001"]
    [installed] = [step for step in instructions("RUN") if "pip install" in step]
    assert "--require-hashes -r requirements.lock" in installed
    assert "--no-deps" in installed
