"""The pictures of the docs: each that a page names is made by `bin/screenshots`, each that it makes is named, and all are small."""

import re
from pathlib import Path

import pytest

from docs.shots import SHOTS

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs/images"
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)|<(?:img|source)\s[^>]*?src(?:set)?=\"([^\"]+)\"[^>]*?>")
LARGEST, ALL_TOGETHER = 150_000, 2_500_000
MADE = {f"{shot.name}.webp" for shot in SHOTS}


def named() -> dict[str, list[str]]:
    """File names of pictures, and the pages that name them."""
    found: dict[str, list[str]] = {}
    for page in PAGES:
        for _, here, there in PICTURE.findall(page.read_text()):
            path = (page.parent / (here or there)).resolve()
            assert path.parent == IMAGES, f"{page.name} shows {path}, which is not one of ours."
            found.setdefault(path.name, []).append(page.name)
    return found


def test_every_picture_that_a_page_names_is_made_by_the_script():
    assert {name: pages for name, pages in named().items() if name not in MADE} == {}


def test_every_picture_that_the_script_makes_is_named():
    assert MADE - named().keys() == set()


def test_every_picture_is_there_and_no_other():
    assert {file.name for file in IMAGES.iterdir()} == MADE


def test_no_name_is_used_twice():
    assert len(SHOTS) == len(MADE)


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_picture_is_small(name):
    assert (IMAGES / name).stat().st_size <= LARGEST


def test_all_of_them_are_small():
    assert sum(file.stat().st_size for file in IMAGES.iterdir()) <= ALL_TOGETHER


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_picture_says_in_words_what_it_shows(page):
    images = re.findall(r"<img\s[^>]*>", page.read_text())
    assert [image for image in images if not re.search(r'alt="[^"]+"', image)] == []
    assert [path for words, path, _ in PICTURE.findall(page.read_text()) if path and not words] == []
