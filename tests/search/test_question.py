"""How a question is taken apart, and what it says about what it did not understand."""

from datetime import UTC, datetime, timedelta

import pytest

from transom.search.dates import moment
from transom.search.marks import marked, pattern, snippet
from transom.search.question import Filter, Trouble, Wanted, nearest, parse
from transom.search.suggesting import completions
from transom.search.words import sought, terms

NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "words", "filters"),
    [
        ("printer fire", [("printer", False, False), ("fire", False, False)], []),
        ('"on fire" -smoke', [("on fire", True, False), ("smoke", False, True)], []),
        ('-"on fire"', [("on fire", True, True)], []),
        ("“on fire”", [("on fire", True, False)], []),
        ('"never closed', [("never closed", True, False)], []),
        ('status:open -tag:"big one" STATUS:New', [], ["status:open", '-tag:"big one"', "status:New"]),
        ("http://acme.example Re: 12:30 c:\\x", [(word, False, False) for word in ("http://acme.example", "Re:", "12:30", "c:\\x")], []),
        ("- -- #", [("-", False, False), ("-", False, True), ("#", False, False)], []),
    ],
)  # fmt: skip
def test_what_is_asked(text, words, filters):
    question = parse(text)
    assert question.words == tuple(Wanted(*word) for word in words)
    assert [str(one) for one in question.filters] == filters
    assert not question.problems


@pytest.mark.parametrize(
    ("text", "trouble", "instead"),
    [
        ("sattus:open", Trouble.UNKNOWN_NAME, ("status:open",)),
        ("assigned:me", Trouble.UNKNOWN_NAME, ("assignee:me",)),
        ("-label:x", Trouble.UNKNOWN_NAME, ("-tag:x",)),
        ("custom:acme", Trouble.UNKNOWN_NAME, ("customer:acme",)),
        ("before:", Trouble.NO_VALUE, ()),
    ],
)
def test_what_is_not_understood_is_told_with_what_may_be_meant(text, trouble, instead):
    question = parse(f"fire {text}")
    assert [(problem.trouble, problem.instead) for problem in question.problems] == [(trouble, instead)]
    assert question.words == (Wanted("fire"),) and not question.filters


def test_numbers_and_an_end_that_is_still_open():
    assert parse("#12 #0034 fire").numbers == (12, 34)
    assert parse("fire pri").unfinished and not parse("fire pri ").unfinished
    assert not parse('fire "pri').unfinished and not parse("is:op").unfinished and not parse("fire -pri").unfinished


def test_more_than_can_be_looked_for_is_left_out_and_told():
    question = parse(" ".join(f"w{n}" for n in range(30)))
    assert len(question.words) == 20 and question.problems[0].trouble == Trouble.TOO_MUCH


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("today", datetime(2026, 11, 22, tzinfo=UTC)),
        ("yesterday", datetime(2026, 11, 21, tzinfo=UTC)),
        ("7d", NOW - timedelta(days=7)),
        ("12h", NOW - timedelta(hours=12)),
        ("2026", datetime(2026, 1, 1, tzinfo=UTC)),
        ("2026-02", datetime(2026, 2, 1, tzinfo=UTC)),
        ("2026-2-3", datetime(2026, 2, 3, tzinfo=UTC)),
        *((typed, None) for typed in ("", "soon", "2026-13", "2026-02-30", "d", "-1d", "99", "2026-1-1-1", "999999m", "²d", "0000")),
    ],
)  # fmt: skip
def test_days(typed, at):
    assert moment(typed, NOW) == at


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Müller-Straße", ["muller", "strasse"]),
        ("ERR_42 ann@acme.example", ["err", "42", "ann", "acme", "example"]),
        ("請求書 PDF", ["請求", "求書", "書", "pdf"]),
        ("프린터", ["프린", "린터", "터"]),
        ("e\u0301te\u0301 ﬁne ＦＵＬＬ", ["ete", "fine", "full"]),
        ("🎉 -- \x00", []),
    ],
)
def test_words_of_the_index(text, found):
    assert terms(text) == found


def test_how_the_end_of_an_unspaced_text_is_sought():
    assert sought("請求書") == (("請求", "求書"), False)
    assert sought("書") == (("書",), True)
    assert sought("prin", True) == (("prin",), True)


def test_marks_fall_on_words_as_they_were_written():
    patterns = [pattern("uber", True), pattern("請求", False)]
    assert [segment.text for segment in marked("Die Übergabe <b> 請求書", patterns) if segment.matches] == [
        "Übergabe",
        "請求",
    ]
    assert "".join(segment.text for segment in marked("Die Übergabe", patterns)) == "Die Übergabe"
    words = snippet("x " * 300 + "the Übergabe is here " + "y " * 300, patterns)
    assert words[0].text.startswith("…") and words[-1].text.endswith("…")
    assert sum(len(segment.text) for segment in words) < 200


def test_near_is_a_letter_or_two():
    assert nearest("urgnet", ("urgent", "open")) == ["urgent"]
    assert nearest("opne", ("urgent", "open")) == ["open"]
    assert nearest("zzz", ("urgent", "open")) == [] and nearest("", ("urgent",)) == []


def test_completions_need_no_database_for_names_of_operators():
    assert [one.question for one in completions("fire be", None)] == ["fire before:"]
    assert completions("fire b", None) == [] and completions('"be', None) == []
    assert str(Filter("tag", "big one")) == 'tag:"big one"'
