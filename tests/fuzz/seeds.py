"""What is mutated: the corpus, mails of our own making, and other people's mail where that lies beside the checkout."""

from pathlib import Path
from random import Random

from tests.conftest import raw_mail
from tests.mail.roads import realdata

CORPUS = Path(__file__).resolve().parent.parent / "mail" / "corpus"
LARGEST = 60_000  # bytes; size itself is the matter of the named bombs
PEOPLE = ("Ann Meyer <ann@acme.example>", "Sue Lindqvist <sue@desk.example>", "x@y.example", "support@desk.example")


def corpus() -> list[bytes]:
    return [raw for path in sorted(CORPUS.glob("*.eml")) if 0 < len(raw := path.read_bytes()) <= LARGEST]


def made(chance: Random) -> list[bytes]:
    """Conversations: answers that refer to each other, forwards, files, HTML, automatic answers."""
    mails = []
    for number in range(60):
        more = {"message_id": f"<{number}@acme.example>"}
        if number % 3:
            more |= {"in_reply_to": f"<{number - 1}@acme.example>", "references": f"<{number - 2}@acme.example>"}
        if number % 7 == 0:
            more["auto_submitted"] = "auto-replied"
        sender = chance.choice(PEOPLE)
        if number % 2 == 0:
            domain = sender.rpartition("@")[2].strip(">")
            more["authentication_results"] = f"mx.example; dmarc=pass header.from={domain}"
        files = (("log.txt", "text/plain", b"log\n" * 20), ("a.png", "image/png", b"\x89PNG"))[: number % 3]
        mails.append(
            raw_mail(
                "Hello,\n\nit is broken.\n\nOn Monday Sue wrote:\n> Is it?\n> Yes.\n-- \nAnn",
                sender=sender,
                subject=chance.choice(("", "Re: ", "Fwd: ")) + f"Broken [#{number % 9}] äöü",
                html="<p>It is <b>broken</b></p>" if number % 2 else "",
                attachments=files,
                **more,
            )
        )
    return mails * 5


def real() -> list[bytes]:
    """Empty where there is none."""
    found = (
        (raw for folder in sorted(realdata.WHOLE) for raw in realdata.mails(folder))
        if realdata.REALDATA.is_dir()
        else ()
    )
    return [raw for raw in found if 0 < len(raw) <= LARGEST]
