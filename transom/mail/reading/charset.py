"""From bytes to text: the charset that a mail declares, and what to do when that is wrong, unknown or missing.

The ladder is: the declared charset (by its real name), strict UTF-8, the declared charset with a few damaged
characters replaced, windows-1252, and latin-1 as the floor that never fails. Statistical guessing was tried and
refused: on the ten words of a short mail it answers with nonsense.
"""

import codecs
import re
from dataclasses import dataclass

# What mailers write, and the codec that reads what they mean. The larger character set stands in for the smaller one
# that it extends (WHATWG Encoding Standard, 4.2), since Outlook labels cp949 text as its 1987 ancestor.
CODECS = {
    "": "",
    "unknown": "",
    "unknown-8bit": "",
    "x-unknown": "",
    "default": "",
    "default_charset": "",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "ansi_x3.4-1968": "ascii",
    "iso-646": "ascii",
    "us-ascii": "ascii",
    "ansi_x3.110-1983": "cp1252",
    "ansi_x3.110": "cp1252",
    "iso-8859-6-i": "iso-8859-6",
    "iso-8859-6-e": "iso-8859-6",
    "iso-8859-8-i": "cp1255",
    "iso-8859-8-e": "cp1255",
    "iso-8859-8": "cp1255",
    "logical": "cp1255",
    "visual": "cp1255",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "ks_c_5601": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601-1989": "cp949",
    "ksc5601": "cp949",
    "ksc_5601": "cp949",
    "ks_x_1001": "cp949",
    "korean": "cp949",
    "euc-kr": "cp949",
    "x-windows-949": "cp949",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gb_2312": "gb18030",
    "gb2312_charset": "gb18030",
    "chinesebig5": "big5hkscs",
    "euc-cn": "gb18030",
    "x-gbk": "gb18030",
    "gbk": "gb18030",
    "cn-gb": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cn-big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "ms_kanji": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc-jp",
    "iso-2022-jp": "iso2022_jp_ext",
    "cp50220": "iso2022_jp_ext",
    "cp50221": "iso2022_jp_ext",
    "koi8": "koi8-r",
    "koi": "koi8-r",
    "x-koi8-r": "koi8-r",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "unicode": "utf-8",
    "utf8mb4": "utf-8",
    "utf8mb3": "utf-8",
    "utf-8mb4": "utf-8",
    "x-utf-8": "utf-8",
    "utf": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "x-unicode-2-0-utf-7": "utf-7",
    "unicode-2-0-utf-7": "utf-7",
    "unicode-2-0-utf-8": "utf-8",
}
# Text codecs of Python that are no charset of any mail, and that cost quadratic time or run escapes.
REFUSED = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
NAME = re.compile(r"[a-z0-9][a-z0-9._:+-]{0,39}")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LONE_SURROGATES = re.compile("[\ud800-\udfff]")
# More than one damaged character in ten that are not ASCII, and the label is wrong rather than the text damaged.
TOLERATED_DAMAGE = 0.1


@dataclass(frozen=True)
class Decoded:
    """Text, and in plain words what was wrong with its label; `problem` is empty where nothing was."""

    text: str
    problem: str = ""


def codec_for(declared: str) -> str:
    """The name of the Python codec for a charset as a mail declares it, or the empty string where there is none."""
    name = declared.strip().strip("\"'").strip().lower().replace(" ", "-")
    name = CODECS.get(name, CODECS.get(name.replace("_", "-"), name))
    if not NAME.fullmatch(name) or name.replace("_", "-") in REFUSED:
        return ""
    for spelling in (name, name.replace("windows-", "cp").replace("x-cp", "cp"), name.removeprefix("x-")):
        try:
            b"a".decode(spelling)
        except LookupError:
            continue
        except UnicodeError:  # one byte is too few for UTF-16
            pass
        return codecs.lookup(spelling).name
    return ""


def decode(content: bytes, declared: str = "") -> Decoded:
    """`content` as text, by the ladder above. Never raises; the text may hold control characters (see `clean`)."""
    codec = codec_for(declared)
    content = content.removeprefix(codecs.BOM_UTF8)
    label = printable(declared)[:40]
    unknown = f"The charset “{label}” is unknown" if label else "The text names no charset"
    for candidate in filter(None, (codec, "utf-8")):
        try:
            text = content.decode(candidate)
        except ValueError:
            continue
        if declared and not codec:
            return Decoded(text, f"{unknown}; the text was read as UTF-8.")
        if codec not in ("", candidate):
            return Decoded(text, f"The text is not {label}, as it says; it was read as UTF-8.")
        return Decoded(text)
    for candidate in filter(None, (codec if codec != "ascii" else "", "utf-8")):
        text = content.decode(candidate, "replace")
        if 0 < text.count("\ufffd") <= TOLERATED_DAMAGE * sum(character > "\x7f" for character in text):
            return Decoded(text, f"Some characters of the {candidate} text are damaged.")
    why = f"The text is not {label}, as it says" if codec else unknown
    try:
        return Decoded(content.decode("cp1252"), f"{why}; it was read as windows-1252.")
    except UnicodeDecodeError:
        text = content.decode("latin-1") if not codec or codec == "cp1252" else content.decode("cp1252", "replace")
        return Decoded(text, "" if codec == "cp1252" else f"{why}; it was read as windows-1252.")


def clean(text: str) -> str:
    """Text as it may be stored: `\\n` line ends, no control characters but tab and newline, no lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return LONE_SURROGATES.sub("\ufffd", CONTROLS.sub("", text))


def printable(text: str) -> str:
    """A single line without anything that does not print: for names, subjects and words about problems."""
    return " ".join("".join(c if c.isprintable() else " " for c in clean(text)).split())
