"""A requester's words inside our Markdown read as they were written: no link, no picture, no tag comes of them."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.composing.plain_words import JOINER, plain
from transom.mail.compose import render_markdown

HOSTILE = [
    "[click](http://evil.example)",
    "![x](http://evil.example/x.png)",
    "<http://evil.example>",
    "<img src=x onerror=alert(1)>",
    "http://evil.example/a_b_c",
    "www.evil.example",
    "eve@evil.example",
    "mailto:eve@evil.example",
    "[desk]: http://evil.example",
    "&lt;b&gt; &#58;",
    "*bold* __bold__ ~~gone~~ `code`",
    "# heading",
    "1. list",
    "> quote",
    "- item",
    "| a | b |",
    "\\[x\\](http://evil.example)",
]
AROUND = ["{}", "Hello {}, how are you?", "Hello\n{}\nbye", "[{}] was closed", "**{}**", "{}{}", "see {}(there)"]
MARKS = "[]()<>!*_`#-+.:/\\@&~|{}=^ wWhtps1a;\"'"


class Read(HTMLParser):
    def __init__(self, page: str):
        super().__init__()
        self.tags, self.text = set(), ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)

    def handle_data(self, data):
        self.text += data


def squeezed(text: str) -> str:
    return "".join(text.replace(JOINER, "").split())


def check(value: str, around: str) -> None:
    read = Read(render_markdown(around.replace("{}", plain(value))))
    ours = Read(render_markdown(around.replace("{}", "x")))
    assert read.tags <= ours.tags | {"p"}
    assert squeezed(read.text) == squeezed(ours.text.replace("x", value) if value.strip() else read.text)


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("value", HOSTILE)
def test_it_is_only_text(value, around):
    check(value, around)


@given(st.text(MARKS, max_size=20), st.sampled_from(AROUND[:4]))
def test_whatever_it_is(value, around):
    check(value, around)


@pytest.mark.parametrize("value", ["Ann Meyer", "Export [v2] stops_here (again)", "O’Brien & Sons", "5 < 6? #7, 10 %"])
def test_what_needs_no_mark_has_none(value):
    assert plain(value).replace("\\<", "<") == value


def test_a_name_of_ours_in_a_subject_is_not_one():
    assert "{{" not in plain("{{my name}} {{{x}}}")


def test_it_is_one_line():
    assert plain("a\nb\r\n\x00c\u2028d") == "a b c d"
