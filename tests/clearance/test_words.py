"""Which words go out: in the customer's language where it is known, for the type before any, else what ships."""

import pytest
from django.urls import reverse

from tests.web.conftest import signed_in
from transom.clearance import words
from transom.clearance.models import ClockWords, WordsKind
from transom.clearance.shipped import LANGUAGES, SHIPPED
from transom.clearance.words import NAMES, WAY_BACK
from transom.composing.variables import unknown
from transom.workflow.models import TicketType


def spoken(ticket) -> str:
    return words.for_ticket(WordsKind.FOLLOW_UP, ticket)


@pytest.mark.parametrize(
    ("contact", "customer", "begins"),
    [
        ("", "", "Hello Ann,"),
        ("de-AT", "", "Guten Tag Ann Meyer,"),
        ("", "fr", "Bonjour Ann Meyer,"),
        ("it", "fr", "Buongiorno Ann Meyer,"),
        ("tlh", "", "Hello Ann,"),
    ],
)
def test_the_contacts_language_comes_before_the_customers(ticket, contact, customer, begins):
    ticket.requester.language, ticket.customer.language = contact, customer
    assert spoken(ticket).startswith(begins)


def test_in_a_language_the_words_for_the_type_come_first(ticket, as_actor):
    question = TicketType.objects.get(slug="question")
    ClockWords.objects.create(kind=WordsKind.FOLLOW_UP, language="", text="Ours for any.")
    assert spoken(ticket) == "Ours for any."
    ClockWords.objects.create(
        kind=WordsKind.FOLLOW_UP, ticket_type=question, language="", text="Ours, {{ticket number}}."
    )
    assert spoken(ticket) == f"Ours, {ticket.number}."
    ticket.requester.language = "de"
    assert spoken(ticket).startswith("Guten Tag")


def test_what_is_not_known_is_left_out(ticket):
    ticket.requester.name = "ann@acme.example"
    assert spoken(ticket).startswith("Hello,\n")


@pytest.mark.parametrize("kind", WordsKind)
def test_what_ships_names_only_what_there_is(kind):
    assert SHIPPED[kind].keys() == LANGUAGES.keys()
    for text in SHIPPED[kind].values():
        assert not unknown(text, NAMES[kind])
        assert (WAY_BACK.written in text) == (kind == WordsKind.FAREWELL)


def test_an_admin_writes_words_and_puts_them_back(ada):
    browser, url = signed_in(ada), reverse("clock_words_of", args=["farewell", "issue", "de"])
    assert "{{way back}}" in browser.get(url).content.decode()
    refused = browser.post(url, {"text": "Tschüss, {{their name}}."})
    assert refused.status_code == 422 and "Say how they come back" in refused.content.decode()
    refused = browser.post(url, {"text": "{{way back}} {{my name}}"})
    assert refused.status_code == 422 and "There is no {{my name}}" in refused.content.decode()
    assert browser.post(url, {"text": "Tschüss. {{way back}}"}).status_code == 303
    row = ClockWords.objects.get()
    assert (row.kind, row.ticket_type.slug, row.language, row.text) == (
        "farewell",
        "issue",
        "de",
        "Tschüss. {{way back}}",
    )
    assert "Tschüss" in browser.get(reverse("clock_words")).content.decode()
    browser.post(url, {"put-back": "1"})
    assert not ClockWords.objects.exists()


def test_a_form_leads_to_the_words_of_a_language(ada):
    answer = signed_in(ada).get(reverse("clock_words"), {"kind": "follow-up", "language": "pt-BR", "ticket_type": ""})
    assert answer.headers["Location"] == reverse("clock_words_of", args=["follow-up", "any", "pt-br"])
    wrong = signed_in(ada).get(reverse("clock_words"), {"kind": "follow-up", "language": "a b"})
    assert "Write the short name" in wrong.content.decode()
