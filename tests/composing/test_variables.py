"""The names that saved words may hold: a fixed list, filled in for a ticket, and nothing that runs."""

import pytest

from transom.composing.variables import VARIABLES, fill, first_name, unfilled, unknown, why_unfilled, why_unknown
from transom.mail.compose import render_markdown

ALL = " | ".join(variable.written for variable in VARIABLES)


def test_every_name_is_filled_in(ticket, sue):
    assert fill(ALL, ticket, sue) == (
        f"Ann Meyer | Ann | Acme Clinics | {ticket.number} | The printer is on fire | Sue Lindqvist | Sue | Support"
    )


@pytest.mark.parametrize("written", ["{{Their First Name}}", "{{ their  first name }}"])
def test_spelling_is_forgiving(ticket, sue, written):
    assert fill(written, ticket, sue) == "Ann"


def test_what_nobody_knows_stays_and_is_told(mail, sue):
    ticket = mail(sender="nobody@elsewhere.example").ticket
    words = fill("Hello {{their first name}} of {{customer name}}", ticket, sue)
    assert words == "Hello {{their first name}} of {{customer name}}"
    assert [variable.name for variable in unfilled(words)] == ["their first name", "customer name"]
    assert "only their address" in why_unfilled(words)[0]
    assert "Write it yourself" in why_unfilled(words)[0]


def test_an_address_is_no_name(mail, sue):
    ticket = mail(sender="nobody@elsewhere.example").ticket
    assert "elsewhere" not in fill("Hello {{their name}}", ticket, sue)


def test_unknown_names_are_refused_with_the_list(ticket, sue):
    assert unknown("{{their name}} {{foo}} {{ foo }}") == ["{{foo}}", "{{ foo }}"]
    assert "{{their first name}}" in why_unknown("{{foo}}")
    assert why_unknown(ALL) == ""
    assert why_unknown("{{their frist name}}") == "There is no {{their frist name}}. Did you mean {{their first name}}?"
    assert fill("{{foo}}", ticket, sue) == "{{foo}}"


@pytest.mark.parametrize(
    "text",
    [
        "{{ ticket.__class__ }}",
        "{{7*7}}",
        "{% for x in y %}{{ x }}{% endfor %}",
        "{{''.__class__.__mro__}}",
        "${7*7} #{7*7} %(x)s {0}",
        "{{",
        "}}",
        "{{}}",
        "{{ {{their name}}",
    ],
)
def test_nothing_is_run(ticket, sue, text):
    assert fill(text, ticket, sue) == text.replace("{{their name}}", "Ann Meyer")


def test_a_subject_cannot_name_a_name(mail, sue):
    ticket = mail(subject="{{my name}} and {{foo}}").ticket
    once = fill("{{ticket subject}}", ticket, sue)
    assert "Sue" not in once
    assert fill(once, ticket, sue) == once
    assert not unknown(once)


def test_a_hostile_display_name_stays_words(mail, sue):
    ticket = mail(sender='"[Reset](http://evil.example) ![x](http://evil.example/x)" <eve@evil.example>').ticket
    page = render_markdown(fill("Hello {{their name}}, {{ticket subject}}", ticket, sue))
    assert "<a" not in page
    assert "<img" not in page


@pytest.mark.parametrize(
    ("name", "first"), [("Ann Meyer", "Ann"), ("Meyer, Ann", "Ann"), ("Ann", "Ann"), ("Meyer,", "Meyer"), ("", "")]
)
def test_first_names(name, first):
    assert first_name(name) == first
