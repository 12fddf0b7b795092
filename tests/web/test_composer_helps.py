"""Preview, files on their way, and names to mention."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


def test_the_preview_is_what_the_mail_will_show(sues):
    said = "**Bold** <b>tag</b> ![pic](https://else.example/a.png) [x](javascript:alert(1))"
    page = sues.post("/composer/preview", {"body": said}).content.decode()
    assert "<strong>Bold</strong> &lt;b&gt;tag&lt;/b&gt;" in page
    assert "<img" not in page
    assert 'href="https://else.example/a.png"' in page
    assert "javascript:" not in page


@pytest.mark.parametrize("path", ["/composer/preview", "/composer/files"])
def test_what_takes_words_leads_elsewhere_when_it_is_looked_at(sues, olga, sign_in, path):
    assert sues.get(path).status_code == 303
    assert sign_in(olga).get(path).status_code == 404


def test_a_picture_can_be_looked_at_by_whose_it_is(dev, sues, sign_in):
    page = sues.post("/composer/files", {"file": SimpleUploadedFile("a.png", PIXEL)}).content.decode()
    url = page.partition('<img src="')[2].partition('"')[0]
    shown = sues.get(url)
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/png")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert sign_in(dev).get(url).status_code == 404


def test_what_only_says_that_it_is_a_picture_is_not_shown(sues):
    page = sues.post("/composer/files", {"file": SimpleUploadedFile("a.png", b"<script>")}).content.decode()
    url = page.partition('<img src="')[2].partition('"')[0]
    assert sues.get(url).status_code == 404


def test_all_files_together_have_one_limit(sues, monkeypatch):
    monkeypatch.setattr("transom.web.agent.uploads.LARGEST", 5)
    page = sues.post("/composer/files", {"file": SimpleUploadedFile("a.txt", b"abc")}).content.decode()
    token = page.partition('name="kept" value="')[2].partition('"')[0]
    answer = sues.post("/composer/files", {"file": SimpleUploadedFile("b.txt", b"abc"), "kept": token})
    assert answer.status_code == 422
    assert "b.txt is too large" in answer.content.decode()


def test_a_disk_that_is_full_is_said(sues, monkeypatch):
    def full(_files):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("transom.web.agent.uploads.take", full)
    answer = sues.post("/composer/files", {"file": SimpleUploadedFile("a.txt", b"abc")})
    assert answer.status_code == 503


def test_people_of_the_desk_can_be_mentioned(sue, dev, ada, olga, sues):
    names = [row["name"] for row in sues.get("/composer/people").json()["people"]]
    assert names == ["Ada Winter", "Dev Okafor"], "neither oneself nor who has no role"


def test_an_outsider_learns_no_names(olga, sign_in):
    assert sign_in(olga).get("/composer/people").status_code == 404
