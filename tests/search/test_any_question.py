"""Whatever is typed, the search answers. Nothing of it reaches the index as a word of its language."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transom.search.finding import Search
from transom.search.listing import listed
from transom.search.question import parse

HOSTILE = (
    '"',
    '""',
    '"""',
    '"fire',
    'fire"',
    "'",
    "';--",
    "\\",
    "\\'",
    "fire\\",
    "*",
    "fire*",
    "^fire",
    "fire^2",
    "NEAR(fire broken)",
    "fire AND",
    "AND",
    "OR",
    "NOT",
    "fire OR NOT",
    "(",
    ")",
    "fire)",
    "((fire",
    "{fire}",
    "words:fire",
    "words : fire",
    "-",
    "--",
    "+fire",
    "fire:*",
    "fire & broken",
    "fire | !broken",
    "fire <-> broken",
    "!!",
    "!fire",
    "<->",
    "&",
    "|",
    ":",
    ":::",
    "%",
    "_",
    "%s",
    "%(x)s",
    "?",
    "\x00",
    "fi\x00re",
    "\x00\x00",
    "\ud800",
    "🎉",
    "🎉 fire",
    "👩‍👩‍👧",
    "\u202efire",
    "\ufeff",
    "é" * 500,
    "a" * 10_000,
    "a " * 5_000,
    '"' * 10_000,
    "-" * 10_000,
    ":" * 10_000,
    "status:" * 500,
    "is:" + "x" * 9_000,
    "火",
    "火事です",
    "ไฟ",
    "#",
    "#0",
    "#99999999999999999999",
    "#1" * 300,
    "before:99999999d",
    "after:0000-00-00",
    "before:2026-13-45",
    "after:-1d",
    "before:9999-12-31",
    "after:1-1-1",
    "after:0001",
    "before:999999d",
    "requester:%",
    "requester:'",
    "customer:\x00",
    "tag:\ud800",
    "assignee:" + "9" * 100,
    "mailbox:\\",
)


@pytest.fixture
def ask(ticket, sue, as_actor):
    def ask(text):
        question = parse(text)
        search = Search.of(question, as_actor(sue))
        found = search.by_words().tickets if question.asks_for_words else listed(search).tickets
        return list(found)

    return ask


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_makes_no_sense_is_answered(ask, text):
    ask(text)
    ask(f"fire {text}")
    ask(f"{text} fire")


@pytest.mark.parametrize(
    "text", ['"fire', "fire*", "^fire", "(fire)", "fire)", "+fire", "fire!", "<fire>", "fi\u0301re", "FIRE", "🎉 fire"]
)
def test_the_word_in_it_is_still_found(ask, ticket, text):
    assert ask(text)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.text(alphabet="\"-:#* ()ab^&|!<>'\\火fire", max_size=40))
def test_anything_at_all_is_answered(ask, text):
    ask(text)
    ask(f"status:{text} fire")
