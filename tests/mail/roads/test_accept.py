"""Taking a mail in: durable before it is acknowledged, refused where nobody lives, never acknowledged by mistake."""

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection
from django.db.models.signals import pre_save

from transom.mail import receive
from transom.mail.models import InboundEmail, Outcome
from transom.mail.smtpd import Intake

pytestmark = pytest.mark.django_db

ODD = b"Subject: odd\r\nX-Eight: \xe9\xff\r\n\r\nNUL \x00, lone CR \r, lone LF \n, no end"


def accept(raw=ODD, recipients=("support@desk.example",), **more):
    return receive.accept(raw, list(recipients), envelope_sender="ann@acme.example", road=receive.SMTP, **more)


def test_the_bytes_are_kept_to_the_letter(desk):
    row = InboundEmail.objects.get(pk=accept().pk)
    assert bytes(row.raw) == ODD
    assert row.sha256 == hashlib.sha256(ODD).hexdigest()
    assert row.size == len(ODD)
    assert row.outcome == Outcome.WAITING


def test_nothing_is_read_before_it_is_stored(desk, monkeypatch):
    monkeypatch.setattr("transom.mail.parsing.desk.read", lambda raw: pytest.fail("it was read"))
    accept(b"")
    accept(b"\xff" * 1000)
    assert InboundEmail.objects.count() == 2


def test_several_recipients_share_one_row(desk):
    row = accept(recipients=["Support+12-AbC@Desk.Example", "support@desk.example"])
    assert row.recipients == ["support+12-abc@desk.example", "support@desk.example"]
    assert InboundEmail.objects.count() == 1


@pytest.mark.parametrize("address", ["support@desk.example", "SUPPORT@DESK.EXAMPLE", "support+x@desk.example"])
def test_who_lives_here(desk, address):
    assert receive.check_recipient(address) == desk


@pytest.mark.parametrize("address", ["nobody@desk.example", "support@elsewhere.example", "support", "", "@", "a+b"])
def test_who_does_not(desk, address):
    with pytest.raises(receive.UnknownMailbox):
        receive.check_recipient(address)


def test_a_database_error_reaches_the_caller_and_leaves_nothing(desk):
    def fail(**_):
        raise DatabaseError("the disk is full")

    pre_save.connect(fail, sender=InboundEmail)
    try:
        with pytest.raises(DatabaseError):
            accept()
    finally:
        pre_save.disconnect(fail, sender=InboundEmail)
    assert not InboundEmail.objects.exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL waits for its log by itself")
@pytest.mark.django_db(transaction=True)
def test_sqlite_waits_for_the_disk_on_every_connection():
    """FULL is 2. A connection that forgot it would say 250 to mail that a power cut takes away."""

    def pragmas():
        with connection.cursor() as cursor:
            values = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode")]
        connection.close()
        return values

    intake = Intake(receive.SMTP)
    with ThreadPoolExecutor(3) as threads:
        found = [threads.submit(pragmas).result() for _ in range(3)]
    found.append(intake.storage.thread.submit(pragmas).result())
    connection.close()
    found.append(pragmas())
    assert found == [[2, "wal"]] * 5
