"""Types with their paths: read by everyone at the desk; made, shared and brought by admins."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.process.conftest import TYPE
from transom.process.models import PathDraft
from transom.workflow.models import TicketType

NEW = {"name": "Complaint", "purpose": "Somebody is not content.", "like": ""}


def make(adas):
    like = TicketType.objects.get(slug="question").pk
    return adas.post("/setup/process/types/", NEW | {"like": like})


def test_a_new_type_is_a_draft_until_it_is_published(adas, quinn, sign_in):
    assert make(adas).headers["Location"] == "/setup/process/types/complaint/draft/"
    quinns = sign_in(quinn)
    assert "Complaint" not in quinns.get("/process/").content.decode()
    assert "Complaint" not in quinns.get("/tickets/new/").content.decode()
    assert "Not published yet" in adas.get("/setup/process/types/complaint/").content.decode()
    draft = PathDraft.objects.get()
    published = adas.post(
        "/setup/process/types/complaint/draft/publish", {"place": draft.place, "why": "They come each week."}
    )
    assert published.headers["Location"] == "/setup/process/types/complaint/"
    assert "Complaint" in quinns.get("/process/").content.decode()
    assert "Complaint" in quinns.get("/tickets/new/").content.decode()


def test_a_type_that_was_never_published_goes_with_its_draft(adas):
    make(adas)
    adas.post("/setup/process/types/complaint/draft/discard", {"place": 0})
    assert not TicketType.objects.filter(slug="complaint").exists()


def test_two_types_have_two_names(adas):
    make(adas)
    answer = make(adas)
    assert answer.status_code == 422
    assert "A type of this name is there already." in answer.content.decode()


def test_everyone_at_the_desk_reads_the_process(ticket, sue, sues, olga, sign_in):
    page = sues.get("/process/").content.decode()
    assert "How we work" in page
    assert "/setup/process/" not in page
    page = sues.get("/process/issue/").content.decode()
    assert "What each status means" in page
    assert "Tickets begin here" in page
    assert sign_in(olga).get("/process/").status_code == 404


def test_a_path_goes_out_as_a_file_and_comes_back_as_a_draft(adas):
    answer = adas.get(f"{TYPE}export")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="path-of-issue.json"'
    document = json.loads(answer.content)
    document["paths"][0]["stops"][1]["name"] = "Under review"
    file = SimpleUploadedFile("process.json", json.dumps(document).encode(), "application/json")
    back = adas.post("/setup/process/import/", {"file": file})
    assert back.headers["Location"] == f"{TYPE}draft/"
    assert "Under review" in adas.get(f"{TYPE}draft/").content.decode()


def test_all_paths_come_back_as_drafts(adas):
    file = SimpleUploadedFile("process.json", adas.get("/setup/process/export").content)
    assert adas.post("/setup/process/import/", {"file": file}).headers["Location"] == "/setup/process/"
    page = adas.get("/setup/process/").content.decode()
    assert "The 5 paths of the file are drafts now." in page
    assert page.count("A draft by Ada Winter") == 5


def test_a_file_that_is_none_says_what_to_do(adas):
    for content in (b"", b"{", b'{"transom": "process", "format": 1, "paths": []}'):
        answer = adas.post("/setup/process/import/", {"file": SimpleUploadedFile("x.json", content)})
        assert answer.status_code == 422
    assert "There is no path in this file." in answer.content.decode()
    assert not PathDraft.objects.exists()


def test_a_type_that_was_only_begun_is_offered_nowhere(adas, ticket, quinn, sign_in):
    make(adas)
    begun, quinns = TicketType.objects.get(slug="complaint"), sign_in(quinn)
    for address in (f"/tickets/{ticket.number}/", "/tickets/new/", "/queues/open/"):
        assert "Complaint" not in quinns.get(address).content.decode()
    answer = quinns.post(f"/tickets/{ticket.number}/type", {"version": ticket.version, "ticket_type": begun.pk})
    assert answer.status_code == 422
    ticket.refresh_from_db()
    assert ticket.ticket_type.slug == "question"
