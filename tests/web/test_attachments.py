"""Files: downloads through their ticket's scope, and pictures alone in a frame."""

import struct
import zlib

import pytest

from transom.people.mailboxes import Mailbox
from transom.people.models import Team
from transom.tickets import actions
from transom.tickets.files import store
from transom.tickets.messages import Attachment
from transom.tickets.words import NewAttachment, Words


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\x00\xff\x00\x00"))
    + _chunk(b"IEND", b"")
)
EVIL = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.fixture
def attach(ticket, sue, as_actor):
    def make(content, name="a.txt", content_type="text/plain"):
        words = Words(text="See.", attachments=(NewAttachment(store(content), name, content_type),))
        actions.note(ticket, words, actor=as_actor(sue))
        return Attachment.objects.latest("pk")

    return make


def test_a_file_is_a_download_and_never_what_it_says_it_is(attach, sues, at):
    row = attach(EVIL, "naïve “x”.svg", "image/svg+xml")
    answer = sues.get(f"/attachments/{row.pk}/")
    assert b"".join(answer) == EVIL
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''na%C3%AFve")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    page = sues.get(at()).content.decode()
    assert f'href="/attachments/{row.pk}/" download' in page
    assert "naïve “x”.svg" in page


@pytest.mark.parametrize("name", ['a"b.txt', "a\r\nX-Evil: 1.txt", "a;b.txt", "", "\u202egnp.exe"])
def test_no_name_breaks_the_header(attach, sues, name):
    answer = sues.get(f"/attachments/{attach(b'x', name).pk}/")
    assert answer.status_code == 200
    assert "X-Evil" not in answer.headers
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_only_pictures_of_pixels_are_shown_in_place(attach, sues):
    picture = sues.get(f"/attachments/{attach(PNG, 'x.html', 'text/html').pk}/picture")
    assert picture.headers["Content-Type"] == "image/png"
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    for content in (EVIL, b"<html>", b"", b"%PDF-1.4"):
        assert sues.get(f"/attachments/{attach(content, 'x.png', 'image/png').pk}/picture").status_code == 404


def test_files_are_seen_by_who_sees_their_ticket(attach, ticket, quinn, sign_in, sues):
    team = Team.objects.create(name="Board")
    team.members.add(quinn)
    row = attach(b"x")
    Mailbox.objects.update(team=team, restricted=True)
    assert sign_in(quinn).get(f"/attachments/{row.pk}/").status_code == 200
    assert sues.get(f"/attachments/{row.pk}/").status_code == 404
    assert sues.get(f"/attachments/{row.pk}/picture").status_code == 404
