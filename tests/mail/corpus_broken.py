"""Mails that break the rules, and what is read of them all the same."""
# ruff: noqa: E501 (a mail is easier to read with its long lines whole)

HEAD = b"From: Ann Acker <ann@acme.example>\nTo: support@desk.example\nSubject: Broken\n"
MULTI = HEAD + b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
FILE = b"--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n"
PDF = {"name": "a.pdf", "type": "application/pdf", "size": 5}
PGP_SIGNATURE = b"-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAd\n-----END PGP SIGNATURE-----\n"

MAILS = {
    "broken-empty": (b"", {"text": "", "subject": "", "sender": None, "attachments": []}),
    "broken-only-newlines": (b"\n\n\n", {"text": "", "attachments": []}),
    "broken-no-headers": (b"This is just a text\nwithout a header.\n", {"text_contains": ["without a header"]}),
    "broken-no-body": (HEAD, {"text": "", "subject": "Broken"}),
    "broken-no-from": (b"Subject: Who\n\nHello\n", {"sender": None, "problems_contain": ["who sent it"]}),
    "broken-no-message-id": (HEAD + b"\nHello\n", {"message_id": "", "text": "Hello"}),
    "broken-message-id-without-brackets": (
        HEAD + b"Message-ID: 12@acme.example\n\nHi\n",
        {"message_id": "12@acme.example"},
    ),
    "broken-message-id-folded": (
        HEAD + b"Message-ID: <12\n 34@acme.example>\n\nHi\n",
        {"message_id": "1234@acme.example"},
    ),
    "broken-references": (
        HEAD + b"References: <a@x.example><b@x.example>,\n\t<a@x.example> junk\n\nHi\n",
        {"references": ["a@x.example", "b@x.example"]},
    ),
    "broken-duplicate-headers": (
        HEAD + b"Subject: Second\nFrom: Bob <bob@acme.example>\nTo: more@desk.example\n\nHi\n",
        {
            "subject": "Broken",
            "sender": {"address": "ann@acme.example"},
            "to": ["support@desk.example", "more@desk.example"],
        },
    ),
    "broken-bare-cr": (HEAD.replace(b"\n", b"\r") + b"\rOne\rTwo\r", {"subject": "Broken", "text": "One\nTwo"}),
    "broken-crlf": (HEAD.replace(b"\n", b"\r\n") + b"\r\nOne\r\nTwo\r\n", {"subject": "Broken", "text": "One\nTwo"}),
    "broken-mixed-line-ends": (HEAD + b"X-A: b\r\n\r\nOne\r\nTwo\n", {"text": "One\nTwo"}),
    "broken-mbox-line": (b"From ann@acme.example Mon Jan  5 10:00:00 2026\n" + HEAD + b"\nHi\n", {"subject": "Broken"}),
    "broken-leading-blank-lines": (b"\r\n\r\n" + HEAD + b"\nHi\n", {"subject": "Broken", "text": "Hi"}),
    "broken-folded-subject": (
        b"From: ann@acme.example\nSubject: The printer\n\t does\n  not print\n\nHi\n",
        {"subject": "The printer does not print"},
    ),
    "broken-empty-fold": (b"From: ann@acme.example\nSubject:\n  After the fold\n\nHi\n", {"subject": "After the fold"}),
    "broken-header-line-without-colon": (
        b"From: ann@acme.example\nSubject: Hi\nthis is no header\n\nHello\n",
        {"subject": "Hi", "text_contains": ["Hello"]},
    ),
    "broken-nul-and-controls": (HEAD + b"X-Odd: a\0b\x1bc\n\nHel\0lo\x07\n", {"text": "Hello"}),
    "broken-boundary-missing": (
        HEAD + b"Content-Type: multipart/mixed\n\n--xyz\nContent-Type: text/plain\n\nHello\n"
        b"--xyz\nContent-Type: text/csv; name=a.csv\n\n1,2\n--xyz--\n",
        {"text": "Hello", "attachments": [{"name": "a.csv", "type": "text/csv"}], "problems_contain": ["boundary"]},
    ),
    "broken-boundary-wrong": (
        HEAD + b"Content-Type: multipart/mixed; boundary=abc\n\n--xyz\nContent-Type: text/plain\n\nHello\n--xyz--\n",
        {"text": "Hello", "problems_contain": ["boundary"]},
    ),
    "broken-boundary-nowhere": (
        HEAD + b"Content-Type: multipart/mixed\n\nJust words\n",
        {"text": "Just words", "problems_contain": ["no boundary"]},
    ),
    "broken-unterminated": (
        MULTI + b"--b\nContent-Type: text/plain\n\nHello\n" + FILE + b"SGVsbG8=\n",
        {"text": "Hello", "attachments": [PDF]},
    ),
    "broken-unterminated-base64": (
        MULTI + b"--b\n\nHello\n" + FILE + b"SGVsbG8gd29ybG\n--b--\n",
        {"attachments": [{"name": "a.pdf", "size": 10}]},
    ),
    "broken-base64-garbage": (
        MULTI + b"--b\n\nHello\n" + FILE + b"SGV!!sbG8=\n--b--\n",
        {"attachments": [PDF], "problems_contain": ["base64 is damaged"]},
    ),
    "broken-base64-in-pieces": (
        HEAD + b"Content-Transfer-Encoding: base64\n\nSGVsbG8=\nIHdvcmxk\nIQ==\n",
        {"text": "Hello world!"},
    ),
    "broken-transfer-encoding-wrong": (
        HEAD + b"Content-Transfer-Encoding: quoted-printable\n\nprice = 5, a=b, =C3=A9\n",
        {"text_contains": ["price = 5", "é"]},
    ),
    "broken-transfer-encoding-unknown": (
        HEAD + b"Content-Transfer-Encoding: x-fancy\n\nHello\n",
        {"text": "Hello", "problems_contain": ["transfer encoding"]},
    ),
    "broken-transfer-encoding-spelling": (
        HEAD + b"Content-Transfer-Encoding: Quoted Printable\n\nCaf=C3=A9\n",
        {"text": "Café", "problems": []},
    ),
    "broken-content-type": (HEAD + b"Content-Type: text\n\nHello\n", {"text": "Hello"}),
    "broken-date": (HEAD + b"Date: yesterday evening\n\nHi\n", {"date": None, "problems_contain": ["date"]}),
    "date-two-digit-year": (HEAD + b"Date: Mon, 5 Jan 26 10:00 GMT\n\nHi\n", {"date": "2026-01-05T10:00:00+00:00"}),
    "date-zone": (HEAD + b"Date: Mon, 05 Jan 2026 10:00:00 +0530\n\nHi\n", {"date": "2026-01-05T04:30:00+00:00"}),
    "broken-from-twice-in-brackets": (
        b"From: ann@acme.example <ann@acme.example> <ann@acme.example>\nSubject: x\n\nHi\n",
        {"sender": {"address": "ann@acme.example"}},
    ),
    "broken-to-unbalanced-quote": (
        b'From: ann@acme.example\nTo: "Support <support@desk.example>\n\nHi\n',
        {"to": ["support@desk.example"]},
    ),
    "to-group": (
        b"From: ann@acme.example\nTo: Team: a@desk.example, B <b@desk.example>;\nCc: undisclosed-recipients:;\n\nHi\n",
        {"to": ["a@desk.example", "b@desk.example"], "cc": []},
    ),
    "broken-uuencoded": (
        MULTI + b"--b\n\nHello\n--b\nContent-Type: application/octet-stream; name=x.bin\n"
        b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x.bin\n%2&5L;&\\\n`\nend\n--b--\n",
        {"attachments": [{"name": "x.bin", "size": 5}]},
    ),
    "signed-pgp-mime": (
        HEAD + b'Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=b\n\n'
        b"--b\nContent-Type: text/plain\n\nSigned words\n--b\nContent-Type: application/pgp-signature\n\n"
        + PGP_SIGNATURE
        + b"--b--\n",
        {"text": "Signed words", "attachments": [{"type": "application/pgp-signature", "name": "attachment-1.asc"}]},
    ),
    "signed-pgp-inline": (
        HEAD + b"\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nSigned words\n" + PGP_SIGNATURE,
        {"text_contains": ["Signed words"]},
    ),
    "signed-smime": (
        HEAD + b'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b\n\n'
        b"--b\nContent-Type: text/plain\n\nSigned words\n--b\nContent-Type: application/pkcs7-signature; name=smime.p7s\n"
        b"Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=smime.p7s\n\nMIAG\n--b--\n",
        {"text": "Signed words", "attachments": [{"name": "smime.p7s", "size": 3}]},
    ),
    "signed-smime-opaque": (
        HEAD + b"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n"
        b"Content-Transfer-Encoding: base64\n\nMIAG\n",
        {"attachments": [{"name": "smime.p7m", "type": "application/pkcs7-mime"}]},
    ),
}
