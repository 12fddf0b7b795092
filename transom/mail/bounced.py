"""Delivery reports, brought to the mail that they speak of."""

from transom.foundation.addresses import normalise
from transom.mail.arrival import Arrival
from transom.mail.deliver import tell_failure
from transom.mail.models import OutboundEmail, Outcome
from transom.mail.reading.parsed import FailedRecipient
from transom.mail.thread import FoundBy
from transom.mail.verdict import Verdict
from transom.tickets.words import reference_key


def report_delivery(arrival: Arrival) -> Verdict:
    """File the report under our mail; a permanent failure is told on the ticket, once a recipient: to whom and why."""
    outbound = _spoken_of(arrival)
    if outbound is None:
        # Not a bounce but ignored: whoever finds a customer's word taken for a report can let it in.
        return Verdict(Outcome.IGNORED, "A delivery report that speaks of no mail of ours.", arrival.thread.ticket)
    about = outbound.message_id_header
    failed = _failed(arrival, outbound)
    if not failed:
        return Verdict(Outcome.BOUNCE, f"A delivery report about {about}, nothing final.", outbound.ticket)
    fresh = outbound.turned_away(failed)
    if not fresh:
        return Verdict(Outcome.BOUNCE, f"That {about} was not delivered is known already.", outbound.ticket)
    tell_failure(outbound, fresh)
    return Verdict(Outcome.BOUNCE, f"{about} was not delivered.", outbound.ticket)


def _failed(arrival: Arrival, outbound: OutboundEmail) -> dict[str, str]:
    """Whom of those that we wrote to the mail did not reach, for good, and why.

    A report may name the address that a forwarder made of theirs; where we wrote to one only, it is theirs.
    """
    report = arrival.mail.report
    final = [recipient for recipient in report.recipients if recipient.permanent] if report else []
    ours = {normalise(address) for address in outbound.recipients}
    named = {normalise(recipient.address): _reason(recipient) for recipient in final}
    known = {address: reason for address, reason in named.items() if address in ours}
    if final and not known and len(ours) == 1:
        return {ours.pop(): _reason(final[0])}
    return known


def _spoken_of(arrival: Arrival) -> OutboundEmail | None:
    """Our mail that the report is about: by its Message-ID, else the last one of the ticket whose address it came to."""
    report = arrival.mail.report
    ids = [report.original_message_id] if report and report.original_message_id else []
    ids += [*arrival.mail.in_reply_to, *arrival.mail.references]
    keys = [reference_key(message_id) for message_id in ids]
    outbound = OutboundEmail.objects.select_related("ticket").order_by("-pk")
    found = outbound.filter(message_id_header__in=keys).first() if keys else None
    if found is None and arrival.thread.found_by == FoundBy.TOKEN:
        found = outbound.filter(ticket=arrival.thread.ticket).first()
    return found


def _reason(recipient: FailedRecipient) -> str:
    return " ".join(filter(None, (recipient.status, recipient.reason)))[:500] or "the mail came back"
