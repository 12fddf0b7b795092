"""The desk as it runs: fetched within a moment by IDLE, each mailbox for itself, by one process, until it is told to stop."""

import signal
import time

from tests import desks
from tests.desks import wait_for
from tests.mail.fetching import dovecot as dovecots
from tests.mail.fetching.conftest import words

SOON_FREE = """
from datetime import timedelta
from django.utils import timezone
from transom.mail.fetching.models import LEASE, ImapAccount
account = ImapAccount.objects.get()
assert timezone.now() < account.leased_until <= timezone.now() + LEASE
ImapAccount.objects.update(leased_until=timezone.now() + timedelta(seconds=2))
"""
"""As half a minute does."""
PAUSE = "from transom.foundation.pauses import Pause; Pause.objects.{verb}"


def account(home, column: str, where: str = "1"):
    return home.rows(f"SELECT {column} FROM transom_imapaccount WHERE {where}")[0][0]


def test_a_new_mail_is_a_ticket_within_a_moment(server, login, fetching, running):
    home = fetching(server, login)
    running("run")
    wait_for(lambda: account(home, "fetched_at"))
    time.sleep(1)  # it waits in IDLE by now
    server.post(login, words("one"))
    began = time.monotonic()
    wait_for(lambda: home.count("ticket") == 1)
    assert time.monotonic() - began < 30  # a look at the folder comes every two minutes
    assert wait_for(lambda: server.subjects(login, "Transom")) == ["one"]


def test_many_at_once_leave_none_behind(server, login, fetching, running):
    """What arrives while others are moved is told of then, and not once more in IDLE."""
    home = fetching(server, login)
    running("fetch")
    wait_for(lambda: account(home, "fetched_at"))
    for number in range(30):
        server.post(login, words(number))
    wait_for(lambda: home.count("inboundemail") == 30)
    wait_for(lambda: server.subjects(login) == [])


def test_one_mailbox_that_fails_keeps_no_other_waiting(server, login, fetching, running):
    fetching(server, f"bad-{login}", address="billing@desk.example", secret="wrong")
    home = fetching(server, login)
    running("fetch")
    server.post(login, words("one"))
    wait_for(lambda: home.count("inboundemail") == 1)
    wait_for(lambda: home.count("imapaccount", "failing_since IS NOT NULL") == 1)
    assert "refused the login" in account(home, "last_error", "failing_since IS NOT NULL")
    mended = home.run("manage", "mailbox_secret", "billing@desk.example", stdin=dovecots.PASSWORD.encode() + b"\n")
    assert mended.returncode == 0, mended.stderr
    wait_for(lambda: home.count("imapaccount", "failing_since IS NULL AND last_error = ''") == 2)


def test_the_server_goes_away_and_comes_back(certificate, login, fetching, running):
    with dovecots.running(certificate) as server:
        home = fetching(server, login)
        running("fetch")
        wait_for(lambda: account(home, "fetched_at"))
        server.stop(signal.SIGKILL)
        wait_for(lambda: account(home, "last_error"))
        assert "localhost" in account(home, "last_error")
        server.start()
        server.post(login, words("one"))
        wait_for(lambda: home.count("inboundemail") == 1)
        wait_for(lambda: account(home, "failing_since") is None)


def test_two_processes_share_the_work_and_one_takes_over(server, login, fetching, running):
    home = fetching(server, login)
    first = running("fetch")
    wait_for(lambda: account(home, "fetched_at"))
    second = running("fetch")
    wait_for(lambda: home.count("heartbeat", "part = 'fetcher'") == 2)
    assert f":{first.pid}:" in account(home, "leased_by")
    first.kill()
    first.wait()
    home.shell(SOON_FREE)
    server.post(login, words("one"))
    wait_for(lambda: home.count("inboundemail") == 1)
    assert f":{second.pid}:" in account(home, "leased_by")


def test_a_process_that_stops_gives_its_mailboxes_back_at_once(server, login, fetching, running):
    home = fetching(server, login)
    first = running("fetch")
    wait_for(lambda: account(home, "fetched_at"))
    began = time.monotonic()
    assert desks.stop(first) == 0
    assert time.monotonic() - began < 28  # the lease would have run out after half a minute
    assert (account(home, "leased_by"), home.count("heartbeat")) == ("", 0)


def test_paused_nothing_is_fetched(server, login, fetching, running):
    home = fetching(server, login)
    home.shell(PAUSE.format(verb="begin('fetching', 'The desk was restored.')"))
    server.post(login, words("one"))
    running("fetch")
    wait_for(lambda: home.count("heartbeat"))
    time.sleep(3)
    assert (home.count("inboundemail"), account(home, "leased_by")) == (0, "")
    home.shell(PAUSE.format(verb="end('fetching')"))
    wait_for(lambda: home.count("inboundemail") == 1)
    home.shell(PAUSE.format(verb="begin('fetching', 'Again.')"))
    wait_for(lambda: account(home, "leased_by") == "")


def test_a_mailbox_that_is_turned_off_is_let_go(server, login, fetching, running):
    home = fetching(server, login)
    running("fetch")
    wait_for(lambda: account(home, "fetched_at"))
    home.shell("from transom.mail.fetching.models import ImapAccount; ImapAccount.objects.update(is_active=False)")
    wait_for(lambda: account(home, "leased_by") == "")


def test_a_demo_fetches_nothing(tmp_path):
    (tmp_path / "demo").mkdir()
    demo = desks.Desk(tmp_path / "demo")
    ports = [option for name in ("--http", "--smtp") for option in (name, f"127.0.0.1:{desks.free_port()}")]
    process = demo.start("demo", *ports)
    try:
        wait_for(lambda: "Send the desk a mail" in demo.log, 60)
        wait_for(lambda: demo.count("heartbeat", "part = 'worker'"))
        assert demo.count("heartbeat", "part = 'fetcher'") == 0
    finally:
        desks.stop(process)


def test_check_mailbox_says_how_it_is(server, login, fetching):
    home = fetching(server, login)
    done = home.run("check", "mailbox", desks.MAILBOX)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{login} is signed in." in done.stdout.decode()
    home.run("manage", "mailbox_secret", desks.MAILBOX, stdin=b"wrong")
    done = home.run("check", "mailbox", desks.MAILBOX)
    assert done.returncode == 1
    assert "FAIL  Login" in done.stdout.decode()
    assert "app password" in done.stdout.decode()
    assert home.run("check", "mailbox", "nobody@desk.example").returncode == 1
