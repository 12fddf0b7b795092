"""A sample of what `bin/fuzz` does whole."""

from random import Random

import pytest

from tests.fuzz import seeds
from tests.fuzz.run import build, run

pytestmark = pytest.mark.django_db
COUNT = 300


def test_mutated_mails_hurt_nobody_and_none_vanishes():
    found = run([*seeds.corpus(), *seeds.made(Random(3))], build(), seed=3, count=COUNT)
    assert found.wrong == []
    assert sum(found.outcomes.values()) == COUNT
    assert found.tickets and found.pages
