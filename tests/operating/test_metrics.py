"""`/metrics`: what it says, that promtool finds nothing wrong with it, and that nobody else learns that it is there."""

import os
import shutil
import subprocess
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from tests import desks
from tests.conftest import raw_mail
from tests.operating.looking import get
from transom.foundation.heartbeats import Heartbeat
from transom.foundation.pauses import Pause, Paused
from transom.mail import receive
from transom.mail.deliver import deliver_next
from transom.mail.fetching.models import ImapAccount
from transom.mail.transport import Sink
from transom.operating.metrics import exposition

NO_PROMTOOL = "No promtool here, so the form of /metrics is not looked at. Get it with: apt-get install prometheus"


def figures(text: str | bytes | None = None) -> dict[str, float]:
    """Every sample by its name and labels, as in `transom_queue_size{queue=inbound}`."""
    text = exposition.text() if text is None else text
    families = text_string_to_metric_families(text.decode() if isinstance(text, bytes) else text)
    return {_name(sample): sample.value for family in families for sample in family.samples}


def _name(sample) -> str:
    labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
    return f"{sample.name}{{{labels}}}" if labels else sample.name


@pytest.fixture
def browser() -> Client:
    return Client(REMOTE_ADDR="127.0.0.1")


@pytest.fixture
def promtool() -> str:
    path = shutil.which("promtool")
    if not path:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(NO_PROMTOOL)
    return path


def test_promtool_finds_nothing_to_say(promtool, ticket, browser):
    browser.get("/sign-in/")
    text = browser.get("/metrics").content
    done = subprocess.run([promtool, "check", "metrics"], input=text, capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_what_waits_and_for_how_long(desk):
    at = timezone.now() - timedelta(minutes=10)
    for subject in ("One", "Two"):
        raw = raw_mail(subject=subject)
        receive.accept(raw, [desk.address], envelope_sender="ann@acme.example", road=receive.SMTP, at=at)
    found = figures()
    assert found["transom_queue_size{queue=inbound}"] == 2
    assert 600 <= found["transom_queue_oldest_age_seconds{queue=inbound}"] < 660
    assert 600 <= found["transom_queue_overdue_seconds{queue=inbound}"] < 660
    assert found["transom_queue_oldest_age_seconds{queue=outbound}"] == 0


def test_what_waits_for_a_person(mail, ticket):
    mail(sender="Eve <eve@other.example>", subject=f"Re: {ticket.subject}", in_reply_to=_message_id(ticket))
    mail(raw=b"\r\n\r\n", envelope_sender="", recipients=["support@desk.example"])
    found = figures()
    assert (found["transom_mails_held"], found["transom_mails_quarantined"]) == (1, 1)


def _message_id(ticket) -> str:
    return f"<{ticket.thread_references.first().message_id}>"


def test_what_became_of_mail_and_what_came_of_sending(desk, transactional_db, mail, ann):
    before = figures()
    mail()
    assert deliver_next(Sink(), timezone.now())
    after = figures()

    def rose(name: str) -> float:
        return after[name] - before.get(name, 0)

    assert rose("transom_mails_stored_total{road=smtp}") == 1
    assert rose("transom_mails_read_total{outcome=ticket}") == 1
    assert rose("transom_delivery_attempts_total{result=sent}") == 1


def test_nothing_is_counted_that_was_rolled_back(mail, ann):
    """These tests run in a transaction that never commits."""
    before = figures()
    mail()
    assert figures()["transom_mails_read_total{outcome=ticket}"] == before["transom_mails_read_total{outcome=ticket}"]


def test_the_desk_itself(ticket):
    now = timezone.now()
    Heartbeat.objects.start("worker", now)
    Heartbeat.objects.start("sender", now - timedelta(minutes=10))
    Pause.objects.begin(Paused.SENDING, "restored")
    ImapAccount.objects.create(
        mailbox=ticket.mailbox, host="imap.example", login="desk", secret="-", failing_since=now - timedelta(hours=1)
    )
    found = figures()
    assert found["transom_tickets_open"] == found["transom_tickets_unanswered"] == 1
    assert found["transom_parts_alive{part=worker}"] == found["transom_parts_silent{part=sender}"] == 1
    assert found["transom_parts_alive{part=sender}"] == 0
    assert (found["transom_paused{what=sending}"], found["transom_paused{what=fetching}"]) == (1, 0)
    assert found["transom_imap_accounts{state=failing}"] == 1
    assert found["transom_imap_failing_seconds"] >= 3600
    assert found["transom_database_up"] == 1
    assert found["transom_data_free_bytes"] > 0


def test_the_customer_who_waits_longest(ann, mail):
    now = timezone.now()
    for hours in (1, 30, 5):
        mail(subject=f"For {hours} h", at=now - timedelta(hours=hours))
    assert 30 * 3600 <= figures()["transom_tickets_unanswered_oldest_age_seconds"] < 30.1 * 3600


def test_requests_are_counted_by_page_and_never_by_path(db, browser):
    for path in ("/sign-in/", "/no/such/page", "/another?x=1", "/tickets/1/", "/tickets/2/", "/static/transom/no.css"):
        browser.get(path)
    browser.generic("PROPFIND", "/sign-in/")
    found = figures()
    counted = {name for name in found if name.startswith("transom_http_request_duration_seconds_count")}
    prefix = "transom_http_request_duration_seconds_count"
    assert {f"{prefix}{{method=GET,route={route}}}" for route in ("account_login", "missing", "ticket")} <= counted
    assert f"{prefix}{{method=other,route=account_login}}" in counted
    assert not [name for name in counted if "/" in name or "such" in name or "PROPFIND" in name]


def test_it_writes_nothing(ticket, browser, django_assert_max_num_queries):
    with django_assert_max_num_queries(16) as asked:
        assert browser.get("/metrics").status_code == 200
    assert {query["sql"].split()[0] for query in asked.captured_queries} == {"SELECT"}


@pytest.mark.parametrize(
    ("peer", "headers", "may"),
    [
        ("127.0.0.1", {}, True),
        ("::1", {}, True),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, False),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}, False),
        ("127.0.0.1", {"X-Real-IP": "127.0.0.1"}, False),
        ("203.0.113.7", {}, False),
        ("203.0.113.7", {"Authorization": "Bearer "}, False),
        ("", {}, False),
    ],
)
def test_without_a_token_only_this_machine_reads_them(db, peer, headers, may):
    answer = Client(REMOTE_ADDR=peer).get("/metrics", headers=headers)
    assert answer.status_code == (200 if may else 404)


@pytest.mark.parametrize(
    ("authorization", "may"),
    [
        ("Bearer right-token", True),
        ("bearer right-token", True),
        ("Bearer wrong-token", False),
        ("Bearer ", False),
        ("Bearer right-token ", False),
        ("Basic right-token", False),
        ("Bearer rïght", False),
        (None, False),
    ],
)
def test_with_a_token_whoever_presents_it_reads_them(db, settings, authorization, may):
    settings.METRICS_TOKEN = "right-token"
    headers = {"Authorization": authorization} if authorization else {}
    for peer in ("127.0.0.1", "203.0.113.7"):
        answer = Client(REMOTE_ADDR=peer).get("/metrics", headers=headers)
        assert answer.status_code == (200 if may else 404)


def test_everybody_else_gets_what_a_missing_page_gives_to_the_letter(db, ada, sign_in_as):
    for client in (Client(REMOTE_ADDR="203.0.113.7"), sign_in_as(ada)):
        asked, missing = client.get("/metrics"), client.get("/no-such-page")
        assert (asked.status_code, asked.content) == (missing.status_code, missing.content)
        assert _without_nonce(asked) == _without_nonce(missing)


@pytest.fixture
def sign_in_as():
    def make(person) -> Client:
        client = Client(REMOTE_ADDR="203.0.113.7")
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make


def _without_nonce(answer) -> dict:
    return {name: value.split("'nonce-")[0] for name, value in answer.headers.items()}


def test_a_real_desk_says_what_it_did(home, peer):
    home.environment |= {"TRANSOM_SMTP_URL": peer.url, "TRANSOM_METRICS_TOKEN": "a-long-enough-token"}
    http, smtp = desks.free_port(), desks.free_port()
    process = home.start("run", "--http", f"127.0.0.1:{http}", "--smtp", f"127.0.0.1:{smtp}")
    try:
        desks.wait_for(lambda: desks.answers(http))
        home.deliver(raw_mail())
        desks.wait_for(lambda: peer.to("ann@acme.example"))
        desks.wait_for(lambda: home.count("outboundemail", "state = 'sent'"))
        status, body = get(http, "/metrics", Authorization="Bearer a-long-enough-token")
        found = figures(body)
        assert status == 200
        assert found["transom_mails_read_total{outcome=ticket}"] == 1
        assert found["transom_delivery_attempts_total{result=sent}"] == 1
        assert found["transom_parts_alive{part=worker}"] == found["transom_parts_alive{part=sender}"] == 1
        assert found["process_resident_memory_bytes"] > 1_000_000
        assert get(http, "/metrics")[0] == 404
    finally:
        desks.stop(process)
