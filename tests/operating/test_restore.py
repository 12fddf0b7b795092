"""What `transom restore` makes of a backup: the same desk, on either database, which neither sends nor fetches yet."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.conftest import raw_mail
from tests.desks import free_port, stop, wait_for
from tests.faults import databases
from tests.faults.databases import FaultDesk
from tests.operating.conftest import lines

REPLAY = """
from transom.tickets.log import assert_replays
from transom.tickets.models import Ticket
for ticket in Ticket.objects.all():
    assert_replays(ticket)
print("all", Ticket.objects.count(), "replay")
"""
FILL = """
from tests.operating.living import live
live()
"""
FETCH = """
from transom.mail.fetching.models import ImapAccount
from transom.people.mailboxes import Mailbox
ImapAccount.objects.create(mailbox=Mailbox.objects.get(), host="imap.desk.example", login="support", secret="x")
"""
LEASED = ("inboundemail", "outboundemail", "imapaccount")


@pytest.fixture(scope="session")
def lived_once(prepared_desk, tmp_path_factory):
    """A desk that has lived and its backup, to be copied."""
    desk = databases.copy(prepared_desk, tmp_path_factory.mktemp("lived") / "desk")
    for done in (desk.shell(FILL), desk.run("backup", str(desk.folder.parent / "desk.backup"))):
        assert done.returncode == 0, done.stderr.decode()
    yield desk
    databases.drop(desk)


@pytest.fixture
def lived_desk(lived_once, tmp_path):
    desk = databases.copy(lived_once, tmp_path / "own")
    yield desk
    databases.drop(desk)


@pytest.fixture
def archive(lived_once) -> Path:
    """The backup of `lived_desk`. Only to be read."""
    return lived_once.folder.parent / "desk.backup"


def exported(desk: FaultDesk, folder: Path) -> dict[str, list[dict]]:
    """All that a desk knows, but for what a restore adds on purpose."""
    done = desk.run("export", str(folder))
    assert done.returncode == 0, done.stderr.decode()
    names = [path.stem for path in folder.glob("*.jsonl") if path.stem != "pauses"]
    found = {name: lines(folder, name) for name in names}
    found["events"] = [event for event in found["events"] if event["stream"] != "desk"]
    found["files"] = sorted(path.name for path in folder.glob("files/*"))
    found["raw"] = sorted(path.name for path in folder.glob("raw/*"))
    return found


def restored(desk: FaultDesk, archive: Path, *more: str) -> None:
    done = desk.run("restore", str(archive), *more)
    assert done.returncode == 0, done.stderr.decode()


def check_is_the_same(old: FaultDesk, new: FaultDesk, tmp_path: Path) -> None:
    assert exported(new, tmp_path / f"of-{new.folder.name}") == exported(old, tmp_path / f"was-{new.folder.name}")
    assert (new.folder / "secret.key").read_text() == (old.folder / "secret.key").read_text()
    assert b"replay" in new.shell(REPLAY).stdout
    assert sorted(row[0] for row in new.rows("SELECT what FROM transom_pause")) == ["fetching", "sending"]


def test_the_desk_is_the_same_to_the_last_row(lived_desk, archive, bare, tmp_path):
    new = bare("new")
    restored(new, archive)
    check_is_the_same(lived_desk, new, tmp_path)


def test_a_desk_outgrows_its_database(lived_desk, archive, bare, server, tmp_path):
    """From PostgreSQL to SQLite and back again here; the other way round is the same file."""
    if not server:
        pytest.skip("needs PostgreSQL: bin/test --postgres")
    small = bare("small", url="")
    restored(small, archive)
    check_is_the_same(lived_desk, small, tmp_path)
    assert small.run("backup", str(tmp_path / "small.backup")).returncode == 0
    large = bare("large")
    restored(large, tmp_path / "small.backup")
    check_is_the_same(lived_desk, large, tmp_path)


def test_it_goes_on_where_it_was(lived_desk, archive, bare):
    """Numbers go on, mail is read, the one that waited too, and no key is given out twice."""
    new = bare("new")
    restored(new, archive)
    last = lived_desk.rows("SELECT max(number) FROM transom_ticket")[0][0]
    assert new.deliver(raw_mail(subject="After it")) == 0
    assert new.work() == 0
    assert new.rows("SELECT max(number) FROM transom_ticket")[0][0] == last + 2
    assert b"replay" in new.shell(REPLAY).stdout


def test_nobody_is_at_work_in_it(lived_desk, bare, tmp_path):
    """Whoever had begun a piece of work when the backup was made lives at the desk that was, and at no other."""
    done = lived_desk.shell(FETCH)
    assert done.returncode == 0, done.stderr.decode()
    for table in LEASED:
        assert lived_desk.count(table)
        lived_desk.change(f"UPDATE transom_{table} SET leased_until = '{timezone.now() + timedelta(minutes=5)}'")
    lived_desk.change("UPDATE transom_imapaccount SET leased_by = 'a process of then'")
    assert lived_desk.run("backup", str(tmp_path / "desk.backup")).returncode == 0
    new = bare("new")
    restored(new, tmp_path / "desk.backup")
    assert {table: new.count(table, "leased_until IS NOT NULL") for table in LEASED} == dict.fromkeys(LEASED, 0)
    assert new.count("imapaccount", "leased_by <> ''") == 0
    assert "inbound mail not read" in new.not_done()
    assert new.work() == 0
    assert "inbound mail not read" not in new.not_done()


def test_an_encrypted_one_wants_its_passphrase(lived_desk, bare, tmp_path):
    (tmp_path / "right").write_text("correct horse\n")
    (tmp_path / "wrong").write_text("battery staple\n")
    archive, new = tmp_path / "sealed", bare("new")
    assert lived_desk.run("backup", str(archive), f"--passphrase-file={tmp_path / 'right'}").returncode == 0
    for said, words in (((), b"--passphrase-file"), ((f"--passphrase-file={tmp_path / 'wrong'}",), b"is wrong")):
        done = new.run("restore", str(archive), *said)
        assert done.returncode == 1
        assert words in done.stderr
        assert b"Traceback" not in done.stderr
    restored(new, archive, f"--passphrase-file={tmp_path / 'right'}")
    assert b"replay" in new.shell(REPLAY).stdout


def test_mail_that_was_taken_before_the_backup_began_is_in_it(own_desk, bare, tmp_path):
    port, taken = free_port(), []
    process = own_desk.start("run", f"--http=127.0.0.1:{free_port()}", f"--smtp=127.0.0.1:{port}")
    try:
        for number in range(4):
            assert own_desk.deliver(raw_mail(subject=f"Before {number}")) == 0
        backup = own_desk.start("backup", str(tmp_path / "desk.backup"))
        while backup.poll() is None:
            assert own_desk.deliver(raw_mail(subject=f"Meanwhile {len(taken)}")) == 0
            taken.append(1)
        wait_for(lambda: not own_desk.not_done().get("inbound mail not read"))
    finally:
        stop(process)
    assert backup.returncode == 0, own_desk.log
    new = bare("new")
    restored(new, tmp_path / "desk.backup")
    assert new.work() == 0
    subjects = {row[0] for row in new.rows("SELECT subject FROM transom_ticket")}
    assert {f"Before {number}" for number in range(4)} <= subjects
    assert b"replay" in new.shell(REPLAY).stdout
    assert new.count("ticket", "1=1") == new.count("inboundemail", "1=1")
