"""What stands above a list: whose languishing tickets they are, and why those of a status were not started."""

from django.utils.translation import gettext as _

from transom.search.question import Filter
from transom.tickets.delayed import asking, said, unsaid
from transom.tickets.queues import ALL_LANGUISHING, COUNTED, Queue
from transom.web.agent.desk import Desk, queue_url
from transom.web.agent.rows import LATE
from transom.web.agent.small_rows import count_words
from transom.web.find.lists import find_url


def list_head(desk: Desk, wanted: Queue) -> dict:
    """`sides` are the two lists of what languishes; `delays` why tickets of this status were not started, and how many."""
    return {"sides": _sides(desk, wanted), "delays": _delays(desk, wanted) if wanted.status else []}


def _sides(desk: Desk, wanted: Queue) -> list[dict]:
    if wanted.slug not in LATE:
        return []
    everybodys = ALL_LANGUISHING.slug
    counts = {row.label: row.number for row in desk.small["queue"]}
    counts[everybodys] = ALL_LANGUISHING.tickets(desk.visible, desk.actor).order_by()[: COUNTED + 1].count()
    names = {"languishing": _("Put before you"), everybodys: _("Everybody's")}
    return [
        {"name": name, "count": count_words(counts[slug]), "url": queue_url(slug), "current": slug == wanted.slug}
        for slug, name in names.items()
    ]


def _delays(desk: Desk, wanted: Queue) -> list[dict]:
    """Nothing for a status where no path asks. Reasons that a path lists no more stand last."""
    places = {place: reasons for place, reasons in asking().items() if place[1] == wanted.status}
    if not places:
        return []
    here = desk.visible.filter(status=wanted.status)
    numbers = {reason: number for (_status, reason), number in said(here).items()}
    known = dict.fromkeys([*(reason for reasons in places.values() for reason in reasons), *sorted(numbers)])
    links = [_link(wanted, reason, reason, numbers[reason]) for reason in known if reason in numbers]
    silent = here.filter(unsaid(places)).order_by()[: COUNTED + 1].count()
    return [*links, *([_link(wanted, "none", _("nobody has said"), silent)] if silent else [])]


def _link(wanted: Queue, value: str, name: str, number: int) -> dict:
    question = f"{Filter('status', wanted.slug.removeprefix('status-'))} {Filter('delay', value)}"
    return {"name": name, "count": count_words(number), "url": find_url(question)}
