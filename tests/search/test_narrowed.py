"""A word together with operators finds what a walk through all tickets finds, from whichever side the search begins."""

import re
from itertools import product

import pytest

from transom.search import finding
from transom.tickets import actions
from transom.tickets.actions import Words
from transom.tickets.models import Ticket
from transom.worker import drain

PEOPLE = ("Ann Meyer <ann@acme.example>", "Lena Voss <lena@nordbau.example>", "Max <max@other.example>")
TEXTS = ("The fire burns.", "No smoke yet.", "Fire and smoke.", "Fires again.")
LATER = "Smoke, we think: fire."
WORDS = {
    "fire": (("fire",), None),
    "smok": (("smok",), None),
    "fire smoke": (("fire", "smoke"), None),
    "fire -smoke": (("fire",), "smoke"),
    "zebra": (("zebra",), None),
}
OPERATORS = {
    "": lambda row: True,
    "is:mine": lambda row: row["mine"],
    "assignee:nobody": lambda row: not row["mine"],
    "customer:acme": lambda row: row["person"] == 0,
    "-customer:acme": lambda row: row["person"] != 0,
    "is:open requester:max": lambda row: row["person"] == 2,
    "is:closed": lambda row: False,
    "has:note": lambda row: row["noted"],
    "tag:odd is:mine": lambda row: row["odd"] and row["mine"],
}
EVERY_TICKET, NO_TICKET = finding.FEW, -1


@pytest.fixture
def rows(acme, mail, sue, as_actor):
    """Tickets of three people, some with a second mail, a note, a tag, somebody who has them; with what was said in each."""
    made = []
    for count, (person, text) in enumerate(product(range(3), TEXTS)):
        ticket = mail(text, sender=PEOPLE[person], subject=f"Number {count}").ticket
        row = {"key": ticket.pk, "person": person, "said": [text]}
        row |= {"mine": count % 3 == 0, "noted": count % 4 == 1, "odd": count % 2 == 1}
        if row["mine"]:
            ticket = actions.assign(ticket, sue, actor=as_actor(sue))
        if row["odd"]:
            ticket = actions.set_tags(ticket, ["odd"], actor=as_actor(sue))
        if row["noted"]:
            actions.note(ticket, Words(LATER), actor=as_actor(sue))
            row["said"].append(LATER)
        made.append(row)
    for row in made[::5]:
        answered = Ticket.objects.get(pk=row["key"]).messages.get().message_id
        mail("Still fire.", in_reply_to=answered, sender=PEOPLE[row["person"]])
        row["said"].append("Still fire.")
    drain()
    return made


def has(said: list[str], every: tuple[str, ...], unwanted: str | None) -> bool:
    pieces = [re.findall(r"\w+", text.lower()) for text in said]
    together = any(all(any(word.startswith(one) for word in piece) for one in every) for piece in pieces)
    return together and not any(unwanted in piece for piece in pieces)


def through(search, size: int) -> list[int]:
    """Page after page."""
    found, after = [], None
    for _ in range(500):
        page = search.by_words(after, size)
        found += page.tickets
        after = page.next
        if after is None:
            return found
    raise AssertionError("the pages do not end")


@pytest.mark.parametrize("first, window", [(1, 3), (2, 7), (200, 20_000)])
@pytest.mark.parametrize("few", [EVERY_TICKET, NO_TICKET], ids=["from the tickets", "from the words"])
def test_all_pages_together_are_what_a_walk_finds(rows, sue, find, monkeypatch, few, first, window):
    whole = {question: find.search(question, sue).by_words(size=1000) for question in questions()}
    for name, value in (("FEW", few), ("FIRST", first), ("WINDOW", window)):
        monkeypatch.setattr(finding, name, value)
    for question, (words, fits) in questions().items():
        walked = {row["key"] for row in rows if fits(row) and has(row["said"], *words)}
        for size in (2, 25):
            found = through(find.search(question, sue), size)
            assert set(found) == walked, question
            assert found == list(whole[question].tickets), question


def questions() -> dict:
    return {
        f"{word} {operator}".strip(): (words, fits)
        for (word, words), (operator, fits) in product(WORDS.items(), OPERATORS.items())
    }
