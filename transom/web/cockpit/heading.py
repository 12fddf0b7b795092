"""How it stands, in a sentence."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from transom.cockpit.owed import MOST, Owed

NUMBERS = (
    gettext_lazy("no"),
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
    gettext_lazy("ten"),
    gettext_lazy("eleven"),
    gettext_lazy("twelve"),
)
NOON, EVENING, NIGHT = 12, 18, 5


def greeting(name: str, now: datetime) -> str:
    """By the reader's own clock."""
    hour = timezone.localtime(now).hour
    first = {"name": name.split()[0] if name.split() else name}
    if NIGHT <= hour < NOON:
        return _("Good morning, %(name)s.") % first
    return (_("Good afternoon, %(name)s.") if NOON <= hour < EVENING else _("Good evening, %(name)s.")) % first


def heading(rows: Sequence[Owed], more: bool, now: datetime) -> str:
    """How many answers are owed until the reader's day ends, and how many of them are late."""
    if more:
        return _("More than %(count)d answers are owed.") % {"count": MOST}
    today = [row for row in rows if row.by is not None and row.by < _midnight(now)]
    late = sum(row.is_late(now) for row in rows)
    if not rows:
        return _("Nobody waits for an answer.")
    if not today:
        return " ".join([_("No answer is owed today."), _later(len(rows))])
    return " ".join(filter(None, [_today(len(today)), _late(late, len(today))]))


def _midnight(now: datetime) -> datetime:
    tomorrow = timezone.localtime(now).date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time()))


def _number(count: int) -> str:
    return str(NUMBERS[count]) if count < len(NUMBERS) else str(count)


def _today(count: int) -> str:
    words = ngettext("%(count)s answer is owed today.", "%(count)s answers are owed today.", count)
    return capfirst(words % {"count": _number(count)})


def _late(count: int, of: int) -> str:
    if not count:
        return ""
    if count == of:
        return ngettext("It is late.", "All of them are late.", of)
    return capfirst(ngettext("%(count)s is late.", "%(count)s are late.", count) % {"count": _number(count)})


def _later(count: int) -> str:
    words = ngettext("%(count)s is owed later.", "%(count)s are owed later.", count)
    return capfirst(words % {"count": _number(count)})
