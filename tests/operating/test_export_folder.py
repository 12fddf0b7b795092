"""Where an export is put, and that what has its name is whole: at work, under load, killed."""

import json
import signal
import stat
import threading

import pytest
from django.core.management import CommandError, call_command

from tests.conftest import raw_mail
from tests.desks import free_port, stop, wait_for
from tests.operating.conftest import lines


def test_a_folder_that_is_not_empty_is_refused_and_left_alone(lived, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("x")
    with pytest.raises(CommandError, match="not empty"):
        call_command("export", str(tmp_path / "out"))
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["mine"]


def test_an_empty_folder_is_taken(lived, tmp_path):
    (tmp_path / "out").mkdir()
    call_command("export", str(tmp_path / "out"))
    assert (tmp_path / "out" / "manifest.json").exists()


def test_all_of_it_is_its_owners_alone(lived, tmp_path):
    call_command("export", str(tmp_path / "out"))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out").rglob("*") if path.is_file()}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out").rglob("*") if path.is_dir()}
    assert (modes, folders, stat.S_IMODE((tmp_path / "out").stat().st_mode)) == ({0o600}, {0o700}, 0o700)


def test_killed_just_before_the_end_nothing_has_the_name(own_desk, tmp_path):
    killed = own_desk.run("export", str(tmp_path / "out"), KILL_AT="export.before-rename")
    assert killed.returncode == -signal.SIGKILL
    assert not (tmp_path / "out").exists()
    assert own_desk.run("export", str(tmp_path / "out")).returncode == 0


def test_of_a_desk_at_work_it_is_one_moment(own_desk, tmp_path):
    """Mail comes in and is read all the while: no ticket is there in part, and every mail that was taken before is there."""
    port, stopping, taken = free_port(), threading.Event(), []

    def post():
        while not stopping.is_set():
            assert own_desk.deliver(raw_mail(subject=f"Number {len(taken)}")) == 0
            taken.append(1)

    process = own_desk.start("run", f"--http=127.0.0.1:{free_port()}", f"--smtp=127.0.0.1:{port}")
    posting = threading.Thread(target=post)
    posting.start()
    try:
        wait_for(lambda: len(taken) > 2, 60)
        before = len(taken)
        done = own_desk.run("export", str(tmp_path / "out"))
    finally:
        stopping.set()
        posting.join()
        stop(process)
    assert done.returncode == 0, done.stderr.decode()
    assert b"\r" not in done.stderr  # no bar where nobody looks
    check_is_one_moment(tmp_path / "out", at_least=before)


def check_is_one_moment(out, at_least: int) -> None:
    tickets = {ticket["number"]: ticket for ticket in lines(out, "tickets")}
    events = [event for event in lines(out, "events") if event["stream"] == "ticket"]
    assert {number: ticket["version"] for number, ticket in tickets.items()} == {
        number: max(event["sequence"] for event in events if event["ticket"] == number) for number in tickets
    }
    assert {event["ticket"] for event in events} == tickets.keys()
    inbound = lines(out, "inbound")
    assert len(inbound) >= at_least
    assert {mail["ticket"] for mail in inbound} - {None} == tickets.keys()
    assert {message["ticket"] for message in lines(out, "messages")} == tickets.keys()
    assert {path.stem for path in (out / "raw").iterdir()} == {mail["sha256"] for mail in inbound}
    assert json.loads((out / "manifest.json").read_text())["missing"] == []
