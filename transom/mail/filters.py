"""The filters that a mail passes before anyone's word is taken from it, in their order.

Each looks at an `Arrival` and either decides (a `Verdict`) or lets it pass (None). They turn away what must not
become a word of a customer: our own mail, copies, delivery reports, automatic answers, newsletters.
"""

from collections.abc import Callable

from transom.foundation import tokens
from transom.mail.arrival import Arrival
from transom.mail.bounced import report_delivery
from transom.mail.models import InboundEmail, Outcome
from transom.mail.reading.automatic import AutomaticKind
from transom.mail.verdict import Verdict
from transom.people.actor import contact as contact_actor
from transom.tickets import actions
from transom.tickets.messages import Trust

LOOP_HEADER = "X-Transom-Desk"
LOOP_PURPOSE = "desk"
LIST_PROGRAMS = ("X-MLServer", "X-Mailman-Version", "Mailing-List", "X-Listserver")
LIST_SENDERS = ("majordomo", "listserv", "mailman", "mlmmj", "sympa")
LIST_ENDINGS = ("-admin", "-request", "-owner", "-bounces", "-help")
Filter = Callable[[Arrival], Verdict | None]


def loop_mark() -> str:
    """What our own mails carry in `X-Transom-Desk`; nobody else can make it."""
    return tokens.mark(LOOP_PURPOSE, "own mail")


def own_mail(arrival: Arrival) -> Verdict | None:
    """Our mail came back to us: answering it would never end."""
    if arrival.mail.header(LOOP_HEADER).strip() == loop_mark():
        return Verdict(Outcome.IGNORED, "It is our own mail that came back.")
    return None


def copy(arrival: Arrival) -> Verdict | None:
    """The same mail again, by whatever road: it is one message."""
    first = InboundEmail.objects.filter(fingerprint=arrival.fingerprint).exclude(pk=arrival.inbound.pk).first()
    if first is None:
        return None
    return Verdict(Outcome.DUPLICATE, f"The same mail is here already as mail {first.pk}.", first.ticket)


def delivery_report(arrival: Arrival) -> Verdict | None:
    """A bounce or a notice of delay belongs to the mail that it speaks of. It opens nothing and gets no answer."""
    if arrival.mail.report is None and not (arrival.automatic and arrival.automatic.kind == AutomaticKind.BOUNCE):
        return None
    return report_delivery(arrival)


def automatic_answer(arrival: Arrival) -> Verdict | None:
    """ "I am on holiday" is worth reading on its ticket; it opens nothing, moves nothing and gets no answer."""
    if arrival.automatic is None or arrival.automatic.kind != AutomaticKind.AUTO_REPLY:
        return None
    ticket = arrival.thread.ticket
    if arrival.sender is not None and arrival.sender.agent is not None:
        return Verdict(Outcome.IGNORED, f"{arrival.automatic.reason} One of us is away; no customer wrote it.", ticket)
    if ticket is None or arrival.sender is None:
        return Verdict(Outcome.IGNORED, f"{arrival.automatic.reason} It answers no ticket.")
    actor = contact_actor(arrival.contact)
    message = actions.receive(
        ticket,
        arrival.words(),
        arrival.contact,
        trust=Trust.AUTOMATED,
        actor=actor,
        at=arrival.inbound.received_at,
    )
    return Verdict(Outcome.MESSAGE, arrival.automatic.reason, ticket, message)


def newsletter(arrival: Arrival) -> Verdict | None:
    """Bulk mail that nobody can answer on its list. A discussion list or a group address may carry a customer's word, so that passes."""
    if arrival.automatic is None or arrival.automatic.kind != AutomaticKind.LIST or arrival.thread.ticket:
        return None
    if _is_list_software(arrival):
        return Verdict(Outcome.IGNORED, f"{arrival.automatic.reason} The list's own program wrote it.")
    answerable = (
        arrival.mail.header("List-Post")
        or arrival.mail.header("Mailing-List")
        or not arrival.mail.header("List-Unsubscribe")
    )
    return None if answerable else Verdict(Outcome.IGNORED, f"{arrival.automatic.reason} It is bulk mail.")


def _is_list_software(arrival: Arrival) -> bool:
    """ "You are no member", "your mail awaits approval": from an address that list programs write from, by a program."""
    if arrival.sender is None or not any(map(arrival.mail.header, LIST_PROGRAMS)):
        return False
    local = arrival.sender.address.address.partition("@")[0]
    return local in LIST_SENDERS or local.startswith("owner-") or local.endswith(LIST_ENDINGS)


def without_mailbox(arrival: Arrival) -> Verdict | None:
    """Its mailbox was removed while it waited: whether anyone here should answer is for a person to say."""
    if arrival.mailbox is not None:
        return None
    gone = ", ".join(arrival.inbound.recipients) or "no address"
    return Verdict(Outcome.QUARANTINED, f"It came to {gone}, which is no mailbox of this desk any more.")


def without_sender(arrival: Arrival) -> Verdict | None:
    """Nobody to answer: a person has to look."""
    if arrival.sender is not None:
        return None
    return Verdict(
        Outcome.QUARANTINED,
        "It says nobody that we could answer: no usable From, Reply-To or envelope sender but our own.",
    )


FILTERS: tuple[Filter, ...] = (
    own_mail,
    copy,
    delivery_report,
    automatic_answer,
    newsletter,
    without_mailbox,
    without_sender,
)
