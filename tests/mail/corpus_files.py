"""Files in mails: names, inline pictures, winmail.dat, calendars, mails in mails; and HTML and wrapped text."""
# ruff: noqa: E501 (a mail is easier to read with its long lines whole)

import base64
import struct

HEAD = b"From: Ann Acker <ann@acme.example>\nTo: support@desk.example\nSubject: Files\nMIME-Version: 1.0\n"
PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(20)
ENCODED_PIXEL = base64.encodebytes(PIXEL)
INNER = b"From: Bob <bob@other.example>\nSubject: The inner one\nMessage-ID: <inner@other.example>\n\nInner words\n"


def multipart(*parts: bytes, kind: bytes = b"mixed", boundary: bytes = b"b") -> bytes:
    opening = b"Content-Type: multipart/" + kind + b"; boundary=" + boundary + b"\n\n"
    return opening + b"".join(b"--" + boundary + b"\n" + part + b"\n" for part in parts) + b"--" + boundary + b"--\n"


def file(headers: bytes, content: bytes = b"data") -> bytes:
    return headers + b"\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(content)


def words(text: str, kind: str = "plain") -> bytes:
    return f"Content-Type: text/{kind}; charset=utf-8\n\n{text}".encode()


def named(headers: bytes) -> bytes:
    return HEAD + multipart(words("See the file."), file(headers))


def tnef_attribute(level: int, attribute: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, attribute, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def mapi_text(number: int, text: str) -> bytes:
    data = text.encode("utf-16-le") + b"\0\0"
    return struct.pack("<HHII", 0x001F, number, 1, len(data)) + data + b"\0" * (-len(data) % 4)


def tnef(
    body: str = "", title: bytes = b"REPORT~1.PDF", name: str = "Report Ümlaut.pdf", content: bytes = b"%PDF-"
) -> bytes:
    properties = struct.pack("<I", 2) + mapi_text(0x3707, name) + mapi_text(0x370E, "application/pdf")
    return (
        struct.pack("<IH", 0x223E9F78, 1)
        + tnef_attribute(1, 0x00069007, struct.pack("<II", 1252, 0))
        + (tnef_attribute(1, 0x0002800C, body.encode("cp1252") + b"\0") if body else b"")
        + tnef_attribute(2, 0x00069002, bytes(14))
        + tnef_attribute(2, 0x00018010, title + b"\0")
        + tnef_attribute(2, 0x0006800F, content)
        + tnef_attribute(2, 0x00069005, properties)
    )


TNEF_PART = b"Content-Type: application/ms-tnef; name=winmail.dat"
INVITATION = """BEGIN:VCALENDAR
VERSION:2.0
METHOD:{method}
BEGIN:VEVENT
UID:1@acme.example
SUMMARY:Printer review
DTSTART;TZID=Europe/Berlin:20260105T100000
DTEND;TZID=Europe/Berlin:20260105T113000
LOCATION:Room 5\\, Köln
ORGANIZER;CN=Ann Acker:mailto:ann@acme.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:support@desk.example
END:VEVENT
END:VCALENDAR
"""
CALENDAR = b"Content-Type: text/calendar; charset=utf-8; method=REQUEST\n\n"


def calendar(method: str) -> bytes:
    return CALENDAR + INVITATION.format(method=method).encode()


HTML_QUOTE = "<p>My answer</p><blockquote><p>Your question</p><blockquote>Mine before</blockquote></blockquote>"
HTML_TABLE = "<style>p {}</style><table><tr><td>One</td><td>Two</td></tr></table><ul><li>a</li><li>b</li></ul>"
HTML_LINK = (
    '<p>See <a href="https://acme.example/x">the page</a><br>and <a href="mailto:a@acme.example">a@acme.example</a></p>'
)
RELATED = multipart(
    words('<p>Look: <img src="cid:pic@1" alt="the screen"></p>', "html"),
    file(b"Content-Type: image/png; name=screen.png\nContent-ID: <pic@1>\nContent-Disposition: inline", PIXEL),
    kind=b"related",
    boundary=b"r",
)
FLOWED = b"Content-Type: text/plain; format=flowed; charset=utf-8"

MAILS = {
    "file-name-rfc2231": (
        named(b"Content-Type: application/pdf\nContent-Disposition: attachment; filename*=utf-8''Gr%C3%BC%C3%9Fe.pdf"),
        {"attachments": [{"name": "Grüße.pdf", "size": 4}]},
    ),
    "file-name-rfc2231-continued": (
        named(
            b"Content-Type: application/pdf\nContent-Disposition: attachment;\n filename*0*=koi8-r''%EF%D4;\n filename*1*=%DE%C5%D4.pdf"
        ),
        {"attachments": [{"name": "Отчет.pdf"}]},
    ),
    "file-name-rfc2047": (
        named(b'Content-Type: application/pdf; name="=?utf-8?B?R3LDvMOfZS5wZGY=?="'),
        {"attachments": [{"name": "Grüße.pdf"}]},
    ),
    "file-name-raw-bytes": (
        named('Content-Type: application/pdf\nContent-Disposition: attachment; filename="Grüße.pdf"'.encode()),
        {"attachments": [{"name": "Grüße.pdf"}]},
    ),
    "file-name-path": (
        named(b'Content-Type: text/x-sh\nContent-Disposition: attachment; filename="../../etc/passwd.sh"'),
        {"attachments": [{"name": "etc_passwd.sh"}]},
    ),
    "file-name-windows-path": (
        named(b'Content-Type: text/csv\nContent-Disposition: attachment; filename="C:\\\\Users\\\\ann\\\\a.csv"'),
        {"attachments": [{"name": "C_Users_ann_a.csv"}]},
    ),
    "file-name-missing": (named(b"Content-Type: image/jpeg"), {"attachments": [{"name": "attachment-1.jpg"}]}),
    "file-name-only-dots": (
        named(b'Content-Type: image/png\nContent-Disposition: attachment; filename="..."'),
        {"attachments": [{"name": "attachment-1.png"}]},
    ),
    "file-text-attached": (
        HEAD
        + multipart(
            words("Body"), b"Content-Type: text/plain\nContent-Disposition: attachment; filename=log.txt\n\nlines"
        ),
        {"text": "Body", "attachments": [{"name": "log.txt", "type": "text/plain", "size": 5}]},
    ),
    "file-only": (
        HEAD + file(b"Content-Type: image/png; name=a.png", PIXEL),
        {"text": "", "attachments": [{"name": "a.png"}]},
    ),
    "text-in-two-parts": (
        HEAD + multipart(words("Above the picture"), file(b"Content-Type: image/png; name=a.png"), words("Below it")),
        {"text": "Above the picture\n\nBelow it", "attachments": [{"name": "a.png", "inline": False}]},
    ),
    "inline-image": (
        HEAD + RELATED,
        {
            "text": "Look: the screen",
            "html_contains": ['src="cid:pic@1"'],
            "attachments": [{"name": "screen.png", "inline": True, "content_id": "pic@1", "size": len(PIXEL)}],
        },
    ),
    "inline-image-in-alternative": (
        HEAD + multipart(words("Look here"), RELATED, kind=b"alternative"),
        {"text": "Look here", "attachments": [{"name": "screen.png", "inline": True}]},
    ),
    "content-id-on-plain-file": (
        named(
            b"Content-Type: application/pdf; name=a.pdf\nContent-ID: <f_1>\nContent-Disposition: attachment; filename=a.pdf"
        ),
        {"attachments": [{"name": "a.pdf", "inline": False, "content_id": "f_1"}]},
    ),
    "html-only": (HEAD + words("<p>First</p><p>Second<br>line</p>", "html"), {"text": "First\n\nSecond\nline"}),
    "html-quotes": (HEAD + words(HTML_QUOTE, "html"), {"text": "My answer\n\n> Your question\n>\n> > Mine before"}),
    "html-table-and-list": (HEAD + words(HTML_TABLE, "html"), {"text": "One  Two\n* a\n* b"}),
    "html-links": (
        HEAD + words(HTML_LINK, "html"),
        {"text": "See the page <https://acme.example/x>\nand a@acme.example"},
    ),
    "html-with-stub": (
        HEAD
        + multipart(
            words("Your e-mail client does not show HTML."), words("<p>The words</p>" * 9, "html"), kind=b"alternative"
        ),
        {"text_contains": ["The words"]},
    ),
    "html-with-empty-plain": (
        HEAD + multipart(words(" \n"), words("<p>The words</p>", "html"), kind=b"alternative"),
        {"text": "The words"},
    ),
    "html-and-list-footer": (
        HEAD + multipart(words("<p>Hello</p>", "html"), words("-- \nA footer & more")),
        {"text": "Hello\n\n-- \nA footer & more", "html_contains": ["<pre>", "&amp; more"]},
    ),
    "flowed": (
        HEAD + FLOWED + b"\n\nThis line goes \non here.\nA new one.\n> quoted words \n> go on\n-- \nAnn\n",
        {"text": "This line goes on here.\nA new one.\n> quoted words go on\n-- \nAnn"},
    ),
    "flowed-delsp": (HEAD + FLOWED + b"; delsp=yes\n\nauf \nmachen\n From here\n", {"text": "aufmachen\nFrom here"}),
    "tnef": (
        HEAD + multipart(words("Words outside"), file(TNEF_PART, tnef("Words inside"))),
        {"text": "Words outside", "attachments": [{"name": "Report Ümlaut.pdf", "type": "application/pdf", "size": 5}]},
    ),
    "tnef-only": (HEAD + file(TNEF_PART, tnef("Words inside")), {"text": "Words inside", "attachments": [{"size": 5}]}),
    "tnef-truncated": (
        HEAD + multipart(words("Hello"), file(TNEF_PART, tnef()[:-40])),
        {"text": "Hello", "attachments": [{"name": "REPORT~1.PDF"}], "problems_contain": ["breaks off"]},
    ),
    "tnef-that-is-none": (
        HEAD + multipart(words("Hello"), file(TNEF_PART, b"not tnef at all")),
        {"attachments": [{"name": "winmail.dat"}], "problems_contain": ["winmail.dat"]},
    ),
    "calendar-request": (
        HEAD + multipart(words("Please come."), calendar("REQUEST"), kind=b"alternative"),
        {
            "text": "Please come.\n\nInvitation: Printer review\nWhen: 2026-01-05 10:00 to 11:30 Europe/Berlin\n"
            "Where: Room 5, Köln\nOrganiser: Ann Acker <ann@acme.example>",
            "attachments": [{"name": "attachment-1.ics", "type": "text/calendar"}],
        },
    ),
    "calendar-cancel": (HEAD + calendar("CANCEL"), {"text_contains": ["Cancelled: Printer review"]}),
    "calendar-reply": (HEAD + calendar("REPLY"), {"text_contains": ["Answer: support@desk.example accepted"]}),
    "calendar-broken": (
        HEAD + multipart(words("Hi"), CALENDAR + b"BEGIN:NONSENSE"),
        {"text": "Hi", "attachments": [{"type": "text/calendar"}], "problems_contain": ["calendar"]},
    ),
    "message-attached": (
        HEAD + multipart(words("See this."), b"Content-Type: message/rfc822\n\n" + INNER),
        {
            "text": "See this.",
            "attachments": [{"name": "The inner one.eml", "type": "message/rfc822", "size": len(INNER)}],
        },
    ),
    "message-attached-in-base64": (
        HEAD + multipart(words("See this."), file(b"Content-Type: message/rfc822; name=old.eml", INNER)),
        {"attachments": [{"name": "old.eml", "size": len(INNER)}]},
    ),
    "message-in-message": (
        HEAD
        + multipart(
            b"Content-Type: message/rfc822\n\n"
            + HEAD
            + multipart(words("Middle"), b"Content-Type: message/rfc822\n\n" + INNER, boundary=b"m")
        ),
        {"text": "", "attachments": [{"name": "Files.eml"}]},
    ),
}
