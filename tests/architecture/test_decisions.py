"""Decision notes: numbered one behind the other, and each says its number."""

import re
from pathlib import Path

NOTES = sorted((Path(__file__).parents[2] / "docs/decisions").glob("*.md"))


def test_they_are_numbered_without_gaps_or_duplicates():
    assert [int(note.name[:4]) for note in NOTES] == list(range(1, len(NOTES) + 1))


def test_each_begins_with_its_number():
    wrong = [note.name for note in NOTES if not re.match(rf"# {int(note.name[:4])}\. ", note.read_text())]
    assert wrong == []
