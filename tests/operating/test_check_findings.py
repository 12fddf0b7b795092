"""What each look finds, bad and good: on the desk of the tests, through mail and verbs, at times of our choosing."""

import os
import socket
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests import desks
from tests.conftest import raw_mail
from transom.foundation.heartbeats import Heartbeat
from transom.foundation.pauses import Pause, Paused
from transom.mail import receive
from transom.mail.fetching.models import ImapAccount
from transom.operating.findings import (
    address,
    clock,
    database,
    durability,
    fetching,
    files,
    folder,
    key,
    minding,
    people,
    queues,
    signs,
    way_out,
)
from transom.operating.findings.finding import State
from transom.tickets.files import store

OK, WARNING, PROBLEM = State


@pytest.fixture
def now():
    return timezone.now()


@pytest.mark.parametrize(
    ("url", "smtp", "state", "words"),
    [
        ("https://desk.example.com", "smtps://mail.example", OK, "https://desk.example.com"),
        ("http://desk.example.com", "", WARNING, "in the clear"),
        ("http://127.0.0.1:8000", "sink:", OK, "this machine alone"),
        ("http://127.0.0.1:8000", "smtps://mail.example", WARNING, "this machine alone"),
        ("https://desk.example.com/support", "", PROBLEM, "not below a path"),
        ("https://0.0.0.0:8000", "", PROBLEM, "no address that a browser can go to"),
        ("https://desk.example.com:99999", "", PROBLEM, "no number of a port"),
        ("https://", "", PROBLEM, "no address"),
        ("https://ada:word@desk.example.com", "", PROBLEM, "a name or a password"),
    ],
)
def test_where_links_lead(settings, now, url, smtp, state, words):
    settings.BASE_URL, settings.SMTP_URL, settings.ALLOWED_HOSTS = url, smtp, ["*"]
    found = address.base_url(now)
    assert (found.state, words in found.said) == (state, True), found
    assert bool(found.remedy) is (state is not OK)


def test_an_address_that_the_desk_itself_turns_away(settings, now):
    settings.BASE_URL, settings.ALLOWED_HOSTS = "https://desk.example.com", ["help.example.com"]
    found = address.base_url(now)
    assert found.state is PROBLEM
    assert "Add desk.example.com to TRANSOM_ALLOWED_HOSTS" in found.remedy


@pytest.mark.parametrize(("mode", "state"), [(0o700, OK), (0o750, WARNING), (0o755, PROBLEM)])
def test_the_rights_of_the_folder(settings, now, tmp_path, mode, state):
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    settings.DATA.chmod(mode)
    assert folder.data_folder(now).state is state


@contextmanager
def somebody_else():
    if os.geteuid():
        pytest.skip("Only root can be somebody else for a moment. Run as root to see what others are told.")
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_that_is_not_ours(settings, now, tmp_path):
    tmp_path.chmod(0o755)
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir(0o700)
    settings.SECRET_KEY_FILE = settings.DATA / "secret.key"
    settings.SECRET_KEY_FILE.write_text("k" * 64)
    with somebody_else():
        assert folder.data_folder(now).state is PROBLEM
        assert "Run this as the user of the desk" in key.secret_key(now).remedy


def test_what_root_left_in_the_desks_folder(settings, now, tmp_path):
    if os.geteuid():
        pytest.skip("Only root can give files away. Run as root to see what is said of them.")
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir(0o700)
    (settings.DATA / "transom.sqlite3").touch()
    os.chown(settings.DATA, 65534, 65534)
    found = folder.data_folder(now)
    assert found.state is PROBLEM
    assert "transom.sqlite3" in found.said
    assert "chown" in found.remedy


@pytest.mark.parametrize(
    ("content", "mode", "state"),
    [("k" * 64, 0o600, OK), ("k" * 64, 0o644, PROBLEM), ("k3y", 0o600, PROBLEM)],
    ids=["whole", "open", "cut"],
)
def test_the_key(settings, now, tmp_path, content, mode, state):
    settings.SECRET_KEY_FILE = tmp_path / "secret.key"
    settings.SECRET_KEY_FILE.write_text(content)
    settings.SECRET_KEY_FILE.chmod(mode)
    found = key.secret_key(now)
    assert found.state is state
    assert content not in found.said


def test_a_mail_server_is_asked_and_given_nothing(settings, now, peer):
    settings.SMTP_URL = peer.url
    assert way_out.way_out(now).state is OK
    assert peer.mails == []


@pytest.mark.parametrize(
    ("url", "state", "words"),
    [
        ("", WARNING, "answers wait"),
        ("sink:", WARNING, "nothing leaves"),
        ("smtp://127.0.0.1:{free}?tls=off", PROBLEM, "does not take our mail"),
        ("smtp://127.0.0.1:{peer}", PROBLEM, "STARTTLS"),
        ("smtp://desk:word@127.0.0.1:{peer}?tls=off", PROBLEM, "AUTH"),
        ("http://mail.example", PROBLEM, "cannot be read"),
        ("smtp://desk:hidden/word@mail.example", PROBLEM, "cannot be read"),
    ],
)
def test_a_way_out_that_is_none(settings, now, peer, url, state, words):
    settings.SMTP_URL = url.format(free=desks.free_port(), peer=peer.port)
    found = way_out.way_out(now)
    assert (found.state, words in found.said) == (state, True), found
    assert "word" not in found.said.replace("password", "")


def test_a_mail_server_that_never_says_a_word(settings, now, monkeypatch):
    monkeypatch.setattr(way_out, "SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.SMTP_URL = f"smtp://127.0.0.1:{silent.getsockname()[1]}?tls=off"
        found = way_out.way_out(now)
    assert found.state is PROBLEM
    assert "fell silent" in found.said


def test_the_database_of_the_tests(db, now):
    assert database.database(now).state is OK
    assert database.migrations(now).state is OK
    assert durability.integrity(now).state is OK


def test_mail_that_a_power_cut_would_lose(transactional_db, now):
    is_sqlite = connection.vendor == "sqlite"
    careless, careful = (
        ("PRAGMA synchronous = OFF", "PRAGMA synchronous = FULL")
        if is_sqlite
        else ("SET synchronous_commit = off",) * 2
    )
    if is_sqlite:  # the server of the tests forgoes every safeguard
        assert durability.durability(now).state is OK
    with connection.cursor() as cursor:
        cursor.execute(careless)
        found = durability.durability(now)
        cursor.execute(careful)
    assert found.state is PROBLEM
    assert ("synchronous 0" if is_sqlite else "synchronous_commit off") in found.said


def test_a_clock_that_stands_before_what_was_written(mail, now):
    mail()
    assert clock.clock(now).state is OK
    found = clock.clock(now - timedelta(hours=2))
    assert found.state is PROBLEM
    assert "before the newest stored mail" in found.said


def test_attachments_that_went_away(ticket, sue, as_actor, mail, now):
    assert files.files(now).said == "There are no attachments yet."
    mail(attachments=(("log.txt", "text/plain", b"one"),), subject="With a log")
    assert files.files(now).state is OK
    file = store(b"one")
    os.truncate(file.open().name, 1)
    assert "0 are not on the disk and 1 have another size" in files.files(now).said
    os.remove(file.open().name)
    assert files.files(now).state is PROBLEM
    store(b"one")


def test_who_minds_the_desk(desk, now, sue):
    assert people.admin(now).state is PROBLEM
    assert "support@desk.example" in people.mailboxes(now).said


def test_one_admin_is_enough(ada, now):
    assert people.admin(now).state is OK


def test_mail_that_nobody_reads(desk, now):
    receive.accept(raw_mail(), [desk.address], envelope_sender="ann@acme.example", road=receive.SMTP, at=now)
    for minutes, state in ((1, OK), (10, WARNING), (60, PROBLEM)):
        found = queues.mail_to_read(now + timedelta(minutes=minutes))
        assert found.state is state
        assert "of 1 in all" in found.said


def test_answers_that_do_not_leave(mail, now):
    mail()  # its acknowledgement waits
    for hours, state in ((0, OK), (2, WARNING), (5, PROBLEM)):
        assert queues.mail_to_send(now + timedelta(hours=hours)).state is state
    assert queues.events(now + timedelta(hours=5)).state is OK


def test_signs_of_life(db, settings, now):
    settings.SMTP_URL = "smtps://mail.example"
    assert signs.worker(now).state is WARNING  # nothing ran here yet
    Heartbeat.objects.start("worker", now)
    assert "No sender is at work" in signs.worker(now).said
    Heartbeat.objects.start("sender", now)
    assert signs.worker(now).state is OK
    assert signs.worker(now + timedelta(minutes=5)).state is PROBLEM


def test_a_mailbox_that_is_fetched_needs_a_fetcher(desk, now):
    Heartbeat.objects.start("worker", now)
    assert signs.worker(now).state is OK
    ImapAccount.objects.create(mailbox=desk, host="imap.example", login="desk", secret="-")
    assert "No fetcher is at work" in signs.worker(now).said


def test_what_stands_still_says_why(db, now):
    assert minding.pauses(now).state is OK
    Pause.objects.begin(Paused.SENDING, "restored from a backup")
    found = minding.pauses(now)
    assert found.state is WARNING
    assert "restored from a backup" in found.said
    assert found.remedy.endswith("transom resume sending")


def test_mail_that_waits_for_a_person(mail, now):
    mail(raw=b"\r\n\r\n", envelope_sender="", recipients=["support@desk.example"])
    found = minding.set_aside(now)
    assert found.state is WARNING
    assert "mail in quarantine (1)" in found.said


@pytest.mark.parametrize(("minutes", "state"), [(10, WARNING), (120, PROBLEM)])
def test_a_mailbox_that_cannot_be_fetched(desk, now, minutes, state):
    assert fetching.fetching(now).state is OK
    since = now - timedelta(minutes=minutes)
    ImapAccount.objects.create(
        mailbox=desk, host="imap.example", login="desk", secret="-", failing_since=since, last_error="It says no."
    )
    found = fetching.fetching(now)
    assert found.state is state
    assert found.remedy == "Run: transom check mailbox support@desk.example"
    assert "It says no." in found.said
