"""Rules of time in plain words: what each promises, for which tickets, and what the clock does when."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from transom.clock.documents import RuleDocument, Step
from transom.timers.models import Counting, Effect, RuleKind

HOUR, DAY = 60, 1440


class Kind(NamedTuple):
    """A kind of rule: its name, what it is for, and what a new one of it is called."""

    name: str | Promise
    meaning: str | Promise
    new: str | Promise


KINDS = {
    RuleKind.REACTION: Kind(
        gettext_lazy("Reaction"),
        gettext_lazy(
            "Every word of a customer wants an answer, not only the first. A person’s reply, a call or “needs no answer” stops this clock."
        ),
        gettext_lazy("A rule for answers"),
    ),
    RuleKind.NEXT_WORD: Kind(
        gettext_lazy("Next word"),
        gettext_lazy("While we are at work the customer hears from us again, though they have not asked."),
        gettext_lazy("A rule for news while we work"),
    ),
    RuleKind.RESOLUTION: Kind(
        gettext_lazy("Resolution"),
        gettext_lazy(
            "From the first word to the end. The time in which a ticket waits for the customer, or was closed, is not counted."
        ),
        gettext_lazy("A rule for how long it may take"),
    ),
    RuleKind.FOLLOW_UP: Kind(
        gettext_lazy("Follow-up"),
        gettext_lazy(
            "Our word was last and an answer is expected. Their answer stops this clock, and our next word begins it anew."
        ),
        gettext_lazy("A rule for following up"),
    ),
    RuleKind.CLEARANCE: Kind(
        gettext_lazy("Clearance"),
        gettext_lazy(
            "Once a week the queue manager looks at what stayed silent: to keep it, to call, or to close it with a kind word."
        ),
        gettext_lazy("A rule for clearance"),
    ),
    RuleKind.LANGUISHING: Kind(
        gettext_lazy("Languishing"),
        gettext_lazy("Each status says on its path after how many days a ticket stays there too long."),
        gettext_lazy("A rule for what languishes"),
    ),
}
TOLD = {
    Effect.TELL_OWNER: gettext_lazy("whoever has it is told"),
    Effect.TELL_TEAM: gettext_lazy("its team is told"),
    Effect.TELL_QUEUE_MANAGER: gettext_lazy("the queue manager is told"),
    Effect.TELL_ADMINS: gettext_lazy("the admins are told"),
    Effect.GIVE_TO_QUEUE_MANAGER: gettext_lazy("the queue manager gets it"),
    Effect.MAKE_URGENT: gettext_lazy("it becomes urgent"),
    Effect.TAG: gettext_lazy("it is tagged “%(tag)s”"),
    Effect.SEND_FOLLOW_UP: gettext_lazy("the follow-up is sent"),
    Effect.HOLD_FOLLOW_UP: gettext_lazy("the follow-up is held for a look"),
}


def duration(minutes: int, working: bool = False) -> str:
    """So many minutes in words: "2 hours", "3 days", "1 hour 30 minutes"; "8 working hours" where only those count."""
    if not working and minutes >= 2 * DAY and minutes % DAY == 0:
        return ngettext("%(count)d day", "%(count)d days", minutes // DAY) % {"count": minutes // DAY}
    hours, rest = divmod(minutes, HOUR)
    parts = []
    if hours and working:
        parts.append(ngettext("%(count)d working hour", "%(count)d working hours", hours) % {"count": hours})
    elif hours:
        parts.append(ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours})
    if (rest or not hours) and working and not hours:
        parts.append(ngettext("%(count)d working minute", "%(count)d working minutes", rest) % {"count": rest})
    elif rest or not hours:
        parts.append(ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest})
    return " ".join(parts)


def promise(rule: RuleDocument) -> str:
    """What the rule says, in a sentence."""
    working = rule.counting == Counting.WORKING
    words = {"time": duration(rule.after_minutes or 0, working)}
    if rule.watches == RuleKind.REACTION:
        if working:
            return _("Every customer’s word is answered within %(time)s.") % words
        return _("Every customer’s word is answered within %(time)s, around the clock.") % words
    if rule.watches == RuleKind.NEXT_WORD:
        return _("While we work, the customer hears from us at least every %(time)s.") % words
    if rule.watches == RuleKind.RESOLUTION:
        return _("A ticket is over within %(time)s that it was up to us.") % words
    if rule.watches == RuleKind.FOLLOW_UP:
        return _("When the customer is silent for %(time)s, the follow-up is due.") % words
    if rule.watches == RuleKind.CLEARANCE:
        if rule.move_to:
            words["status"] = rule.move_to.label
            return (
                _(
                    "After %(time)s of silence a ticket comes into the week’s clearance, where it can be closed to “%(status)s”."
                )
                % words
            )
        return _("After %(time)s of silence a ticket comes into the week’s clearance.") % words
    return _("When a ticket stays in a status for longer than its path allows, somebody hears of it.")


def scope(rule: RuleDocument) -> str:
    """For which tickets it holds."""
    parts = []
    if rule.ticket_type:
        parts.append(_("type %(name)s") % {"name": rule.ticket_type.label})
    if rule.tier:
        parts.append(_("customers of tier %(name)s") % {"name": rule.tier})
    if rule.team:
        parts.append(_("team %(name)s") % {"name": rule.team.label})
    return capfirst(", ".join(parts)) or _("Every ticket")


def steps(rule: RuleDocument) -> list[str]:
    """What the clock does and when, a sentence for each moment."""
    working = rule.counting == Counting.WORKING
    ordered = sorted(rule.steps, key=lambda step: step.offset_minutes)
    return [
        _("%(when)s %(what)s.") % {"when": moment(offset, working), "what": _listed([_told(step) for step in same])}
        for offset, same in groupby(ordered, key=lambda step: step.offset_minutes)
    ]


def moment(offset: int, working: bool = False) -> str:
    """When a step is taken, to begin a sentence with."""
    time = {"time": duration(abs(offset), working)}
    if offset < 0:
        return _("%(time)s before it is due,") % time
    return _("%(time)s after it was due,") % time if offset else _("When it is due,")


def _told(step: Step) -> str:
    return str(TOLD[step.effect]) % {"tag": step.tag} if step.effect in TOLD else step.effect


def _listed(words: list[str]) -> str:
    if len(words) == 1:
        return words[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def effects_of(kind: str) -> Iterator[Effect]:
    """What a rule of this kind may do: only one that follows up sends anything. Clearance is a list, and does nothing by itself."""
    for effect in Effect:
        sends = effect in (Effect.SEND_FOLLOW_UP, Effect.HOLD_FOLLOW_UP)
        if kind != RuleKind.CLEARANCE and (not sends or kind == RuleKind.FOLLOW_UP):
            yield effect
