"""Other people's mail, where it is at hand: nothing raises, bounces are known, and another parser agrees.

The mails are not part of the repository. Where they are missing, these tests skip and say so.
"""

import json
import os
from itertools import chain
from pathlib import Path

import pytest

from transom.mail.reading.automatic import AutomaticKind, recognise
from transom.mail.reading.parse import parse

MAIL = Path(__file__).parents[2].parent / "shared" / "realdata" / "mail"
pytestmark = pytest.mark.skipif(not MAIL.is_dir(), reason=f"NOT TESTED: the real mails are not at {MAIL}")
BOUNCES = MAIL / "sisimai-bounces" / "bsd"
STALWART = MAIL / "stalwart-mail-parser"
NO_TICKET = {AutomaticKind.BOUNCE, AutomaticKind.AUTO_REPLY, AutomaticKind.LIST}
# A list's answer to someone who is no member; a complaint by an answer; vacation notices.
NOT_BOUNCES = {"lhost-fml-02.eml", "arf-26.eml"}
# What an agreement of these may fall to. In subjects the other parser loses raw 8-bit letters; in text it takes a part
# as a file that we read as words.
LEAST_AGREEMENT = {"subject": 0.92, "from": 1.0, "to": 1.0, "text": 0.91, "attachments": 0.96}


def mails():
    entries = (entry for entry in sorted(MAIL.rglob("*")) if "_expected" not in entry.parts)
    return [path for path in entries if path.is_file() and path.suffix != ".json"]


def test_every_mail_is_read():
    troubled = []
    for path in mails():
        mail = parse(path.read_bytes())
        troubled += [(path.name, problem) for problem in mail.problems if "could not be read (" in problem]
    assert troubled == []


def test_no_bounce_is_taken_for_a_person():
    kinds = {}
    for path in sorted(BOUNCES.iterdir()):
        found = recognise(parse(path.read_bytes()))
        kinds[path.name] = found.kind if found else None
    assert len(kinds) == 327
    assert {name: kind for name, kind in kinds.items() if kind not in NO_TICKET} == {}
    others = {name for name, kind in kinds.items() if kind is not AutomaticKind.BOUNCE}
    assert {name for name in others if not name.startswith("rfc3834-")} == NOT_BOUNCES


def test_nearly_every_bounce_names_its_recipient():
    reports = [parse(path.read_bytes()).report for path in sorted(BOUNCES.iterdir())]
    reports = [report for report in reports if report]
    assert sum(bool(report.recipients) for report in reports) >= 0.98 * len(reports)
    assert sum(bool(report.original_message_id) for report in reports) >= 0.85 * len(reports)


def test_people_are_taken_for_people():
    folders = [STALWART.rglob("*.eml"), (MAIL / "talon").rglob("*.eml"), (MAIL / "chatwoot").iterdir()]
    machines = {}
    for path in chain.from_iterable(folders):
        found = recognise(parse(path.read_bytes()))
        if found:
            machines[path.name] = found.kind.value
    assert machines == {"bounced_with_no_from.eml": "bounce", "non_utf_encoded_mail.eml": "auto-reply"}


def test_bodies_of_people_are_taken_for_people():
    for folder in ("github-email_reply_parser", "zapier-email-reply-parser"):
        for path in (MAIL / folder).iterdir():
            assert recognise(parse(b"From: ann@acme.example\nSubject: Re: x\n\n" + path.read_bytes())) is None


def test_list_mail_is_known_and_other_ham_is_not_automatic():
    kinds = [recognise(parse(path.read_bytes())) for path in sorted((MAIL / "spamassassin" / "easy-ham-2").iterdir())]
    assert sum(kind is not None and kind.kind is AutomaticKind.LIST for kind in kinds) == 1363
    assert sum(kind is not None and kind.kind is AutomaticKind.BOUNCE for kind in kinds) == 2
    assert sum(kind is None for kind in kinds) == 35


def header_of(part: dict, name: str) -> dict:
    values = (header["value"] for header in part["headers"] if header["name"] == name)
    value = next(values, {})
    return value if isinstance(value, dict) else {}


def addresses_in(value: dict) -> set[str]:
    found = value.get("Address") or {}
    lists = [found.get("List", [])] + [group.get("addresses", []) for group in found.get("Group", [])]
    lists.append([found["Address"]] if "Address" in found else [])
    return {one["address"].strip().lower() for group in lists for one in group if one.get("address")}


def same_words(text: str | None) -> str:
    return " ".join((text or "").split())


def agreement(path: Path) -> dict[str, bool]:
    expected = json.loads(path.read_text(encoding="utf-8"))
    mail = parse(path.with_suffix(".eml").read_bytes())
    root = expected["parts"][0]
    bodies = [expected["parts"][number]["body"] for number in expected["text_body"]]
    agrees = {
        "subject": same_words(header_of(root, "subject").get("Text")) == mail.subject,
        "from": ({mail.sender.address} if mail.sender else set()) <= addresses_in(header_of(root, "from"))
        and bool(mail.sender) == bool(addresses_in(header_of(root, "from"))),
        "to": addresses_in(header_of(root, "to")) == {address.address for address in mail.to},
        "attachments": len(expected["attachments"]) == len(mail.attachments),
    }
    if bodies and all("Text" in body for body in bodies):
        agrees["text"] = same_words(" ".join(body["Text"] for body in bodies)) == same_words(mail.text)
    return agrees


def test_another_parser_agrees():
    results = [agreement(path) for path in sorted(STALWART.rglob("*.json"))]
    assert len(results) == 64
    shares = {}
    for key in LEAST_AGREEMENT:
        answers = [result[key] for result in results if key in result]
        shares[key] = sum(answers) / len(answers)
    print(os.linesep, {key: round(share, 3) for key, share in shares.items()})  # noqa: T201 (shown by -s)
    assert all(shares[key] >= least for key, least in LEAST_AGREEMENT.items()), shares
