"""Every mail of `corpus/` is read as the expected result beside it says."""

import json
from pathlib import Path

import pytest

from transom.mail.reading.automatic import recognise
from transom.mail.reading.parse import parse
from transom.mail.reading.parsed import ParsedEmail

CORPUS = Path(__file__).parent / "corpus"
NAMES = [path.stem for path in sorted(CORPUS.glob("*.json"))]
CHECKED_ELSEWHERE = {"visible", "folded", "forwarded"}
ATTACHMENT_FIELDS = {"name": "filename", "type": "content_type", "inline": "inline", "content_id": "content_id"}


def check_sender(mail: ParsedEmail, expected: dict | str | None) -> None:
    if expected is None or isinstance(expected, str):
        assert (mail.sender.address if mail.sender else None) == expected
    else:
        assert {key: getattr(mail.sender, key) for key in expected} == expected


def check_attachments(mail: ParsedEmail, expected: list[dict]) -> None:
    assert len(mail.attachments) == len(expected), [attachment.filename for attachment in mail.attachments]
    for attachment, wanted in zip(mail.attachments, expected, strict=True):
        found = {key: getattr(attachment, field) for key, field in ATTACHMENT_FIELDS.items()}
        found["size"] = len(attachment.content)
        assert {key: found[key] for key in wanted} == wanted


def check_recipients(mail: ParsedEmail, expected: list[dict] | None) -> None:
    if expected is None:
        assert mail.report is None
        return
    assert mail.report is not None
    assert len(mail.report.recipients) == len(expected), mail.report
    for recipient, wanted in zip(mail.report.recipients, expected, strict=True):
        assert {key: getattr(recipient, key) for key in wanted} == wanted


def check_automatic(mail: ParsedEmail, expected: str | None) -> None:
    found = recognise(mail)
    assert (found.kind.value if found else None) == expected, found


def check_contains(whole: str, expected: list[str] | str) -> None:
    for words in [expected] if isinstance(expected, str) else expected:
        assert words in whole


def check(mail: ParsedEmail, key: str, expected) -> None:
    match key:
        case "subject" | "message_id":
            assert getattr(mail, key) == expected
        case "in_reply_to" | "references":
            assert list(getattr(mail, key)) == expected
        case "to" | "cc" | "reply_to":
            assert [address.address for address in getattr(mail, key)] == expected
        case "sender":
            check_sender(mail, expected)
        case "date":
            assert (mail.date.isoformat() if mail.date else None) == expected
        case "text":
            assert mail.text.strip("\n") == expected
        case "text_contains":
            check_contains(mail.text, expected)
        case "html_contains":
            check_contains(mail.html, expected)
        case "attachments":
            check_attachments(mail, expected)
        case "automatic":
            check_automatic(mail, expected)
        case "report_recipients":
            check_recipients(mail, expected)
        case "report_original":
            assert mail.report.original_message_id == expected
        case "problems":
            assert list(mail.problems) == expected
        case "problems_contain":
            check_contains("\n".join(mail.problems), expected)
        case _:
            pytest.fail(f"No such key: {key}")


@pytest.mark.parametrize("name", NAMES)
def test_mail_is_read_as_expected(name):
    mail = parse((CORPUS / f"{name}.eml").read_bytes())
    expected = json.loads((CORPUS / f"{name}.json").read_text(encoding="utf-8"))
    for key, value in expected.items():
        if key not in CHECKED_ELSEWHERE:
            check(mail, key, value)


def test_every_mail_has_an_expected_result():
    assert {path.stem for path in CORPUS.glob("*.eml")} == set(NAMES)
