"""The kinds of keys in addresses: (a thing that may be had, the same that is somebody else's or None where there is no such thing)."""

from collections.abc import Callable
from typing import NamedTuple

from tests.web.matrix import tools
from tests.web.matrix.things import Things
from transom.people.models import User

Pick = Callable[[Things, User], object]


class Kind(NamedTuple):
    own: Pick
    foreign: Pick | None = None


KINDS: dict[str, Kind] = {
    "ticket": Kind(lambda all, me: all.open.ticket.number, lambda all, me: all.hidden.ticket.number),
    "message": Kind(lambda all, me: all.open.message.pk, lambda all, me: all.hidden.message.pk),
    "received": Kind(lambda all, me: all.open.received.pk, lambda all, me: all.hidden.received.pk),
    "attachment": Kind(lambda all, me: all.open.attachment.pk, lambda all, me: all.hidden.attachment.pk),
    "held": Kind(lambda all, me: all.open.held.pk, lambda all, me: all.hidden.held.pk),
    "sent": Kind(lambda all, me: all.open.sent.pk, lambda all, me: all.hidden.sent.pk),
    "missed": Kind(lambda all, me: all.missed.pk),
    "mailbox": Kind(lambda all, me: all.mailbox.pk),
    "queue": Kind(lambda all, me: "open"),
    "delivery": Kind(lambda all, me: "sent"),
    "outcome": Kind(lambda all, me: "held"),
    "bulk": Kind(tools.run_of, lambda all, me: tools.run_of(all, all.insider)),
    "pause": Kind(lambda all, me: "sending"),
}
