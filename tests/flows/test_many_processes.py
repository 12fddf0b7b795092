"""Pages, worker and sockets as processes of their own, on one database."""

import smtplib

import pytest

from tests.conftest import raw_mail
from tests.desks import MAILBOX, answers, free_port, stop, wait_for
from tests.flows.running import ANN
from tests.flows.visitor import Visitor


@pytest.fixture
def ports(home, peer):
    """The ports of pages and SMTP of a desk whose parts are three processes."""
    http, smtp = free_port(), free_port()
    parts = (("web", f"--http=127.0.0.1:{http}"), ("smtp", f"--smtp=127.0.0.1:{smtp}"), ("worker",))
    processes = [home.start(*part, TRANSOM_SMTP_URL=peer.url) for part in parts]
    wait_for(lambda: answers(http) and answers(smtp), 60)
    yield http, smtp
    assert [stop(process) for process in processes] == [0, 0, 0]


def test_a_mail_comes_in_at_one_is_read_by_another_and_answered_at_the_third(home, peer, ports):
    http, smtp = ports
    with smtplib.SMTP("127.0.0.1", smtp, timeout=20) as session:
        session.sendmail(ANN, [MAILBOX], raw_mail(subject="The printer is on fire"))
    wait_for(lambda: len(peer.to(ANN)) == 1)
    sue = Visitor(f"http://127.0.0.1:{http}")
    sue.sign_in("sue@desk.example", "correct horse battery staple")
    assert "The printer is on fire" in sue.get("/tickets/1/")
    sue.post("/tickets/1/reply", kind="reply", body="Water helps.", seen=sue.value_of("seen"))
    assert b"Water helps." in wait_for(lambda: peer.to(ANN)[1:])[0]
