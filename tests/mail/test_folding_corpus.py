"""Every mail of the corpus that says what is visible, folded or forwarded. `make_replies` writes the matrix of them."""

import json
from pathlib import Path

import pytest

from transom.mail.reading.fold import folds, visible
from transom.mail.reading.forwarded import find_forwarded
from transom.mail.reading.parse import parse

CORPUS = Path(__file__).parent / "corpus"
EXPECTED = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(CORPUS.glob("*.json"))}


def mails_that_say(key: str) -> list[str]:
    return [name for name, expected in EXPECTED.items() if key in expected]


def read(name: str):
    return parse((CORPUS / f"{name}.eml").read_bytes())


@pytest.mark.parametrize("name", mails_that_say("visible"))
def test_visible(name):
    assert visible(read(name).text) == EXPECTED[name]["visible"].strip()


@pytest.mark.parametrize("name", mails_that_say("folded"))
def test_folded(name):
    text = read(name).text
    folded = "\n".join(text[fold.start : fold.end] for fold in folds(text))
    for words in EXPECTED[name]["folded"]:
        assert words in folded


@pytest.mark.parametrize("name", mails_that_say("forwarded"))
def test_forwarded(name):
    found = find_forwarded(read(name))
    expected = EXPECTED[name]["forwarded"]
    if expected is None:
        assert found is None
        return
    assert found is not None
    assert (found.sender.address, found.subject) == (expected["sender"], expected["subject"])
    assert expected["text_contains"] in found.text
    assert found.above == expected.get("above", found.above)
