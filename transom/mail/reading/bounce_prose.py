"""What can be made of a bounce that is written in prose only: who, why, and whether it is a delay."""

import re
from dataclasses import dataclass

from transom.foundation.addresses import is_address, normalise
from transom.mail.reading.charset import printable

# The returned mail begins here; the addresses in it are our own. Matched line by line, without the marks around it.
RETURNED_MAIL = re.compile(
    r"""(received|return-path|message-id|mime-version):\s
  | (the\s)?(original|returned)\smessage\s(headers?\s)?(is\s|follows)
  | (your\s)?(message|mail)\s(headers?\s)?follows""",
    re.I | re.X,
)
RETURNED_MAIL_RULER = re.compile(
    r"copy\sof\s(the|your)\smessage|(original|returned|unsent|begin|forwarded)\smessage|message\s(header|text)"
    r"|headers?\sfollow|original\smail",
    re.I,
)
MARKS = " \t>*|-"
LONGEST_LINE = 200  # characters of a line that are looked at
ADDRESS = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+=&'/-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b")
STATUS = re.compile(r"(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])")
DELAY = re.compile(
    r"still\s(trying|being\sretried)|will\s(continue\sto\s)?(retry|be\sretried|keep\strying|try\sagain)"
    r"|(has|have)\s(been\s|not\syet\sbeen\s)(delayed|delivered)|(mail|message|delivery)\s(is\s|was\s)?delayed"
    r"|warning\smessage\sonly|do\snot\sneed\sto\sresend|not\sneed\sto\sdo\sanything|delivery\sattempts\swill\scontinue"
    r"|temporarily\sdeferred|verzögert",
    re.I,
)
GIVEN_UP = re.compile(r"giv(en|ing)\sup|permanent|fatal|could\snot\sbe\sdelivered|no\sfurther\sattempt", re.I)
REASON = re.compile(
    r"^.*(?<!\d)[45]\d\d[\s-].{3,}$|^.*\b(unknown|not found|quota|full|rejected|denied)\b.*$", re.I | re.M
)
MOST_ADDRESSES = 50
FAILED = re.compile(
    r"(could|can)\s?not\sbe\s(delivered|sent)|undeliver(able|ed)|delivery\s.{0,60}fail|(no\ssuch|unknown|invalid)\suser"
    r"|user\s(is\s)?unknown|mailbox\s(is\s)?(full|unavailable)|^\W{0,9}5\d\d[\s-].{0,80}(user|mailbox|address|recipient)",
    re.I | re.M,
)
BEGINNING = 2_000  # characters


def reads_as_bounce(text: str) -> bool:
    """Whether the beginning says that a mail could not be delivered. Proof only together with a machine's marks."""
    return FAILED.search(text[:BEGINNING]) is not None


@dataclass(frozen=True)
class FailedInProse:
    addresses: tuple[str, ...]
    is_delay: bool
    status: str
    reason: str


def before_returned_mail(text: str) -> str:
    """The mail system's own words: lines, cut to what is worth looking at, down to where the returned mail begins."""
    words: list[str] = []
    for full_line in text.splitlines():
        line = full_line[:LONGEST_LINE]
        is_ruler = "--" in line and RETURNED_MAIL_RULER.search(line)
        if words and (is_ruler or RETURNED_MAIL.match(line.strip(MARKS))):
            break
        words.append(line)
    return "\n".join(words)


def read_prose(text: str) -> FailedInProse:
    """Read the words before the returned mail. Addresses in order, each once; empty where nothing is named."""
    words = before_returned_mail(text)
    addresses = dict.fromkeys(normalise(match.group()) for match in ADDRESS.finditer(words))
    status = STATUS.search(words)
    reason = REASON.search(words)
    is_delay = bool(DELAY.search(words)) and not GIVEN_UP.search(words)
    return FailedInProse(
        addresses=tuple(address for address in addresses if is_address(address))[:MOST_ADDRESSES],
        is_delay=is_delay,
        status=status.group() if status else "",
        reason=printable(reason.group())[:500] if reason else "",
    )
