"""Agreement with other projects' examples of real answers. They are not part of the repository.

Where we differ on purpose: a quote between answers is folded (email_reply_trimmer shows it), a phone's line is a
signature (talon shows it), and what a forward brings stays in sight.
"""

import json
from pathlib import Path

import pytest

from transom.mail.reading.fold import folds, visible
from transom.mail.reading.parse import parse

MAILS = Path(__file__).parents[3] / "shared" / "realdata" / "mail"
TRIMMER = MAILS / "email_reply_trimmer"

pytestmark = pytest.mark.skipif(not MAILS.is_dir(), reason=f"SKIPPED: the real mails are not at {MAILS}")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def without_quotes(text: str) -> str:
    for fold in reversed(folds(text)):
        if fold.kind == "quote":
            text = text[: fold.start] + text[fold.end :]
    return text


def report(source: str, differing: list[str], total: int) -> float:
    """The share that agrees; shown with `pytest -s`."""
    agreed = 1 - len(differing) / total
    print(f"\n{source}: {agreed:.0%} of {total}; differing: {', '.join(differing)}")  # noqa: T201
    return agreed


def test_agreement_with_email_reply_trimmer():
    forwards = {path.name for path in (TRIMMER / "embedded").iterdir()}
    answers = [path.name for path in sorted((TRIMMER / "emails").iterdir()) if path.name not in forwards]
    differing = [
        name for name in answers if visible(read(TRIMMER / "emails" / name)) != read(TRIMMER / "trimmed" / name).strip()
    ]
    assert report("email_reply_trimmer", differing, len(answers)) >= 0.8


def test_agreement_with_talon():
    expected = json.loads(read(MAILS / "_expected" / "talon.json"))["standard_replies"]
    texts = {name: parse((MAILS / "talon" / "standard_replies" / name).read_bytes()).text for name in expected}
    differing = [name for name, text in texts.items() if without_quotes(text).split() != expected[name].split()]
    assert report("talon", differing, len(expected)) >= 0.9


@pytest.mark.parametrize("folder", ["github-email_reply_parser", "zapier-email-reply-parser"])
def test_answers_of_the_reply_parsers(folder):
    """They come without expected results; each that has a quote or signature of a known kind must have it folded."""
    paths = sorted((MAILS / folder).glob("*.txt"))
    unfolded = [path.name for path in paths if not folds(read(path))]
    assert report(f"{folder} (something folded)", unfolded, len(paths)) >= 0.8


def test_no_whole_answer_is_ever_folded():
    texts = [read(path) for folder in MAILS.iterdir() if folder.is_dir() for path in folder.glob("**/*.txt")]
    texts += [parse(path.read_bytes()).text for path in MAILS.glob("**/*.eml")]
    assert len(texts) > 1_000
    assert all(visible(text) for text in texts if text.strip())
