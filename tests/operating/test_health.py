"""`/healthz` and `/readyz`: what a supervisor and a balancer learn, and what a stranger does not."""

import json
import socket
from contextlib import closing

import pytest
from django.db import connection
from django.test import Client

from tests import desks, postgres
from tests.operating.looking import get, small_disk
from transom.operating import vital

DYING = """
import threading
from transom import worker
from transom.management.process import Parts, run
from transom.management.sockets import Endpoint
from transom.worker import threads

def work(**_given):
    if worker_may_die.is_set():
        raise SystemExit  # as a library does that calls sys.exit(): no `except Exception` holds it
    return False

worker_may_die = threading.Event()
threads.work = work
threading.Timer(8, worker_may_die.set).start()
run(Parts(http=Endpoint("127.0.0.1", {port}), worker=True))
"""


@pytest.fixture
def browser() -> Client:
    """On this machine, with no proxy between."""
    return Client(REMOTE_ADDR="127.0.0.1")


@pytest.fixture
def stranger() -> Client:
    return Client(REMOTE_ADDR="203.0.113.7")


@pytest.mark.parametrize("method", ["get", "head"])
def test_alive_is_said_without_the_database(django_assert_num_queries, db, stranger, method):
    with django_assert_num_queries(0):
        answer = getattr(stranger, method)("/healthz")
    assert answer.status_code == 200
    assert answer.content == (b'{"status": "ok"}' if method == "get" else b"")
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_ready_costs_two_small_questions_and_writes_nothing(db, stranger, django_assert_max_num_queries):
    with django_assert_max_num_queries(2) as asked:
        answer = stranger.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert all(query["sql"].strip().startswith("SELECT") for query in asked.captured_queries)
    assert not answer.cookies


def test_ready_has_no_other_method(db, browser):
    for path in ("/healthz", "/readyz", "/metrics"):
        assert browser.post(path).status_code == 404


def test_tables_that_are_behind(db, browser, stranger):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'transom' AND name LIKE '0002%%'")
    answer = browser.get("/readyz")
    assert answer.status_code == 503
    assert "transom manage prepare" in answer.json()["wrong"]["database"]
    assert stranger.get("/readyz").json() == {"status": "not ready"}


def test_a_thread_that_ended(db, browser):
    vital.expect("worker", lambda: False)
    try:
        assert "worker" in browser.get("/readyz").json()["wrong"]["threads"]
    finally:
        vital.forget()
    assert browser.get("/readyz").status_code == 200


def test_a_worker_that_dies_in_a_real_process(home):
    port = desks.free_port()
    process = home.start("manage", "shell", "--verbosity=0", "-c", DYING.format(port=port))
    try:
        desks.wait_for(lambda: desks.answers(port))
        assert get(port, "/readyz") == (200, b'{"status": "ok"}')
        status, body = desks.wait_for(lambda: (answer := get(port, "/readyz"))[0] == 503 and answer)
        assert json.loads(body)["wrong"] == {"threads": "These threads have ended: worker. Start the desk again."}
        assert get(port, "/healthz")[0] == 200
        assert "CRITICAL transom the thread worker has ended" in home.log
    finally:
        desks.stop(process)


def test_a_database_that_is_gone(tmp_path):
    desk, port = desks.Desk(tmp_path), desks.free_port()
    with postgres.server() as url:
        desk.environment |= {"TRANSOM_DATABASE_URL": url}
        assert desk.run("manage", "prepare").returncode == 0
        process = desk.start("web", "--http", f"127.0.0.1:{port}")
        desks.wait_for(lambda: desks.answers(port))
        assert get(port, "/readyz")[0] == 200
    try:
        status, body = get(port, "/readyz")
        assert status == 503
        assert json.loads(body)["wrong"]["database"].startswith("The database does not answer: ")
        assert get(port, "/readyz", X_Forwarded_For="203.0.113.7") == (503, b'{"status": "not ready"}')
        assert get(port, "/healthz") == (200, b'{"status": "ok"}')
        assert b"transom_database_up 0.0" in get(port, "/metrics")[1]
    finally:
        desks.stop(process)


def test_alive_while_every_thread_of_the_pages_is_busy(home):
    """More sign-ins than threads, each waiting for a body that does not come, keep no supervisor waiting."""
    port = desks.free_port()
    process = home.start("web", "--http", f"127.0.0.1:{port}")
    try:
        desks.wait_for(lambda: desks.answers(port))
        dawdling = [socket.create_connection(("127.0.0.1", port)) for _ in range(20)]
        for connection_ in dawdling:
            connection_.sendall(b"POST /sign-in/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
        assert get(port, "/healthz") == (200, b'{"status": "ok"}')
        assert get(port, "/healthz", "HEAD") == (200, b"")
        for connection_ in dawdling:
            with closing(connection_):
                pass
    finally:
        desks.stop(process)


def test_a_disk_without_room_for_a_mail(home, tmp_path):
    with small_disk(tmp_path / "small", 20) as folder:
        desk, port = desks.copy(home.folder, folder), desks.free_port()
        process = desk.start("web", "--http", f"127.0.0.1:{port}")
        try:
            desks.wait_for(lambda: desks.answers(port))
            status, body = get(port, "/readyz")
            assert status == 503
            assert set(json.loads(body)["wrong"]) == {"disk"}
        finally:
            desks.stop(process)
