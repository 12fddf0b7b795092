"""Who should hold the queue, from each minute at which that changes. Nothing here is the product's."""

from tests.year.plan import AWAY, DAN, DEEDS, MIRA, QUINN, TURNS, Turn
from tests.year.scenario import FIRST, minute

Change = tuple[int, str | None]


def changes(until: int) -> list[Change]:
    """The minutes at which somebody else begins to hold it, or nobody."""
    moments = {turn.begins for turn in TURNS} | {at for away in AWAY for at in away[1:]} | {deed.at for deed in DEEDS}
    person, own, stands_in, able = None, None, False, {QUINN, MIRA, DAN}
    found: list[Change] = [(minute(FIRST, "0:00"), None)]
    for at in sorted(moment for moment in moments if moment < until):
        for deed in DEEDS:
            if deed.at == at and deed.what == "leave":
                able.discard(deed.who)
        turn = next((turn for turn in TURNS if turn.begins <= at < turn.ends), None)
        if turn is not None and (turn.begins == at or person is None):
            person, own = _first(turn, able, at), turn
            stands_in = person == turn.deputy
        elif person is not None and not _is_there(person, able, at):
            person = next(filter(None, (_first(one, able, at) for one in (turn, own))), None)
            stands_in = person is not None
        elif stands_in and turn is own and turn is not None and _is_there(turn.person, able, at):
            person, stands_in = turn.person, False
        for deed in DEEDS:
            if deed.at == at and deed.what in ("take-over", "accept"):
                person, own, stands_in = deed.who, turn, False
        if found[-1][1] != person:
            found.append((at, person))
    return found


def _is_there(person: str | None, able: set[str], at: int) -> bool:
    return person in able and not any(away.person == person and away.begins <= at < away.ends for away in AWAY)


def _first(turn: Turn | None, able: set[str], at: int) -> str | None:
    """Whose turn it is, else the deputy; of a turn that is over, the deputy alone."""
    if turn is None:
        return None
    people = (turn.person, turn.deputy) if turn.begins <= at < turn.ends else (turn.deputy,)
    return next((person for person in people if _is_there(person, able, at)), None)
