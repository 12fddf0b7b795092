"""Marks that only this desk can make."""

import pytest

from transom.foundation import tokens


def test_a_mark_is_sixteen_small_letters_and_digits():
    mark = tokens.mark("reply-address", "17")
    assert len(mark) == 16
    assert set(mark) <= set("abcdefghijklmnopqrstuvwxyz234567")


def test_it_proves_one_value_for_one_purpose():
    mark = tokens.mark("reply-address", "17")
    assert tokens.is_mark("reply-address", "17", mark)
    assert tokens.is_mark("reply-address", "17", mark.upper())  # an address may lose its case on the way
    assert not tokens.is_mark("reply-address", "18", mark)
    assert not tokens.is_mark("desk", "17", mark)


@pytest.mark.parametrize("rubbish", ["", "a" * 16, "ä" * 16, "a" * 10_000, "\ud800"])
def test_rubbish_is_no_mark(rubbish):
    assert not tokens.is_mark("reply-address", "17", rubbish)


def test_another_desk_makes_other_marks(settings):
    mark = tokens.mark("reply-address", "17")
    settings.SECRET_KEY = "another"
    assert tokens.mark("reply-address", "17") != mark


def test_the_stored_token_does_not_tell_the_token():
    assert tokens.hashed("open sesame") == tokens.hashed("open sesame") != tokens.hashed("open sesam")
    assert "sesame" not in tokens.hashed("open sesame")
