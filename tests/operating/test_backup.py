"""What `transom backup` writes: all of the desk, in a file that is whole or not there, and that nobody can change unseen."""

import functools
import hashlib
import signal
import stat
import tarfile
import uuid
from pathlib import Path

import pyrage
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from transom.operating.backup.manifest import Damaged, Refused
from transom.operating.backup.sealed import WrongPassphrase
from transom.operating.backup.verify import verify
from transom.operating.backup.write import backup
from transom.tickets.files import StoredFile, store
from transom.tickets.models import Ticket

PASSPHRASE = "correct horse battery staple"


@pytest.fixture(autouse=True)
def each_key_is_stretched_once(monkeypatch):
    """scrypt takes a second of a processor each time, and gives the same for the same."""
    monkeypatch.setattr(pyrage.passphrase, "decrypt", functools.cache(pyrage.passphrase.decrypt))


@pytest.fixture
def plain(lived, tmp_path) -> Path:
    backup(tmp_path / "desk.backup")
    return tmp_path / "desk.backup"


@pytest.fixture
def sealed(lived, tmp_path) -> Path:
    backup(tmp_path / "desk.backup", PASSPHRASE)
    return tmp_path / "desk.backup"


def test_it_holds_the_desk_and_says_so(plain):
    manifest = verify(plain)
    assert manifest.tables["transom.ticket"].rows == Ticket.objects.count()
    assert manifest.files == StoredFile.objects.count()
    assert "sessions.session" not in manifest.tables


def test_it_is_its_owners_alone_and_nothing_is_left_beside_it(plain):
    assert stat.S_IMODE(plain.stat().st_mode) == 0o600
    assert list(plain.parent.iterdir()) == [plain]


def test_tar_reads_one_without_a_passphrase(plain):
    with tarfile.open(plain) as tar:
        content = {member.name: tar.extractfile(member).read() for member in tar}
    assert content["secret.key"].decode() == settings.SECRET_KEY
    assert all(hashlib.sha256(content[name]).hexdigest() == name[6:] for name in content if name.startswith("files/"))


def check_is_found(whole: bytes, places, passphrase: str, changed: Path) -> None:
    for place in sorted(places):
        content = bytearray(whole)
        content[place] ^= 1 << (place % 8)
        changed.write_bytes(content)
        with pytest.raises(Refused):
            verify(changed, passphrase)


def test_any_bit_that_is_changed_is_found(plain, tmp_path):
    """In the heads and the end everywhere, and in 300 places in between."""
    whole = plain.read_bytes()
    places = {*range(12), *range(0, len(whole), len(whole) // 300 + 1), *range(len(whole) - 60, len(whole))}
    check_is_found(whole, places, "", tmp_path / "changed")


def test_any_bit_of_one_that_is_sealed_too(sealed, tmp_path):
    """In the heads, the padding, the wrapped key, what is encrypted, and the end. Few: a changed key takes a second."""
    whole = sealed.read_bytes()
    places = {0, 124, 510, 600, 1000, 1030, 1600, len(whole) // 2, len(whole) - 1025, len(whole) - 1}
    check_is_found(whole, places, PASSPHRASE, tmp_path / "changed")


@pytest.mark.parametrize("kind", ["plain", "sealed"])
def test_one_that_is_cut_short_or_longer_is_found(kind, request, tmp_path):
    whole = request.getfixturevalue(kind).read_bytes()
    passphrase = PASSPHRASE if kind == "sealed" else ""
    other = tmp_path / "other"
    for content in (b"", whole[:5], whole[: len(whole) // 2], whole[:-58], whole + b"x"):
        other.write_bytes(content)
        with pytest.raises(Damaged):
            verify(other, passphrase)


def test_a_file_of_another_kind_is_refused(tmp_path):
    (tmp_path / "letter").write_text("Dear Ann,\n" * 1000)
    with pytest.raises(Damaged):
        verify(tmp_path / "letter")


def test_a_wrong_passphrase_is_told_in_words(sealed):
    with pytest.raises(WrongPassphrase, match="passphrase is wrong"):
        verify(sealed, "another one")


def test_what_is_sealed_shows_nothing(sealed):
    content = sealed.read_bytes()
    assert settings.SECRET_KEY.encode() not in content
    assert b"transom" not in content


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"something else")])
def test_an_attachment_that_is_gone_or_damaged_stops_the_backup(lived, tmp_path, harm):
    stored = store(uuid.uuid4().bytes)
    harm(settings.FILES_ROOT / stored.path)
    with pytest.raises(CommandError, match=stored.sha256):
        call_command("backup", str(tmp_path / "desk.backup"))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_not_written_over(lived, tmp_path):
    (tmp_path / "desk.backup").write_text("mine")
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", str(tmp_path / "desk.backup"))
    assert (tmp_path / "desk.backup").read_text() == "mine"


def test_killed_just_before_the_end_nothing_has_the_name(own_desk, tmp_path):
    killed = own_desk.run("backup", str(tmp_path / "desk.backup"), KILL_AT="backup.before-rename")
    assert killed.returncode == -signal.SIGKILL
    assert not (tmp_path / "desk.backup").exists()
    assert own_desk.run("backup", str(tmp_path / "desk.backup")).returncode == 0
    assert own_desk.run("backup", "--verify", str(tmp_path / "desk.backup")).returncode == 0
