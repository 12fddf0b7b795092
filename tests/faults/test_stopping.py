"""SIGTERM in the middle of everything: it ends in time, whoever was being served is served, whoever heard 250 heard the truth."""

import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from tests.desks import wait_for
from tests.faults import oracle
from tests.faults.callers import Browsers, Half
from tests.faults.databases import drained
from tests.faults.driver import Driver
from tests.faults.ledger import ACKNOWLEDGED, SENT
from tests.faults.mails import Post
from tests.faults.peer import LedgerPeer
from tests.faults.running import SEED, whole
from tests.faults.supervisor import Supervisor

ENVELOPE = b"EHLO x\r\nMAIL FROM:<%s>\r\nRCPT TO:<support@desk.example>\r\nDATA\r\n"
FORM = b"POST /sign-in/ HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
IN_TIME = 30  # seconds: supervisors kill after that
MEANWHILE = 1.5  # seconds over which those who had begun go on


def told_to_stop(supervisor) -> float:
    """SIGTERM, which its supervisor takes for what it is. Gives the moment."""
    supervisor.stopping.set()
    supervisor.told_at = time.monotonic()
    supervisor.process.send_signal(signal.SIGTERM)
    return supervisor.told_at


@contextmanager
def under_load(desk, ledger, peer):
    with Supervisor(desk, ledger, peer) as supervisor, Driver(ledger, supervisor, SEED) as driver:
        wait_for(lambda: driver.acknowledged > 5 and driver.answered, 60)
        with Browsers(supervisor.http, 3, stays=True) as stays, Browsers(supervisor.http, 3, stays=False) as comes:
            wait_for(lambda: stays.answered > 20 and comes.answered > 20)
            yield supervisor
        # Whoever connects in the very moment in which we stop listening has nobody yet who accepted anything.
        assert [words for at, words in stays.unanswered + comes.unanswered if at < supervisor.told_at] == []


def test_all_that_has_begun_is_finished(fault_desk, ledger):
    mail = Post(SEED + 1).next()
    facts = {"message_id": mail.message_id, "sha256": mail.sha256, "word": mail.word, "file": mail.file, "road": "smtp"}
    with LedgerPeer(ledger) as peer:
        with under_load(fault_desk, ledger, peer) as supervisor:
            ledger.write(SENT, **facts)
            silent = Half(supervisor.smtp, b"EHLO x\r\n", b"")
            sending = Half(supervisor.smtp, ENVELOPE % mail.sender.encode() + mail.raw[:50], mail.raw[50:] + b".\r\n")
            asking = Half(supervisor.http, b"GET /sign-in/ HTT", b"P/1.1\r\nHost: x\r\n\r\n")
            posting = Half(supervisor.http, FORM + b"login=", b"a@b.example&x=")
            time.sleep(0.3)
            began = told_to_stop(supervisor)
            with ThreadPoolExecutor(4) as several:
                heard = [several.submit(half.finish, MEANWHILE) for half in (silent, sending, asking, posting)]
            assert supervisor.process.wait(IN_TIME) == 0
            assert time.monotonic() - began < IN_TIME
        told, stored, page, refused = (one.result() for one in heard)
        assert b"421 4.3.2" in told
        assert b"250 2.0.0" in stored
        ledger.write(ACKNOWLEDGED, **facts)
        assert page.startswith(b"HTTP/1.1 200 ")
        assert refused.startswith(b"HTTP/1.1 403 ")  # a form without its token: answered all the same
        with Supervisor(fault_desk, ledger, peer):
            drained(fault_desk)
    assert oracle.findings(fault_desk, ledger) == []


def test_told_twice_it_ends_at_once(fault_desk, ledger, peer):
    """What was not finished was not promised either: it is done after the next start."""
    with Supervisor(fault_desk, ledger, peer) as supervisor:
        posting = Half(supervisor.http, FORM, b"")
        began = told_to_stop(supervisor)
        time.sleep(1)
        assert supervisor.process.poll() is None
        supervisor.process.send_signal(signal.SIGINT)
        assert supervisor.process.wait(5) == 1
        assert time.monotonic() - began < 6
        posting.connection.close()
        assert "told to stop a second time" in fault_desk.log


@whole
def test_whoever_never_finishes_is_cut_off_in_time(fault_desk, ledger):
    """A request that dribbles, a mail that does, and a server on the way out that says nothing, all at once."""
    with socket.create_server(("127.0.0.1", 0)) as silent:

        class Silent:
            url = f"smtp://127.0.0.1:{silent.getsockname()[1]}?tls=off"

        with Supervisor(fault_desk, ledger, Silent) as supervisor:
            posting, sending = Half(supervisor.http, FORM, b""), Half(supervisor.smtp, ENVELOPE % b"a@b.example", b"")
            began = told_to_stop(supervisor)
            assert supervisor.process.wait(IN_TIME + 10) == 0
            assert time.monotonic() - began < IN_TIME
            for half in (posting, sending):
                half.connection.close()
