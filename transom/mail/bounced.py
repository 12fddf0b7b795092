"""Delivery reports, brought to the mail that they speak of."""

from transom.foundation.addresses import normalise
from transom.mail.arrival import Arrival
from transom.mail.models import Delivery, OutboundEmail, Outcome
from transom.mail.parsed import FailedRecipient
from transom.mail.verdict import Verdict
from transom.people.actor import SYSTEM
from transom.tickets import actions
from transom.tickets.words import reference_key


def report_delivery(arrival: Arrival) -> Verdict:
    """File the report under our mail; a permanent failure is told on the ticket, to whom and why."""
    outbound = _spoken_of(arrival)
    if outbound is None:
        return Verdict(Outcome.BOUNCE, "A delivery report that speaks of no mail of ours.", arrival.thread.ticket)
    report = arrival.mail.report
    failed = [recipient for recipient in report.recipients if recipient.permanent] if report else []
    known = {normalise(address) for address in outbound.recipients}
    failed = [recipient for recipient in failed if normalise(recipient.address) in known] or (
        [_sole(outbound, failed)] if failed and len(known) == 1 else []
    )
    fresh = [recipient for recipient in failed if normalise(recipient.address) not in outbound.refused]
    if not fresh:
        return Verdict(
            Outcome.BOUNCE, f"A delivery report about {outbound.message_id_header}, nothing final.", outbound.ticket
        )
    refused = outbound.refused | {normalise(recipient.address): _reason(recipient) for recipient in fresh}
    OutboundEmail.objects.filter(pk=outbound.pk).update(refused=refused, state=Delivery.FAILED)
    actions.delivery_failed(
        outbound.ticket,
        outbound.pk,
        tuple(recipient.address for recipient in fresh),
        "; ".join(dict.fromkeys(_reason(recipient) for recipient in fresh)),
        actor=SYSTEM,
    )
    return Verdict(Outcome.BOUNCE, f"{outbound.message_id_header} was not delivered.", outbound.ticket)


def _spoken_of(arrival: Arrival) -> OutboundEmail | None:
    """Our mail that the report is about: by its Message-ID, else the last one of the ticket whose address it came to."""
    report = arrival.mail.report
    ids = [report.original_message_id] if report and report.original_message_id else []
    ids += [*arrival.mail.in_reply_to, *arrival.mail.references]
    keys = [reference_key(message_id) for message_id in ids]
    found = OutboundEmail.objects.filter(message_id_header__in=keys).select_related("ticket").first() if keys else None
    if found is None and arrival.thread.ticket and arrival.thread.found_by == "token":
        found = (
            OutboundEmail.objects.filter(ticket=arrival.thread.ticket).select_related("ticket").order_by("-pk").first()
        )
    return found


def _sole(outbound: OutboundEmail, failed: list[FailedRecipient]) -> FailedRecipient:
    """A report may name the address that a forwarder made of ours; where we wrote to one only, it is theirs."""
    return FailedRecipient(outbound.recipients[0], True, failed[0].status, failed[0].reason)


def _reason(recipient: FailedRecipient) -> str:
    return " ".join(filter(None, (recipient.status, recipient.reason)))[:500] or "the mail came back"
