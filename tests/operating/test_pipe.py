"""`transom deliver`: the exit statuses that a mail server understands (sysexits.h). Only 0 means that we have it."""

import os

import pytest

from tests.conftest import raw_mail
from tests.desks import MAILBOX

RAW = raw_mail()
STORED, NO_SUCH_MAILBOX, TRY_AGAIN = 0, 67, 75


def test_stored_to_the_letter(home):
    raw = b"From nobody\r\n\x00\xff\r\n.\r\n..\nno line end"
    assert home.deliver(raw) == STORED
    assert home.rows(
        "SELECT raw, size, road FROM transom_inboundemail JOIN transom_inboundsource ON inbound_id = id"
    ) == [(raw, len(raw), "pipe")]


def test_with_its_token(home):
    done = home.run("deliver", "--mailbox", "support+17-abc@desk.example", stdin=RAW)
    assert done.returncode == STORED
    assert "17-abc" in home.rows("SELECT recipients FROM transom_inboundemail")[0][0]


def test_no_such_mailbox(home):
    done = home.run("deliver", "--mailbox", "nobody@desk.example", stdin=RAW)
    assert done.returncode == NO_SUCH_MAILBOX
    assert b"no mailbox" in done.stderr
    assert home.count("inboundemail") == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("--mailbox", MAILBOX, "--sendr", "x"),
        ("--mailbx", MAILBOX),
        (),
        ("--mailbox", MAILBOX, "--settings", "no.such.settings"),
    ],
)
def test_a_misspelt_option_keeps_the_mail_with_the_server(home, arguments):
    assert home.run("deliver", *arguments, stdin=RAW).returncode == TRY_AGAIN
    assert home.count("inboundemail") == 0


@pytest.mark.parametrize(
    "url",
    ["postgres://nobody@127.0.0.1:1/none", "nonsense", "sqlite:////proc/no/such/folder/file"],
)
def test_a_database_that_cannot_be_reached(home, url):
    assert home.deliver(RAW, TRANSOM_DATABASE_URL=url) == TRY_AGAIN


def test_a_folder_that_cannot_be_written(home):
    assert home.deliver(RAW, TRANSOM_DATA="/proc/transom") == TRY_AGAIN


def test_a_data_folder_that_is_a_file(home, tmp_path):
    (tmp_path / "file").write_text("")
    assert home.deliver(RAW, TRANSOM_DATA=str(tmp_path / "file")) == TRY_AGAIN


def test_tables_that_were_never_made(home, tmp_path):
    assert home.deliver(RAW, TRANSOM_DATA=str(tmp_path / "empty")) == TRY_AGAIN


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_without_the_right_to_write(home):
    home.folder.chmod(0o500)
    assert home.deliver(RAW) == TRY_AGAIN


def test_a_broken_setting(home):
    assert home.deliver(RAW, TRANSOM_BASE_URL="desk.example.com") == TRY_AGAIN


def test_a_large_mail_is_stored_all_the_same(home):
    """A pipe cannot say "too large" beforehand, and nobody else would keep the mail."""
    assert home.deliver(b"Subject: large\n\n" + b"x" * 1_000_000) == STORED
