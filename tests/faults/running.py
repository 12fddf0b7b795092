"""How much of the suite runs: a sample in CI, everything by `bin/faults`."""

import os
import random

import pytest

WHOLE = os.environ.get("FAULTS") == "whole"
SEED = int(os.environ.get("FAULTS_SEED", "20261122"))
ROUNDS = int(os.environ.get("FAULTS_ROUNDS", "10"))
PATIENCE = 1 if WHOLE else 3  # CI runs several tests at a time, on machines that share theirs with others

whole = pytest.mark.skipif(not WHOLE, reason="runs whole by bin/faults")


def patience() -> float:
    """How many times longer than promised something may take here and now.

    The promised seconds are for a machine that does nothing else: one with more to do takes as much longer.
    """
    return max(1.0, os.getloadavg()[0] / os.cpu_count()) * PATIENCE


def draw(values: list, most: int) -> list:
    """So many of them at most, drawn with the seed."""
    return random.Random(SEED).sample(values, min(most, len(values)))


def note(words: str) -> None:
    """A measured figure, for the summary of `bin/faults`."""
    path = os.environ.get("FAULTS_NOTES")
    if path:
        with open(path, "a") as file:
            file.write(words + "\n")
