"""By which ways a reason reaches a person: the defaults, and what they chose instead."""

from typing import NamedTuple

from transom.notifications.models import ByMail, NotificationSettings, Reason
from transom.people.models import User


class Channels(NamedTuple):
    """`desk` is the bell, `browser` a word of the browser's own where that is allowed, `mail` one of `ByMail`."""

    desk: bool
    browser: bool
    mail: str

    @property
    def is_off(self) -> bool:
        return not (self.desk or self.browser or self.mail)


# Mentions and one's own tickets at once, the rest as a digest.
DEFAULTS = {
    Reason.MENTIONED: Channels(True, True, ByMail.AT_ONCE),
    Reason.ASSIGNED: Channels(True, True, ByMail.AT_ONCE),
    Reason.ANSWERED: Channels(True, True, ByMail.AT_ONCE),
    Reason.STOPPED: Channels(True, True, ByMail.AT_ONCE),
    Reason.UNDELIVERED: Channels(True, True, ByMail.AT_ONCE),
    Reason.HELD: Channels(True, True, ByMail.DIGEST),
    Reason.WARNED: Channels(True, True, ByMail.AT_ONCE),
    Reason.OVERDUE: Channels(True, True, ByMail.AT_ONCE),
    Reason.UNASSIGNED: Channels(True, True, ByMail.DIGEST),
    Reason.COLLEAGUE: Channels(True, False, ByMail.AT_ONCE),
    Reason.WATCHED: Channels(True, False, ByMail.DIGEST),
    Reason.BULK: Channels(True, False, ByMail.NO),
    Reason.SHIFT: Channels(True, True, ByMail.AT_ONCE),
    Reason.NOBODY: Channels(True, True, ByMail.AT_ONCE),
    Reason.UNACCOUNTED: Channels(True, True, ByMail.AT_ONCE),
    Reason.QUEUE: Channels(False, False, ByMail.AT_ONCE),
}


def settings_of(person: User) -> NotificationSettings:
    """What this person chose; unsaved where they never did. Costs nothing where it was selected with them."""
    try:
        return person.notification_settings
    except NotificationSettings.DoesNotExist:
        return NotificationSettings(person=person)


def channels_of(settings: NotificationSettings, reason: Reason) -> Channels:
    chosen = settings.chosen.get(reason)
    return Channels(*chosen) if chosen else DEFAULTS[reason]
