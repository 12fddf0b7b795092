"""Reports about mail that we sent: what could not be delivered, what is late, what someone complained about.

Read in order of trust: RFC 3464 delivery-status parts, RFC 5965 feedback reports, the many mailers that flufl.bounce
knows, and last the prose of the rest. Prose is read only in mail that bears the marks of a mail system, since people
quote bounces to a support desk all day long.
"""

import logging
import re

from flufl.bounce import all_failures

from transom.foundation.addresses import normalise, parse_addresses
from transom.mail.reading.bounce_prose import FailedInProse, read_prose, reads_as_bounce
from transom.mail.reading.bounce_services import read_service_report
from transom.mail.reading.charset import clean, decode, printable
from transom.mail.reading.header_text import message_ids
from transom.mail.reading.machine_signs import (
    auto_submitted,
    has_bounce_subject,
    has_null_return_path,
    is_from_daemon,
    is_from_postmaster,
    report_type,
)
from transom.mail.reading.mime import Part, as_bytes, content_of, walk
from transom.mail.reading.parsed import DeliveryReport, FailedRecipient, ParsedEmail

DELIVERY_STATUS = {"message/delivery-status", "message/global-delivery-status"}
RETURNED_TYPES = {
    "message/rfc822",
    "message/global",
    "message/partial",
    "message/rfc822-headers",
    "text/rfc822-headers",
}
RETURNED_TYPES |= {"text/rfc822", "message/global-headers", "message/rfc2822", "text/rfc-headers"}
FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9-]*)[ \t]*:[ \t]*(.*(?:\n[ \t]+.*)*)", re.M)
STATUS_CODE = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
MESSAGE_ID_LINE = re.compile(r"^[>\s|]{0,20}(?:x-|original-|resent-)?message-?id\s*:\s*(<[^<>\n]{1,500}>)", re.I | re.M)
RETURNED_TO = re.compile(r"^To: (.{3,200})$", re.M)
LONGEST_SCAN = 300_000  # characters that heuristics look at
LONGEST_FLUFL = 100_000  # characters
MOST_RECIPIENTS = 500

logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)  # it logs each report that it cannot read as an error


def read_report(message: Part, mail: ParsedEmail) -> DeliveryReport | None:
    """What `mail` (whose tree is `message`) reports about a mail of ours; None where it is no report at all.

    A report that names no recipient, or says that delivery succeeded, has none. `permanent` is False for delays and
    for complaints. Never called for mails inside the mail: a person may attach a bounce and ask about it.
    """
    parts = list(own_parts(message))
    is_report = report_type(mail) not in ("", "disposition-notification")
    if not is_report and not bears_marks(mail):
        return read_service_report(message, mail)
    recipients = from_status_parts(parts) or from_feedback(parts)
    if not recipients and not says_delivered(parts):
        recipients = from_headers(mail) or from_flufl(message, mail) or from_prose(mail) or from_returned(parts, mail)
    structured = is_report or any(part.get_content_type() in DELIVERY_STATUS for part in parts)
    if not (structured or recipients or has_bounce_subject(mail) or is_from_daemon(mail)):
        return None
    return DeliveryReport(recipients[:MOST_RECIPIENTS], original_message_id(parts, mail))


def bears_marks(mail: ParsedEmail) -> bool:
    """Whether a mail system may have written this; vacation notices have the null sender too and say so themselves."""
    if mail.header("x-failed-recipients") or is_from_daemon(mail):
        return True
    if has_bounce_subject(mail):
        return has_null_return_path(mail, None) or is_from_postmaster(mail) or bool(auto_submitted(mail))
    if auto_submitted(mail) == "auto-replied":
        return False
    is_suspect = has_null_return_path(mail, None) or is_from_postmaster(mail)
    return is_suspect and reads_as_bounce(mail.text)


def own_parts(part: Part) -> list[Part]:
    """The parts of this mail, without those of mails inside it."""
    parts = [part]
    if part.get_content_maintype() != "message":
        for child in part.children():
            parts += own_parts(child)
    return parts


def text_of(part: Part) -> str:
    children = part.children()
    content = b"\n".join(as_bytes(child) for child in children) if children else content_of(part)[0]
    return clean(decode(content).text)


def field_groups(text: str) -> list[dict[str, str]]:
    """The groups of fields that blank lines separate (RFC 3464, 2.1), by lower-case name, without comments' folds."""
    groups = ({name.lower(): printable(value) for name, value in FIELD.findall(group)} for group in text.split("\n\n"))
    return [group for group in groups if group]


def address_in(typed: str) -> str:
    """The address of `rfc822; ann@example.com` (RFC 3464, 2.3.1), or the empty string."""
    kind, separator, value = typed.partition(";")
    found = parse_addresses((value if separator else kind).strip())
    return found[0].address if found else ""


def from_status_parts(parts: list[Part]) -> tuple[FailedRecipient, ...]:
    found: dict[str, FailedRecipient] = {}
    for part in parts:
        if part.get_content_type() not in DELIVERY_STATUS:
            continue
        for group in field_groups(text_of(part)):
            # The address that we wrote to, where it went through an alias, is the original one.
            address = address_in(group.get("original-recipient", "")) or address_in(group.get("final-recipient", ""))
            action = group.get("action", "").lower().split(" ")[0]
            if not address or action in ("delivered", "relayed", "expanded"):
                continue
            status = STATUS_CODE.search(group.get("status", "")) or STATUS_CODE.search(group.get("diagnostic-code", ""))
            code = status.group() if status else ""
            permanent = action != "delayed" and (action == "failed" or not code.startswith("4"))
            reason = group.get("diagnostic-code", "").partition(";")[2].strip() or group.get("diagnostic-code", "")
            found.setdefault(address, FailedRecipient(address, permanent, code, reason[:500]))
    return tuple(found.values())


def says_delivered(parts: list[Part]) -> bool:
    """Whether the status parts speak of success, so that no search for a failure should follow."""
    texts = (text_of(part) for part in parts if part.get_content_type() in DELIVERY_STATUS)
    return any(re.search(r"^action:\s*(delivered|relayed|expanded)", text, re.I | re.M) for text in texts)


def from_feedback(parts: list[Part]) -> tuple[FailedRecipient, ...]:
    """Complaints (RFC 5965): the mail arrived, and somebody called it abuse."""
    for part in parts:
        if part.get_content_type() != "message/feedback-report":
            continue
        text = text_of(part)
        kinds = [group["feedback-type"] for group in field_groups(text) if "feedback-type" in group]
        reason = f"feedback report: {kinds[0] if kinds else 'unknown'}"
        values = re.findall(r"^(?:original-rcpt-to|removal-recipient)\s*:\s*(.+)$", text, re.I | re.M)
        addresses = dict.fromkeys(address_in(value) for value in values)
        return tuple(FailedRecipient(address, False, "", reason) for address in addresses if address)
    return ()


def from_headers(mail: ParsedEmail) -> tuple[FailedRecipient, ...]:
    """Exim's and Gmail's X-Failed-Recipients."""
    prose = read_prose(mail.text[:LONGEST_SCAN])
    found = (address for value in mail.header_values("x-failed-recipients") for address in parse_addresses(value))
    return tuple(FailedRecipient(one.address, not prose.is_delay, prose.status, prose.reason) for one in found)


def from_flufl(message: Part, mail: ParsedEmail) -> tuple[FailedRecipient, ...]:
    lines = (line for part in walk(message) for line in part.raw_text.splitlines())
    if sum(len(part.raw_text) for part in walk(message)) > LONGEST_FLUFL or any(len(line) > 2000 for line in lines):
        return ()  # its patterns take quadratic time
    try:
        temporary, permanent = all_failures(message)
    except Exception:  # its detectors assume well-formed reports; what it cannot read, prose may
        return ()
    prose = read_prose(mail.text)
    found = {}
    for addresses, is_permanent in ((permanent, not prose.is_delay), (temporary, False)):
        for raw in sorted(addresses):
            address = address_in(raw.decode("utf-8", "replace"))
            if address:
                found.setdefault(address, FailedRecipient(address, is_permanent, prose.status, prose.reason))
    return tuple(found.values())


def from_prose(mail: ParsedEmail) -> tuple[FailedRecipient, ...]:
    prose: FailedInProse = read_prose(mail.text[:LONGEST_SCAN])
    own = {normalise(address.address) for address in (mail.sender, *mail.to) if address}
    return tuple(
        FailedRecipient(address, not prose.is_delay, prose.status, prose.reason)
        for address in prose.addresses
        if address not in own
    )


def from_returned(parts: list[Part], mail: ParsedEmail) -> tuple[FailedRecipient, ...]:
    """Whom the returned mail was for, where the report does not say and it was for one."""
    prose = read_prose(mail.text[:LONGEST_SCAN])
    returned = (part.children()[0] for part in parts if part.get_content_type() in RETURNED_TYPES and part.children())
    lines = [inner.raw_header("to") for inner in returned] or RETURNED_TO.findall(mail.text[:LONGEST_SCAN])
    found = parse_addresses(printable(lines[0])) if lines else ()
    if len(found) != 1:
        return ()
    return (FailedRecipient(found[0].address, not prose.is_delay, prose.status, prose.reason),)


def original_message_id(parts: list[Part], mail: ParsedEmail) -> str:
    """From the returned mail or its headers, else from a line of the text, else from what the report answers to."""
    for part in parts:
        if part.get_content_type() in RETURNED_TYPES:
            inner = part.children()
            found = message_ids(inner[0].raw_header("message-id")) if inner else ()
            line = None if found else MESSAGE_ID_LINE.search(text_of(part)[:LONGEST_SCAN])
            found = found or (message_ids(line.group(1)) if line else ())
            if found:
                return found[0]
    for part in parts:
        if part.get_content_maintype() in ("text", "message"):
            line = MESSAGE_ID_LINE.search(text_of(part)[:LONGEST_SCAN])
            if line:
                return next(iter(message_ids(line.group(1))), "")
    return next(iter((*mail.in_reply_to, *mail.references[-1:])), "")
