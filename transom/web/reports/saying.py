"""Figures in words."""

from django.utils.translation import gettext as _

MINUTE, HOUR, DAY = 60, 3600, 86400
LONG = 10 * HOUR
"""From here on minutes say nothing."""


def took(seconds: int | None) -> str:
    """How long something took, to be read: "45 s", "12 min", "2 h 10 min", "31 h", "3 d 4 h"; empty where nothing did."""
    if seconds is None:
        return ""
    if seconds < MINUTE:
        return _("%(count)d s") % {"count": seconds}
    if seconds < HOUR:
        return _("%(count)d min") % {"count": seconds // MINUTE}
    if seconds < LONG and seconds % HOUR >= MINUTE:
        return _("%(hours)d h %(rest)d min") % {"hours": seconds // HOUR, "rest": seconds % HOUR // MINUTE}
    if seconds < 2 * DAY:
        return _("%(count)d h") % {"count": seconds // HOUR}
    if seconds % DAY >= HOUR:
        return _("%(days)d d %(rest)d h") % {"days": seconds // DAY, "rest": seconds % DAY // HOUR}
    return _("%(count)d d") % {"count": seconds // DAY}


def percent(share: float | None) -> str:
    """A share as a whole percentage, rounded down, so that 100 % means all; empty where there is none."""
    return _("%(count)d %%") % {"count": int(share * 100)} if share is not None else ""
