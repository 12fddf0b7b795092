"""Delivery reports, brought to the mail that they speak of."""

from django.utils.translation import gettext as _

from transom.foundation.addresses import normalise
from transom.mail.arrival import Arrival
from transom.mail.deliver import tell_failure
from transom.mail.models import NoticeEmail, OutboundEmail, Outcome
from transom.mail.reading.parsed import FailedRecipient
from transom.mail.thread import FoundBy
from transom.mail.verdict import Verdict
from transom.tickets.words import reference_key


def report_delivery(arrival: Arrival) -> Verdict:
    """File the report under our mail; a permanent failure is told on the ticket, once a recipient: to whom and why.

    Of a mail that told one of us of work, it is told to that person alone.
    """
    if verdict := _of_a_notice(arrival):
        return verdict
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


def _of_a_notice(arrival: Arrival) -> Verdict | None:
    notice = NoticeEmail.objects.filter(message_id_header__in=_named(arrival)).first()
    if notice is not None:
        final = [recipient for recipient in _recipients(arrival) if recipient.permanent]
        if final:
            notice.came_back(_reason(final[0]))
    elif arrival.thread.person is None:
        return None
    return Verdict(Outcome.BOUNCE, "A delivery report about a mail that told one of us of work.")


def _recipients(arrival: Arrival) -> list[FailedRecipient]:
    return list(arrival.mail.report.recipients) if arrival.mail.report else []


def _named(arrival: Arrival) -> list[str]:
    """The Message-IDs of the mails that the report may be about."""
    report = arrival.mail.report
    ids = [report.original_message_id] if report and report.original_message_id else []
    return [reference_key(message_id) for message_id in (*ids, *arrival.mail.in_reply_to, *arrival.mail.references)]


def _failed(arrival: Arrival, outbound: OutboundEmail) -> dict[str, str]:
    """Whom of those that we wrote to the mail did not reach, for good, and why.

    A report may name the address that a forwarder made of theirs; where we wrote to one only, it is theirs. Nobody signs
    a report, and all who got the mail know what one must look like. So it is not believed of those for whom no server has
    taken the mail yet, and where several got it, the reason says how much it is worth.
    """
    final = [recipient for recipient in _recipients(arrival) if recipient.permanent]
    ours = {normalise(address) for address in outbound.recipients}
    doubt = _("%(reason)s (so says a report that anybody who got the mail could have written)")
    worth = doubt if len(ours) > 1 else "%(reason)s"
    named = {normalise(recipient.address): worth % {"reason": _reason(recipient)} for recipient in final}
    at_rest = outbound.leased_until is None  # else a server may be quicker with its report than we with our commit
    untaken = {normalise(address) for address in outbound.pending} if at_rest else set()
    known = {address: reason for address, reason in named.items() if address in ours - untaken}
    if final and not known and len(ours) == 1 and not untaken:
        return {ours.pop(): _reason(final[0])}
    return known


def _spoken_of(arrival: Arrival) -> OutboundEmail | None:
    """Our mail that the report is about: by its Message-ID, else the last one of the ticket whose address it came to."""
    keys = _named(arrival)
    outbound = OutboundEmail.objects.select_related("ticket").order_by("-pk")
    found = outbound.filter(message_id_header__in=keys).first() if keys else None
    if found is None and arrival.thread.found_by == FoundBy.TOKEN:
        found = outbound.filter(ticket=arrival.thread.ticket).first()
    return found


def _reason(recipient: FailedRecipient) -> str:
    return " ".join(filter(None, (recipient.status, recipient.reason)))[:500] or "the mail came back"
