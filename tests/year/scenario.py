"""A year at a desk in Berlin: who does what on which minute. It knows nothing of the product, nor of what should follow.

Moments are whole minutes since 1970, in UTC. Twenty customers write some 80 tickets, or 140 in the whole of it; each follows
one of the stories below, begun at a moment drawn from the year. What the queue manager makes of a clearance is drawn beforehand as well.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
FIRST, LAST = date(2027, 1, 4), date(2028, 1, 2)
HOUR, DAY = 60, 24 * 60
GOLD, OVERSEAS = "Gold", "Overseas"


class Act(NamedTuple):
    at: int
    ticket: int
    what: str


class Story(NamedTuple):
    """One ticket. `decisions` are taken one after the other, each time that it stands in a clearance; `back` is when its
    customer follows the link in the closing mail, in minutes after it was closed."""

    key: int
    kind: str
    customer: int
    acts: tuple[Act, ...]
    decisions: tuple[str, ...] = ()
    back: int | None = None


def minute(day: date, clock: str, zone: ZoneInfo = ZONE) -> int:
    """The moment when clocks in `zone` show `clock`, on `day`."""
    hour, _, rest = clock.partition(":")
    return int(datetime(day.year, day.month, day.day, int(hour), int(rest), tzinfo=zone).timestamp()) // 60


def tier(customer: int) -> str:
    return GOLD if customer % 4 == 1 else OVERSEAS if customer % 7 == 3 else ""


def address(story: Story) -> str:
    return f"who@c{story.customer}.example"


def makes_sense(what: str, kind: str, status: str) -> bool:
    """People look before they move a ticket: what was closed or came back meanwhile is not moved on."""
    if what == "complete":
        return status in ("client-testing", "answered") or (kind == QUESTION and status == "submitted")
    return what != "considered" or status == "submitted"


QUESTION, ISSUE, IDEA = "question", "issue", "idea"
SPAN = tuple[str, str, list[tuple[int, str]]]


def answered(draw: Random):
    return QUESTION, [(0, "mail"), (draw.randint(5, 22 * HOUR), "reply"), (draw.randint(DAY, 40 * HOUR), "complete")]


def thanked(draw: Random):
    return QUESTION, [
        (0, "mail"),
        (draw.randint(5, 500), "reply"),
        (200, "complete"),
        (draw.randint(5, 3000), "thanks"),
    ]


def answered_late(draw: Random):
    return QUESTION, [(0, "mail"), (draw.randint(22 * HOUR, 40 * HOUR), "reply"), (DAY + 7, "complete")]


def forgotten(draw: Random):
    return QUESTION, [
        (0, "mail"),
        (draw.randint(1, 40) * HOUR + 3, "mail"),
        (draw.randint(3, 9) * DAY, "reply"),
        (61, "complete"),
    ]


def silent(draw: Random):
    return QUESTION, [(0, "mail"), (draw.randint(5, DAY), "reply"), (draw.randint(3, 30) * DAY, "complete")]


def woken_twice(draw: Random):
    wakes = [(2 * DAY + draw.randint(3, 900), "mail"), (draw.randint(5, 1200), "reply")]
    return QUESTION, [(0, "mail"), (45, "reply"), *wakes, *wakes, (3 * DAY, "complete")]


def quick_to_answer(draw: Random):
    """The customer is back before a follow-up would have gone out: within two days, by minutes."""
    return QUESTION, [
        (0, "mail"),
        (45, "reply"),
        (2 * DAY - draw.randint(1, 200), "mail"),
        (30, "reply"),
        (DAY, "complete"),
    ]


def nothing_asked(draw: Random):
    return QUESTION, [(0, "mail"), (draw.randint(5, 900), "last-word"), (draw.randint(3, 12) * DAY, "complete")]


def rung_up(draw: Random):
    return QUESTION, [(0, "mail"), (draw.randint(5, 30 * HOUR), "call"), (draw.randint(1, 5) * DAY, "complete")]


def needs_nothing(draw: Random):
    return QUESTION, [(0, "mail"), (draw.randint(5, 26 * HOUR), "no-answer"), (4 * DAY, "complete")]


def reopened(draw: Random):
    again = [(draw.randint(1, 59) * DAY, "mail"), (draw.randint(5, 30 * HOUR), "reply"), (DAY, "complete")]
    return QUESTION, [(0, "mail"), (90, "reply"), (DAY, "complete"), *again]


def follows_an_old_one(draw: Random):
    again = [(61 * DAY + draw.randint(0, 20) * DAY, "mail"), (draw.randint(5, 30 * HOUR), "reply"), (DAY, "complete")]
    return QUESTION, [(0, "mail"), (90, "reply"), (DAY, "complete"), *again]


def away_machine(draw: Random):
    return QUESTION, [
        (0, "mail"),
        (600, "reply"),
        (3, "machine"),
        (draw.randint(2, 5) * DAY + 5, "mail"),
        (44, "last-word"),
    ]


def strangers_word(draw: Random):
    ends = draw.choice(["let-in", "discard", "discard"])
    said = [(0, "mail"), (50, "reply"), (draw.randint(5, DAY), "stranger"), (draw.randint(5, 3 * DAY), ends)]
    return QUESTION, [
        *said,
        (draw.randint(5, 20 * HOUR), "reply" if ends == "let-in" else "mail"),
        (4 * DAY, "reply"),
        (90, "complete"),
    ]


def silent_issue(draw: Random):
    return ISSUE, [(0, "mail"), (draw.randint(5, 900), "in-review"), (draw.randint(5, 1800), "reply")]


def cannot_be_replicated(draw: Random):
    return ISSUE, [(0, "mail"), (30, "in-review"), (400, "no-answer"), (draw.randint(5, 900), "cannot-replicate")]


def mended(draw: Random):
    steps = ["approved", "in-progress", "ready-to-test", "in-testing", "ready-to-install", "client-testing"]
    work = [(draw.randint(60, 2 * DAY), step) for step in steps]
    return ISSUE, [(0, "mail"), (30, "in-review"), (50, "reply"), *work, (draw.randint(1, 12) * DAY, "complete")]


def idea(draw: Random):
    return IDEA, [(0, "mail"), (draw.randint(5, 1200), "reply")]


def idea_considered(draw: Random):
    return IDEA, [(0, "mail"), (60, "reply"), (draw.randint(1, 12) * DAY, "considered")]


def joined(draw: Random):
    """Its customer writes in a second ticket what belongs to the first: `merge` takes the second into it."""
    return QUESTION, [
        (0, "mail"),
        (30, "other-mail"),
        (draw.randint(5, 25 * HOUR), "merge"),
        (90, "reply"),
        (3 * DAY, "complete"),
    ]


STORIES: tuple[tuple[Callable, int], ...] = (
    (answered, 11), (thanked, 5), (answered_late, 7), (forgotten, 4), (silent, 7), (woken_twice, 6), (quick_to_answer, 4),
    (nothing_asked, 3), (rung_up, 4), (needs_nothing, 3), (reopened, 6), (follows_an_old_one, 3), (away_machine, 4),
    (strangers_word, 5), (silent_issue, 13), (cannot_be_replicated, 5), (mended, 8), (idea, 7), (idea_considered, 3), (joined, 6),
)  # fmt: skip
DECISIONS = (
    ("close",),
    ("close",),
    ("keep", "close"),
    ("call", "close"),
    ("leave", "close"),
    ("keep", "keep", "close"),
)
THURSDAYS = [minute(FIRST + timedelta(days), "10:00") for days in range(3, (LAST - FIRST).days, 7)]
DECIDED, KEPT, THEN_ANSWERED = 4 * HOUR + 7, 14 * DAY, 5 * HOUR
"""How long after a clearance was drawn up it is gone through, and a ticket in it kept; when one that came back is answered."""
BACK = (None, None, 3 * DAY + 11, 20 * DAY + 13, 35)


def year(seed: int = 2027, whole: bool = False) -> list[Story]:
    """Half of the stories where it is not to be the `whole` of them."""
    draw, stories = Random(seed), []
    for tell, count in STORIES:
        for _ in range(count if whole else (count + 1) // 2):
            kind, steps = tell(draw)
            begin = _some_moment(draw, leave=sum(after for after, _ in steps) // DAY + 1)
            stories.append(_story(len(stories), kind, draw, begin, steps))
    for day in _fridays():  # the comment of a Friday evening, on a ticket that was thought to be done with
        evening = [
            (0, "mail"),
            (DAY, "reply"),
            (minute(day, "19:12") - minute(day - timedelta(2), "09:30") - DAY, "mail"),
        ]
        monday = minute(day + timedelta(3), "09:05") - minute(day, "19:12")
        steps = [*evening, (monday, "reply"), (DAY, "complete")]
        stories.append(_story(len(stories), QUESTION, draw, minute(day - timedelta(2), "09:30"), steps))
    for burst in range(0, 60, 20):  # three at once by one customer, who then falls silent: too much for the gate
        begin = minute(FIRST + timedelta(40 + 2 * burst), "10:07")
        for more in (0, burst, 2 * burst + 1):
            steps = [(0, "mail"), (30, "reply"), (5 * DAY, "complete")]
            stories.append(_story(len(stories), QUESTION, draw, begin + more, steps)._replace(customer=6 + burst // 20))
    return stories


def _story(key: int, kind: str, draw: Random, begin: int, steps: list[tuple[int, str]]) -> Story:
    acts, at = [], begin
    for after, what in steps:
        at += after
        acts.append(Act(at, key, what))
    decisions = draw.choice(DECISIONS) if kind != QUESTION else ()
    return Story(key, kind, draw.randrange(20), tuple(acts), decisions, draw.choice(BACK) if decisions else None)


def _some_moment(draw: Random, leave: int) -> int:
    """A minute of the year at which somebody writes: mostly by day, now and then at night or on a Sunday."""
    while True:
        day = FIRST + timedelta(draw.randrange((LAST - FIRST).days - leave))
        if day.weekday() < 5 or draw.random() < 0.25:
            hour = draw.randint(8, 18) if draw.random() < 0.8 else draw.randint(0, 23)
            return minute(day, f"{hour}:{draw.randrange(60)}")


def _fridays() -> list[date]:
    """The Fridays before both changes of the clock, before Whit Monday, and some more."""
    return [
        date(2027, 3, 26),
        date(2027, 10, 29),
        date(2027, 5, 14),
        date(2027, 3, 12),
        date(2027, 11, 5),
        date(2027, 8, 20),
    ]
