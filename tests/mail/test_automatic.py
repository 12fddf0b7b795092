"""Which mail a machine wrote. What matters most: a person is never taken for one."""

import pytest

from tests.mail.corpus_machines import DAEMON, absence, person, prose
from transom.mail.reading.automatic import AutomaticKind, recognise
from transom.mail.reading.automatic_subjects import is_automatic_subject
from transom.mail.reading.parse import parse


def kind(raw: bytes, envelope_sender: str | None = None, own=()) -> AutomaticKind | None:
    found = recognise(parse(raw), envelope_sender, own)
    return found.kind if found else None


def test_a_persons_mail_has_no_reason():
    assert recognise(parse(person("Printing")), "ann@acme.example") is None


def test_reasons_are_sentences():
    reason = recognise(parse(absence("Automatic reply: x")), "ann@acme.example").reason
    assert reason.endswith(".")
    assert reason[0].isupper()


def test_the_envelope_goes_before_the_return_path_header():
    raw = person("Printing", "Return-Path: <>\n")
    assert kind(raw) is AutomaticKind.AUTO_REPLY
    assert kind(raw, "ann@acme.example") is None
    assert kind(person("Printing"), "") is AutomaticKind.AUTO_REPLY


def test_a_bounce_that_comes_with_its_subject_only():
    assert kind(prose("Undeliverable: x", "Sorry.", DAEMON.replace("MAILER-DAEMON", "mx"))) is AutomaticKind.BOUNCE
    assert kind(person("Undeliverable: x")) is None


@pytest.mark.parametrize(
    "headers",
    [
        "List-Id: Support <support.desk.example>\nPrecedence: list\n",
        "List-Post: <mailto:support@desk.example>\n",
        "Mailing-list: list <mailto:support@desk.example>; contact x\n",
    ],
)
def test_a_group_that_feeds_the_desk_is_no_list(headers):
    assert kind(person("Printing", headers)) is AutomaticKind.LIST
    assert kind(person("Printing", headers), None, ["Support@desk.example"]) is None


@pytest.mark.parametrize(
    "headers",
    [
        "X-Autoreply: no\n",
        "Precedence: first-class\n",
        "Auto-Submitted: no\n",
        "X-Autorespond: none\n",
        "Feedback-ID: x\n",
    ],
)
def test_headers_that_say_nothing(headers):
    assert kind(person("Printing", headers)) is None


@pytest.mark.parametrize(
    "subject",
    [
        "Out of Office: Re: Your report",
        "OUT OF OFFICE",
        "Auto: Your report",
        "Réponse automatique\u00a0: Votre rapport",
        "Automatische Antwort: [#12] Drucker",
        "Fuera de la oficina - Su informe",
        "自动回复: 报告",
        "부재중: 보고서",
        "Automaattinen vastaus: Raportti",
    ],
)
def test_subjects_of_absence(subject):
    assert is_automatic_subject(subject)
    assert kind(absence(subject)) is AutomaticKind.AUTO_REPLY
    assert kind(person(subject)) is None, "the subject alone is no proof"


@pytest.mark.parametrize(
    "subject",
    [
        "Out of office replies are sent twice",
        "Automatic reply does not work",
        "Re: Automatic reply: Your report",
        "Auto import fails",
        "Vacation days are wrong",
        "Abwesenheiten fehlen",
        "Absence of the button",
        "Autosave",
        "",
    ],
)
def test_subjects_of_people(subject):
    assert not is_automatic_subject(subject)
    assert kind(absence(subject)) is None


@pytest.mark.parametrize(
    "name", ["Bounce GmbH", "Bounce House Rentals", "Ann of Mail Delivery Service Ltd", "Trouncebounce"]
)
def test_names_of_people_and_companies(name):
    assert kind(person("Printing").replace(b"From: ", f"From: {name} <ann@acme.example>\nX-From: ".encode(), 1)) is None


@pytest.mark.parametrize(
    "name", ["Mail Delivery Subsystem", "Mail Delivery System (mx1)", "Delivery Status Notification"]
)
def test_names_of_mail_systems(name):
    raw = person("Printing").replace(b"From: ", f"From: {name} <mx@acme.example>\nX-From: ".encode(), 1)
    assert kind(raw) is AutomaticKind.BOUNCE
