"""The desk's own files: one style sheet, compressed, kept for good, under an address that is another when they are."""

import gzip
import re

from django.conf import settings

from transom.config import static_files

SHEET = f"{settings.STATIC_URL}{static_files.SHEET}"


def whole(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_the_style_sheet_is_one_file_with_every_component_in_its_layer(client, db):
    sheet = whole(client.get(SHEET)).decode()
    assert "@import" not in sheet
    assert "/*" not in sheet
    for path in (static_files.OWN / "transom/css/components").glob("*.css"):
        [name, *_rest] = re.findall(r"^(\.[\w-]+)", path.read_text(), re.MULTILINE) or [""]
        assert name in sheet, f"{path.name} is not imported in index.css"
    order = [sheet.index(f"@layer {layer} {{") for layer in ("tokens", "base", "layout", "components")]
    assert order == sorted(order)
    assert sheet.count("{") == sheet.count("}")


def test_it_is_compressed_and_kept_for_good(client, db):
    answer = client.get(SHEET, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    assert gzip.decompress(whole(answer)) == whole(client.get(SHEET))


def test_nothing_but_the_desks_own_files_is_there(client, db):
    made = {
        path.relative_to(static_files.folder()).as_posix().removesuffix(".gz")
        for path in static_files.folder().rglob("*.*")
    }
    assert made == set(static_files.sources())
    assert client.get(f"{settings.STATIC_URL}../settings.py").status_code == 404
    assert client.get(f"{settings.STATIC_URL}django_htmx/htmx-4.js").status_code == 404


def test_the_address_changes_with_any_file(monkeypatch, tmp_path):
    before = static_files.mark.__wrapped__()
    changed = tmp_path / "desk.js"
    changed.write_text("// another")
    found = static_files.sources()
    monkeypatch.setattr(static_files, "sources", lambda: found | {"transom/js/desk.js": changed})
    assert static_files.mark.__wrapped__() != before


def test_a_sheet_takes_in_what_it_imports(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "one.css").write_text("/* of one */\n.one {\n  color: red;\n}\n")
    (tmp_path / "all.css").write_text('@layer a, b;\n@import url("deep/one.css") layer(b);\n')
    assert static_files.one_sheet(tmp_path / "all.css") == "@layer a, b;\n@layer b {\n.one {\n  color: red;\n}\n}\n"
