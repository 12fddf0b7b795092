"""How much of the suite runs: a sample in CI, everything by `bin/faults`."""

import os
import random

import pytest

WHOLE = os.environ.get("FAULTS") == "whole"
SEED = int(os.environ.get("FAULTS_SEED", "20261122"))
ROUNDS = int(os.environ.get("FAULTS_ROUNDS", "10"))
PATIENCE = (
    1 if WHOLE else 3
)  # the promised seconds hold on a machine that does nothing else; CI runs two tests at a time

whole = pytest.mark.skipif(not WHOLE, reason="runs whole by bin/faults")


def sample(values, number: int) -> list:
    """All of them, or so many drawn with the seed."""
    values = list(values)
    return values if WHOLE else random.Random(SEED).sample(values, min(number, len(values)))


def note(words: str) -> None:
    """A measured figure, for the summary of `bin/faults`."""
    path = os.environ.get("FAULTS_NOTES")
    if path:
        with open(path, "a") as file:
            file.write(words + "\n")
