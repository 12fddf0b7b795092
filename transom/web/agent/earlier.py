"""A long thread: the first word and the latest ones are shown, what lies between comes when it is asked for."""

from django.http import HttpRequest

LATEST = 30
"""Words of a thread that are shown at once, beside the first. So a page has a bounded size, whatever the ticket's age."""
ALL = "all"


def shortened(items: list[dict], request: HttpRequest) -> list[dict]:
    """What of the thread is shown; its first word says as `left_out_behind` how many words are not.

    The address asks for all of them with `?all=1`. `items` are those of `thread`, oldest first.
    """
    words = [place for place, item in enumerate(items) if item["is"] != "line"]
    left_out = len(words) - 1 - LATEST
    if left_out < 1 or ALL in request.GET:
        return items
    first, latest = words[0], words[-LATEST]
    items[first]["left_out_behind"] = left_out
    return items[: first + 1] + items[latest:]
