"""Figures in words."""

from django.utils.translation import gettext as _

MINUTE, HOUR, DAY = 60, 3600, 86400


def took(seconds: int | None) -> str:
    """How long something took, to be read: "45 s", "12 min", "2 h 10 min", "3 d 4 h"; empty where nothing did."""
    if seconds is None:
        return ""
    if seconds < MINUTE:
        return _("%(count)d s") % {"count": seconds}
    if seconds < HOUR:
        return _("%(count)d min") % {"count": seconds // MINUTE}
    large, small, words = (HOUR, MINUTE, _("%(hours)d h %(rest)d min")) if seconds < 2 * DAY else (DAY, HOUR, "")
    if words:
        hours, rest = seconds // large, seconds % large // small
        return words % {"hours": hours, "rest": rest} if rest else _("%(count)d h") % {"count": hours}
    days, rest = seconds // large, seconds % large // small
    return _("%(days)d d %(rest)d h") % {"days": days, "rest": rest} if rest else _("%(count)d d") % {"count": days}


def percent(share: float | None) -> str:
    """A share as a whole percentage, rounded down, so that 100 % means all; empty where there is none."""
    return _("%(count)d %%") % {"count": int(share * 100)} if share is not None else ""
