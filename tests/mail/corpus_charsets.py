"""Mails in the charsets of the world, labelled rightly, wrongly, strangely or not at all."""

import base64
import quopri

FROM = b"From: Ann Acker <ann@acme.example>\nTo: support@desk.example\nMessage-ID: <1@acme.example>\n"
RUSSIAN = "Добрый день, программа не запускается после обновления."
JAPANESE = "お世話になっております。印刷ができません。"
CHINESE = "您好，更新之后打不开报表。"
TRADITIONAL = "您好，更新之後打不開報表。"
KOREAN = "안녕하세요, 보고서가 열리지 않습니다. 뷁"
GERMAN = "Grüße aus Köln: der Knopf „Drucken“ fehlt – 5 €"
FRENCH = "Le rapport a été créé à Évry, ça marche."


def eight_bit(text: str, codec: str, label: str | None, encoding: bytes = b"8bit") -> bytes:
    charset = b"; charset=" + label.encode() if label is not None else b""
    body = text.encode(codec)
    if encoding == b"base64":
        body = base64.encodebytes(body)
    elif encoding == b"quoted-printable":
        body = quopri.encodestring(body)
    kind = b"Content-Type: text/plain" + charset + b"\nContent-Transfer-Encoding: " + encoding + b"\n"
    return FROM + b"Subject: Report\nMIME-Version: 1.0\n" + kind + b"\n" + body + b"\n"


def subject(raw: bytes, content_type: bytes = b"text/plain; charset=utf-8") -> bytes:
    return FROM + b"Subject: " + raw + b"\nContent-Type: " + content_type + b"\n\nHello\n"


def word(text: str, codec: str, label: str = "") -> bytes:
    encoded = base64.b64encode(text.encode(codec))
    return b"=?" + (label or codec).encode() + b"?B?" + encoded + b"?="


def split_character() -> bytes:
    """Two words whose border cuts the bytes of one character, as careless mailers write."""
    content = "Grüße".encode()
    words = (base64.b64encode(content[:3]), base64.b64encode(content[3:]))
    return b"=?utf-8?B?" + words[0] + b"?= =?utf-8?B?" + words[1] + b"?="


MIXED = (
    FROM
    + b"Subject: Two languages\nContent-Type: multipart/mixed; boundary=b\n\n"
    + b"--b\nContent-Type: text/plain; charset=koi8-r\n\n"
    + RUSSIAN.encode("koi8-r")
    + b"\n--b\nContent-Type: text/plain; charset=shift_jis\n\n"
    + JAPANESE.encode("cp932")
    + b"\n--b--\n"
)
META = (
    FROM
    + b"Subject: Meta\nContent-Type: text/html\n\n"
    + b'<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head><body><p>'
    + RUSSIAN.encode("cp1251")
    + b"</p></body></html>\n"
)
UNKNOWN = ["The charset “x-klingon” is unknown"]

MAILS = {
    "charset-koi8-r": (eight_bit(RUSSIAN, "koi8-r", "koi8-r"), {"text": RUSSIAN, "problems": []}),
    "charset-koi8-u-quoted": (eight_bit("Ґанок", "koi8-u", "KOI8-U", b"quoted-printable"), {"text": "Ґанок"}),
    "charset-iso-2022-jp": (eight_bit(JAPANESE, "iso2022_jp", "ISO-2022-JP", b"7bit"), {"text": JAPANESE}),
    "charset-iso-2022-jp-half-width": (eight_bit("ﾃｽﾄ です", "iso2022_jp_ext", "iso-2022-jp"), {"text": "ﾃｽﾄ です"}),
    "charset-shift-jis": (eight_bit(JAPANESE + "①", "cp932", "x-sjis"), {"text": JAPANESE + "①"}),
    "charset-euc-jp": (eight_bit(JAPANESE, "euc_jp", "EUC-JP", b"base64"), {"text": JAPANESE}),
    "charset-gb2312-is-gb18030": (eight_bit(CHINESE + "镕", "gb18030", "gb2312"), {"text": CHINESE + "镕"}),
    "charset-big5": (eight_bit(TRADITIONAL, "big5", "big5", b"base64"), {"text": TRADITIONAL, "problems": []}),
    "charset-euc-kr-is-cp949": (eight_bit(KOREAN, "cp949", "euc-kr"), {"text": KOREAN}),
    "charset-ks-c-5601": (eight_bit(KOREAN, "cp949", "ks_c_5601-1987"), {"text": KOREAN, "problems": []}),
    "charset-windows-1250": (eight_bit("Žluťoučký kůň", "cp1250", "windows-1250"), {"text": "Žluťoučký kůň"}),
    "charset-windows-1251": (eight_bit(RUSSIAN, "cp1251", "windows-1251"), {"text": RUSSIAN}),
    "charset-windows-1252": (eight_bit(GERMAN, "cp1252", "Windows-1252"), {"text": GERMAN}),
    "charset-windows-1253": (eight_bit("Καλημέρα σας", "cp1253", "windows-1253"), {"text": "Καλημέρα σας"}),
    "charset-windows-1254": (eight_bit("Şimdi çalışmıyor", "cp1254", "iso-8859-9"), {"text": "Şimdi çalışmıyor"}),
    "charset-windows-1255": (eight_bit("שלום לכם", "cp1255", "iso-8859-8-i"), {"text": "שלום לכם"}),
    "charset-windows-1256": (eight_bit("مرحبا بكم", "cp1256", "windows-1256"), {"text": "مرحبا بكم"}),
    "charset-windows-874": (eight_bit("สวัสดีครับ", "cp874", "windows-874"), {"text": "สวัสดีครับ"}),
    "charset-utf-7": (eight_bit(GERMAN, "utf-7", "unicode-1-1-utf-7", b"7bit"), {"text": GERMAN}),
    "charset-utf-16": (eight_bit(GERMAN, "utf-16", "utf-16", b"base64"), {"text": GERMAN}),
    "charset-utf8mb4": (eight_bit("Danke 🙂", "utf-8", "utf8mb4"), {"text": "Danke 🙂", "problems": []}),
    "charset-latin-1-is-windows": (eight_bit(GERMAN, "cp1252", "iso-8859-1"), {"text": GERMAN}),
    "charset-mislabelled-ascii-is-utf-8": (
        eight_bit(FRENCH, "utf-8", "us-ascii"),
        {"text": FRENCH, "problems_contain": ["read as UTF-8"]},
    ),
    "charset-mislabelled-utf-8-is-latin-1": (
        eight_bit(FRENCH, "latin-1", "utf-8"),
        {"text": FRENCH, "problems_contain": ["read as windows-1252"]},
    ),
    "charset-unknown": (
        eight_bit(FRENCH, "utf-8", "x-klingon"),
        {"text": FRENCH, "problems_contain": UNKNOWN},
    ),
    "charset-unknown-8bit": (eight_bit(FRENCH, "latin-1", "unknown-8bit"), {"text": FRENCH}),
    "charset-missing": (eight_bit(FRENCH, "utf-8", None), {"text": FRENCH, "problems": []}),
    "charset-damaged-utf-8": (
        FROM + b"Content-Type: text/plain; charset=utf-8\n\n" + RUSSIAN.encode()[:-4] + b"\xd0\n",
        {"text_contains": ["Добрый день, программа"], "problems_contain": ["damaged"]},
    ),
    "charset-codec-that-is-none": (eight_bit("Hello", "ascii", "rot13"), {"text": "Hello"}),
    "charset-mixed-parts": (MIXED, {"text": f"{RUSSIAN}\n\n{JAPANESE}"}),
    "charset-html-meta": (META, {"text": RUSSIAN}),
    "header-split-character": (subject(split_character()), {"subject": "Grüße"}),
    "header-two-charsets": (
        subject(word("Отчёт", "koi8-r") + b"\n " + word(" 報告", "iso2022_jp", "iso-2022-jp")),
        {"subject": "Отчёт 報告"},
    ),
    "header-raw-utf-8": (subject("Grüße".encode()), {"subject": "Grüße"}),
    "header-raw-body-charset": (
        subject("Отчёт".encode("koi8-r"), b"text/plain; charset=koi8-r"),
        {"subject": "Отчёт"},
    ),
    "header-unknown-charset": (subject(b"=?x-klingon?Q?Caf=C3=A9?="), {"subject": "Café"}),
    "header-unended-word": (subject(b"=?utf-8?Q?Caf=C3=A9_is_op"), {"subject": "Café is op"}),
    "header-broken-base64": (subject(b"=?utf-8?B?SGVsbG8gd29ybGQ?="), {"subject": "Hello world"}),
    "header-question-mark-in-word": (subject(b"=?utf-8?Q?Why? Tell me?="), {"subject": "Why? Tell me"}),
    "header-language-tag": (subject(b"=?utf-8*en?Q?Caf=C3=A9?="), {"subject": "Café"}),
    "header-comma-in-encoded-name": (
        b"From: =?utf-8?Q?M=C3=BCller=2C_Hans_=28Bonn=29?= <hans@acme.example>\nTo: support@desk.example\n\nHi\n",
        {"sender": {"name": "Müller, Hans (Bonn)", "address": "hans@acme.example"}},
    ),
    "header-address-hidden-in-name": (
        b"From: =?utf-8?Q?Boss_=3Cboss=40desk=2Eexample=3E?= <mallory@outside.example>\n\nHi\n",
        {"sender": {"name": "Boss <boss@desk.example>", "address": "mallory@outside.example"}},
    ),
    "header-whole-address-encoded": (
        b"From: " + word('"Ann" <ann@acme.example>', "utf-8") + b"\n\nHi\n",
        {"sender": {"name": "Ann", "address": "ann@acme.example"}},
    ),
}
