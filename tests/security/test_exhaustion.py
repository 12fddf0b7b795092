"""What one person or one stranger sends must not keep everybody else waiting."""

import pytest

from transom.mail.compose import render_markdown
from transom.search import question


@pytest.mark.parametrize("mark", [">", "> ", ">\t", "> > ", "> - ", "- > ", "1. > "])
def test_quotes_within_quotes_end_somewhere(mark):
    """Cleaning HTML takes the square of its depth: a hundred thousand of them took minutes of a page's thread."""
    html = render_markdown(mark * 3000 + "The end")
    assert html.count("<blockquote>") <= 100
    assert "The end" in html


def test_what_people_quote_stays_a_quote():
    assert render_markdown(">>> Deep\n\nWhy > and >> stay").count("<blockquote>") == 3
    assert "Why &gt; and &gt;&gt; stay" in render_markdown(">>> Deep\n\nWhy > and >> stay")


def test_names_too_long_to_be_mistyped_are_not_compared(monkeypatch):
    """Strangers choose their names, and comparing two takes the product of their lengths: a question took a minute."""
    compared = []
    differ = question._differ
    monkeypatch.setattr(question, "_differ", lambda *args: compared.append(args) or differ(*args))
    assert question.nearest("n" * 199, ["m" * 200] * 1000) == []
    assert compared == []
    assert question.nearest("acne", ["acme"]) == ["acme"]
