"""The corpus is as broad as it claims: so many mails, each with its expected result, in these languages and programs."""

from pathlib import Path

import pytest

CORPUS = Path(__file__).parent / "corpus"
LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pl", "pt")
PROGRAMS = ("apple", "gmail", "outlook", "thunderbird")


def test_every_mail_has_its_expected_result():
    mails = {path.stem for path in CORPUS.glob("*.eml")}
    assert mails == {path.stem for path in CORPUS.glob("*.json")}
    assert len(mails) >= 120


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("program", PROGRAMS)
def test_answers_in_each_language_from_each_program(language, program):
    names = [path.stem for path in CORPUS.glob("reply-*.eml")]
    assert [name for name in names if language in name.split("-") and program in name.split("-")]
