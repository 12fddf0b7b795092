"""Mails made to hurt, at full size: those that the contract names and those of `test_hostile_mail`, and more of their kind."""

import base64
import io
import zipfile
from email.message import EmailMessage

from tests.mail.test_hostile_mail import BOUNCE, COSTLY, HEAD, HTML, MULTI

MEGABYTE = 1_000_000


def zip_bomb() -> bytes:
    """Half a megabyte that unpacks to half a gigabyte."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("zeros", "w") as file:
        for _ in range(500):
            file.write(bytes(MEGABYTE))
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ann@acme.example", "support@desk.example", "Look"
    mail.set_content("See the file.")
    mail.add_attachment(stream.getvalue(), maintype="application", subtype="zip", filename="bomb.zip")
    return mail.as_bytes()


def many(part: bytes, times: int) -> bytes:
    return MULTI + (b"--b\n" + part) * times + b"--b--\n"


FILE = b"Content-Type: application/pdf\nContent-Disposition: attachment; filename=a%d.pdf\n\n%d\n"
FORWARD = b"From: Ann <ann@acme.example>\nTo: support@desk.example\nSubject: Fwd: it\n\n"
RESULTS = b"Authentication-Results: mx.example; dmarc=pass header.from=acme.example\n"
BLOB = base64.encodebytes(bytes(range(256)) * 100_000)

BOMBS = COSTLY | {
    "a zip bomb": zip_bomb(),
    "2,000 files": MULTI + b"".join(b"--b\n" + FILE % (n, n) for n in range(2000)) + b"--b--\n",
    "2,000 mails attached": many(b"Content-Type: message/rfc822\n\nFrom: x@y.example\n\nhi\n", 1000),
    "6,000 in copy, from a sender that is verified": RESULTS
    + HEAD
    + b"Cc: "
    + b", ".join(b"u%d@x.example" % n for n in range(6000))
    + b"\n\nhi",
    "60 senders without an address": (b"From: " + b"x" * 10_000 + b"\n") * 60 + HEAD + b"\nhi",
    "1,000 references": HEAD + b"References: " + b"\n ".join(b"<%d@x.example>" % n for n in range(5000)) + b"\n\nhi",
    "results that nobody can read": b"Authentication-Results: mx.example"
    + b"; dmarc=(((((" * 7000
    + b"\n"
    + HEAD
    + b"\nhi",
    "results of results": b"Authentication-Results: mx.example"
    + b"; dmarc=pass header.from=x.example" * 2800
    + b"\n"
    + HEAD
    + b"\nhi",
    "9 MB of quotes": HEAD + b"\n" + b"> a\nb\n" * 1_500_000,
    "1 MB of quotes": HEAD + b"\n" + b"> a\nb\n" * 160_000,
    "1 MB of introductions": HEAD + b"\n" + b"On Monday, Ann wrote:\n" * 45_000,
    "1 MB of header blocks": FORWARD + b"From: a@b.example\nTo: c@d.example\nSubject: x\n\n" * 22_000,
    "1 MB of forward markers": FORWARD + b"---------- Forwarded message ---------\n" * 25_000,
    "1 MB of addresses": HEAD + b"\n" + b"a@b.example https://c.example/ www.d.example\n" * 22_000,
    "1 MB of signatures": HEAD + b"\n" + b"-- \nAnn\n\n" * 110_000,
    "line breaks in quotes in HTML": HTML + b"<blockquote>" * 20 + b"x<br>" * 380_000,
    "links in HTML": HTML + b"<a href=https://e.example/" + b"y" * 400 + b">x</a>" * 4_000,
    "25 MB of file": MULTI
    + b"--b\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n"
    + BLOB
    + b"\n--b--\n",
    "25 MB of text": HEAD + b"\n" + b"Words upon words upon words, and a line.\n" * 600_000,
    "25 MB of text that is not ASCII": HEAD
    + b"Content-Type: text/plain; charset=utf-8\n\n"
    + "äöü ß€\n".encode() * 2_000_000,
    "25 MB of lines": HEAD + b"\nx" + b"\n" * 25_000_000,
    "25 MB of lines with a letter": HEAD + b"\n" + b"a\n" * 12_500_000,
    "25 MB in one line": HEAD + b"\n" + b"a" * 25_000_000,
    "25 MB of quoted-printable": HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=C3=A4=\n" * 3_000_000,
    "25 MB of HTML": HTML + b"<p>Words <b>upon</b> words</p>\n" * 800_000,
    "25 MB of parts": many(b"Content-Type: text/plain\n\n" + b"x\n" * 5_000, 1_900),
    "bounce of 25 MB": BOUNCE + b"<a@b.example>: 550 user unknown\n" * 700_000,
}
