"""What `transom restore` does not do: touch a desk in use, believe a changed archive, or leave half a desk behind."""

import gzip
import hashlib
import io
import json
import os
import shutil
import signal
import tarfile
from pathlib import Path

import msgspec
import pytest

from tests.conftest import raw_mail
from tests.desks import answers, free_port, stop, wait_for
from tests.faults import databases
from transom.operating.backup.manifest import Damaged
from transom.operating.backup.sums import ending
from transom.operating.backup.verify import verify

MAILS = "SELECT count(*) FROM transom_inboundemail"


@pytest.fixture(scope="session")
def backed_up(prepared_desk, tmp_path_factory):
    """A desk with one mail, its backup beside it, and one more mail since; to be copied."""
    desk = databases.copy(prepared_desk, tmp_path_factory.mktemp("backed-up") / "desk")
    assert desk.deliver(raw_mail()) == 0
    assert desk.run("backup", str(desk.folder.parent / "desk.backup")).returncode == 0
    assert desk.deliver(raw_mail(subject="After the backup")) == 0
    yield desk
    databases.drop(desk)


@pytest.fixture
def own_desk(backed_up, tmp_path):
    desk = databases.copy(backed_up, tmp_path / "own")
    yield desk
    databases.drop(desk)


@pytest.fixture
def archive(backed_up, tmp_path) -> Path:
    """A backup of `own_desk` as it was with one mail; it has two by now."""
    return Path(shutil.copy(backed_up.folder.parent / "desk.backup", tmp_path))


def refused(desk, archive: Path, words: str, *more: str) -> None:
    done = desk.run("restore", str(archive), *more)
    assert done.returncode == 1, done.stderr.decode()
    assert words in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def rewritten(archive: Path, change) -> Path:
    """The archive with other members, its sum right: as somebody would forge it. `change` takes and gives name → bytes."""
    with tarfile.open(archive) as tar:
        content = {member.name: tar.extractfile(member).read() for member in tar}
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as tar:
        for name, words in change(content).items():
            info = tarfile.TarInfo(name)
            info.size = len(words)
            tar.addfile(info, io.BytesIO(words))
    return sealed_with_its_sum(archive, raw.getvalue())


def sealed_with_its_sum(archive: Path, tar: bytes) -> Path:
    forged = archive.with_name("forged.backup")
    zipped = gzip.compress(tar, mtime=0)
    forged.write_bytes(zipped + ending(hashlib.sha256(zipped).digest()))
    return forged


def head(name: str, kind: bytes, size: int = 0) -> bytes:
    info = tarfile.TarInfo(name)
    info.type, info.size, info.linkname = kind, size, "/etc/passwd"
    return info.tobuf(tarfile.GNU_FORMAT)


def test_a_desk_in_use_is_left_alone_and_on_request_kept_aside(own_desk, archive):
    refused(own_desk, archive, "There is a desk in use here")
    assert own_desk.rows(MAILS) == [(2,)]
    done = own_desk.run("restore", str(archive), "--replace")
    assert done.returncode == 0, done.stderr.decode()
    assert own_desk.rows(MAILS) == [(1,)]
    [aside] = own_desk.folder.glob("before-restore-*")
    assert aside.name in done.stdout.decode()
    if own_desk.url:
        assert own_desk.rows(f'SELECT count(*) FROM "{aside.name}".transom_inboundemail') == [(2,)]
    else:
        assert {"transom.sqlite3", "secret.key"} <= {path.name for path in aside.iterdir()}


def test_a_running_desk_is_left_alone(own_desk, archive):
    port = free_port()
    process = own_desk.start("run", f"--http=127.0.0.1:{free_port()}", f"--smtp=127.0.0.1:{port}")
    try:
        wait_for(lambda: answers(port), 60)
        wait_for(lambda: own_desk.count("heartbeat", "1=1"), 60)
        done = own_desk.run("restore", str(archive), "--replace")
    finally:
        stop(process)
    assert done.returncode == 1
    assert b"Stop" in done.stderr
    assert own_desk.rows(MAILS) == [(2,)]


def test_a_changed_one_is_refused_before_anything_is_written(archive, bare):
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 1
    archive.write_bytes(content)
    new = bare("new")
    refused(new, archive, "This is no whole backup")
    assert not list(new.folder.glob("restoring-*")) and not list(new.folder.glob("files"))
    assert new.run("manage", "prepare").returncode == 0
    assert new.rows(MAILS) == [(0,)]


@pytest.mark.parametrize(
    "name", ["../escaped", "/tmp/escaped", "files/../../escaped", "files/" + "g" * 64, "tables/transom.x/../1", "other"]
)
def test_odd_members_are_refused(archive, bare, name):
    refused(bare("new"), rewritten(archive, lambda members: {name: b"x"} | members), "no backup holds")


def test_a_file_that_is_not_what_its_name_says_is_refused(archive, bare):
    forged = rewritten(archive, lambda members: {"files/" + "0" * 64: b"x"} | members)
    refused(bare("new"), forged, "is not what the manifest says")


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE, tarfile.GNUTYPE_SPARSE]
)
def test_only_plain_files_are_read(archive, bare, kind):
    refused(bare("new"), sealed_with_its_sum(archive, head("files/" + "0" * 64, kind)), "no backup holds")


@pytest.mark.parametrize("kind", [tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE])
def test_a_name_of_any_length_is_not_read(archive, kind):
    """tarfile would hold the whole of it, and zeros cost an archive nothing."""
    forged = sealed_with_its_sum(archive, head("long", kind, 20_000_000) + bytes(20_000_000))
    with pytest.raises(Damaged, match="no backup holds"):
        verify(forged)


def test_a_member_of_any_size_is_not_held(archive):
    forged = sealed_with_its_sum(archive, head("tables/transom.event/000000", tarfile.REGTYPE, 10**12) + bytes(512))
    with pytest.raises(Damaged, match="larger than any that we write"):
        verify(forged)


@pytest.mark.parametrize("name", ["../../../../../../etc/passwd", "/etc/passwd", "0" * 63, "0" * 64 + "\n"])
def test_a_row_that_leads_to_another_file_is_refused(archive, bare, name):
    """An attachment is read from where its row says, so a forged one would show any file of the machine."""
    table, rows = "transom.storedfile", msgspec.msgpack.encode([[name, 1]])

    def forge(members):
        manifest = json.loads(members["manifest.json"])
        manifest["tables"][table]["rows"] = 1
        member = f"tables/{table}/000000"
        manifest["members"][member] = {"size": len(rows), "sha256": hashlib.sha256(rows).hexdigest()}
        return {member: rows} | members | {"manifest.json": json.dumps(manifest).encode()}

    new = bare("new")
    refused(new, rewritten(archive, forge), "names a file by its SHA-256" if len(name) < 65 else "")
    assert not list(new.folder.glob("restoring-*")) and not (new.folder / "files").exists()


def test_one_of_a_later_transom_is_refused(archive, bare):
    def later(members):
        manifest = json.loads(members["manifest.json"])
        manifest["migrations"].append(["transom", "9999_of_the_future"])
        return members | {"manifest.json": json.dumps(manifest).encode()}

    refused(bare("new"), rewritten(archive, later), "made by a later Transom")


def test_killed_in_the_middle_there_is_no_desk_and_the_next_try_makes_one(archive, bare):
    new = bare("new")
    assert new.run("restore", str(archive), KILL_AT="restore.before-rename").returncode == -signal.SIGKILL
    assert not os.path.exists(new.folder / "files")
    assert new.run("manage", "prepare").returncode == 0
    assert new.rows(MAILS) == [(0,)]
    done = new.run("restore", str(archive))
    assert done.returncode == 0, done.stderr.decode()
    assert new.rows(MAILS) == [(1,)]
    assert not list(new.folder.glob("restoring-*"))
