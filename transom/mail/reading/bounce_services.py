"""Reports that mail services write in forms of their own."""

import json

from transom.foundation.addresses import parse_addresses
from transom.mail.reading.charset import printable
from transom.mail.reading.header_text import message_ids
from transom.mail.reading.mime import Part
from transom.mail.reading.parsed import DeliveryReport, FailedRecipient, ParsedEmail

LONGEST_NOTIFICATION = 100_000  # characters
MOST_RECIPIENTS = 500


def read_service_report(message: Part, mail: ParsedEmail) -> DeliveryReport | None:
    """Amazon's notifications and Hotmail's complaints; None for all other mail."""
    if mail.header("x-amz-sns-message-id"):
        return amazon_notification(mail.text)
    return hotmail_complaint(message)


def amazon_notification(text: str) -> DeliveryReport | None:
    """Amazon SES reports by SNS: JSON, with a footer behind it."""
    text = text[max(text.find("{"), 0) :][:LONGEST_NOTIFICATION]
    text = text.replace("!\n ", "").replace("\n", " ")  # old relays cut long lines so
    try:
        notification, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(notification, dict):
        return None
    kind = str(notification.get("notificationType", notification.get("eventType", "")))
    if kind not in ("Bounce", "Complaint", "Delivery"):
        return None
    details = mapping(notification.get(kind.lower()))
    listed = details.get("bouncedRecipients") or details.get("complainedRecipients") or []
    recipients = []
    for one in map(mapping, listed[:MOST_RECIPIENTS] if isinstance(listed, list) else []):
        found = parse_addresses(str(one.get("emailAddress", "")))
        if found:
            permanent = kind == "Bounce" and details.get("bounceType") == "Permanent"
            reason = str(one.get("diagnosticCode", "")) if kind == "Bounce" else f"feedback report: {kind.lower()}"
            status = printable(str(one.get("status", "")))
            recipients.append(FailedRecipient(found[0].address, permanent, status, printable(reason)[:500]))
    original = mapping(mapping(notification.get("mail")).get("commonHeaders")).get("messageId", "")
    return DeliveryReport(tuple(recipients), next(iter(message_ids(str(original))), ""))


def mapping(value: object) -> dict:
    return value if isinstance(value, dict) else {}


def hotmail_complaint(message: Part) -> DeliveryReport | None:
    """Microsoft's junk mail reporting: our mail, with the one who complained in a header of its own."""
    for part in message.children():
        inner = part.children()[0] if part.get_content_type() == "message/rfc822" and part.children() else None
        complainant = parse_addresses(inner.raw_header("x-hmxmroriginalrecipient")) if inner else ()
        if complainant:
            recipient = FailedRecipient(complainant[0].address, False, "", "feedback report: abuse")
            return DeliveryReport((recipient,), next(iter(message_ids(inner.raw_header("message-id"))), ""))
    return None
