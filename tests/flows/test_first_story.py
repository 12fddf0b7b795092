"""The first story, end to end: one process, real sockets, a customer, an agent at a browser, and the way back."""

import re
import smtplib
import socket
import time

import pytest

from tests.conftest import raw_mail
from tests.desks import MAILBOX, Desk, free_port, stop, wait_for
from tests.flows.running import ANN, Running
from transom.mail.reading.parse import parse

PASSWORD = "correct horse battery staple"
CLOSED = "SELECT category FROM transom_ticket WHERE number = 1"


@pytest.fixture
def running(home, peer):
    desk = Running(home, peer)
    yield desk
    if desk.process.poll() is None:
        stop(desk.process)


def test_the_first_story(running, peer):
    desk, sue = running.desk, running.visitor

    running.post(raw_mail("It is broken.", subject="The printer is on fire"))
    [acknowledgement] = wait_for(lambda: peer.to(ANN))
    assert parse(acknowledgement).header("auto-submitted") == "auto-replied"
    assert desk.rows("SELECT number, category FROM transom_ticket") == [(1, "new")]

    assert "The printer is on fire" not in sue.get("/")
    sue.sign_in("sue@desk.example", PASSWORD)
    assert "The printer is on fire" in sue.get("/")
    assert "It is broken." in sue.get("/tickets/1/")
    sue.post("/tickets/1/reply", kind="reply", body="Try *now*.", seen=sue.value_of("seen"))
    answer = parse(wait_for(lambda: peer.to(ANN)[1:])[0])
    assert answer.text.startswith("Try *now*.")
    assert "<em>now</em>" in answer.html
    [reply_to] = answer.reply_to
    assert re.fullmatch(r"support\+1-[a-z2-7]{16}@desk\.example", reply_to.address)

    running.post(raw_mail("It works!", subject="Something else"), to=reply_to.address)
    wait_for(lambda: desk.count("message") == 3)
    assert "It works!" in sue.get("/tickets/1/")

    sue.post(
        "/tickets/1/reply",
        kind="reply",
        body="Glad to hear.",
        seen=sue.value_of("seen"),
        move_to=running.status("completed"),
    )
    wait_for(lambda: len(peer.to(ANN)) == 3)
    assert desk.rows(CLOSED) == [("closed",)]

    running.post(raw_mail("It burns again.", in_reply_to=f"<{answer.message_id}>"))
    wait_for(lambda: desk.rows(CLOSED) != [("closed",)])
    assert desk.count("ticket") == 1
    assert "It burns again." in sue.get("/tickets/1/")

    started = time.monotonic()
    assert stop(running.process, 30) == 0
    assert time.monotonic() - started < 30
    assert desk.count("event", "dispatched_at IS NULL") == 0
    assert desk.count("inboundemail", "settled_at IS NULL") == 0


def test_told_to_stop_in_the_middle_of_the_post_it_loses_nothing(running, peer):
    """Mails come in one after the other while it is told to stop: what was acknowledged is there, and is read later."""
    acknowledged = 0
    with smtplib.SMTP("127.0.0.1", running.smtp, timeout=20) as session:
        for number in range(200):
            if number == 50:
                running.process.terminate()
            try:
                session.sendmail(ANN, [MAILBOX], raw_mail(subject=f"Question {number}"))
            except (smtplib.SMTPException, OSError):
                break
            acknowledged += 1
    assert running.process.wait(30) == 0
    assert acknowledged >= 50
    assert acknowledged <= running.desk.count("inboundemail") <= acknowledged + 1
    assert running.desk.work(11, TRANSOM_SMTP_URL=peer.url) == 0
    assert running.desk.count("ticket") == running.desk.count("inboundemail")
    assert running.desk.count("outboundemail") == 2  # two acknowledgements a day, whatever the flood


def test_a_sender_who_only_holds_the_line_does_not_keep_it_from_stopping(running):
    with (
        socket.create_connection(("127.0.0.1", running.smtp)) as idle,
        socket.create_connection(("127.0.0.1", running.http)),
    ):
        idle.recv(100)
        started = time.monotonic()
        assert stop(running.process, 30) == 0
        assert time.monotonic() - started < 28


def test_a_server_that_never_answers_does_not_keep_it_from_stopping(home):
    """The way out accepts the connection and says nothing, as a broken firewall does."""
    with socket.create_server(("127.0.0.1", 0)) as silent:

        class Silent:
            url = f"smtp://127.0.0.1:{silent.getsockname()[1]}?tls=off"

        desk = Running(home, Silent)
        desk.post(raw_mail())
        wait_for(lambda: home.count("outboundemail", "attempts = 1") == 1)
        assert stop(desk.process, 30) == 0
    assert home.rows("SELECT state FROM transom_outboundemail") == [("queued",)]


def test_a_port_that_is_taken_is_said_in_words(home):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        done = home.run("run", f"--smtp={place}", f"--http=127.0.0.1:{free_port()}")
    assert done.returncode != 0
    assert b"--smtp" in done.stderr
    assert b"Traceback" not in done.stderr


def test_an_empty_desk_says_how_to_begin(tmp_path, peer):
    desk = Running(Desk(tmp_path), peer)
    link = wait_for(lambda: re.search(r"http://\S+/setup/first/\S+", desk.desk.log)).group(0)
    visitor = desk.visitor
    visitor.get(link.removeprefix(visitor.base))
    visitor.post(
        link.removeprefix(visitor.base),
        name="Ada Winter",
        email="ada@desk.example",
        password="a long enough phrase",
        mailbox_name="Support",
        mailbox_address=MAILBOX,
    )
    desk.post(raw_mail(subject="The first of all"))
    wait_for(lambda: desk.desk.count("ticket") == 1)
    assert "The first of all" in visitor.get("/")
    assert stop(desk.process) == 0


def test_the_demo_is_a_company_at_work_that_writes_to_nobody(tmp_path, peer):
    desk = Running(Desk(tmp_path), peer, "demo")
    password = re.search(
        r"the password is\s+(\S+)", wait_for(lambda: "Ctrl-C" in desk.desk.log and desk.desk.log)
    ).group(1)
    desk.visitor.sign_in("sue@desk.example", password)
    tickets = desk.desk.count("ticket")
    assert tickets > 5
    desk.post(raw_mail(subject="A mail to the demo"))
    wait_for(lambda: desk.desk.count("ticket") == tickets + 1)
    assert "A mail to the demo" in desk.visitor.get("/")
    wait_for(lambda: desk.desk.count("outboundemail", "state = 'queued'") == 0)
    assert peer.mails == []
    assert stop(desk.process) == 0
