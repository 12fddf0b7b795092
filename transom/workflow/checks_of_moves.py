"""What is asked of each move on a path by itself: where it leads, who takes it, whether what it asks for can be met."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from transom.people.roles import AGENT_ROLES, Role
from transom.workflow.checks_of_stops import NAME, reasons_unfit
from transom.workflow.document import Move, Path, Stop
from transom.workflow.models import Asks, Requirement, Trigger
from transom.workflow.problem import Problem

MOST_MOVES = 400
"""Paths that ship have 68 at most. The map of this many is drawn in a second, and of twice as many in ten."""
TAKERS = frozenset(Role) - {Role.DESK}
"""Who may take a move that an admin draws: the desk itself only crosses those that it made."""
ANSWERS = {
    Asks.TEST: (Trigger.CONFIRMS, Trigger.OBJECTS),
    Asks.ESTIMATE: (Trigger.APPROVES, Trigger.DECLINES),
}
SAID_WITH = {Trigger.OBJECTS, Trigger.DECLINES}
"""The answers that come with a word, which is the comment that the move asks for."""
NEVER_BY_ITSELF = {Requirement.REASON, Requirement.MERGE}


def unsound_moves(path: Path) -> Iterator[Problem]:
    if len(path.moves) > MOST_MOVES:
        yield Problem(_("A path has at most %(count)d moves. Remove some.") % {"count": MOST_MOVES})
    names = {stop.status: stop.name for stop in path.stops}
    twice = Counter((move.origin, move.to) for move in path.moves)
    labels = Counter((move.origin, move.label.strip().casefold()) for move in path.moves)
    triggers = Counter((move.origin, move.trigger) for move in path.moves if move.trigger)
    for move in path.moves:
        words = {"move": f"{names.get(move.origin, move.origin)} → {names.get(move.to, move.to)}"}
        place = (move.origin, move.to)
        for sentence in (*_place(move, names), *_takers(move), *_requirements(move), *_trigger(move, path)):
            yield Problem(f"{words['move']}: {sentence}", move=place)
        if twice[place] > 1:
            yield Problem(_("%(move)s is there twice. Remove one.") % words, move=place)
        if labels[move.origin, move.label.strip().casefold()] > 1:
            sentence = _("Two moves from %(origin)s say “%(label)s”. Give each button words of its own.")
            words = {"origin": names.get(move.origin, move.origin), "label": move.label}
            yield Problem(sentence % words, move=place)
        if triggers[move.origin, move.trigger] > 1:
            sentence = _("Two moves from %(origin)s happen by themselves %(when)s. Only one can.")
            words = {"origin": names.get(move.origin, move.origin), "when": _when(move)}
            yield Problem(sentence % words, move=place)
    for stop in path.stops:
        yield from _answers(stop, path)


def _place(move: Move, names: dict[str, str]) -> Iterator[str]:
    if move.origin not in names or move.to not in names:
        yield _("it leaves the path. Remove the move, or add the status.")
    if move.origin == move.to:
        yield _("it leads to where it begins. Remove it.")
    if not move.label.strip() or len(move.label) > NAME:
        yield _("its button needs 1 to %(count)d characters.") % {"count": NAME}


def _takers(move: Move) -> Iterator[str]:
    if not move.roles:
        yield _("nobody may take it. Say who may, or remove it.")
    if unknown := sorted(set(move.roles) - TAKERS):
        yield _("“%(role)s” is no role that can take a move.") % {"role": unknown[0]}
    if len(set(move.roles)) < len(move.roles):
        yield _("a role stands there twice.")


def _requirements(move: Move) -> Iterator[str]:
    if unknown := sorted(set(move.requires) - set(Requirement.values)):
        yield _("“%(requirement)s” is nothing that a move can ask for.") % {"requirement": unknown[0]}
    if Requirement.REASON in move.requires and not move.reasons:
        yield _("it asks for a reason, but there is none to choose. Give some reasons.")
    if move.reasons and Requirement.REASON not in move.requires:
        yield _("it has reasons that nobody is asked for. Ask for a reason, or take them away.")
    yield from reasons_unfit(move.reasons)


def _trigger(move: Move, path: Path) -> Iterator[str]:
    """A move that happens by itself is one that then can."""
    if not move.trigger:
        return
    if move.trigger not in Trigger.values:
        yield _("“%(trigger)s” is nothing that can happen.") % {"trigger": move.trigger}
        return
    if move.trigger == Trigger.OUR_WORD and not AGENT_ROLES & set(move.roles):
        yield _("it happens when we answer, but nobody who answers may take it.")
    if move.trigger != Trigger.OUR_WORD and Role.CUSTOMER not in move.roles:
        yield _("it happens %(when)s, so the customer must be among those who may take it.") % {"when": _when(move)}
    impossible = NEVER_BY_ITSELF | (set() if move.trigger in SAID_WITH else {Requirement.COMMENT})
    if stopped := sorted(impossible & set(move.requires)):
        sentence = _("it happens %(when)s, and then nobody can give %(what)s. Do not ask for it.")
        yield sentence % {"when": _when(move), "what": Requirement(stopped[0]).label}
    stop = path.stop(move.origin)
    asked = next((asks for asks, answers in ANSWERS.items() if move.trigger in answers), None)
    if stop and asked and stop.asks != asked:
        sentence = _("it happens %(when)s, but %(status)s does not ask the customer.")
        yield sentence % {"when": _when(move), "status": stop.name}


def _answers(stop: Stop, path: Path) -> Iterator[Problem]:
    """What the customer is asked, they can answer."""
    there = {move.trigger for move in path.moves_from(stop.status)}
    for trigger in ANSWERS.get(stop.asks, ()):
        if trigger not in there:
            sentence = _("%(status)s asks the customer. Add the move that happens %(when)s.")
            yield Problem(sentence % {"status": stop.name, "when": lower_first(Trigger(trigger).label)}, stop.status)


def _when(move: Move) -> str:
    return lower_first(Trigger(move.trigger).label) if move.trigger in Trigger.values else move.trigger


def lower_first(words: object) -> str:
    text = str(words)
    return text[:1].lower() + text[1:]
