"""What `transom export` writes: everything but secrets, in the shape that it says, summed up in its manifest."""

import hashlib
import json
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.operating import export_page
from tests.operating.conftest import SECRET, lines
from tests.operating.json_schema import faults
from transom.mail.models import InboundEmail, OutboundEmail
from transom.operating.export.kinds import KINDS
from transom.people.models import User
from transom.people.setup_links import SetupLink
from transom.tickets.files import StoredFile, store
from transom.tickets.models import Ticket


@pytest.fixture
def out(lived, tmp_path) -> Path:
    call_command("export", str(tmp_path / "out"))
    return tmp_path / "out"


def test_every_line_is_as_the_schema_beside_it_says(out):
    schema = json.loads((out / "schema.json").read_text())
    checked = 0
    for name, kind in schema["x-files"].items():
        text = (out / name).read_text()
        for value in map(json.loads, [text] if name == "manifest.json" else text.splitlines()):
            assert faults(value, kind, schema["$defs"], name) == []
            checked += 1
    assert checked > 100


def test_there_is_a_line_of_every_kind(out):
    """So that no kind passes the test above by being empty."""
    assert [kind.name for kind in KINDS if not lines(out, kind.name)] == []


def test_the_manifest_sums_up_what_is_there(out):
    manifest = json.loads((out / "manifest.json").read_text())
    for name, said in manifest["files"].items():
        content = (out / name).read_bytes()
        found = {"rows": content.count(b"\n"), "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        assert found == said
    assert {path.name for path in out.iterdir()} == {
        *manifest["files"],
        "manifest.json",
        "schema.json",
        "files",
        "raw",
    }
    for folder, name in (("attachments", "files"), ("raw", "raw")):
        sizes = [path.stat().st_size for path in (out / name).iterdir()]
        assert manifest[folder] == {"files": len(sizes), "size": sum(sizes)}


def test_files_and_raw_mails_are_there_under_their_hashes(out):
    names = {
        file["sha256"] for name in ("messages", "notes") for row in lines(out, name) for file in row["attachments"]
    }
    assert (
        {path.name for path in (out / "files").iterdir()} == names == {file.sha256 for file in StoredFile.objects.all()}
    )
    assert {path.stem for path in (out / "raw").iterdir()} == {row["sha256"] for row in lines(out, "inbound")}
    for path in [*(out / "files").iterdir(), *(out / "raw").iterdir()]:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem


def test_every_mail_says_what_became_of_it(out):
    rows = lines(out, "inbound")
    assert len(rows) == InboundEmail.objects.count()
    assert {"ticket", "duplicate", "ignored", "held"} <= {row["outcome"] for row in rows}
    assert all(row["reason"] for row in rows)
    numbers = {ticket["number"] for ticket in lines(out, "tickets")}
    assert numbers == set(Ticket.objects.values_list("number", flat=True))
    assert {row["ticket"] for row in rows} - {None} <= numbers


def test_mail_that_went_out_is_known_by_the_hash_of_its_frozen_bytes(out):
    sums = {
        mail.message_id_header: hashlib.sha256(bytes(mail.mime)).hexdigest() for mail in OutboundEmail.objects.all()
    }
    assert {row["message_id"]: row["sha256"] for row in lines(out, "outbound")} == sums


def test_events_are_whole_and_name_their_ticket_by_number(out):
    events = [event for event in lines(out, "events") if event["stream"] == "ticket"]
    for ticket in lines(out, "tickets"):
        sequences = [event["sequence"] for event in events if event["ticket"] == ticket["number"]]
        assert sequences == list(range(1, ticket["version"] + 1))


def test_secrets_are_nowhere(out, sue):
    told = b"".join(path.read_bytes() for path in out.rglob("*") if path.is_file())
    hashed = [user.password for user in User.objects.all()] + list(
        SetupLink.objects.values_list("token_hash", flat=True)
    )
    assert [secret for secret in (SECRET, settings.SECRET_KEY, *hashed) if secret.encode() in told] == []


def test_the_page_names_every_field():
    page = export_page.PAGE.read_text()
    told = page.partition(export_page.BEGIN)[2].partition(export_page.END)[0]
    assert told.strip() == export_page.fields().strip(), "run python -m tests.operating.export_page"


def test_raw_mails_can_be_left_out(lived, tmp_path):
    call_command("export", str(tmp_path / "out"), without_raw=True)
    assert not (tmp_path / "out" / "raw").exists()
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["raw"] is None


@pytest.fixture
def stored(lived) -> StoredFile:
    """A stored file that no other test has."""
    return store(uuid.uuid4().bytes)


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"something else")])
def test_an_attachment_that_is_gone_or_damaged_is_named_and_the_rest_is_there(stored, tmp_path, harm):
    harm(settings.FILES_ROOT / stored.path)
    with pytest.raises(CommandError, match="1 attachments are not in the desk's folder"):
        call_command("export", str(tmp_path / "out"))
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["missing"] == [stored.sha256]
    assert len(lines(tmp_path / "out", "tickets")) == Ticket.objects.count()
