"""Each dangerous primitive has one importer, so that there is one place to get it right."""

import ast

import pytest
from django.conf import settings

from tests.architecture.source import PACKAGE, assert_holds, bad, last_name

# What may be imported where. A name stands for itself and all below it; an empty set is nowhere.
ALLOWED = {
    # Addresses are read and written by one parser, mails composed by one composer and sent by one sender.
    "email.utils.getaddresses": {"foundation/addresses.py"},
    "email.utils.parseaddr": {"foundation/addresses.py"},
    "email.utils.formataddr": {"foundation/addresses.py"},
    "email._header_value_parser": set(),
    "email.message.EmailMessage": {"mail/compose.py"},
    "email.mime": set(),
    "django.core.mail": set(),
    "smtplib": {"mail/transport.py", "mail/session.py"},
    "imapclient": {"mail/fetching/connecting.py"},  # where what a server may make us swallow is limited
    "imaplib": set(),
    # Strange HTML becomes harmless on its way out and on its way to the frame; little else may say that a text is safe.
    "nh3": {"mail/compose.py", "web/agent/mail_html.py"},
    "markupsafe": {"web/plain_text.py", "web/templating.py", "web/agent/mail_view.py"},
    "django.utils.safestring": set(),
    # Nobody is sent to an address that somebody else wrote.
    "django.http.HttpResponseRedirect": {"web/redirects.py"},
    "django.http.HttpResponsePermanentRedirect": set(),
    "django.shortcuts.redirect": set(),
    # Patterns of our own read mail, hours, names and style sheets of our own; one that a person wrote would be RE2's.
    "re": {
        "mail/",
        "foundation/addresses.py",
        "tickets/thanks.py",
        "web/agent/mail_html.py",
        "web/clock/hours.py",
        "web/clock/places.py",
        "web/plain_text.py",
        "config/static_files.py",
    },
    # No process is started but the one that reads mail, nothing is fetched, nothing is unpacked into code.
    "subprocess": {"mail/parsing/child_process.py"},
    "os.system": set(),
    "os.popen": set(),
    "urllib.request": set(),
    "http.client": set(),
    "requests": set(),
    "urllib3": set(),
    "httpx": set(),
    "pickle": set(),
    "tarfile": {"operating/backup/archive.py", "operating/backup/sealed.py"},  # which never unpack to where a name says
    "pyrage": {"operating/backup/sealed.py"},
    "marshal": set(),
    "socket": {
        "management/sockets.py",
        "management/pages.py",
        "management/watched.py",  # to hang up on whoever dawdles, as in the next two
        "mail/session.py",
        "mail/fetching/connecting.py",
        "mail/callers.py",
    },
    # Nothing is wired by importing, and nobody acts who is not named.
    "django.contrib.admin": set(),
    "django.dispatch": set(),
    "django.db.models.signals": set(),
    "django.core.signals": set(),
    "allauth.account.signals": set(),
    "contextvars": set(),
    "threading.local": set(),
    "asgiref.local": set(),
}
CALLS = {"eval", "exec", "mark_safe", "os.system", "os.popen", "threading.local", "format_html"}


def may(path: str, places: set[str]) -> bool:
    return any(path == place or (place.endswith("/") and path.startswith(place)) for place in places)


def importers(module):
    for name, node in module.imports():
        for primitive, places in ALLOWED.items():
            if (name == primitive or name.startswith(f"{primitive}.")) and not may(module.path, places):
                where = ", ".join(sorted(places)) or "nowhere"
                yield module.at(node, f"{primitive} is imported {where}")


def past_the_importer(module):
    """`import email.utils` and then `email.utils.getaddresses(…)`, and what needs no import at all."""
    for call in module.calls():
        name = last_name(call.func)
        full = f"{last_name(call.func.value)}.{name}" if hasattr(call.func, "value") else name
        if full in CALLS:
            yield module.at(call, f"{full}() is called nowhere")
        for primitive, places in ALLOWED.items():
            package, _, function = primitive.rpartition(".")
            if (
                package
                and function == name
                and full == f"{package.split('.')[-1]}.{name}"
                and not may(module.path, places)
            ):
                yield module.at(call, f"{primitive} is called {', '.join(sorted(places)) or 'nowhere'}")


def wiring(module):
    """`ready()` of an app, `@receiver`, `signal.connect()`: an import that acts."""
    for node in module.each(ast.FunctionDef, ast.AsyncFunctionDef):
        owner = module.parents.get(node)
        if node.name == "ready" and any(last_name(base) == "AppConfig" for base in getattr(owner, "bases", [])):
            yield module.at(node, "an app has no ready()")
        for decorator in node.decorator_list:
            if last_name(getattr(decorator, "func", decorator)) == "receiver":
                yield module.at(node, "no receivers: list the hearer in worker/hearers.py")


@pytest.mark.parametrize("check", [importers, past_the_importer, wiring])
def test_each_primitive_has_its_place(check):
    assert_holds(check)


@pytest.mark.parametrize(
    ("check", "snippet"),
    [
        (importers, "from email.utils import parseaddr"),
        (importers, "import smtplib"),
        (importers, "import subprocess as s"),
        (importers, "from django.shortcuts import redirect, render"),
        (importers, "from django.contrib import admin"),
        (importers, "from django.contrib.admin.sites import site"),
        (importers, "import re"),
        (past_the_importer, "email.utils.getaddresses(['x'])"),
        (past_the_importer, "os.system('true')"),
        (past_the_importer, "eval('1')"),
        (wiring, "class Config(AppConfig):\n    def ready(self): pass"),
        (wiring, "@receiver(post_save)\ndef hear(): pass"),
    ],
)
def test_each_rule_can_be_broken(check, snippet):
    assert bad(check, snippet)


def test_the_place_itself_may():
    assert not bad(importers, "from email.utils import getaddresses", "foundation/addresses.py")
    assert not bad(importers, "import re", "mail/reading/parse.py")


def test_every_place_is_there():
    """A place that is gone is a door that nobody watches."""
    places = set().union(*ALLOWED.values())
    assert [place for place in sorted(places) if not (PACKAGE / place).exists()] == []


def test_the_admin_is_not_installed():
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def test_no_template_says_that_a_text_is_safe():
    assert [path for path in PACKAGE.rglob("*.html") if "|safe" in path.read_text().replace(" ", "")] == []
