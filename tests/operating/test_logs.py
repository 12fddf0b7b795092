"""Logs: one line an event whatever is logged, as text or as JSON, with no secret and nobody's words in it."""

import json
import logging
import re
from types import SimpleNamespace

import pytest
from django.test import Client

from tests import desks
from tests.conftest import raw_mail
from tests.operating.looking import get
from transom.config import logs
from transom.config.environment import BadSetting, read

EVENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (DEBUG|INFO|WARNING|ERROR|CRITICAL) [\w.]+ ")
NASTY = "x\n2026-01-01T00:00:00.000Z ERROR transom forged\r\x1b[2J\x85\u2028\u2029\x00\x7f"


def record(message: str, *args, error: Exception | None = None, **extra) -> logging.LogRecord:
    made = logging.makeLogRecord({"name": "transom.test", "levelname": "INFO", "msg": message, "args": args, **extra})
    if error:
        try:
            raise error
        except type(error) as raised:
            made.exc_info = (type(raised), raised, raised.__traceback__)
    return made


def test_text_forges_no_line():
    line = logs.TextLine().format(record("about %s", NASTY))
    assert line.isprintable()
    assert EVENT.match(line)


def test_a_traceback_in_text_cannot_be_taken_for_events():
    first, *rest = logs.TextLine().format(record("it failed", error=ValueError(NASTY))).split("\n")
    assert EVENT.match(first)
    assert all(line.startswith(logs.TRACE) and line.isprintable() for line in rest)
    assert any("ValueError" in line for line in rest)


def test_json_is_one_line_with_the_fields_that_are_promised():
    line = logs.JsonLine().format(record("about %s", NASTY, error=ValueError(NASTY), inbound=7))
    assert line.isprintable()
    said = json.loads(line)
    assert (said["level"], said["logger"], said["inbound"]) == ("INFO", "transom.test", 7)
    assert said["message"] == f"about {NASTY}"
    assert "ValueError" in said["exc_info"]
    assert said["time"].endswith("Z")


@pytest.mark.parametrize("formatter", [logs.TextLine, logs.JsonLine])
def test_secrets_are_withheld_wherever_they_turn_up(formatter):
    line = formatter(("hunter2hunter2",)).format(record("as %s", "hunter2hunter2", error=OSError("at hunter2hunter2")))
    assert "hunter2" not in line
    assert line.count(logs.WITHHELD) >= 2


def test_which_secrets_the_settings_know(tmp_path):
    known = read(
        {
            "TRANSOM_DATA": str(tmp_path),
            "TRANSOM_SECRET_KEY": "k" * 50,
            "TRANSOM_METRICS_TOKEN": "metrics-token",
            "TRANSOM_SMTP_URL": "smtps://desk:p%40ssword@mail.example",
            "TRANSOM_DATABASE_URL": "postgres://desk:d%40tabase@db.example/desk",
        }
    ).secrets()
    assert {"k" * 50, "metrics-token", "p%40ssword", "p@ssword", "d%40tabase", "d@tabase"} == set(known)


@pytest.mark.parametrize("formatter", [logs.TextLine, logs.JsonLine])
def test_a_secret_with_signs_in_it_is_withheld_too(formatter, tmp_path):
    """JSON and tracebacks write a quote, a backslash and a letter beyond ASCII in their own ways."""
    secret = "hunter\"2\hunter'2ä"
    known = read({"TRANSOM_DATA": str(tmp_path), "TRANSOM_METRICS_TOKEN": secret}).secrets()
    line = formatter(known).format(record("as %s or %r", secret, secret, error=OSError(secret)))
    assert "hunter" not in line


def test_a_kind_of_log_that_there_is_none_of(tmp_path):
    with pytest.raises(BadSetting, match="TRANSOM_LOG is 'xml'. Write text or json"):
        read({"TRANSOM_DATA": str(tmp_path), "TRANSOM_LOG": "xml"})


@pytest.mark.parametrize(
    ("path", "kwargs", "said"),
    [
        ("/setup/first/the-token/", {"token": "the-token"}, "/setup/first/***/"),
        ("/setup/first/the-token", None, "/setup/…"),
        ("/password/new/1-abc-key/", {"uidb36": "1", "key": "abc-key"}, "/password/new/1-***/"),
        ("/tickets/7/", {"number": 7}, "/tickets/7/"),
        ("/favicon.ico", None, "/favicon.ico"),
    ],
)
def test_an_address_that_lets_its_reader_in_is_not_logged(path, kwargs, said):
    match = SimpleNamespace(kwargs=kwargs) if kwargs is not None else None
    event = record("%s: %s", "Not Found", path, request=SimpleNamespace(path=path, resolver_match=match))
    assert logs.WithoutRequest().filter(event)
    assert event.getMessage() == f"Not Found: {said}"
    assert "request" not in json.loads(logs.JsonLine().format(event))


def test_a_sign_in_that_failed_tells_nothing_of_what_was_typed(sue, caplog):
    with caplog.at_level(logging.WARNING, "transom.web"):
        typed = {"login": "sue@desk.example", "password": "a-typed-password"}
        Client(REMOTE_ADDR="203.0.113.7").post("/sign-in/", typed)
    [event] = [event for event in caplog.records if event.name == "transom.web"]
    assert event.getMessage() == "a sign-in from 203.0.113.7 failed"
    assert "typed" not in logs.JsonLine().format(event)


def test_a_desk_that_logs_json_says_nothing_else_on_standard_error(home, peer):
    """A mail comes in and goes out, a page is not there, the mail server of the next one is gone."""
    http, smtp = desks.free_port(), desks.free_port()
    home.environment |= {"TRANSOM_SMTP_URL": peer.url, "TRANSOM_LOG": "json"}
    process = home.start("run", "--http", f"127.0.0.1:{http}", "--smtp", f"127.0.0.1:{smtp}")
    try:
        desks.wait_for(lambda: desks.answers(http))
        get(http, "/no%0Asuch/page")
        handed_in = home.run("deliver", "--mailbox", desks.MAILBOX, stdin=raw_mail(subject="Words of a customer"))
        desks.wait_for(lambda: peer.to("ann@acme.example"))
        desks.wait_for(lambda: home.count("outboundemail", "state = 'sent'"))
    finally:
        desks.stop(process)
    words = home.log
    events = [json.loads(line) for line in words.splitlines() if line.startswith("{")]
    assert all(EVENT.match(f"{event['time']} {event['level']} {event['logger']} ") for event in events)
    assert [event["message"].split(":")[0].split()[2] for event in events if event["logger"] == "transom"] == [
        "started",
        "stopped",
    ]
    [stored] = [json.loads(line) for line in handed_in.stderr.splitlines()]
    [read_] = [event for event in events if event.get("outcome") == "ticket"]
    [sent] = [event for event in events if event.get("result") == "sent"]
    assert (stored["inbound"], stored["road"]) == (read_["inbound"], "pipe") == (1, "pipe")
    assert (read_["ticket"], read_["mailbox"]) == (1, desks.MAILBOX)
    assert (sent["outbound"], sent["refused"]) == (1, 0)
    assert any(event["message"].startswith("Not Found: /no") for event in events)
    assert "Words of a customer" not in words
    assert "Traceback" not in words
    others = [line for line in words.splitlines() if not line.startswith("{")]
    assert not [line for line in others if "ERROR" in line or "WARNING" in line]


def test_text_is_what_a_desk_logs_unless_told_otherwise(home):
    done = home.run("deliver", "--mailbox", desks.MAILBOX, stdin=raw_mail())
    assert re.fullmatch(EVENT.pattern + r"mail 1 stored, by pipe, \d+ bytes\n", done.stderr.decode())
