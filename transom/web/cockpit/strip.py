"""The next 24 hours as a picture: each bar a ticket, at the moment when its answer is owed. Drawn here, as numbers for an SVG.

Places are in percent of its width, so that its words keep their size in a narrow window.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from transom.cockpit.owed import Owed
from transom.web.agent.show import ticket_url
from transom.web.agent.spans import span
from transom.web.cockpit.looking import QUEUE

SPAN = timedelta(hours=24)
NEAR = timedelta(hours=4)
SLOT = 1.5  # percent: two bars within it stand one on the other
HIGH = 4  # bars on each other; what is more is a number on top
BAR, GAP, FOOT = 12, 2, 72  # pixels; one or two bars have the room of four
TALL = 2 * BAR + GAP
HOURS = 3
NAMED = 6
CLEAR = timedelta(hours=4)  # behind now, where no other hour has room for its words
END = timedelta(hours=2)
BESIDE = timedelta(hours=7)  # the same in a narrow window


def strip(rows: Sequence[Owed], now: datetime) -> dict:
    """`bars` and `hours` for the picture, `late` for how many are owed since before; `listed` the same in words."""
    coming = sorted((row for row in rows if row.by and now < row.by <= now + SPAN), key=lambda row: row.by)
    bars, tops = _bars(coming, now)
    return {
        "now": date_format(timezone.localtime(now), "H:i"),
        "hours": list(_hours(now)),
        "bars": bars,
        "tops": tops,
        "late": sum(row.is_late(now) for row in rows),
        "count": len(coming),
        "foot": FOOT,
        "top": FOOT - HIGH * (BAR + GAP) - 4,
        "listed": [_listed(row, now) for row in coming],
    }


def _bars(coming: Iterable[Owed], now: datetime) -> tuple[list[dict], list[dict]]:
    placed = [(int(_place(row.by, now) / SLOT), row) for row in coming]
    stacks, made, built = Counter(slot for slot, _row in placed), [], Counter()
    for slot, row in placed:
        tall = TALL if stacks[slot] <= HIGH // 2 else BAR
        built[slot] += 1
        if built[slot] <= HIGH:
            kind = "urgent" if row.is_urgent else "near" if row.by - now <= NEAR else "later"
            place = {"x": f"{slot * SLOT:.2f}%", "y": FOOT - built[slot] * (tall + GAP), "height": tall}
            made.append(_listed(row, now) | place | {"kind": kind})
    tops = [{"x": f"{slot * SLOT:.2f}%", "more": count - HIGH} for slot, count in stacks.items() if count > HIGH]
    return made, tops


def _place(at: datetime, now: datetime) -> float:
    return min(99.0, (at - now) / SPAN * 100)


def _listed(row: Owed, now: datetime) -> dict:
    return {
        "url": f"{ticket_url(row.ticket.number, QUEUE)}#latest",
        "subject": row.ticket.subject,
        "urgent": row.is_urgent,
        "words": _("in %(time)s") % {"time": span(row.by - now)},
        "at": date_format(timezone.localtime(row.by), "H:i"),
    }


def _hours(now: datetime) -> Iterator[dict]:
    """Every third hour of the reader's day; every sixth has its name."""
    at = timezone.localtime(now).replace(minute=0, second=0, microsecond=0)
    for step in range(1, 26):
        moment = at + timedelta(hours=step)  # by the wall clock, as people read it
        if moment - now > SPAN or moment.hour % HOURS:
            continue
        named = moment.hour % NAMED == 0 and moment - now > CLEAR and now + SPAN - moment > END
        words = date_format(moment, "H:i") if named else ""
        if named and moment.hour == 0:
            words = _("midnight")
        yield {"x": f"{_place(moment, now):.2f}%", "words": words, "beside_now": moment - now < BESIDE}
