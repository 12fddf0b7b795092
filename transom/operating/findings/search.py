"""Whether the search finds what was said: is its index whole, and does it have the newest words?"""

from datetime import datetime, timedelta

from transom.operating.findings.finding import Finding, ok, warning
from transom.search import backfill
from transom.search.models import Kind, SearchEntry, SearchProgress
from transom.tickets.history import Event
from transom.tickets.messages import Message, Note

SAMPLE = 200
SLOW = timedelta(days=1)
REBUILD = "Run `transom search rebuild`."


def search(now: datetime) -> Finding:
    filled, progress = backfill.filled(), SearchProgress.objects.first()
    if not filled.is_whole and filled.total:
        share = filled.done * 100 // filled.total
        said = f"The index of the search is filled to {share} %: what is older is not found yet."
        slow = progress is not None and now - progress.started_at > SLOW
        return warning(said, REBUILD) if slow else warning(said, "Let the worker go on; it fills the index by itself.")
    missing = _missing(Kind.MESSAGE, Message) + _missing(Kind.NOTE, Note)
    if missing and not Event.objects.undispatched().exists():
        return warning(f"The search does not find {missing} of the newest words.", REBUILD)
    return ok("The search finds what was said.")


def _missing(kind: Kind, model: type[Message] | type[Note]) -> int:
    """How many of the newest words are not in the index."""
    newest = list(model.objects.order_by("-pk").values_list("pk", flat=True)[:SAMPLE])
    return len(newest) - SearchEntry.objects.filter(kind=kind, source__in=newest).count()
