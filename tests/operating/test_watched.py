"""Processes without pages are watched as well, at a place of their own: what they counted is in their memory alone."""

import socket
import threading

import pytest

from tests import desks
from tests.conftest import raw_mail
from tests.operating.looking import get
from tests.operating.test_metrics import figures
from transom.management import watched as places
from transom.management.sockets import Endpoint


@pytest.fixture
def watched(home):
    """Starts a command with `--watch`; gives its port."""
    started = []

    def start(*arguments: str, **more: str) -> int:
        port = desks.free_port()
        started.append(home.start(*arguments, "--watch", f"127.0.0.1:{port}", **more))
        desks.wait_for(lambda: desks.answers(port))
        return port

    yield start
    for process in started:
        desks.stop(process)


def test_a_worker_says_what_it_read(home, watched):
    port = watched("worker")
    assert home.deliver(raw_mail()) == 0
    desks.wait_for(lambda: home.count("inboundemail", "outcome = 'ticket'"))
    assert get(port, "/healthz") == get(port, "/readyz") == (200, b'{"status": "ok"}')
    assert get(port, "/healthz", "HEAD") == (200, b"")
    assert figures(get(port, "/metrics")[1])["transom_mails_read_total{outcome=ticket}"] == 1
    assert get(port, "/")[0] == get(port, "/sign-in/")[0] == 404


def test_mail_sockets_say_what_they_stored_and_only_to_whom_may_know(home, watched):
    token = "a-token-for-the-figures"
    smtp = desks.free_port()
    port = watched("smtp", "--smtp", f"127.0.0.1:{smtp}", TRANSOM_METRICS_TOKEN=token)
    assert get(port, "/metrics")[0] == 404
    status, body = get(port, "/metrics", Authorization=f"Bearer {token}")
    assert status == 200
    assert figures(body)["transom_database_up"] == 1


def test_whoever_comes_and_says_nothing_keeps_nobody_out_for_long(monkeypatch):
    monkeypatch.setattr(places, "SECONDS", 3)
    port, before = desks.free_port(), threading.active_count()
    server = places.Server(Endpoint("127.0.0.1", port))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    silent, threads = [], 0
    try:
        for _ in range(4 * places.MOST):
            silent.append(socket.create_connection(("127.0.0.1", port)))
            threads = max(threads, threading.active_count() - before)
        assert places.MOST <= threads <= 1 + 2 * places.MOST  # each with its time limit
        desks.wait_for(lambda: _answers(port))
    finally:
        for one in silent:
            one.close()
        server.shutdown()
        server.server_close()


def _answers(port: int) -> bool:
    try:
        return get(port, "/healthz")[0] == 200
    except OSError:
        return False


def test_a_place_that_is_taken_is_named(home, watched):
    port = watched("worker")
    refused = home.run("fetch", "--watch", f"127.0.0.1:{port}")
    assert refused.returncode == 1
    assert b"Choose another place with --watch" in refused.stderr
