"""A mail server on our way out that stalls, cuts, refuses or talks rubbish at each step: bounded, and in words."""

import socket
import time

import pytest

from tests.faults.bad_peers import (
    STEPS,
    BadPeer,
    cut,
    dribble,
    endless_line,
    endless_reply,
    later,
    never,
    rubbish,
    stall,
)
from transom.mail.transport import Submission, Unavailable

ANN, BO, CY = "ann@acme.example", "bo@acme.example", "cy@acme.example"
RAW = b"Subject: It is mended\r\n\r\nTry it now.\r\n.\r\n"
SECONDS = 0.15  # for a step
WHOLE = 8 * SECONDS
SLACK = 1.5
BAD = (stall, cut, later, never, rubbish, endless_line, endless_reply, dribble)


def submission(peer: BadPeer) -> Submission:
    login = {"AUTH": "desk:secret@"}.get(peer.at, "")
    tls = "" if peer.at in ("STARTTLS", "TLS") else "?tls=off"
    return Submission(f"smtp://{login}127.0.0.1:{peer.port}{tls}", seconds=SECONDS)


def attempt(peer: BadPeer) -> tuple[str, bool]:
    """What the one recipient's mail came to: our words, and whether it is for good."""
    try:
        answers = submission(peer).send("support@desk.example", [ANN], RAW)
    except Unavailable as error:
        return str(error), error.permanent
    [(permanent, words)] = answers.values()
    return words, permanent


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("how", BAD, ids=lambda how: how.__name__)
def test_the_mail_stays_with_us_and_the_sender_is_free_again(step, how):
    with BadPeer(step, how) as peer:
        started = time.monotonic()
        words, for_good = attempt(peer)
        assert time.monotonic() - started < WHOLE + SLACK
        assert words
        assert "secret" not in words
        assert for_good == (how is never and step in ("RCPT", "DATA", "dot"))
        assert len(peer.taken) == (step == "dot")


@pytest.mark.parametrize(
    ("step", "how", "said"),
    [
        ("greeting", stall, "fell silent at the greeting"),
        ("RCPT", stall, "fell silent at RCPT"),
        ("dot", stall, "it may have taken the mail"),
        ("dot", cut, "it may have taken the mail"),
        ("MAIL", dribble, "took longer than"),
        ("MAIL", rubbish, "does not speak SMTP"),
        ("EHLO", endless_reply, "its reply has no end"),
        ("DATA", later, "451 4.3.0 Later"),
    ],
)
def test_the_words_say_what_happened_where(step, how, said):
    with BadPeer(step, how) as peer:
        assert said in attempt(peer)[0]


def test_who_was_accepted_before_the_server_broke_off_is_not_taken_for_served():
    """`smtplib` names only the recipient at whom the server said 421; nobody got the mail."""

    def break_off_at_the_second(peer, connection):
        peer.asked = getattr(peer, "asked", 0) + 1
        connection.sendall(b"421 4.3.2 Shutting down\r\n" if peer.asked == 2 else b"250 ok\r\n")

    with BadPeer("RCPT", break_off_at_the_second) as peer:
        answers = submission(peer).send("support@desk.example", [ANN, BO, CY], RAW)
        assert {address: permanent for address, (permanent, _words) in answers.items()} == dict.fromkeys(
            [ANN, BO, CY], False
        )
        assert peer.taken == []


def test_another_word_for_yes_is_a_yes():
    def yes(peer, connection):
        connection.sendall(b"252 2.0.0 Well, yes\r\n")

    with BadPeer("dot", yes) as peer:
        assert submission(peer).send("support@desk.example", [ANN], RAW) == {}


def test_a_slow_line_gets_its_time():
    """A mail that takes longer than a step's limit to send goes through as long as it goes on."""

    def slowly(peer, connection):
        connection.sendall(b"354 go on\r\n")
        while True:
            time.sleep(0.01)
            if not (received := connection.recv(65536)) or received.endswith(b"\r\n.\r\n"):
                break
        connection.sendall(b"250 taken\r\n")

    with BadPeer("DATA", slowly) as peer:
        peer.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        started = time.monotonic()
        large = b"Subject: x\r\n\r\n" + b"y" * 70 * 1024 * 60 + b"\r\n"
        assert (
            Submission(f"smtp://127.0.0.1:{peer.port}?tls=off", seconds=0.4).send("s@desk.example", [ANN], large) == {}
        )
        assert time.monotonic() - started > 0.4
