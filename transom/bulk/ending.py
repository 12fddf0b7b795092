"""A bulk action has ended: whoever began it is told, where they may have looked elsewhere meanwhile or have to look again."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from transom.bulk.models import BulkRun, Outcome
from transom.notifications.models import Reason
from transom.notifications.telling import tell_one

LONG = timedelta(seconds=30)
"""Who waited no longer than this saw it end."""
WELL = (Outcome.DONE, Outcome.NOTHING, Outcome.STOPPED)


def tell_the_end(run: BulkRun, now: datetime) -> None:
    """If nothing is left to do of it. A run that is tried again is told of again."""
    items = run.items.all()
    if items.filter(settled_at=None).exists():
        return
    refused = items.exclude(outcome__in=WELL).exists()
    if not refused and now - run.held_until < LONG:
        return
    counts = {"what": run.words, "done": items.filter(outcome__in=WELL).count(), "all": items.count()}
    words = _("%(what)s: %(done)d of %(all)d tickets") % counts
    key = f"bulk:{run.pk}:{int(run.held_until.timestamp())}"
    tell_one(run.person_id, Reason.BULK, key, words=words, url=reverse("bulk_run", args=[run.pk]), now=now)
