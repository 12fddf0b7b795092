"""No visible word without a mark, no mark that nobody can extract, no word in a script."""

from pathlib import Path

import pytest

from tests.translations.marked import (
    PACKAGE,
    broken_marks,
    broken_marks_of_template,
    strings,
    texts,
    unmarked_words,
    words_in_script,
)

TEMPLATES = sorted((PACKAGE / "jinja2").rglob("*.html")) + sorted((PACKAGE / "jinja2").rglob("*.txt"))
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
SCRIPTS = sorted((PACKAGE / "static").rglob("*.js"))


def faults(paths: list[Path], *checks) -> list[str]:
    assert paths
    return [
        f"{path.relative_to(PACKAGE)}:{line}: {words}"
        for path in paths
        for check in checks
        for line, words in check(path.read_text())
    ]


def test_every_word_of_a_template_is_marked():
    assert faults(TEMPLATES, texts, strings) == []


def test_every_mark_is_one_string_that_can_be_extracted():
    assert faults(TEMPLATES, broken_marks_of_template) + faults(SOURCES, broken_marks) == []


def test_what_is_said_to_people_in_python_is_marked():
    for_operators = {"management", "backup", "export"}  # what is typed into a terminal answers in English
    shown = [path for path in SOURCES if not for_operators & {*path.relative_to(PACKAGE).parts}]
    assert faults(shown, unmarked_words) == []


def test_scripts_have_no_words_of_their_own():
    assert faults(SCRIPTS, words_in_script) == []


@pytest.mark.parametrize(
    ("check", "source"),
    [
        (texts, "<p>Hello there</p>"),
        (texts, "<p>{{ name }} wrote</p>"),
        (texts, "{% if a %}<b>Yes</b>{% endif %}"),
        (texts, '<input placeholder="Your name">'),
        (texts, '<button aria-label="Close {{ it }}">{{ icon("x") }}</button>'),
        (strings, '{{ button("Save it") }}'),
        (strings, '{{ "Yes" if it else "No" }}'),
        (strings, '{{ it or "not yet there" }}'),
        (broken_marks_of_template, "{{ _(words) }}"),
        (broken_marks_of_template, '{{ _("Hello " ~ name) }}'),
        (broken_marks_of_template, '{{ ngettext("One", words, 2) }}'),
        (broken_marks, '_(f"Hello {name}")'),
        (broken_marks, '_("Hello " + name)'),
        (broken_marks, "gettext_lazy(words)"),
        (broken_marks, 'ngettext("one", f"{n}", n)'),
        (unmarked_words, 'messages.success(request, "Saved.")'),
        (unmarked_words, 'raise forms.ValidationError(f"No {name}")'),
        (unmarked_words, 'raise Refused("Not now.")'),
        (words_in_script, 'hint.textContent = "Not sent yet";'),
        (words_in_script, "alert('Saved');"),
        (words_in_script, "x = `${count} new tickets`;"),
    ],
)
def test_each_rule_can_be_broken(check, source):
    assert list(check(source))


@pytest.mark.parametrize(
    ("check", "source"),
    [
        (texts, '<p class="is-good">{{ _("Hello") }} · #{{ number }}, <time>{{ at }}</time></p>'),
        (texts, '<a title="{{ _("Close") }}" {% if x %}href="{{ url("home") }}"{% endif %}>{# a remark #}</a>'),
        (strings, '{{ button(_("Save it"), "primary") }}{{ chip(x, "is-due has-dot") }}'),
        (broken_marks_of_template, '{{ _("Hello %(name)s", name=name) }}{{ ngettext("One", "%(num)d", many) }}'),
        (broken_marks, '_("Hello %(name)s") % {"name": name}\n_("a "\n"b")'),
        (unmarked_words, 'messages.error(request, str(refused))\nraise Refused(_("Not now."))'),
        (
            words_in_script,
            'root.querySelectorAll("form [data-row] button"); addEventListener("keydown", x); // Some words',
        ),
        (words_in_script, 'a.closest(".rows li"); b = "transom.keys.off"; c = `${url}?a=1`;'),
    ],
)
def test_what_is_well_passes(check, source):
    assert not list(check(source))
