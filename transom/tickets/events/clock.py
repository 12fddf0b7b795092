"""The clock did something, because the time of a rule was over, or soon will be."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from transom.tickets.events.base import Ref, TicketEvent
from transom.timers.models import Effect, RuleKind


class ClockRang(TicketEvent):
    """A step of `rule`, which `watches` a kind of fact, was taken; `result` says why nothing came of it, where nothing did.

    What `effect` changes has events of its own. `is_over` where the `deadline` had passed.
    """

    kind: ClassVar[str] = "clock-rang"
    moves_on: ClassVar[bool] = False
    touches: ClassVar[bool] = False

    rule: Ref
    watches: str
    effect: str
    anchor: datetime
    deadline: datetime
    is_over: bool
    result: str = ""

    def sentence(self):
        if self.result:
            words = {"what": COULD_NOT[self.effect](), "why": self.result.removesuffix(".")}
            return _("%(what)s: %(why)s") % words
        return _("%(what)s: %(why)s") % {"what": DID[self.effect](), "why": self.why()}

    def told(self) -> str:
        """What stands in a notification of it."""
        words = self.sentence() if self.result else self.why()
        return words[:1].upper() + words[1:]

    def why(self) -> str:
        """What is owed or was, and by when; to stand within a sentence."""
        return WHY[self.watches, self.is_over]() % {"when": _moment(self.deadline)}


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y H:i")


DID: dict[str, Callable[[], str]] = {
    Effect.TELL_OWNER: lambda: _("told whoever has it"),
    Effect.TELL_TEAM: lambda: _("told its team"),
    Effect.TELL_QUEUE_MANAGER: lambda: _("told the queue manager"),
    Effect.TELL_ADMINS: lambda: _("told the admins"),
    Effect.GIVE_TO_QUEUE_MANAGER: lambda: _("gave it to the queue manager"),
    Effect.MAKE_URGENT: lambda: _("made it urgent"),
    Effect.TAG: lambda: _("tagged it"),
    Effect.SEND_FOLLOW_UP: lambda: _("followed up"),
    Effect.HOLD_FOLLOW_UP: lambda: _("held a follow-up"),
}
COULD_NOT: dict[str, Callable[[], str]] = {
    Effect.TELL_OWNER: lambda: _("could not tell whoever has it"),
    Effect.TELL_TEAM: lambda: _("could not tell its team"),
    Effect.TELL_QUEUE_MANAGER: lambda: _("could not tell the queue manager"),
    Effect.TELL_ADMINS: lambda: _("could not tell the admins"),
    Effect.GIVE_TO_QUEUE_MANAGER: lambda: _("could not give it to the queue manager"),
    Effect.MAKE_URGENT: lambda: _("could not make it urgent"),
    Effect.TAG: lambda: _("could not tag it"),
    Effect.SEND_FOLLOW_UP: lambda: _("could not follow up"),
    Effect.HOLD_FOLLOW_UP: lambda: _("could not hold a follow-up"),
}
WHY: dict[tuple[str, bool], Callable[[], str]] = {
    (RuleKind.REACTION, False): lambda: _("an answer is owed by %(when)s"),
    (RuleKind.REACTION, True): lambda: _("an answer was owed by %(when)s"),
    (RuleKind.NEXT_WORD, False): lambda: _("the customer is owed news by %(when)s"),
    (RuleKind.NEXT_WORD, True): lambda: _("the customer was owed news by %(when)s"),
    (RuleKind.RESOLUTION, False): lambda: _("it is to be done by %(when)s"),
    (RuleKind.RESOLUTION, True): lambda: _("it was to be done by %(when)s"),
    (RuleKind.FOLLOW_UP, False): lambda: _("the customer is silent, and is asked again at %(when)s"),
    (RuleKind.FOLLOW_UP, True): lambda: _("the customer is silent, and was to be asked again at %(when)s"),
    (RuleKind.CLEARANCE, False): lambda: _("the customer is silent, and it can be cleared from %(when)s"),
    (RuleKind.CLEARANCE, True): lambda: _("the customer is silent, and it can be cleared since %(when)s"),
    (RuleKind.LANGUISHING, False): lambda: _("its path lets it stay in its status until %(when)s"),
    (RuleKind.LANGUISHING, True): lambda: _("its path let it stay in its status until %(when)s"),
}
